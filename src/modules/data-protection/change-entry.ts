import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Pause } from './clock.ts'
import { findEntry, saveEntry, type Entry } from './entry-store.ts'
import { wordsOf, type Register } from './register.ts'

/** Which entry, and as it stood when the person opened the page. */
type Of = { register: Register; reference: string; version: number; today: string }

async function openEntry(tx: Tx, actor: Actor, { register, reference }: Of): Promise<Entry> {
  const entry = await findEntry(tx, actor, register, reference)
  if (!entry) throw notFound('Entry')
  return entry
}

const subject = ({ id }: { id: string }): string => id

/** Stops the clock: proof of identity, a clarification or a fee was asked for on a day. */
export const pauseEntry = command<Of & { why: Pause['why']; fromOn: string; receivedOn: string }, { id: string }>({
  name: 'data-protection.clock-stopped',
  permission: 'data-protection.handle',
  subject,
  details: (_output, { reference, why, fromOn }) => ({ reference, why, fromOn }),
  broken: { pause_entry_id_key: ['why', 'The clock stands already'] },
  async run(tx, actor, input) {
    const entry = await openEntry(tx, actor, input)
    const { why, fromOn, receivedOn, today, version } = input
    if (!wordsOf(input.register).pauses.includes(why)) refuse('why', 'Choose why the clock stands')
    if (fromOn > today) refuse('fromOn', 'Date must be today or in the past')
    if (fromOn < receivedOn) refuse('fromOn', 'Date must be on or after the day of receipt')
    await saveEntry(tx, entry, version, {})
    await tx.insertInto('data_protection.pause').values({ entry_id: entry.id, why, from_on: fromOn }).execute()
    return { id: entry.id }
  },
})

/** Lets the clock go on: the answer came on a day. */
export const resumeEntry = command<Of & { toOn: string }, { id: string }>({
  name: 'data-protection.clock-resumed',
  permission: 'data-protection.handle',
  subject,
  details: (_output, { reference, toOn }) => ({ reference, toOn }),
  async run(tx, actor, input) {
    const entry = await openEntry(tx, actor, input)
    const { toOn, today, version } = input
    const standing = entry.pauses.find((pause) => pause.toOn === null)
    if (!standing) refuse('toOn', 'The clock does not stand')
    if (toOn > today) refuse('toOn', 'Date must be today or in the past')
    if (toOn < standing.fromOn) refuse('toOn', 'Date must be on or after the day the clock was stopped')
    await saveEntry(tx, entry, version, {})
    await tx
      .updateTable('data_protection.pause')
      .set({ to_on: toOn })
      .where('entry_id', '=', entry.id)
      .where('to_on', 'is', null)
      .execute()
    return { id: entry.id }
  },
})

/** Extends the time, once, with the reason that the person is told. `latestOn`: the last day on which the law lets it be told; null: none. */
export const extendEntry = command<Of & { reason: string; latestOn: string | null }, { id: string }>({
  name: 'data-protection.time-extended',
  permission: 'data-protection.handle',
  subject,
  details: (_output, { reference }) => ({ reference }),
  async run(tx, actor, input) {
    const entry = await openEntry(tx, actor, input)
    const { reason, today, latestOn, version } = input
    if (entry.extendedOn !== null) refuse('reason', 'The time was extended already, and the law allows it once')
    if (latestOn !== null && today > latestOn)
      refuse('reason', 'The time has passed: an extension must be told to the person before it does')
    await saveEntry(tx, entry, version, { extended_on: today, extension_reason: reason })
    return { id: entry.id }
  },
})

type Close = Of & {
  decision: string
  reason: string
  decidedBy: string
  decidedAt: Date
  now: Date
  peopleTold: string | null
  peopleReason: string | null
}

/** Closes an entry with the decision, its reason and who took it; of a breach also whether the people concerned were told. */
export const closeEntry = command<Close, { id: string }>({
  name: 'data-protection.entry-closed',
  permission: 'data-protection.handle',
  subject,
  details: (_output, { reference, decision, peopleTold }) => ({ reference, decision, peopleTold }),
  async run(tx, actor, input) {
    const entry = await openEntry(tx, actor, input)
    const { register, decision, reason, decidedBy, decidedAt, now, peopleTold, peopleReason, version } = input
    if (!Object.hasOwn(wordsOf(register).decisions, decision)) refuse('decision', 'Choose what was decided')
    if (decidedAt > now) refuse('decidedOn', 'Enter a time that is not in the future')
    if (decidedAt < entry.receivedAt) refuse('decidedOn', 'Enter a time after the entry began')
    if (register === 'breach' && (peopleTold === null || peopleReason === null))
      refuse('peopleTold', 'Choose whether the people concerned are told, and give the reason')
    await saveEntry(tx, entry, version, {
      state: 'closed',
      decision,
      decision_reason: reason,
      decided_by: decidedBy,
      decided_at: decidedAt,
      people_told: peopleTold,
      people_reason: peopleReason,
      closed_by: actor.personId,
    })
    return { id: entry.id }
  },
})
