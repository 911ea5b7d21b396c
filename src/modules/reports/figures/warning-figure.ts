import { decisions, evidenceKinds, findWarning, type Warning } from '#modules/early-warning/public.ts'
import { threadPaths } from '#modules/thread/public.ts'
import { inWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { inventedNote, sourceWithTrace, titleBlock, type Figure, type FigureContext } from './figure.ts'

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const dayOf = (instant: Date): string => inWords(london.format(instant))

/** What became of a warning, in the words of those who answered it. */
function answered(warning: Warning): string {
  const group = warning.groupName === null ? '' : ` It was given to ${warning.groupName}.`
  const judged = warning.decision === null ? '' : ` Judged: ${decisions[warning.decision].short}.`
  if (warning.state === 'new') return 'Nobody had judged it when this report was drawn.'
  if (warning.state === 'with-group') {
    const due = warning.dueOn === null ? '' : ` An answer is due by ${inWords(warning.dueOn)}.`
    return `It is not answered yet.${judged}${group}${due}`
  }
  const closed = warning.closedAt === null ? '' : ` on ${dayOf(warning.closedAt)}`
  const how = warning.closeGround === 'evidence' ? 'with evidence' : 'with a reason'
  return `It was closed${closed} ${how}.${judged}${group} Answer: ${warning.answer ?? ''}`
}

function evidence(warning: Warning): Block[] {
  const kind = warning.evidenceKind as keyof typeof evidenceKinds | null
  if (kind === null) return []
  const trueOn = warning.evidenceTrueOn === null ? '' : `, true on ${inWords(warning.evidenceTrueOn)}`
  return [{ type: 'paragraph', text: `Evidence: ${evidenceKinds[kind]}; ${warning.evidenceSource ?? ''}${trueOn}.` }]
}

/** An early warning in a report: what was seen, and what was answered. */
export async function warningFigure({ db, actor }: FigureContext, reference: string): Promise<Figure> {
  const warning = await findWarning(db, actor, reference)
  if (!warning)
    return {
      title: reference,
      isInvented: false,
      blocks: [{ type: 'paragraph', text: `The warning ${reference} is not there any more.` }],
    }
  return {
    title: warning.title,
    isInvented: warning.isInvented,
    blocks: [
      titleBlock(`Early warning: ${warning.title}`),
      ...(warning.isInvented ? [inventedNote] : []),
      {
        type: 'paragraph',
        text: `What was seen: ${warning.seen}, since ${inWords(warning.onsetOn)}. The warning was opened on ${dayOf(warning.openedAt)}.`,
      },
      { type: 'paragraph', text: answered(warning) },
      ...evidence(warning),
      sourceWithTrace(
        `Early warning ${warning.reference}; rules: ${warning.ruleSet}.`,
        threadPaths.show(warning.reference),
      ),
    ],
  }
}
