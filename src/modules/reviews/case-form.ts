import { requiredChoice, requiredText } from '#platform/forms.ts'
import { caseKinds, type CaseKind } from './case.ts'
import { choices, optionalDate } from './form-fields.ts'

const kinds = Object.keys(caseKinds) as [CaseKind, ...CaseKind[]]

/** The fields in the clear that opening and changing a case share. */
export const caseFields = {
  kind: requiredChoice(kinds, 'Select what kind of case this is'),
  pseudonym: requiredText(
    'Enter the pseudonym by which the child is called, such as Child K',
    60,
    'Pseudonym must be 60 characters or fewer',
  ),
  awareOn: optionalDate('Day when the local authority became aware must be a real date, like 27/3/2027'),
  notifiedOn: optionalDate('Day of the notification must be a real date, like 27/3/2027'),
}

type Days = { awareOn: string | null; notifiedOn: string | null }

/** What is wrong with the days taken together; none when nothing is. */
export function dayProblems({ awareOn, notifiedOn }: Days, today: string): { field: string; text: string }[] {
  if (awareOn !== null && awareOn > today)
    return [{ field: 'awareOn', text: 'Day when the local authority became aware must be today or earlier' }]
  if (notifiedOn !== null && notifiedOn > today)
    return [{ field: 'notifiedOn', text: 'Day of the notification must be today or earlier' }]
  if (awareOn !== null && notifiedOn !== null && notifiedOn < awareOn) {
    return [
      {
        field: 'notifiedOn',
        text: 'Day of the notification must be the same as or after the day when the local authority became aware',
      },
    ]
  }
  return []
}

/** What the template of these fields needs. */
export const kindChoices = choices(kinds.map((value) => ({ value, text: caseKinds[value] })))
