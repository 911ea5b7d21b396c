import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

export type Office = {
  id: string
  title: string
  organisation: string
  organisationId: string
  holder: string | null
  role: string
}

const offices = (db: Db | Tx, partnershipId: string, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('identity.tenure as tenure', (join) =>
      join
        .onRef('tenure.office_id', '=', 'office.id')
        .on((on) => on.or([on('tenure.partnership_id', 'is', null), on('tenure.partnership_id', '=', partnershipId)]))
        .on('tenure.starts_on', '<=', today)
        .on((on) => on.or([on('tenure.ends_on', 'is', null), on('tenure.ends_on', '>=', today)])),
    )
    .leftJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .where('access.partnership_id', '=', partnershipId)
    .select([
      'office.id',
      'office.title',
      'organisation.name as organisation',
      'organisation.id as organisationId',
      'person.name as holder',
      'access.role',
    ])

/** The offices that carry a role in a partnership, with who holds them today (null: vacant). */
export const listOfficesOfRole = (
  db: Db,
  partnershipId: string,
  roles: readonly string[],
  today: string,
): Promise<Office[]> =>
  offices(db, partnershipId, today)
    .where('access.role', 'in', roles)
    .orderBy('organisation.name')
    .orderBy('office.title')
    .execute()

/** One office of a partnership with its holder today, or undefined. */
export const findOffice = (
  db: Db | Tx,
  partnershipId: string,
  officeId: string,
  today: string,
): Promise<Office | undefined> =>
  isId(officeId)
    ? offices(db, partnershipId, today).where('office.id', '=', officeId).executeTakeFirst()
    : Promise.resolve(undefined)
