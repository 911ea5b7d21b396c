import { command } from '#platform/command.ts'
import { sealedFieldNames, type Identity } from './case.ts'
import { openHistory, openIdentity, type Case } from './case-store.ts'
import { theCase } from './owned-case.ts'

type Reading = { reference: string; now: Date; withHistory: boolean }
type Read = { one: Case; identity: Identity; history: Awaited<ReturnType<typeof openHistory>> }

/**
 * Reads what identifies the child. Reading is an event, in the transaction that reads: which case and which fields, never what they say.
 * There is no other way to read them.
 */
export const readIdentity = command<Reading, Read>({
  name: 'reviews.case-read',
  permission: 'reviews.cases',
  subject: ({ one }) => one.id,
  details: ({ identity, history }) => ({
    fields: sealedFieldNames.filter((field) => identity[field] !== null),
    history: history.length,
  }),
  async run(tx, actor, { reference, now, withHistory }) {
    const one = await theCase(tx, actor, reference, now)
    return {
      one,
      identity: await openIdentity(tx, one.id),
      history: withHistory ? await openHistory(tx, one.id) : [],
    }
  },
})
