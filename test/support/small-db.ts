import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson } from '#modules/identity/public.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb } from './database.ts'

/** A partnership with two invented people, and nothing else. */
export async function smallDb(t: TestContext): Promise<Db> {
  const db = await emptyDb(t)
  await db.transaction().execute(async (tx) => {
    const { id: partnershipId } = await tx
      .insertInto('partnerships.partnership')
      .values({ slug: 'westshire', name: 'Westshire Partnership', short_name: 'Westshire', purpose: 'Invented' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const council = { slug: 'westshire-council', name: 'Westshire Council', sector: 'council', isCategory: false }
    const organisationId = await addOrganisation(tx, { ...council, aliases: [] })
    for (const role of ['analyst', 'scrutineer'] as const) {
      const sample = { name: `Sam ${role}`, office: role, role, organisationId, partnershipId }
      await addSamplePerson(tx, { ...sample, startsOn: '2020-01-01' })
    }
  })
  return db
}
