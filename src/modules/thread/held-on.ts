import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'
import { listEndedLinksOfPerson, listGapsSetAsideBy, listLinksOfPerson } from './held-on-store.ts'

/** What the thread holds on a person, for a subject-access request. */
export const threadHeldOn: readonly HeldOn[] = [
  {
    from: ['thread.link.linked_by'],
    title: 'Records you linked to each other',
    columns: ['Record', 'Relation', 'Other record', 'When', 'Your reason'],
    rows: async (db, actor, personId) =>
      (await listLinksOfPerson(db, actor, personId)).map((row) => [
        row.from,
        row.relation,
        row.to,
        instantInWords(row.at),
        row.reason ?? '',
      ]),
  },
  {
    from: ['thread.ended_link.linked_by', 'thread.ended_link.ended_by'],
    title: 'Links between records that you made or took back, and that hold no more',
    columns: ['Record', 'Relation', 'Other record', 'You linked them', 'You took the link back'],
    rows: async (db, actor, personId) =>
      (await listEndedLinksOfPerson(db, actor, personId)).map((row) => [
        row.from,
        row.relation,
        row.to,
        row.linkedBy === personId ? instantInWords(row.linkedAt) : 'no',
        row.endedBy === personId ? instantInWords(row.endedAt) : 'no',
      ]),
  },
  {
    from: ['thread.gap.set_aside_by'],
    title: 'Gaps in the thread that you set aside',
    columns: ['Record', 'Set aside on', 'Until', 'Your reason'],
    rows: async (db, actor, personId) =>
      (await listGapsSetAsideBy(db, actor, personId)).map((row) => [
        row.reference,
        row.on === null ? '' : inWords(row.on),
        row.until === null ? '' : inWords(row.until),
        row.reason ?? '',
      ]),
  },
]
