import { inWords } from '#platform/dates.ts'
import { optionalText } from '#platform/forms.ts'
import type { Grounds } from '../change-plan.ts'
import { usualDay } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import { date, group, input, optionalDate, radios, textarea, type FieldGroup } from './form-view.ts'

/** Fields of a change within the year: why, from when, and who has approved it. */
export const groundsFields = {
  reason: optionalText(2_000, 'Reason must be 2,000 characters or fewer'),
  effectiveOn: optionalDate('Day from which the plan reads so must be a real date, like 27/3/2027'),
  approval: optionalText(20),
  approvedBy: optionalText(200, 'Who approved it must be 200 characters or fewer'),
  approvedOn: optionalDate('Date of approval must be a real date, like 27/3/2027'),
}

type Given = {
  reason: string | null
  effectiveOn: string | null
  approval: string | null
  approvedBy: string | null
  approvedOn: string | null
}

/** What is missing of the grounds, beside its field; a draft asks for none. */
export function groundsProblems(plan: Plan, given: Given): { field: string; text: string }[] {
  if (plan.state === 'draft') return []
  return [
    ...(given.reason === null ? [{ field: 'reason', text: 'Enter why the plan is changed' }] : []),
    ...(given.effectiveOn === null
      ? [{ field: 'effectiveOn', text: 'Enter the day from which the plan reads so' }]
      : []),
    ...(given.approval !== 'yes' && given.approval !== 'no'
      ? [{ field: 'approval', text: 'Select whether it has been approved' }]
      : []),
    ...(given.approval === 'yes' && given.approvedBy === null
      ? [{ field: 'approvedBy', text: 'Enter which group or office approved it' }]
      : []),
    ...(given.approval === 'yes' && given.approvedOn === null
      ? [{ field: 'approvedOn', text: 'Enter the date on which it was approved' }]
      : []),
  ]
}

export const groundsOf = ({ reason, effectiveOn, approval, approvedBy, approvedOn }: Given): Grounds => ({
  reason,
  effectiveOn,
  approval:
    approval === 'yes' && approvedBy !== null && approvedOn !== null ? { by: approvedBy, on: approvedOn } : null,
})

/** The part of a form that asks for the grounds; none while the plan is being written. */
export const groundsGroups = (plan: Plan): FieldGroup[] =>
  plan.state === 'draft'
    ? []
    : [
        group('The change', [
          textarea(
            'reason',
            'Why is the plan changed?',
            'It stands on the page of changes and in the yearly report. Name no child.',
            3,
          ),
          date('effectiveOn', 'From which day does the plan read so?', 'Not before the day on which it was approved'),
          radios('approval', 'Has it been approved?', [
            {
              value: 'yes',
              text: 'Yes, a group or office has approved it',
              hint: 'It counts from the day that you enter.',
            },
            { value: 'no', text: 'Not yet', hint: 'It waits on the page of changes, and the plan stays as it is.' },
          ]),
          input('approvedBy', 'If it has: who approved it?', 'For example, Executive Board'),
          date('approvedOn', 'If it has: on which day?'),
        ]),
      ]

/** What the form of a change begins with. */
export const groundsStart = (plan: Plan, today: string): Record<string, string> => ({
  effectiveOn: plan.state === 'draft' ? '' : inWords(usualDay(plan, today)),
})
