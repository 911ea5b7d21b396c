import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { open, seal, sealedPlace } from '#platform/sealing.ts'
import { permissions } from './permissions.ts'

const place = (column: 'reason' | 'end_reason' | 'opinion', id: string) =>
  sealedPlace('reviews.case_access', column, id)

/** The date in London at an instant, as the database's policy reckons it. */
const dayOf = (now: Date) => sql<string>`(${now}::timestamptz at time zone 'Europe/London')::date`

/** The actor's running access: begun, not ended, and not over at midnight in London after its last day. */
export const runningAccess = (db: Db | Tx, actor: Actor, now: Date) =>
  db
    .selectFrom('reviews.case_access as access')
    .where('access.person_id', '=', actor.personId)
    .where('access.partnership_id', '=', actor.partnershipId)
    .where('access.ended_at', 'is', null)
    .where('access.starts_on', '<=', dayOf(now))
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', dayOf(now))]))
    .where((where) => where.or([where('access.expires_at', 'is', null), where('access.expires_at', '>', now)]))

/** Whether the actor's access to a case was given by name, or only by breaking glass. */
export const hasNamedAccess = async (db: Db | Tx, actor: Actor, caseId: string, now: Date): Promise<boolean> =>
  (await runningAccess(db, actor, now)
    .where('access.case_id', '=', caseId)
    .where('access.kind', '=', 'named')
    .select('access.id')
    .executeTakeFirst()) !== undefined

/** Everybody who has or had access to a case, newest first, with the reasons opened. At most 500. */
export async function listAccess(db: Db | Tx, caseId: string) {
  const rows = await db
    .selectFrom('reviews.case_access as access')
    .leftJoin('identity.person as person', 'person.id', 'access.person_id')
    .leftJoin('identity.office as office', 'office.id', 'access.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('identity.person as granter', 'granter.id', 'access.granted_by')
    .where('access.case_id', '=', caseId)
    .orderBy('access.granted_at', 'desc')
    .orderBy('access.id')
    .limit(500)
    .select([
      'access.id',
      'access.person_id as personId',
      'person.name as person',
      'office.title as office',
      'organisation.name as organisation',
      'access.kind',
      'access.reason',
      'access.granted_at as grantedAt',
      'granter.name as grantedBy',
      'access.starts_on as startsOn',
      'access.ends_on as endsOn',
      'access.expires_at as expiresAt',
      'access.ended_at as endedAt',
      'access.end_reason as endReason',
      'access.looked_at as lookedAt',
      'access.opinion',
    ])
    .execute()
  return rows.map(({ reason, endReason, opinion, ...row }) => ({
    ...row,
    reason: open(reason, place('reason', row.id)),
    endReason: endReason === null ? '' : open(endReason, place('end_reason', row.id)),
    opinion: opinion === null ? '' : open(opinion, place('opinion', row.id)),
  }))
}

export type Access = Awaited<ReturnType<typeof listAccess>>[number]

/** Whether an access lets its person in now, by `today` in London; what the database decides besides is whether they hold the office. */
export const isRunning = (access: Access, now: Date, today: string): boolean =>
  access.endedAt === null &&
  access.startsOn <= today &&
  (access.endsOn === null || access.endsOn >= today) &&
  (access.expiresAt === null || access.expiresAt > now)

/** Gives a person access. The database refuses somebody who is recused (case_access_recused_check). @returns its id */
export async function insertAccess(
  tx: Tx,
  access: {
    caseId: string
    partnershipId: string
    personId: string
    officeId: string
    reason: string
    grantedBy: string | null
    startsOn: string
    endsOn: string | null
    now: Date
  },
): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('reviews.case_access')
    .values({
      id,
      case_id: access.caseId,
      partnership_id: access.partnershipId,
      person_id: access.personId,
      office_id: access.officeId,
      kind: 'named',
      reason: seal(access.reason, place('reason', id)),
      granted_by: access.grantedBy,
      granted_at: access.now,
      starts_on: access.startsOn,
      ends_on: access.endsOn,
    })
    .execute()
  return id
}

/** Ends an access at once. @returns whether it was running */
export async function endAccess(
  tx: Tx,
  access: { id: string; caseId: string; endedBy: string | null; reason: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reviews.case_access')
    .set({
      ended_at: access.now,
      ended_by: access.endedBy,
      end_reason: seal(access.reason, place('end_reason', access.id)),
    })
    .where('id', '=', access.id)
    .where('case_id', '=', access.caseId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Gives the acting person access for a day by breaking glass. @returns the case, or null when no case has the reference */
export async function insertBreakGlass(
  tx: Tx,
  { reference, officeId, reason, now }: { reference: string; officeId: string | null; reason: string; now: Date },
): Promise<{ caseId: string; accessId: string } | null> {
  const accessId = randomUUID()
  const { rows } = await sql<{ caseId: string | null }>`select reviews.break_glass(${reference}, ${accessId}::uuid,
    ${officeId}::uuid, ${seal(reason, place('reason', accessId))}, ${now}::timestamptz) as "caseId"`.execute(tx)
  const caseId = rows[0]?.caseId ?? null
  return caseId === null ? null : { caseId, accessId }
}

/** Writes what the case owner thinks of a break-glass access. @returns whether there was one to look at */
export async function insertOpinion(
  tx: Tx,
  access: { id: string; caseId: string; lookedBy: string | null; opinion: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reviews.case_access')
    .set({
      looked_at: access.now,
      looked_by: access.lookedBy,
      opinion: seal(access.opinion, place('opinion', access.id)),
    })
    .where('id', '=', access.id)
    .where('case_id', '=', access.caseId)
    .where('kind', '=', 'break-glass')
    .where('looked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Break-glass accesses of cases that an office owns and has not looked at yet, oldest first. */
export const listUnseenBreakGlass = (db: Db, actor: Actor, now: Date) =>
  db
    .selectFrom('reviews.case_access as entry')
    .innerJoin('reviews.case as case', 'case.id', 'entry.case_id')
    .innerJoin('thread.record as record', 'record.id', 'case.id')
    .where('case.partnership_id', '=', actor.partnershipId)
    .where('case.owner_office_id', '=', actor.officeId)
    .where('entry.kind', '=', 'break-glass')
    .where('entry.looked_at', 'is', null)
    .where('case.id', 'in', runningAccess(db, actor, now).select('access.case_id'))
    .orderBy('entry.granted_at')
    .limit(50)
    .select(['record.reference', 'entry.id', 'entry.granted_at as grantedAt'])
    .execute()

/** Who may be given access: people who act today in an office of the partnership whose role may open cases at all. */
export const listEligible = (db: Db | Tx, partnershipId: string, today: string) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .innerJoin('identity.holding as holding', 'holding.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'holding.person_id')
    .where('access.partnership_id', '=', partnershipId)
    .where('access.role', 'in', permissions['reviews.cases'])
    .where((where) =>
      where.or([where('holding.partnership_id', 'is', null), where('holding.partnership_id', '=', partnershipId)]),
    )
    .where('holding.starts_on', '<=', today)
    .where((where) => where.or([where('holding.ends_on', 'is', null), where('holding.ends_on', '>=', today)]))
    .where((where) => where.or([where('access.starts_on', 'is', null), where('access.starts_on', '<=', today)]))
    .where((where) => where.or([where('access.ends_on', 'is', null), where('access.ends_on', '>=', today)]))
    .orderBy('person.name')
    .orderBy('office.title')
    .limit(1_000)
    .select([
      'person.id as personId',
      'person.name as person',
      'person.email',
      'office.id as officeId',
      'office.title as office',
      'organisation.name as organisation',
      'access.role',
    ])
    .execute()

/** Where mail to the holders of an office goes today. */
export const listAddresses = async (db: Db | Tx, partnershipId: string, officeId: string, today: string) => [
  ...new Set(
    (await listEligible(db, partnershipId, today)).flatMap((each) =>
      each.officeId === officeId && each.email !== null ? [each.email] : [],
    ),
  ),
]

/** People who take no part in a case because their own practice is under review. */
export async function listRecused(db: Db | Tx, caseId: string) {
  const rows = await db
    .selectFrom('reviews.case_recusal as recusal')
    .leftJoin('identity.person as person', 'person.id', 'recusal.person_id')
    .where('recusal.case_id', '=', caseId)
    .orderBy('recusal.recorded_at')
    .limit(200)
    .select([
      'recusal.id',
      'recusal.person_id as personId',
      'person.name as person',
      'recusal.reason',
      'recusal.recorded_at as recordedAt',
    ])
    .execute()
  return rows.map((row) => ({
    ...row,
    reason: open(row.reason, sealedPlace('reviews.case_recusal', 'reason', row.id)),
  }))
}

/** Records that a person takes no part. Their running access is over at once. */
export async function insertRecusal(
  tx: Tx,
  recusal: { caseId: string; personId: string; reason: string; recordedBy: string | null; now: Date },
): Promise<void> {
  const id = randomUUID()
  await tx
    .insertInto('reviews.case_recusal')
    .values({
      id,
      case_id: recusal.caseId,
      person_id: recusal.personId,
      reason: seal(recusal.reason, sealedPlace('reviews.case_recusal', 'reason', id)),
      recorded_by: recusal.recordedBy,
      recorded_at: recusal.now,
    })
    .execute()
}
