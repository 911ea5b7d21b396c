import { z } from 'zod'
import { readDate, requiredDate, requiredText } from '#platform/forms.ts'

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

const address = /^[^\p{C}\s@<>(),;:"[\]\\]+@[^\p{C}\s@<>(),;:"[\]\\]+\.[^\p{C}\s@<>(),;:"[\]\\.]+$/u

/** The fields that name a person who is to hold an office. */
export const personFields = {
  name: requiredText('Enter the person’s name', 100, 'Name must be 100 characters or fewer'),
  email: requiredText('Enter the person’s work e-mail address', 254, 'E-mail address must be 254 characters or fewer')
    .regex(address, 'Enter an e-mail address in the correct format, like name@example.org')
    .transform((text) => text.toLowerCase()),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: optionalDate('Last day must be a real date, like 27/3/2027'),
}
