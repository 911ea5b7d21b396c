import { linkRecords, registerRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { keepFile, type TakenFile } from '#platform/files/file-store.ts'
import { evidenceKinds, type EvidenceKind } from './kinds.ts'
import type { Item } from './item-store.ts'
import type { Moment } from './moving.ts'
import { trackerPaths } from './paths.ts'
import { ownersToShareWith } from './raise.ts'

export type NewEvidence = {
  kind: EvidenceKind
  what: string
  /** The day on which what it says was true. */
  trueOn: string
  /** The day on which it came in: today unless said. */
  receivedOn?: string
  link?: string | null
  /** A file that was judged and scanned. */
  file?: TakenFile | null
  /** Its own words: a quotation, a minute, an answer. */
  body?: string | null
  /** The reference of a record that it rests on: an indicator, an audit, a survey. */
  aboutReference?: string | null
}

/** Writes evidence down, as a record that evidences the item. Refuses dates that cannot be. @returns its id */
export async function insertEvidence(
  tx: Tx,
  actor: Actor,
  item: Item,
  partId: string | null,
  evidence: NewEvidence,
  { today, now }: Moment,
): Promise<string> {
  const receivedOn = evidence.receivedOn ?? today
  if (receivedOn > today) refuse('evidenceReceivedOn', 'Date it came in must be today or earlier')
  if (evidence.trueOn > receivedOn) refuse('evidenceTrueOn', 'Date it was true must be the day it came in, or earlier')
  const about = evidence.aboutReference ?? null
  const aboutRecord =
    about === null
      ? undefined
      : await tx
          .selectFrom('thread.record')
          .where('reference', '=', about.toUpperCase())
          .where('partnership_id', '=', actor.partnershipId)
          .where('is_restricted', '=', false)
          .select('id')
          .executeTakeFirst()
  if (about !== null && aboutRecord === undefined)
    refuse('evidenceAbout', 'Enter the reference of a record of this partnership, such as LSCP-IND-2026-004')
  if (aboutRecord?.id === item.recordId) refuse('evidenceAbout', 'A recommendation is no evidence for itself')
  const record = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: 'evidence',
    title: `${evidenceKinds[evidence.kind].words}: ${evidence.what}`,
    state: `true on ${evidence.trueOn}`,
    page: () => `${trackerPaths.show(item.reference)}#evidence`,
    year: Number(receivedOn.slice(0, 4)),
    isInvented: item.isInvented,
    marking: item.marking,
    searchText: evidence.body ?? '',
    sharedWith: await ownersToShareWith(tx, item.groupId, item.marking),
  })
  // Restricted: it is known with its item, to whoever may see that.
  const file = evidence.file ? await keepFile(tx, actor, evidence.file, { isRestricted: true }, now) : null
  await linkRecords(tx, record.id, 'evidences', item.recordId)
  if (aboutRecord) await linkRecords(tx, record.id, 'came from', aboutRecord.id)
  const { id } = await tx
    .insertInto('tracker.evidence')
    .values({
      item_id: item.id,
      part_id: partId,
      record_id: record.id,
      kind: evidence.kind,
      what: evidence.what,
      true_on: evidence.trueOn,
      received_on: receivedOn,
      link: evidence.link ?? null,
      file_id: file?.id ?? null,
      body: evidence.body ?? null,
      about_record_id: aboutRecord?.id ?? null,
      person_id: actor.personId,
      office_id: actor.officeId,
      organisation_id: actor.organisationId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const evidences = (db: Db | Tx) =>
  db
    .selectFrom('tracker.evidence as evidence')
    .leftJoin('identity.office as office', 'office.id', 'evidence.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'evidence.organisation_id')
    .leftJoin('identity.organisation as verifier', 'verifier.id', 'evidence.verified_organisation_id')
    .leftJoin('thread.record as about', 'about.id', 'evidence.about_record_id')
    .leftJoin('platform.file as file', 'file.id', 'evidence.file_id')
    .select([
      'evidence.id',
      'evidence.item_id as itemId',
      'evidence.part_id as partId',
      'evidence.kind',
      'evidence.what',
      'evidence.true_on as trueOn',
      'evidence.received_on as receivedOn',
      'evidence.link',
      'evidence.body',
      'evidence.file_id as fileId',
      'file.name as fileName',
      'file.byte_count as fileBytes',
      'file.scan_state as scanState',
      'about.reference as aboutReference',
      'about.title as aboutTitle',
      'about.page as aboutHref',
      'office.title as office',
      'organisation.name as organisation',
      'evidence.organisation_id as organisationId',
      'evidence.verified_on as verifiedOn',
      'verifier.name as verifiedBy',
    ])

export type Evidence = Omit<Awaited<ReturnType<ReturnType<typeof evidences>['executeTakeFirstOrThrow']>>, 'kind'> & {
  kind: EvidenceKind
}

/** The evidence of an item that had come in by a day, newest first. */
export const listEvidence = async (db: Db | Tx, itemId: string, until: string): Promise<Evidence[]> =>
  (await evidences(db)
    .where('evidence.item_id', '=', itemId)
    .where('evidence.received_on', '<=', until)
    .orderBy('evidence.true_on', 'desc')
    .orderBy('evidence.id', 'desc')
    .limit(200)
    .execute()) as Evidence[]

/** The file of one piece of evidence of an item; undefined when it has none. */
export const findEvidenceFile = async (db: Db, itemId: string, evidenceId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('tracker.evidence')
      .where('item_id', '=', itemId)
      .where('id', '=', evidenceId)
      .select('file_id as fileId')
      .executeTakeFirst()
  )?.fileId ?? undefined

export const isImpact = ({ kind }: { kind: EvidenceKind }): boolean => evidenceKinds[kind].isImpact
