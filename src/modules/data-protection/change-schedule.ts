import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { findSchedule, saveSchedule } from './schedule-store.ts'
import type { Schedule } from './schedule.ts'

type Change = {
  kind: string
  version: number
  keeps: Schedule['keeps']
  months: number | null
  basis: string
  source: string
  certainty: Schedule['certainty']
  now: Date
}

/** Changes how long a kind of record is kept. A sign-off was of the earlier wording, so it ends with it. */
export const changeSchedule = command<Change, { kind: string }>({
  name: 'data-protection.schedule-changed',
  permission: 'data-protection.handle',
  subject: ({ kind }) => kind,
  details: (_output, { kind, keeps, months }) => ({ kind, keeps, months, signedOff: false }),
  async run(tx, actor, { kind, now, ...changed }) {
    const schedule = await findSchedule(tx, actor.partnershipId, kind)
    if (!schedule) throw notFound('Retention schedule')
    await saveSchedule(tx, actor, { ...schedule, ...changed, signedOff: null }, now)
    return { kind }
  },
})

type SignOff = { kind: string; version: number; by: string; office: string; on: string; today: string; now: Date }

/** Records that the data protection officer has signed a schedule off: from then on what is past its time may be destroyed. */
export const signOffSchedule = command<SignOff, { kind: string; months: number | null }>({
  name: 'data-protection.schedule-signed-off',
  permission: 'data-protection.destroy',
  subject: ({ kind }) => kind,
  details: ({ kind, months }, { on }) => ({ kind, months, on }),
  async run(tx, actor, { kind, version, by, office, on, today, now }) {
    const schedule = await findSchedule(tx, actor.partnershipId, kind)
    if (!schedule) throw notFound('Retention schedule')
    if (schedule.keeps === 'undecided') refuse('by', 'Decide how long it is kept before it is signed off')
    if (on > today) refuse('on', 'Date of the sign-off must be today or in the past')
    await saveSchedule(tx, actor, { ...schedule, version, signedOff: { by, office, on } }, now)
    return { kind, months: schedule.months }
  },
})
