import { command, refuse } from '#platform/command.ts'
import { sql } from 'kysely'
import { countOfYear } from './entry-store.ts'
import { wordsOf, type Register } from './register.ts'

type Input = { register: Register; receivedAt: Date; who: string; what: string; gateway: string | null; now: Date }

/** Enters a request, a breach or a disclosure in its register, with the next reference of its year. */
export const recordEntry = command<Input, { id: string; reference: string }>({
  name: 'data-protection.entry-recorded',
  permission: 'data-protection.handle',
  subject: ({ id }) => id,
  details: ({ reference }, { register, receivedAt }) => ({ register, reference, receivedAt: receivedAt.toISOString() }),
  async run(tx, actor, { register, receivedAt, who, what, gateway, now }) {
    if (receivedAt > now) refuse('receivedOn', 'Enter a time that is not in the future')
    const { letters } = wordsOf(register)
    await sql`select pg_advisory_xact_lock(hashtext(${`data-protection ${register} ${actor.partnershipId}`}))`.execute(
      tx,
    )
    const ofYear = `${letters}-${now.getUTCFullYear()}`
    const next = (await countOfYear(tx, actor, register, ofYear)) + 1
    return tx
      .insertInto('data_protection.entry')
      .values({
        partnership_id: actor.partnershipId,
        register,
        received_at: receivedAt,
        who,
        what,
        gateway,
        reference: `${ofYear}-${String(next).padStart(3, '0')}`,
        recorded_by: actor.personId,
      })
      .returning(['id', 'reference'])
      .executeTakeFirstOrThrow()
  },
})
