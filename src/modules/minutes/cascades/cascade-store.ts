import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

export type Answer = 'confirmed' | 'does-not-apply'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('minutes.cascade as cascade')
    .innerJoin('thread.record as record', 'record.id', 'cascade.record_id')
    .where('cascade.partnership_id', '=', actor.partnershipId)
    .$if(actor.reach !== 'partnership', (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('minutes.cascade_agency as asked')
            .whereRef('asked.cascade_id', '=', 'cascade.id')
            .where('asked.organisation_id', '=', actor.organisationId)
            .select('asked.cascade_id'),
        ),
      ),
    )
    .select([
      'cascade.id',
      'cascade.record_id as recordId',
      'record.reference',
      'cascade.title',
      'cascade.message',
      'cascade.what_to_do as whatToDo',
      'cascade.marking',
      'cascade.asked_on as askedOn',
      'cascade.due_on as dueOn',
      'cascade.is_invented as isInvented',
    ])

export type Cascade = Awaited<ReturnType<ReturnType<typeof visibleTo>['executeTakeFirstOrThrow']>>

export const findCascade = (db: Db | Tx, actor: Actor, reference: string): Promise<Cascade | undefined> =>
  visibleTo(db, actor).where('record.reference', '=', reference).executeTakeFirst()

/** What was asked to be passed on, newest first; at most 200. An agency sees what was asked of it. */
export const listCascades = (db: Db | Tx, actor: Actor): Promise<Cascade[]> =>
  visibleTo(db, actor).orderBy('cascade.asked_on', 'desc').limit(200).execute()

/** Which agencies were asked, and what each has answered; an agency sees itself alone. */
export const listAsked = async (db: Db | Tx, actor: Actor, cascadeIds: readonly string[]) =>
  cascadeIds.length === 0
    ? []
    : ((await db
        .selectFrom('minutes.cascade_agency as asked')
        .innerJoin('identity.organisation as organisation', 'organisation.id', 'asked.organisation_id')
        .leftJoin('identity.person as person', 'person.id', 'asked.answered_by')
        .where('asked.partnership_id', '=', actor.partnershipId)
        .where('asked.cascade_id', 'in', cascadeIds)
        .$if(actor.reach !== 'partnership', (query) => query.where('asked.organisation_id', '=', actor.organisationId))
        .orderBy('organisation.name')
        .limit(5_000)
        .select([
          'asked.cascade_id as cascadeId',
          'asked.organisation_id as organisationId',
          'organisation.name',
          'asked.answer',
          'asked.told_who as toldWho',
          'asked.told_how as toldHow',
          'asked.told_on as toldOn',
          'asked.reason',
          'asked.answered_at as answeredAt',
          'asked.version',
          'person.name as answeredBy',
        ])
        .execute()) as Asked[])

export type Asked = {
  cascadeId: string
  organisationId: string
  name: string
  answer: Answer | null
  toldWho: string | null
  toldHow: string | null
  toldOn: string | null
  reason: string | null
  answeredAt: Date | null
  version: number
  answeredBy: string | null
}

/** How an agency stands: what it has not answered is not known, never 'no'. */
export function standingOf(
  { answer }: Pick<Asked, 'answer'>,
  dueOn: string,
  today: string,
): 'confirmed' | 'does not apply' | 'late' | 'not yet' {
  if (answer === 'confirmed') return 'confirmed'
  if (answer === 'does-not-apply') return 'does not apply'
  return dueOn < today ? 'late' : 'not yet'
}

type NewCascade = {
  recordId: string
  title: string
  message: string
  whatToDo: string
  marking: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  askedOn: string
  dueOn: string
  isInvented: boolean
  organisationIds: readonly string[]
}

export async function insertCascade(tx: Tx, actor: Actor, row: NewCascade): Promise<void> {
  const id = crypto.randomUUID()
  await tx
    .insertInto('minutes.cascade')
    .values({
      id,
      record_id: row.recordId,
      partnership_id: actor.partnershipId,
      title: row.title,
      message: row.message,
      what_to_do: row.whatToDo,
      marking: row.marking,
      asked_on: row.askedOn,
      due_on: row.dueOn,
      asked_by: actor.personId,
      is_invented: row.isInvented,
    })
    .execute()
  await tx
    .insertInto('minutes.cascade_agency')
    .values(
      row.organisationIds.map((organisation) => ({
        cascade_id: id,
        organisation_id: organisation,
        partnership_id: actor.partnershipId,
      })),
    )
    .execute()
}

type Given = {
  answer: Answer
  toldWho: string | null
  toldHow: string | null
  toldOn: string | null
  reason: string | null
  personId: string | null
  at: Date
}

/** @throws conflict when somebody else of the agency has answered meanwhile */
export async function saveAnswer(tx: Tx, cascadeId: string, organisationId: string, version: number, given: Given) {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.cascade_agency')
    .set({
      answer: given.answer,
      told_who: given.toldWho,
      told_how: given.toldHow,
      told_on: given.toldOn,
      reason: given.reason,
      answered_by: given.personId,
      answered_at: given.at,
      version: version + 1,
    })
    .where('cascade_id', '=', cascadeId)
    .where('organisation_id', '=', organisationId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody else has answered for this agency meanwhile. Open it again to see what they said.')
}
