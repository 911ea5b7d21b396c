import { z } from 'zod'
import { optionalText, requiredChoice, ticked } from '#platform/forms.ts'
import { choicesOf, field } from '#platform/task-page.ts'
import { seatRoles } from '../arrangement-words.ts'
import type { SeatFields } from '../keeping/change-seat.ts'
import { seatAuthorities, seatKinds, voteWords, type SeatKind } from '../keeping/seat-words.ts'
import { linesOf } from './arranging.ts'
import { optionalNumber } from './group-fields.ts'

/** A seat as a form asks for it. */
export const seatSchema = {
  role: requiredChoice(seatKinds as unknown as readonly [SeatKind, ...SeatKind[]], 'Choose the kind of seat'),
  title: optionalText(200),
  organisations: optionalText(2_000),
  condition: optionalText(500),
  votes: requiredChoice(['yes', 'no', 'not stated'], 'Choose whether the seat votes'),
  authorities: ticked(),
  places: optionalNumber(1, 200, 'Number of places must be a whole number, like 1'),
  isVacant: ticked(),
  note: optionalText(1_000),
}
const whole = z.object(seatSchema)

export const seatFieldsOf = (value: z.output<typeof whole>): SeatFields => ({
  ...value,
  organisations: linesOf(value.organisations),
  isVacant: value.isVacant.length > 0,
})

export const seatFields = () => [
  field('list', 'role', 'Kind of seat', { items: choicesOf(seatRoles) }),
  field('text', 'title', 'Position', {
    hint: 'For example, Chief Nurse. Leave empty when only the organisation is known',
  }),
  field('lines', 'organisations', 'Organisation', {
    hint: 'By any of its names; a line for each when the seat is for one of several',
    rows: 2,
  }),
  field('text', 'condition', 'When it is taken up', { hint: 'Only for a seat that sits in some cases' }),
  field('choice', 'votes', 'Does it vote?', { items: choicesOf(voteWords) }),
  field('ticks', 'authorities', 'What the seat lets its holder decide', {
    hint: 'The office that fills the seat may do this, for as long as it sits in it',
    items: choicesOf(seatAuthorities),
  }),
  field('text', 'places', 'How many sit in it at once', {
    hint: '1 for a post. Leave empty for a seat of many, such as the chairs of the sub-groups',
    classes: 'govuk-input--width-4',
  }),
  field('ticks', 'isVacant', 'Vacancy', { items: [{ value: 'yes', text: 'Vacant, or to be confirmed' }] }),
  field('lines', 'note', 'Note', { rows: 2 }),
]
