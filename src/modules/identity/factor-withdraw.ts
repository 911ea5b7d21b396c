import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { instantInWords } from '#platform/dates.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { recordProof } from './factor-event.ts'

const subject = 'Your second factors for Goldenthread were withdrawn'
const letter = (
  when: string,
): string => `${subject}, on ${when}, by somebody who administers access: every passkey, app, printed and recovery code.
You are signed out everywhere. Sign in again and add a new second factor to your account within 15 minutes.

If you did not ask for this, tell your partnership's business team at once.
`

/**
 * Withdraws all second factors of somebody who has lost them, ends their sessions, and tells them by mail. Whose office lets `actor` do so,
 * and that they have made sure who asks (in person or by a call back, not by e-mail), is the caller's to hold.
 *
 * @returns how many were withdrawn
 */
export const withdrawSecondFactors = (db: Db, clock: Clock, actor: Actor, personId: string): Promise<number> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const withdrawn: number[] = []
      for (const table of ['identity.passkey', 'identity.authenticator_app', 'identity.code_sheet'] as const) {
        const rows = await tx.deleteFrom(table).where('person_id', '=', personId).returning('person_id').execute()
        withdrawn.push(rows.length)
      }
      await tx.deleteFrom('identity.session').where('person_id', '=', personId).execute()
      const [passkeys = 0, apps = 0, sheets = 0] = withdrawn
      const { officeId, partnershipId } = actor
      await recordProof(
        tx,
        'identity.factors-withdrawn',
        { personId: actor.personId, officeId, partnershipId, subject: personId },
        { passkeys, apps, sheets },
      )
      const person = await tx
        .selectFrom('identity.person')
        .where('id', '=', personId)
        .select('email')
        .executeTakeFirst()
      if (person?.email) await queueMail(tx, { to: person.email, subject, text: letter(instantInWords(clock.now())) })
      return passkeys + apps + sheets
    }),
  )
