import { z } from 'zod'
import { readDate } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'

/** A date that may be left out; '' becomes null. */
export const optionalDate = (notReal: string) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const date = readDate(text)
      if (date !== null) return date
      context.addIssue({ code: 'custom', message: notReal })
      return z.NEVER
    })

/** The version of what was shown, sent back so that nobody overwrites what they have not seen. */
export const shownVersion = () => z.string({ error: 'Open the case again' }).regex(/^\d{1,9}$/, 'Open the case again')

/** What radios or a select offer, for a GOV.UK macro. */
export const choices = (items: readonly { value: string; text: string }[]) =>
  lenient(items.map((item) => lenient(item)))
