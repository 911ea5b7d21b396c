import type { Block, Document } from '#platform/documents/document.ts'
import { inWords, spanInWords } from '#platform/dates.ts'
import type { WorkbookSpec } from '#platform/sheets/workbook-spec.ts'
import type { Definition } from './definition.ts'
import type { PlanItem, RecordedChange } from './item-store.ts'
import { agreedWords, changeKinds, itemKinds } from './plan.ts'
import type { Plan } from './plan-store.ts'
import type { MeasureState, OutcomeState, PlanState, PriorityState } from './read-plan.ts'

const judgedWords = ({ judged }: Pick<PriorityState, 'judged'>): string =>
  judged === null
    ? 'Not judged yet'
    : `${judged.words}, judged on ${judged.onWords} by ${judged.by}. ${judged.evidence}.`

const targetWords = ({ target, standing }: MeasureState): string =>
  target === null ? 'No target' : standing === null ? target : `${target}: ${standing}`

function outcomeBlocks(outcome: OutcomeState): Block[] {
  const gaps = outcome.gaps.length === 0 ? '' : ` Gaps: ${outcome.gaps.join(', ')}.`
  const judged = outcome.judged === null ? '' : `${judgedWords(outcome)} `
  return [
    { type: 'heading', level: 2, text: outcome.title, id: outcome.reference },
    ...(judged === '' && gaps === '' ? [] : [{ type: 'paragraph' as const, text: `${judged}${gaps}`.trim() }]),
    ...(outcome.measures.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            caption: 'Measures',
            columns: [{ header: 'Measure' }, { header: 'Now' }, { header: 'Course' }, { header: 'Target' }],
            rows: outcome.measures.map((each) => [
              `${each.title} (${each.kind.toLowerCase()})`,
              `${each.value}, ${each.when}. ${each.source}${each.isInvented ? '. Invented' : ''}`,
              each.trend,
              targetWords(each),
            ]),
            rowHeaders: true,
          },
        ]),
    ...(outcome.actions.length === 0
      ? []
      : [
          {
            type: 'list' as const,
            ordered: false,
            items: outcome.actions.map((each) => ({
              text: `${each.title}: ${each.state}. ${each.owner}, due ${each.due}${each.isLate ? '. Late' : ''}`,
            })),
          },
        ]),
  ]
}

const priorityBlocks = (priority: PriorityState, index: number): Block[] => [
  { type: 'heading', level: 1, text: `${index + 1}. ${priority.title}`, id: priority.reference },
  {
    type: 'paragraph',
    text: `${judgedWords(priority)}${priority.gaps.length === 0 ? '' : ` Gaps: ${priority.gaps.join(', ')}.`}`,
  },
  ...(priority.judged === null ? [] : [{ type: 'paragraph' as const, text: priority.judged.reasoning }]),
  ...(priority.source === null ? [] : [{ type: 'source' as const, text: priority.source }]),
  ...priority.outcomes.flatMap(outcomeBlocks),
]

/** The plan as a written document, as it stood on a day. */
export function planDocument(
  plan: Plan,
  state: PlanState,
  definitions: readonly Definition[],
  creator: string,
): Document {
  return {
    title: plan.title,
    subtitle: `As at ${inWords(state.on)}`,
    language: 'en-GB',
    marking: 'OFFICIAL',
    creator,
    meta: [
      { label: 'Period', value: spanInWords(plan.startsOn, plan.endsOn) },
      { label: 'State', value: agreedWords(plan) },
      { label: 'Progress judged by', value: plan.groupName ?? 'No group is named' },
    ],
    blocks: [
      ...(plan.isInvented
        ? [
            {
              type: 'note' as const,
              kind: 'warning' as const,
              text: 'Invented for the demonstration: outcomes, measures, judgements and actions.',
            },
          ]
        : []),
      ...state.priorities.flatMap(priorityBlocks),
      { type: 'heading', level: 1, text: 'What the judgements mean', id: 'meanings' },
      {
        type: 'list',
        ordered: false,
        items: definitions
          .filter(({ isUsed }) => isUsed)
          .map(({ words, meaning }) => ({ text: [{ text: `${words}: `, bold: true }, { text: meaning }] })),
      },
    ],
  }
}

/** The plan as a workbook: its parts with their state, and its changes within the year. */
export function planWorkbook(
  plan: Plan,
  state: PlanState,
  { items, changes }: { items: readonly PlanItem[]; changes: readonly RecordedChange[] },
  creator: string,
): WorkbookSpec {
  const kindOf = new Map(items.map((item) => [item.id, itemKinds[item.kind].name]))
  const rows = state.priorities.flatMap((priority) => [
    ['Priority', priority.reference, priority.title, '', judgedWords(priority), '', priority.gaps.join(', ')],
    ...priority.outcomes.flatMap((outcome) => [
      [
        'Outcome for children',
        outcome.reference,
        outcome.title,
        priority.title,
        judgedWords(outcome),
        '',
        outcome.gaps.join(', '),
      ],
      ...outcome.measures.map((each) => [
        `Measure: ${each.kind.toLowerCase()}`,
        each.reference,
        each.title,
        outcome.title,
        `${each.value}, ${each.when}. ${each.trend}`,
        targetWords(each),
        each.hasFigure ? '' : 'no figure',
      ]),
      ...outcome.actions.map((each) => [
        'Action',
        each.reference,
        each.title,
        outcome.title,
        `${each.state}. ${each.owner}`,
        `Due ${each.due}`,
        each.isLate ? 'late' : '',
      ]),
    ]),
  ])
  return {
    title: plan.title,
    creator,
    marking: 'OFFICIAL',
    sheets: [
      {
        kind: 'table',
        name: 'Plan',
        titles: [
          plan.title,
          `As at ${inWords(state.on)}. ${agreedWords(plan)}.${plan.isInvented ? ' Invented for the demonstration.' : ''}`,
        ],
        columns: [
          { header: 'Part', width: 22 },
          { header: 'Reference', width: 22 },
          { header: 'What it says', width: 60 },
          { header: 'Under', width: 40 },
          { header: 'Where it stands', width: 50 },
          { header: 'Target or date', width: 26 },
          { header: 'Gaps', width: 30 },
        ],
        rows,
      },
      {
        kind: 'table',
        name: 'Changes',
        titles: ['Changes within the year'],
        columns: [
          { header: 'Change', width: 14 },
          { header: 'Part', width: 22 },
          { header: 'Words', width: 60 },
          { header: 'From', width: 14, format: 'date' },
          { header: 'Reason', width: 50 },
          { header: 'State', width: 14 },
          { header: 'Decided by', width: 30 },
          { header: 'Decided on', width: 14, format: 'date' },
        ],
        rows: changes
          .filter(({ isDrafting }) => !isDrafting)
          .map((each) => [
            changeKinds[each.kind].done,
            kindOf.get(each.itemId) ?? '',
            each.title ?? '',
            { date: each.effectiveOn },
            each.reason ?? '',
            each.state,
            each.approvedBy ?? '',
            each.approvedOn === null ? '' : { date: each.approvedOn },
          ]),
      },
    ],
  }
}
