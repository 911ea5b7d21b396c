import { z } from 'zod'

/** Text that stands on a page: never empty, no space at either end. */
export const text = z
  .string()
  .min(1, 'must not be empty')
  .refine((value) => value === value.trim(), 'must not begin or end with a space')

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, like kent-police')

/** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD': no more exact than the document it is taken from. */
export const asAt = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'must be a year, a month or a day, like 2024-12')

export const day = z.iso.date('must be a date like 2022-03-31')

/** Where a fact is printed: the document, and the page, section or paragraph in it. */
export const source = z.strictObject({ document: slug, where: text })

export const note = text.nullable().default(null)

export const fact = z.strictObject({ text, source })

/** Silence is an answer: a source that does not say is neither yes nor no. */
export const yesNoNotStated = z.enum(['yes', 'no', 'not-stated'])

/** Money in whole pence. */
export const pence = z.int()

/** A year or other span; `certainty` says whether its dates are printed or worked out. */
export const period = z
  .strictObject({
    label: text,
    words: text,
    start: day,
    end: day,
    certainty: z.enum(['stated', 'inferred']),
    note,
  })
  .refine((value) => value.start <= value.end, 'must start before it ends')

/** Something printed that does not hold together; shown beside the figure, never put right in silence. */
export const flag = z.strictObject({ about: text, text, source })
