import { randomUUID } from 'node:crypto'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import { open, seal, sealedPlace } from '#platform/sealing.ts'
import { runningAccess } from './access-store.ts'
import { caseTable, sealedFieldNames, type CaseKind, type CaseState, type Identity, type SealedField } from './case.ts'

/** The cases to which the actor has named access now. The database's own policy holds the same (migration 2130). */
const visibleTo = (db: Db | Tx, actor: Actor, now: Date) =>
  db
    .selectFrom('reviews.case as case')
    .innerJoin('thread.record as record', 'record.id', 'case.id')
    .innerJoin('identity.office as office', 'office.id', 'case.owner_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('case.partnership_id', '=', actor.partnershipId)
    .where('case.id', 'in', runningAccess(db, actor, now).select('access.case_id'))

const columns = [
  'case.id',
  'record.reference',
  'record.title',
  'record.marking',
  'case.kind',
  'case.pseudonym',
  'case.state',
  'case.aware_on as awareOn',
  'case.notified_on as notifiedOn',
  'case.owner_office_id as ownerOfficeId',
  'office.title as ownerOffice',
  'organisation.name as ownerOrganisation',
  'case.is_invented as isInvented',
  'case.opened_at as openedAt',
  'case.version',
] as const

/** A case without anything that identifies a child. */
export type Case = {
  id: string
  reference: string
  title: string
  marking: string
  kind: CaseKind
  pseudonym: string
  state: CaseState
  awareOn: string | null
  notifiedOn: string | null
  ownerOfficeId: string
  ownerOffice: string
  ownerOrganisation: string
  isInvented: boolean
  openedAt: Date
  version: number
}

/** The actor's own cases, those that are not closed first, newest first. At most 200. */
export const listCases = async (db: Db | Tx, actor: Actor, now: Date): Promise<Case[]> =>
  (await visibleTo(db, actor, now)
    .orderBy((order) => order.eb('case.state', '=', 'closed'))
    .orderBy('record.reference', 'desc')
    .limit(200)
    .select(columns)
    .execute()) as Case[]

/** One case by its reference, when the actor has access to it; to anybody else it is not there. */
export const findCase = async (db: Db | Tx, actor: Actor, reference: string, now: Date): Promise<Case | undefined> =>
  (await visibleTo(db, actor, now).where('record.reference', '=', reference).select(columns).executeTakeFirst()) as
    Case | undefined

export const insertCase = async (
  tx: Tx,
  one: {
    id: string
    partnershipId: string
    kind: CaseKind
    pseudonym: string
    awareOn: string | null
    notifiedOn: string | null
    ownerOfficeId: string
    isInvented: boolean
    now: Date
  },
): Promise<void> => {
  await tx
    .insertInto('reviews.case')
    .values({
      id: one.id,
      partnership_id: one.partnershipId,
      kind: one.kind,
      pseudonym: one.pseudonym,
      aware_on: one.awareOn,
      notified_on: one.notifiedOn,
      owner_office_id: one.ownerOfficeId,
      is_invented: one.isInvented,
      opened_at: one.now,
    })
    .execute()
}

type Change = Partial<{
  kind: CaseKind
  pseudonym: string
  state: CaseState
  aware_on: string | null
  notified_on: string | null
  owner_office_id: string
}>

/** Saves a change to a case that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveCase(tx: Tx, id: string, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('reviews.case')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody else changed this case. Open it again to see how it stands now.')
}

/** Opens what identifies the child. Only `readIdentity` calls it for a page: the reading is an event. */
export async function openIdentity(tx: Tx, id: string): Promise<Identity> {
  const row = await tx
    .selectFrom('reviews.case')
    .where('id', '=', id)
    .select(sealedFieldNames)
    .executeTakeFirstOrThrow()
  const opened = sealedFieldNames.map((field) => {
    const sealed = row[field]
    return [field, sealed === null ? null : open(sealed, sealedPlace(caseTable, field, id))] as const
  })
  return Object.fromEntries(opened) as Identity
}

export type FieldChange = { field: SealedField; before: string | null; after: string | null }

/** Seals what changed, and keeps what was there before in the case's own sealed history. */
export async function saveIdentity(
  tx: Tx,
  id: string,
  version: number,
  changes: readonly FieldChange[],
  by: { personId: string | null; now: Date },
): Promise<void> {
  const sealed = (field: SealedField, text: string | null) =>
    text === null ? null : seal(text, sealedPlace(caseTable, field, id))
  const set = Object.fromEntries(changes.map(({ field, after }) => [field, sealed(field, after)]))
  await saveCase(tx, id, version, set)
  for (const { field, before, after } of changes) {
    const historyId = randomUUID()
    const kept = (column: 'before' | 'after', text: string | null) =>
      text === null ? null : seal(text, sealedPlace('reviews.case_history', column, historyId))
    await tx
      .insertInto('reviews.case_history')
      .values({
        id: historyId,
        case_id: id,
        changed_at: by.now,
        person_id: by.personId,
        field,
        before: kept('before', before),
        after: kept('after', after),
      })
      .execute()
  }
}

/** Every change of what identifies the child, opened, newest first. At most 100. Called only where the reading is an event. */
export async function openHistory(tx: Tx, id: string) {
  const rows = await tx
    .selectFrom('reviews.case_history as history')
    .leftJoin('identity.person as person', 'person.id', 'history.person_id')
    .where('history.case_id', '=', id)
    .orderBy('history.changed_at', 'desc')
    .orderBy('history.field')
    .limit(100)
    .select([
      'history.id',
      'history.changed_at as at',
      'history.field',
      'history.before',
      'history.after',
      'person.name as person',
    ])
    .execute()
  const opened = (column: 'before' | 'after', sealed: string | null, historyId: string) =>
    sealed === null ? null : open(sealed, sealedPlace('reviews.case_history', column, historyId))
  return rows.map(({ id: historyId, before, after, field, ...row }) => ({
    ...row,
    field: field as SealedField,
    before: opened('before', before, historyId),
    after: opened('after', after, historyId),
  }))
}

/** Whether this installation keeps NHS numbers in cases: off unless its setting 'reviews.nhs-number' is true. */
export async function keepsNhsNumber(db: Db | Tx): Promise<boolean> {
  const row = await db
    .selectFrom('platform.setting')
    .where('key', '=', 'reviews.nhs-number')
    .select('value')
    .executeTakeFirst()
  return row?.value === true
}
