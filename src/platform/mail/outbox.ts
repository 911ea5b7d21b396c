import type { CalendarPart } from '../calendar.ts'
import type { Tx } from '../db/connect.ts'
import { wrapText } from './wrap-text.ts'

export type Marking = 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
export type Mail = {
  /** One address, such as 'a.person@council.example'; never a list, never with a name. */
  to: string
  subject: string
  /** Plain text; lines are wrapped when it is queued. Never personal data about a child. */
  text: string
  marking?: Marking | null
  /** An invitation beside the text, which says the same in words: not every mail programme, and not GOV.UK Notify, shows it. */
  calendar?: CalendarPart
}

// Header lines end at a control character; a comma or bracket would make one address into several.
const address = /^[^\p{C}\s@<>(),;:"[\]\\]+@[^\p{C}\s@<>(),;:"[\]\\]+$/u
const control = /\p{Cc}|[\u2028\u2029]/u

/**
 * Puts a mail into the outbox, in the transaction of what it tells about; a job sends it. The marking goes in front of the subject.
 *
 * @throws Error when the address is not one address or the subject holds a line break or another control character: no form may reach
 * the headers of a mail. The message repeats neither.
 */
export async function queueMail(tx: Tx, { to, subject, text, marking, calendar }: Mail): Promise<void> {
  if (to.length > 254 || !address.test(to)) throw new Error('A mail was refused: it must go to exactly one address.')
  if (control.test(subject)) throw new Error('A mail was refused: its subject holds a control character.')
  if (subject.trim() === '' || subject.length > 180) {
    throw new Error('A mail was refused: its subject must be 1 to 180 characters long.')
  }
  await tx
    .insertInto('platform.mail')
    .values({
      to_address: to,
      subject: marking ? `[${marking}] ${subject}` : subject,
      body: wrapText(text),
      ...(calendar ? { calendar_method: calendar.method, calendar: calendar.ics } : {}),
    })
    .execute()
}
