import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { registerRecord, type NewRecord } from './record-store.ts'
import type { RecordKind } from './record.ts'

const people: readonly [name: string, role: Role, organisation: string, partnership: 'kent' | 'medway'][] = [
  ['Mary Manager', 'business-manager', 'team', 'kent'],
  ['Ann Analyst', 'analyst', 'team', 'kent'],
  ['Sid Scrutineer', 'scrutineer', 'team', 'kent'],
  ['Eve Executive', 'executive-member', 'team', 'kent'],
  ['Pat Police', 'safeguarding-lead', 'police', 'kent'],
  ['Nora Nurse', 'data-lead', 'hospital', 'kent'],
  ['Max Medway', 'business-manager', 'medway-team', 'medway'],
]

export type World = Site & {
  organisations: Record<'team' | 'police' | 'hospital' | 'medway-team', string>
  partnerships: Record<'kent' | 'medway', string>
  /** Registers a record of Kent's, unless another partnership is given. */
  aRecord: (kind: RecordKind, title: string, more?: Partial<NewRecord>) => Promise<{ id: string; reference: string }>
}

/** Two small invented partnerships with a few people, nothing in their threads, and the service over them. */
export async function world(t: TestContext, clock: Clock = testClock): Promise<World> {
  const db = await emptyDb(t)
  const partnership = async (slug: string, shortName: string) =>
    (
      await db
        .insertInto('partnerships.partnership')
        .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const partnerships = { kent: await partnership('kent', 'KENT'), medway: await partnership('medway', 'MEDWAY') }
  const organisations = { team: '', police: '', hospital: '', 'medway-team': '' }
  await db.transaction().execute(async (tx) => {
    for (const [slug, name] of [
      ['team', 'Kent Team'],
      ['police', 'Kent Police'],
      ['hospital', 'Kent Hospital'],
      ['medway-team', 'Medway Team'],
    ] as const) {
      organisations[slug] = await addOrganisation(tx, { slug, name, sector: 'other', isCategory: false, aliases: [] })
    }
    for (const [name, role, organisation, of] of people) {
      await addSamplePerson(tx, {
        name,
        organisationId: organisations[organisation as keyof typeof organisations],
        office: `${name}’s office`,
        role,
        partnershipId: partnerships[of],
        startsOn: '2020-01-01',
      })
    }
  })
  const service = await site(t, db, { role: 'business-manager' }, clock)
  const aRecord: World['aRecord'] = (kind, title, more = {}) =>
    db.transaction().execute((tx) =>
      registerRecord(tx, {
        partnershipId: partnerships.kent,
        kind,
        title,
        state: 'open',
        year: 2026,
        page: (reference) => `/somewhere/${reference}`,
        ...more,
      }),
    )
  return { ...service, organisations, partnerships, aRecord }
}

/** Kent's installation, with the rights given: what a job or a set-up acts as. */
export const installationOf = ({ partnerships }: World, permissions: readonly string[]) =>
  installation({ id: partnerships.kent, slug: 'kent', name: 'KENT' }, permissions)

/** Says that records were registered on a day, as if time had passed since. */
export const registeredOn = (db: Db, day: string) =>
  db
    .updateTable('thread.record')
    .set({ registered_at: `${day}T09:00:00Z` })
    .execute()

/** The names and subjects of what people and jobs did in the thread, in order. */
export const threadEvents = (db: Db) =>
  db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'thread.%')
    .orderBy('position')
    .select(['name', 'subject', 'details'])
    .execute()
