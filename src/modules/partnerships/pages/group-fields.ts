import { z } from 'zod'
import { optionalDate, optionalText, requiredChoice, requiredDate, requiredText, ticked } from '#platform/forms.ts'
import { choicesOf, dateField, field, type Choice } from '#platform/task-page.ts'
import { groupKinds } from '../arrangement-words.ts'

/** A whole number that may be left out. */
export const optionalNumber = (least: number, most: number, wrong: string) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN
      if (value >= least && value <= most) return value
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })

const kinds = Object.keys(groupKinds) as [string, ...string[]]

export const name = requiredText('Enter the name of the group', 150, 'Name must be 150 characters or fewer')
export const frequency = requiredText('Enter how often the group meets, or “Not stated”', 200)
export const timesAYear = optionalNumber(1, 366, 'Meetings a year must be a whole number, like 6')
export const operating = requiredChoice(['yes', 'no', 'not stated'], 'Choose whether the group meets')
export const operatingChoices: Choice[] = [
  { value: 'yes', text: 'It meets' },
  { value: 'no', text: 'It is named and does not meet' },
  { value: 'not stated', text: 'Not stated' },
]

/** What a group is for and where it stands: asked when it is added and when it is changed. */
export const aboutSchema = {
  kind: requiredChoice(kinds, 'Choose the kind of group'),
  coreFunction: optionalText(4_000),
  reportsTo: optionalText(),
  chairRule: optionalText(1_000),
  note: optionalText(2_000),
}

export const aboutFields = (above: Choice[]) => [
  field('list', 'kind', 'Kind', { items: [{ value: '', text: 'Choose' }, ...choicesOf(groupKinds)] }),
  field('lines', 'coreFunction', 'Core function', { hint: 'What the group is for; a line for each part', rows: 5 }),
  field('list', 'reportsTo', 'Reports to', { items: above }),
  field('lines', 'chairRule', 'How the chair is found', { hint: 'In words, as your arrangements say it', rows: 2 }),
  field('lines', 'note', 'Note', { rows: 2 }),
]

export const addSchema = z.object({
  name,
  ...aboutSchema,
  frequency,
  timesAYear,
  operating,
  ownership: requiredChoice(['own', 'joint', 'others'], 'Choose who owns the group'),
  offerTo: ticked(),
  owner: optionalText(200),
  startsOn: requiredDate('Enter the first day of the group', 'First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
})

export const addFields = (above: Choice[], partnerships: Choice[], shortName: string) => [
  field('text', 'name', 'Name'),
  ...aboutFields(above),
  field('text', 'frequency', 'How often it meets, in words', { hint: 'For example, every two months, or Not stated' }),
  field('text', 'timesAYear', 'Meetings a year', {
    hint: 'Leave empty when nothing says how many',
    classes: 'govuk-input--width-4',
  }),
  field('choice', 'operating', 'Does it meet?', { items: operatingChoices }),
  field('choice', 'ownership', 'Who owns it?', {
    items: [
      { value: 'own', text: shortName },
      { value: 'joint', text: `${shortName} together with others` },
      { value: 'others', text: 'Others: we take part or take note' },
    ],
  }),
  ...(partnerships.length === 0
    ? []
    : [
        field('ticks', 'offerTo', 'Partnerships that own it too', {
          hint: 'Each takes the group into its own structure; it stays one group',
          items: partnerships,
        }),
      ]),
  field('text', 'owner', 'Who else owns it', { hint: 'Only when that is nobody who uses this service' }),
  dateField('startsOn', 'First day'),
  dateField('endsOn', 'Last day', 'Needed for a task-and-finish group; leave empty when none is planned'),
]
