import { z } from 'zod'
import type { Problem } from './command.ts'
import { isDate } from './dates.ts'
import { lenient } from './views.ts'

/** What a form page shows: what was typed (trimmed, never the parsed value), one error a field, and all of them on top. */
export type Form = {
  values: Record<string, string | string[] | undefined>
  errors: Record<string, { text: string } | undefined>
  summary: { text: string; href: string }[]
}

export const blankForm = (values: Form['values'] = {}): Form =>
  lenient({ values: lenient({ ...values }), errors: lenient({}), summary: [] })

/** The same form with problems found by a command, in the order given; the first problem of a field is shown. */
export function formWithErrors(values: Form['values'], problems: readonly Problem[]): Form {
  const errors: Form['errors'] = {}
  for (const { field, text } of problems) errors[field] ??= { text }
  const summary = Object.entries(errors).map(([field, error]) => ({ text: error?.text ?? '', href: `#${field}` }))
  return lenient({ values: lenient({ ...values }), errors: lenient(errors), summary })
}

type Parsed<T> = { ok: true; value: T; values: Form['values'] } | { ok: false; form: Form; values: Form['values'] }

function typed(body: unknown): Form['values'] {
  const values: Form['values'] = {}
  if (typeof body !== 'object' || body === null) return values
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'string') values[key] = value.trim()
    else if (Array.isArray(value)) values[key] = value.map((each) => String(each).trim())
  }
  return values
}

/**
 * Reads a posted form against its schema. Every problem is told at once, in the order of the schema's fields.
 *
 * @returns the parsed value, or the form to show again with status 400; what was typed is kept in both
 */
export function parseForm<T extends z.ZodRawShape>(
  schema: z.ZodObject<T>,
  body: unknown,
): Parsed<z.output<z.ZodObject<T>>> {
  const values = typed(body)
  const parsed = schema.safeParse(values)
  if (parsed.success) return { ok: true, value: parsed.data, values }
  const order = Object.keys(schema.shape)
  const problems = parsed.error.issues
    .map((issue) => ({ field: String(issue.path[0] ?? order[0] ?? ''), text: issue.message }))
    .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  return { ok: false, form: formWithErrors(values, problems), values }
}

/** Text that must be there; `missing` is said when it is not, `tooLong` over `most` characters. */
export const requiredText = (missing: string, most = 2_000, tooLong = `Enter ${most} characters or fewer`) =>
  z.string({ error: missing }).min(1, missing).max(most, tooLong)

/** Text that may be left out; '' becomes null. */
export const optionalText = (most = 2_000, tooLong = `Enter ${most} characters or fewer`) =>
  z
    .string()
    .max(most, tooLong)
    .optional()
    .transform((text) => (text === undefined || text === '' ? null : text))

/** One of the values offered by radios or a select. */
export const requiredChoice = <const T extends readonly [string, ...string[]]>(choices: T, missing: string) =>
  z.enum(choices, { error: missing })

const datePattern = /^(\d{1,2})[/\-. ](\d{1,2}|[a-z]{3,9})[/\-. ](\d{4})$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Every date that somebody types here is about this work: a year outside these is a slip, and a database refuses some of them. */
const years = { first: '1900', last: '2199' } as const

const isNear = (date: string): boolean => date >= years.first && date.slice(0, 4) <= years.last

/** Reads a British date as people type it ('27/3/2027', '27 March 2027', '2027-03-27') into 'YYYY-MM-DD', or null. */
export function readDate(text: string): string | null {
  if (isDate(text)) return isNear(text) ? text : null
  const match = datePattern.exec(text.trim())
  if (!match) return null
  const [, day = '', month = '', year = ''] = match
  const number = /^\d+$/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const date = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(date) && isNear(date) ? date : null
}

/** A date that must be there and be real. */
export const requiredDate = (missing: string, notReal: string) =>
  z
    .string({ error: missing })
    .min(1, missing)
    .transform((text, context) => {
      const date = readDate(text)
      if (date !== null) return date
      context.addIssue({ code: 'custom', message: notReal })
      return z.NEVER
    })

/** A date that may be left out; '' becomes null. */
export const optionalDate = (notReal: string) =>
  z
    .string({ error: notReal })
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const date = readDate(text)
      if (date === null) context.addIssue({ code: 'custom', message: notReal })
      return date
    })

/** What was ticked among checkboxes; none is an empty list. Values that were not offered are the caller's to refuse. */
export const ticked = () =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))

type Whole = { issues: readonly { path?: readonly PropertyKey[] | undefined }[] }

/** Compare fields only when each is good by itself: zod skips whole-form rules as soon as one field has the wrong type. */
export const whenGood =
  (...fields: string[]) =>
  ({ issues }: Whole) =>
    !issues.some((issue) => fields.includes(String(issue.path?.[0])))
