import { instantInWords } from '#platform/dates.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { HeldOn } from '#platform/holding.ts'
import { visibleTo } from './return-store.ts'

const at = (instant: Date | null): string => (instant === null ? 'not recorded' : instantInWords(instant))

const known = (db: Db, actor: Actor) =>
  visibleTo(db, actor)
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'r.organisation_id')

/** The officer who answers for the figures may be somebody else than whoever pressed the button: that name is theirs. */
const handled: HeldOn = {
  from: [
    'returns.agency_return.saved_by',
    'returns.agency_return.signed_off_by',
    'returns.agency_return.decided_by',
    'returns.entry.changed_by',
  ],
  title: 'Returns you saved, signed off or decided',
  columns: [
    'Return',
    'Organisation',
    'You last saved it',
    'You signed it off',
    'You decided it',
    'Figures you last changed',
  ],
  rows: async (db, actor, personId) =>
    (
      await known(db, actor)
        .leftJoin('returns.entry as entry', (join) =>
          join.onRef('entry.return_id', '=', 'r.id').on('entry.changed_by', '=', personId),
        )
        .where((where) =>
          where.or([
            where('r.saved_by', '=', personId),
            where('r.signed_off_by', '=', personId),
            where('r.decided_by', '=', personId),
            where('entry.changed_by', 'is not', null),
          ]),
        )
        .groupBy(['r.id', 'record.reference', 'organisation.name'])
        .orderBy('record.reference')
        .select((each) => [
          'record.reference',
          'organisation.name as organisation',
          'r.saved_by as savedBy',
          'r.saved_at as savedAt',
          'r.signed_off_by as signedOffBy',
          'r.signed_off_at as signedOffAt',
          'r.decided_by as decidedBy',
          'r.decided_at as decidedAt',
          each.fn.count<number>('entry.changed_by').as('figures'),
        ])
        .execute()
    ).map((row) => [
      row.reference,
      row.organisation,
      row.savedBy === personId ? at(row.savedAt) : 'no',
      row.signedOffBy === personId ? at(row.signedOffAt) : 'no',
      row.decidedBy === personId ? at(row.decidedAt) : 'no',
      String(row.figures),
    ]),
}

/** Who is named as the officer on a return is known by name alone. */
const named: HeldOn = {
  from: [],
  title: 'Returns that name you as the officer who answers for the figures',
  columns: ['Return', 'Office as given', 'When'],
  rows: async (db, actor, personId) =>
    (
      await known(db, actor)
        .innerJoin('identity.person as person', 'person.name', 'r.signed_off_name')
        .where('person.id', '=', personId)
        .orderBy('record.reference')
        .select(['record.reference', 'r.signed_off_office as office', 'r.signed_off_at as signedOffAt'])
        .execute()
    ).map((row) => [row.reference, row.office ?? '', at(row.signedOffAt)]),
}

const files: HeldOn = {
  from: ['returns.upload.received_by'],
  title: 'Files you uploaded',
  columns: ['Return', 'File', 'When'],
  rows: async (db, actor, personId) =>
    (
      await known(db, actor)
        .innerJoin('returns.upload as upload', 'upload.return_id', 'r.id')
        .where('upload.received_by', '=', personId)
        .orderBy('upload.received_at')
        .select(['record.reference', 'upload.file_name as fileName', 'upload.received_at as receivedAt'])
        .execute()
    ).map((row) => [row.reference, row.fileName, at(row.receivedAt)]),
}

/** What returns hold on a person, for a subject-access request. */
export const returnsHeldOn: readonly HeldOn[] = [handled, named, files]
