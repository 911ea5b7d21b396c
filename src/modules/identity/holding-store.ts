import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

/** How the holding of an office stands today. */
export type HoldingState = 'vacant' | 'stopped' | 'to-come' | 'suspended' | 'ends' | 'invited' | 'active'

export type HoldingFilter = {
  organisationId?: string | undefined
  officeId?: string | undefined
  tenureId?: string | undefined
  personId?: string | undefined
  role?: string | undefined
  state?: HoldingState | undefined
}

/** The last day on which a person may act in an office: the tenure's or the role's own, whichever comes first. */
const lastDay = sql<string | null>`least(tenure.ends_on, access.ends_on)`

const stateNow = (today: string) => sql<HoldingState>`case
  when tenure.id is null then 'vacant'
  when exists (select from identity.stop where tenure_id = tenure.id and partnership_id = access.partnership_id and lifted_at is null) then 'stopped'
  when tenure.starts_on > ${today} then 'to-come'
  when use.suspended_at is not null then 'suspended' when ${lastDay} is not null then 'ends'
  when use.last_used_at is null then 'invited' else 'active' end`

const holdings = (db: Db | Tx, partnershipId: string, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('identity.tenure as tenure', (join) =>
      join
        .onRef('tenure.office_id', '=', 'office.id')
        .on((on) => on.or([on('tenure.partnership_id', 'is', null), on('tenure.partnership_id', '=', partnershipId)]))
        .on((on) => on.or([on('tenure.ends_on', 'is', null), on('tenure.ends_on', '>=', today)])),
    )
    .leftJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .leftJoin('identity.office_use as use', (join) =>
      join.onRef('use.access_id', '=', 'access.id').onRef('use.person_id', '=', 'person.id'),
    )
    .where('access.partnership_id', '=', partnershipId)
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', today)]))

const columns = [
  'access.id as accessId',
  'access.role',
  'office.id as officeId',
  'office.title',
  'organisation.id as organisationId',
  'organisation.name as organisation',
  'tenure.id as tenureId',
  'tenure.partnership_id as onlyIn',
  'tenure.starts_on as startsOn',
  'tenure.ends_on as tenureEndsOn',
  'tenure.end_set_at as endSetAt',
  'person.id as personId',
  'person.name as person',
  'person.email',
  'person.is_sample as isSample',
  'use.last_used_at as lastUsedAt',
  'use.suspended_at as suspendedAt',
  'use.first_notice_on as firstNoticeOn',
  'use.second_notice_on as secondNoticeOn',
] as const

const filtered = (db: Db | Tx, partnershipId: string, today: string, filter: HoldingFilter) => {
  let query = holdings(db, partnershipId, today)
  if (filter.organisationId !== undefined) query = query.where('organisation.id', '=', filter.organisationId)
  if (filter.officeId !== undefined) query = query.where('office.id', '=', filter.officeId)
  if (filter.tenureId !== undefined) query = query.where('tenure.id', '=', filter.tenureId)
  if (filter.personId !== undefined) query = query.where('person.id', '=', filter.personId)
  if (filter.role !== undefined) query = query.where('access.role', '=', filter.role)
  if (filter.state !== undefined) query = query.where(stateNow(today), '=', filter.state)
  return query
}

/** The offices of a partnership with who holds them today or later, one line for each holder: by organisation, office, first day. */
export const listHoldings = (
  db: Db | Tx,
  partnershipId: string,
  today: string,
  filter: HoldingFilter = {},
  { most = 10_000, from = 0 }: { most?: number; from?: number } = {},
) =>
  filtered(db, partnershipId, today, filter)
    .select(columns)
    .select([stateNow(today).as('state'), lastDay.as('endsOn')])
    .orderBy('organisation.name')
    .orderBy('office.title')
    .orderBy('tenure.starts_on')
    .orderBy('access.id')
    .orderBy('tenure.id')
    .limit(most)
    .offset(from)
    .execute()

export type Holding = Awaited<ReturnType<typeof listHoldings>>[number]

export const countHoldings = async (
  db: Db,
  partnershipId: string,
  today: string,
  filter: HoldingFilter,
): Promise<number> =>
  (
    await filtered(db, partnershipId, today, filter)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

/** One tenure of a partnership that has not ended, or undefined. */
export const findHolding = async (
  db: Db | Tx,
  partnershipId: string,
  tenureId: string,
  today: string,
): Promise<Holding | undefined> =>
  isId(tenureId) ? (await listHoldings(db, partnershipId, today, { tenureId }, { most: 1 }))[0] : undefined

/** Everybody who held or will hold an office of a partnership, newest first. */
export const listTenures = (db: Db, partnershipId: string, officeId: string) =>
  db
    .selectFrom('identity.tenure as tenure')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .where('tenure.office_id', '=', officeId)
    .where((where) =>
      where.or([where('tenure.partnership_id', 'is', null), where('tenure.partnership_id', '=', partnershipId)]),
    )
    .orderBy('tenure.starts_on', 'desc')
    .orderBy('person.name')
    .limit(100)
    .select(['tenure.person_id as personId', 'person.name', 'tenure.starts_on as startsOn', 'tenure.ends_on as endsOn'])
    .execute()

/** The organisations that have an office in a partnership, by name. */
export const listOrganisationsWithOffices = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('identity.organisation as organisation')
    .where('organisation.id', 'in', (where) =>
      where
        .selectFrom('identity.access as access')
        .innerJoin('identity.office as office', 'office.id', 'access.office_id')
        .where('access.partnership_id', '=', partnershipId)
        .select('office.organisation_id'),
    )
    .orderBy('organisation.name')
    .select(['organisation.id', 'organisation.name'])
    .execute()
