import type { Actor } from '#platform/actor.ts'
import { may } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import type { WrittenBy } from './report.ts'
import { findReport, saveNarrative, sectionsOf } from './report-store.ts'

type Writing = { reference: string; item: string; version: number; narrative: string }
type Written = { recordId: string }

const saveAs =
  (writer: WrittenBy) =>
  async (tx: Tx, actor: Actor, input: Writing): Promise<Written> => {
    const report = await findReport(tx, actor, input.reference)
    const section = report && (await sectionsOf(tx, actor, report.id)).find((each) => each.item === input.item)
    if (!report || !section) throw notFound('Section')
    if (section.writtenBy !== writer) {
      throw writer === 'team'
        ? forbidden('Only the independent scrutineer writes this section.', 'the independent scrutineer')
        : forbidden('The independent scrutineer writes their own section only.')
    }
    const isSaved = await saveNarrative(tx, report.id, section.item, input.version, {
      narrative: input.narrative,
      changedBy: actor.personId,
    })
    if (!isSaved)
      refuse(
        'narrative',
        'Somebody else saved this section while you were writing. Nothing of yours was lost: both texts are below',
      )
    return { recordId: report.recordId }
  }

const details = (_value: Written, { item, narrative }: Writing) => ({ item, characters: narrative.length })

/** Saves what the business team writes in a section; refuses it in the scrutineer's. */
export const writeSection = command<Writing, Written>({
  name: 'reports.section-written',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details,
  run: saveAs('team'),
})

/** Saves what the independent scrutineer writes in their own section; those whom they scrutinise cannot change it. */
export const writeScrutiny = command<Writing, Written>({
  name: 'reports.scrutiny-written',
  permission: 'reports.write-scrutiny',
  subject: ({ recordId }) => recordId,
  details,
  run: saveAs('scrutineer'),
})

/** Whether a person may write in a section. */
export const mayWrite = (actor: Actor, section: { writtenBy: WrittenBy }): boolean =>
  may(actor, section.writtenBy === 'scrutineer' ? 'reports.write-scrutiny' : 'reports.write')
