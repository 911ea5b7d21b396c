import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

export type Part = { heading: string; text: string }
export type CircularState = 'draft' | 'approved' | 'sent'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('minutes.circular as circular')
    .innerJoin('thread.record as record', 'record.id', 'circular.record_id')
    .innerJoin('partnerships.group as group', 'group.id', 'circular.group_id')
    .where('circular.partnership_id', '=', actor.partnershipId)
    .select([
      'circular.id',
      'circular.record_id as recordId',
      'record.reference',
      'circular.group_id as groupId',
      'group.name as groupName',
      'circular.quarter_on as quarterOn',
      'circular.due_on as dueOn',
      'circular.state',
      'circular.issue',
      'circular.is_invented as isInvented',
      'circular.version',
    ])

export type Circular = Omit<Awaited<ReturnType<ReturnType<typeof visibleTo>['executeTakeFirstOrThrow']>>, 'state'> & {
  state: CircularState
}

export const findCircular = async (db: Db | Tx, actor: Actor, reference: string): Promise<Circular | undefined> =>
  (await visibleTo(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Circular | undefined

/** A partnership's circulars, newest quarter first; at most 100. */
export const listCirculars = async (db: Db | Tx, actor: Actor): Promise<Circular[]> =>
  (await visibleTo(db, actor).orderBy('circular.quarter_on', 'desc').limit(100).execute()) as Circular[]

export const listParts = (db: Db | Tx, circularId: string) =>
  db
    .selectFrom('minutes.circular_part')
    .where('circular_id', '=', circularId)
    .orderBy('position')
    .limit(100)
    .select(['heading', 'text'])
    .execute()

/** What was approved and sent, oldest issue first. */
export const listIssues = async (db: Db | Tx, circularId: string) =>
  (
    await db
      .selectFrom('minutes.circular_issue as issue')
      .leftJoin('identity.person as person', 'person.id', 'issue.approved_by')
      .where('issue.circular_id', '=', circularId)
      .orderBy('issue.issue')
      .limit(50)
      .select(['issue.issue', 'issue.parts', 'issue.approved_at as approvedAt', 'issue.sent_at as sentAt'])
      .select('person.name as approvedBy')
      .execute()
  ).map((row) => ({ ...row, parts: row.parts as Part[] }))

export const listCopies = (db: Db | Tx, circularId: string, issue: number) =>
  db
    .selectFrom('minutes.circular_copy as copy')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'copy.organisation_id')
    .where('copy.circular_id', '=', circularId)
    .where('copy.issue', '=', issue)
    .orderBy('organisation.name')
    .limit(500)
    .select(['organisation.name', 'copy.mails'])
    .execute()

type NewCircular = { recordId: string; groupId: string; quarterOn: string; dueOn: string; isInvented: boolean }

export const insertCircular = async (tx: Tx, actor: Actor, row: NewCircular): Promise<string> =>
  (
    await tx
      .insertInto('minutes.circular')
      .values({
        record_id: row.recordId,
        partnership_id: actor.partnershipId,
        group_id: row.groupId,
        quarter_on: row.quarterOn,
        due_on: row.dueOn,
        is_invented: row.isInvented,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

export async function putParts(tx: Tx, circularId: string, parts: readonly Part[]): Promise<void> {
  await tx.deleteFrom('minutes.circular_part').where('circular_id', '=', circularId).execute()
  if (parts.length === 0) return
  await tx
    .insertInto('minutes.circular_part')
    .values(parts.map((part, position) => ({ circular_id: circularId, position, ...part })))
    .execute()
}

/** Moves a circular on. @throws conflict when somebody else saved first */
export async function saveCircular(
  tx: Tx,
  id: string,
  version: number,
  change: { state?: CircularState; issue?: number },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.circular')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody else has changed this Circular. Open it again to see how it stands.')
}

type Approved = { circularId: string; issue: number; parts: readonly Part[]; personId: string | null; at: Date }

/** Keeps the words as approved. An issue that was approved, changed and is approved again before it was sent is one issue. */
export const putIssue = (tx: Tx, { circularId, issue, parts, personId, at }: Approved) => {
  const values = { parts: JSON.stringify(parts), approved_by: personId, approved_at: at }
  return tx
    .insertInto('minutes.circular_issue')
    .values({ circular_id: circularId, issue, ...values })
    .onConflict((clash) =>
      clash.columns(['circular_id', 'issue']).doUpdateSet(values).where('minutes.circular_issue.sent_at', 'is', null),
    )
    .execute()
}

export const markSent = (tx: Tx, circularId: string, issue: number, personId: string | null, at: Date) =>
  tx
    .updateTable('minutes.circular_issue')
    .set({ sent_by: personId, sent_at: at })
    .where('circular_id', '=', circularId)
    .where('issue', '=', issue)
    .where('sent_at', 'is', null)
    .execute()

/** Whom to write to in each agency of a partnership: its safeguarding leads, else its administrators, else those who sign for it. */
export async function listAddresses(db: Db | Tx, partnershipId: string, today: string) {
  const rows = await db
    .selectFrom('partnerships.agency as agency')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .leftJoin('identity.office as office', 'office.organisation_id', 'organisation.id')
    .leftJoin('identity.access as access', (join) =>
      join
        .onRef('access.office_id', '=', 'office.id')
        .on('access.partnership_id', '=', partnershipId)
        .on((on) => on.or([on('access.ends_on', 'is', null), on('access.ends_on', '>=', today)])),
    )
    .leftJoin('identity.tenure as tenure', (join) =>
      join
        .onRef('tenure.office_id', '=', 'office.id')
        .on((on) => on.or([on('tenure.partnership_id', 'is', null), on('tenure.partnership_id', '=', partnershipId)]))
        .on('tenure.starts_on', '<=', today)
        .on((on) => on.or([on('tenure.ends_on', 'is', null), on('tenure.ends_on', '>=', today)])),
    )
    .leftJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .where('agency.partnership_id', '=', partnershipId)
    .where('organisation.is_category', '=', false)
    .orderBy('organisation.name')
    .limit(5_000)
    .select(['organisation.id', 'organisation.name', 'access.role', 'person.email'])
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, each]) => {
    const of = (role: string) => each.flatMap((row) => (row.role === role && row.email !== null ? [row.email] : []))
    const addresses = ['safeguarding-lead', 'agency-administrator', 'signing-officer']
      .map(of)
      .find((all) => all.length > 0)
    return { organisationId: id, name: each[0]?.name ?? '', addresses: [...new Set(addresses)] }
  })
}
