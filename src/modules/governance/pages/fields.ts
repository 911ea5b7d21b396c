import { z } from 'zod'
import { optionalText, readDate, requiredDate, requiredText } from '#platform/forms.ts'
import { ticked } from './task.ts'

const example = 'like 27/3/2027'

/** A date that must be there, named as in "Date of approval". */
export const neededDate = (name: string) =>
  requiredDate(`Enter the ${lower(name)}`, `${name} must be a real date, ${example}`)

/** A date that may be left out; '' becomes null. */
export const anyDate = (name: string) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const date = readDate(text)
      if (date !== null) return date
      context.addIssue({ code: 'custom', message: `${name} must be a real date, ${example}` })
      return z.NEVER
    })

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

export const line = (missing: string, most = 200) =>
  requiredText(missing, most, `Enter ${most.toLocaleString('en-GB')} characters or fewer`)

export const paragraph = (missing: string, most = 5_000) =>
  requiredText(missing, most, `Enter ${most.toLocaleString('en-GB')} characters or fewer`)

export const anyLine = (most = 200) => optionalText(most, `Enter ${most.toLocaleString('en-GB')} characters or fewer`)
export const anyParagraph = (most = 5_000) => anyLine(most)

/** An address on the web; nothing else becomes a link on a page. */
export const anyAddress = (name: string) =>
  anyLine(1_000).refine((text) => text === null || /^https?:\/\/[^\s]+$/.test(text), {
    message: `${name} must be an address that begins with https:// or http://`,
  })

/** Boxes of which at least one must be ticked. */
export const someTicked = (missing: string) =>
  z
    .union([z.string(), z.array(z.string())], { error: missing })
    .optional()
    .transform((value) => ticked(value))
    .refine((all) => all.length > 0, { message: missing })

export const versionField = requiredText('Open the page again').regex(/^\d{1,9}$/, 'Open the page again')

export const dateHint = 'For example, 27 March 2027 or 27/3/2027'
