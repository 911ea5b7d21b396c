import {
  governancePaths,
  guidanceCertainties,
  guidanceStates,
  listArrangementChanges,
  listReforms,
} from '#modules/governance/public.ts'
import { listStructureChanges, partnershipPaths } from '#modules/partnerships/public.ts'
import { inWords } from '#platform/dates.ts'
import type { FigureContext } from './figure.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, sourced, told, type DrawnTable } from './table-kit.ts'

type Change = Awaited<ReturnType<typeof listArrangementChanges>>[number]

/** When a change was or is to be published, seen from the last day. */
function timescale({ publishBy, publishedOn, publishedAt }: Change, on: string): string {
  const by = publishBy === null ? 'No timescale is stated' : `To be published by ${inWords(publishBy)}`
  if (publishedOn === null) return by
  const where = publishedAt === null ? '' : `, ${publishedAt}`
  return publishedOn <= on
    ? `Published on ${inWords(publishedOn)}${where}`
    : `${by}. Since published, on ${inWords(publishedOn)}${where}`
}

/** Content 14: updates to the published arrangements, with the timescale. */
export async function arrangementChanges(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const changes = await listArrangementChanges(db, actor, report.startsOn, report.endsOn)
  if (changes.length === 0)
    return nothing(
      'No version of the published arrangements was made, published or due in the report’s period, as far as is recorded.',
      { text: 'Add a version to the arrangements', href: governancePaths.documents() },
    )
  return {
    isEmpty: false,
    isInvented: anyInvented(changes),
    records: idsOf(changes),
    blocks: [
      {
        type: 'table',
        caption: `Updates to the published arrangements, ${told(context)}`,
        columns: [{ header: 'Document' }, { header: 'Version' }, { header: 'What changed' }, { header: 'Timescale' }],
        rows: changes.map((change) => [
          [{ text: change.title, href: change.page }],
          change.label,
          change.whatChanged,
          timescale(change, lastDay(context)),
        ]),
        rowHeaders: true,
      },
      sourced(`The partnership’s register of documents, ${asOn(context)}.`, governancePaths.documents()),
    ],
  }
}

const happened = { began: 'Began', ended: 'Ended', name: 'Name', frequency: 'Frequency', operating: 'Operating' }

/** Content 14: what changed about the groups by which the arrangements work. */
export async function structureChanges(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const changes = await listStructureChanges(db, actor.partnershipId, report.startsOn, lastDay(context))
  const structure = partnershipPaths.structure(actor.partnershipSlug)
  if (changes.length === 0)
    return nothing(
      'No change of a group was recorded for a day in the report’s period. What documents say of two years does not tell on which day it changed.',
      { text: 'Look at the structure', href: structure },
    )
  return {
    isEmpty: false,
    blocks: [
      {
        type: 'table',
        caption: `Changes of groups, ${told(context)}`,
        columns: [{ header: 'Group' }, { header: 'What changed' }, { header: 'From' }, { header: 'Why, or by whom' }],
        rows: changes.map((change) => [
          [{ text: change.group, href: partnershipPaths.group(actor.partnershipSlug, change.slug) }],
          `${happened[change.what]}${change.words === '' ? '' : `: ${change.words}`}${change.before === null ? '' : `\nBefore: ${change.before}`}`,
          inWords(change.on),
          change.source === '' ? 'Not recorded' : change.source,
        ]),
        rowHeaders: true,
      },
      sourced(`The partnership’s structure, ${asOn(context)}.`, structure),
    ],
  }
}

/** Content 15: evidence that national reforms have been implemented. */
export async function reforms(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const on = lastDay(context)
  const all = await listReforms(db, actor, report.startsOn, on)
  if (all.length === 0)
    return nothing('No reform that was implemented in the report’s period, or in force by its end, is written down.', {
      text: 'Take in national guidance',
      href: governancePaths.guidance(),
    })
  const undated = all.filter(({ inForceOn }) => inForceOn === null)
  const isDone = ({ implementedOn }: (typeof all)[number]) => implementedOn !== null && implementedOn <= on
  return {
    isEmpty: false,
    isInvented: anyInvented(all),
    records: idsOf(all),
    ...(all.some((each) => isDone(each) && each.evidence !== null) ? {} : { bears: ['activity', 'output'] }),
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${all.length} that the period is about, ${all.filter(isDone).length} had been implemented by ${inWords(on)}.${undated.length === 0 ? '' : ` Of ${undated.length} it is not known from which day they are in force.`}`,
      },
      {
        type: 'table',
        caption: `National reforms and guidance, ${asOn(context)}`,
        columns: [
          { header: 'Reform' },
          { header: 'In force' },
          { header: 'Where it stood' },
          { header: 'What changed here' },
          { header: 'Evidence' },
        ],
        rows: all.map((each) => [
          [{ text: each.title, href: each.page }],
          `${each.inForceOn === null ? (each.inForceWords ?? 'Not known') : `From ${inWords(each.inForceOn)}`}. ${guidanceCertainties[each.certainty].words}`,
          isDone(each) && each.implementedOn !== null
            ? `Implemented on ${inWords(each.implementedOn)}`
            : [
                {
                  text: each.implementedOn === null ? guidanceStates[each.state].words : 'Still open by then',
                  bold: true,
                },
              ],
          isDone(each) ? (each.changedLocally ?? 'Not recorded') : 'Still open by then',
          isDone(each) ? (each.evidence ?? 'Not recorded') : 'None by then',
        ]),
        rowHeaders: true,
      },
      sourced(`The partnership’s register of guidance and reform, ${asOn(context)}.`, governancePaths.guidance()),
    ],
  }
}
