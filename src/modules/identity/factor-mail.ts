import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'

/** Tells a person by mail that something about how they sign in was changed, so that they notice when it was not they. */
export async function tellPerson(tx: Tx, { personId }: Actor, what: string, now: Date): Promise<void> {
  const person = await tx.selectFrom('identity.person').where('id', '=', personId).select('email').executeTakeFirst()
  // An invented person of the demonstration has no letter box.
  if (!person?.email) return
  await queueMail(tx, {
    to: person.email,
    subject: what,
    text: `${what}, on ${instantInWords(now)}.

If it was you, there is nothing to do. If it was not, tell your partnership's business team at once.
`,
  })
}
