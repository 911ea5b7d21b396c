import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { recordProof } from './factor-event.ts'
import { closedToLinks } from './link-limits.ts'
import { consumeLink, findPersonByEmail, insertLink } from './one-time-link-store.ts'
import type { Provider } from './providers.ts'
import { listOrganisationsOf } from './session-store.ts'

const letter = (
  address: string,
): string => `Somebody, we hope you, asked to sign in to Goldenthread with this e-mail address.

To sign in, open this link within 10 minutes and press the button on the page:

${address}

It works once. If you can, open it in the browser in which you asked for it.

If you did not ask for it, do nothing: nobody can sign in without this link. If it happens again, tell your partnership's business team.
`

type Ask = {
  email: string
  browser: string
  next: string
  addressOf: (token: string) => string
  providers: readonly Provider[]
}

/**
 * Mails a link to the person whose address was typed, unless providers open every office of theirs. Somebody who tries addresses learns
 * nothing: for an unknown one the same is done, but the row belongs to nobody and the mail is taken back.
 */
export const askForLink = (db: Db, clock: Clock, { email, browser, next, addressOf, providers }: Ask): Promise<void> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const known = await findPersonByEmail(tx, email)
      const closed = closedToLinks(providers, email)
      // Whether it is looked for depends on the address's domain alone.
      const organisations = closed.size === 0 ? null : await listOrganisationsOf(tx, known?.id ?? null, clock.today())
      const person = organisations === null || organisations.some((slug) => !closed.has(slug)) ? known : undefined
      const token = await insertLink(tx, { personId: person?.id ?? null, browser, next, now: clock.now() })
      await sql`savepoint letter`.execute(tx)
      await queueMail(tx, {
        to: person?.email ?? email,
        subject: 'Your link to sign in to Goldenthread',
        text: letter(addressOf(token)),
      })
      await (person ? sql`release savepoint letter` : sql`rollback to savepoint letter`).execute(tx)
    }),
  )

/** Uses a link up. @returns what the browser's cookie holds until the second factor is proved, or null when the link is not good (any more) */
export const openLink = (db: Db, clock: Clock, token: string, browser: string): Promise<string | null> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const used = await consumeLink(tx, token, browser, clock.now())
      if (!used) {
        // Used already, run out, or made up.
        await recordProof(tx, 'identity.sign-in-refused', { personId: null, subject: 'link' }, { method: 'link' })
        return null
      }
      await recordProof(tx, 'identity.link-used', { personId: used.personId }, {})
      return used.entry
    }),
  )
