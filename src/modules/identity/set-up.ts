import type { Tx } from '#platform/db/connect.ts'
import type { Role } from './roles.ts'

export type NewOrganisation = {
  slug: string
  name: string
  sector: string
  isCategory: boolean
  note?: string | null
  aliases: { name: string; source?: string | null; note?: string | null }[]
}

/** Adds an organisation with the other names by which sources know it, or brings it up to date. @returns its id */
export async function addOrganisation(
  tx: Tx,
  { slug, name, sector, isCategory, note = null, aliases }: NewOrganisation,
): Promise<string> {
  const { id } = await tx
    .insertInto('identity.organisation')
    .values({ slug, name, sector, is_category: isCategory, note })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ name, sector, is_category: isCategory, note }))
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const alias of aliases) {
    await tx
      .insertInto('identity.organisation_alias')
      .values({ organisation_id: id, name: alias.name, source: alias.source ?? null, note: alias.note ?? null })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'name']).doNothing())
      .execute()
  }
  return id
}

export type NewSamplePerson = {
  name: string
  organisationId: string
  office: string
  role: Role
  partnershipId: string
  startsOn: string
  /** The role's last day, such as an inspection's; none when not given. */
  endsOn?: string | undefined
  /** The only modules that the role opens, such as the pack chosen for an inspection; every one when not given. */
  modules?: readonly string[] | undefined
  /** What the seat that the office sits in lets it decide. */
  authorities?: readonly string[] | undefined
}

/** Adds an invented person in an office with a role in a partnership; the same person may be added for several partnerships. */
export async function addSamplePerson(tx: Tx, sample: NewSamplePerson): Promise<void> {
  const person =
    (await tx
      .selectFrom('identity.person')
      .where('name', '=', sample.name)
      .where('is_sample', '=', true)
      .select('id')
      .executeTakeFirst()) ??
    (await tx
      .insertInto('identity.person')
      .values({ name: sample.name, is_sample: true })
      .returning('id')
      .executeTakeFirstOrThrow())
  const office = await tx
    .insertInto('identity.office')
    .values({ organisation_id: sample.organisationId, title: sample.office })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'title']).doUpdateSet({ title: sample.office }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('identity.tenure')
    .values({ office_id: office.id, person_id: person.id, starts_on: sample.startsOn })
    .onConflict((conflict) => conflict.columns(['office_id', 'person_id', 'starts_on', 'partnership_id']).doNothing())
    .execute()
  await tx
    .insertInto('identity.access')
    .values({
      office_id: office.id,
      partnership_id: sample.partnershipId,
      role: sample.role,
      ends_on: sample.endsOn ?? null,
      modules: sample.modules === undefined ? null : [...sample.modules],
      authorities: [...(sample.authorities ?? [])],
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'partnership_id', 'role']).doNothing())
    .execute()
}
