import { z } from 'zod'
import { formWithErrors, parseForm, readDate, type Form } from '#platform/forms.ts'
import { dutyPacks } from '#statute/duty-packs.ts'
import type { Asked } from '../work-out-answer.ts'
import type { DayField, Task } from '../work-out.ts'

/** A day that may be left out; what is typed must be real. */
const dayOf = ({ label }: DayField) =>
  z
    .string({ error: `${label} must be a real date, like 27/3/2026` })
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const date = readDate(text)
      if (date === null) context.addIssue({ code: 'custom', message: `${label} must be a real date, like 27/3/2026` })
      return date
    })

const amountOf = z
  .string({ error: 'Enter how many working days' })
  .min(1, 'Enter how many working days')
  .regex(/^0*[1-9]\d{0,3}$/, 'How many working days must be a whole number from 1 to 9,999')
  .transform(Number)

const editions = ['', ...dutyPacks.map(({ id }) => id)] as [string, ...string[]]
const editionOf = z.enum(editions, { error: 'Select an edition from the list' }).optional()

const countsOf = z.literal('yes').optional().catch(undefined)
/** For a duty, which says itself how many days it counts. */
const notAsked = { ok: true, value: { days: 1 } } as const

type Read = { ok: true; asked: Asked; values: Form['values'] } | { ok: false; form: Form }

/** Reads the fields of a task, as they stand in the address; at least one of its days must be there. Every mistake is told at once. */
export function readTask(task: Task, query: unknown): Read {
  const days = parseForm(z.object(Object.fromEntries(task.days.map((field) => [field.name, dayOf(field)]))), query)
  const amount = task.countsDays ? parseForm(z.object({ days: amountOf }), query) : notAsked
  const others = parseForm(z.object({ countsTriggerDay: countsOf, edition: editionOf }), query)
  const isMissing = days.ok && Object.values(days.value).every((day) => day === null)
  const problems = [
    ...(days.ok ? [] : problemsOf(days.form)),
    ...(isMissing ? [{ field: task.days[0].name, text: missingWords(task.days) }] : []),
    ...(amount.ok ? [] : problemsOf(amount.form)),
    ...(others.ok ? [] : problemsOf(others.form)),
  ]
  if (!days.ok || isMissing || !amount.ok || !others.ok)
    return { ok: false, form: formWithErrors(days.values, problems) }
  const { countsTriggerDay, edition } = others.value
  return {
    ok: true,
    values: days.values,
    asked: {
      task,
      days: days.value,
      amount: amount.value.days,
      countsTriggerDay: countsTriggerDay === 'yes',
      edition: edition === undefined || edition === '' ? null : edition,
    },
  }
}

const problemsOf = ({ summary }: Form) => summary.map(({ href, text }) => ({ field: href.slice(1), text }))
const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
const missingWords = (days: readonly DayField[]): string =>
  `Enter the ${days.map(({ label }) => lowered(label)).join(', or the ')}`
