import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { endedPeriods, type Period } from './assurance.ts'
import { changedMeanwhile } from './document-store.ts'

const rhythms = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.assurance_rhythm as rhythm')
    .innerJoin('identity.office as delegated', 'delegated.id', 'rhythm.delegated_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'delegated.organisation_id')
    .innerJoin('identity.office as lead', 'lead.id', 'rhythm.lead_office_id')
    .innerJoin('identity.organisation as lead_organisation', 'lead_organisation.id', 'lead.organisation_id')
    .where('rhythm.partnership_id', '=', actor.partnershipId)
    .select([
      'rhythm.id',
      'rhythm.delegated_office_id as delegatedOfficeId',
      'delegated.title as delegated',
      'organisation.name as organisation',
      'rhythm.lead_office_id as leadOfficeId',
      'lead.title as lead',
      'lead_organisation.name as leadOrganisation',
      'rhythm.every_months as everyMonths',
      'rhythm.starts_on as startsOn',
      'rhythm.due_days as dueDays',
      'rhythm.ended_on as endedOn',
      'rhythm.is_invented as isInvented',
      'rhythm.version',
    ])

/** The rhythms in which delegates assure their chief officers, by organisation. */
export const listRhythms = (db: Db | Tx, actor: Actor, officeId?: string) =>
  rhythms(db, actor)
    .$if(officeId !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('rhythm.delegated_office_id', '=', officeId ?? ''),
          where('rhythm.lead_office_id', '=', officeId ?? ''),
        ]),
      ),
    )
    .orderBy('organisation.name')
    .orderBy('delegated.title')
    .orderBy('rhythm.starts_on')
    .limit(200)
    .execute()

export type RhythmRow = Awaited<ReturnType<typeof listRhythms>>[number]

export const findRhythm = async (db: Db | Tx, actor: Actor, id: string): Promise<RhythmRow | undefined> =>
  isId(id) ? rhythms(db, actor).where('rhythm.id', '=', id).executeTakeFirst() : undefined

const assurances = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.assurance as assurance')
    .innerJoin('governance.assurance_rhythm as rhythm', 'rhythm.id', 'assurance.rhythm_id')
    .innerJoin('thread.record as record', 'record.id', 'assurance.record_id')
    .innerJoin('identity.office as delegated', 'delegated.id', 'rhythm.delegated_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'delegated.organisation_id')
    .innerJoin('identity.office as lead', 'lead.id', 'rhythm.lead_office_id')
    .where('assurance.partnership_id', '=', actor.partnershipId)
    .select([
      'assurance.id',
      'assurance.record_id as recordId',
      'record.reference',
      'record.title',
      'assurance.rhythm_id as rhythmId',
      'assurance.period_starts_on as periodStartsOn',
      'assurance.period_ends_on as periodEndsOn',
      'assurance.due_on as dueOn',
      'assurance.assured',
      'assurance.evidence',
      'assurance.reservation',
      'assurance.given_on as givenOn',
      'assurance.received_on as receivedOn',
      'assurance.reply',
      'assurance.is_invented as isInvented',
      'assurance.version',
      'rhythm.delegated_office_id as delegatedOfficeId',
      'delegated.title as delegated',
      'organisation.name as organisation',
      'rhythm.lead_office_id as leadOfficeId',
      'lead.title as lead',
    ])

/** Assurances that were given, the newest period first. */
export const listAssurances = (
  db: Db | Tx,
  actor: Actor,
  filter: { unreceived?: boolean; leadOfficeId?: string | undefined; withReservation?: boolean },
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
) =>
  assurances(db, actor)
    .$if(filter.unreceived === true, (query) => query.where('assurance.received_on', 'is', null))
    .$if(filter.withReservation === true, (query) => query.where('assurance.reservation', 'is not', null))
    .$if(filter.leadOfficeId !== undefined, (query) =>
      query.where('rhythm.lead_office_id', '=', filter.leadOfficeId ?? ''),
    )
    .orderBy('assurance.period_ends_on', 'desc')
    .orderBy('organisation.name')
    .orderBy('assurance.id')
    .limit(most)
    .offset(from)
    .execute()

export type Assurance = Awaited<ReturnType<typeof listAssurances>>[number]

export const findAssurance = (db: Db | Tx, actor: Actor, reference: string): Promise<Assurance | undefined> =>
  assurances(db, actor).where('record.reference', '=', reference).executeTakeFirst()

/** The ended periods of each rhythm for which nothing was written, oldest first: what is owed. */
export async function listOwedPeriods(
  db: Db | Tx,
  actor: Actor,
  all: readonly RhythmRow[],
  today: string,
): Promise<{ rhythm: RhythmRow; period: Period }[]> {
  if (all.length === 0) return []
  const written = await db
    .selectFrom('governance.assurance')
    .where('partnership_id', '=', actor.partnershipId)
    .where(
      'rhythm_id',
      'in',
      all.map(({ id }) => id),
    )
    .select(['rhythm_id as rhythmId', 'period_starts_on as startsOn'])
    .execute()
  const known = new Set(written.map(({ rhythmId, startsOn }) => `${rhythmId} ${startsOn}`))
  return all.flatMap((rhythm) =>
    endedPeriods(rhythm, today)
      .filter(({ startsOn }) => !known.has(`${rhythm.id} ${startsOn}`))
      .map((period) => ({ rhythm, period })),
  )
}

export const insertRhythm = async (
  tx: Tx,
  row: {
    partnership_id: string
    delegated_office_id: string
    lead_office_id: string
    every_months: number
    starts_on: string
    due_days: number
    is_invented: boolean
  },
): Promise<string> =>
  (await tx.insertInto('governance.assurance_rhythm').values(row).returning('id').executeTakeFirstOrThrow()).id

export async function endRhythmRow(tx: Tx, id: string, version: number, endedOn: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.assurance_rhythm')
    .set({ ended_on: endedOn, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

export const insertAssurance = (
  tx: Tx,
  row: {
    record_id: string
    partnership_id: string
    rhythm_id: string
    period_starts_on: string
    period_ends_on: string
    due_on: string
    assured: string
    evidence: string
    reservation: string | null
    given_on: string
    given_by: string | null
    is_invented: boolean
  },
) => tx.insertInto('governance.assurance').values(row).execute()

export async function saveReceipt(
  tx: Tx,
  id: string,
  version: number,
  receipt: { received_on: string; received_by: string | null; reply: string | null },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.assurance')
    .set({ ...receipt, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}
