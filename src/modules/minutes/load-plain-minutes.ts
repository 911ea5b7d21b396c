import { listAgenda } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { agreeMinutes } from './agree-minutes.ts'
import { listMeetingsToMinute } from './meeting-store.ts'
import { saveLines } from './save-lines.ts'

/** What an invented meeting without a story of its own says under its items, in turn. */
const said = [
  'Members were welcomed and gave no new interests to declare. Who sent apologies stands under ‘Who came’ (invented).',
  'The minutes of the last meeting were taken as right. The actions from it were gone through one by one (invented).',
  'There was none. The chair thanked everybody (invented).',
] as const

/** A meeting is left to be written up for this long, so that somebody finds something to do. */
const daysLeft = 14

/**
 * Invented minutes, agreed, for the demonstration's older meetings that tell no story: nobody would leave a whole year of them unwritten.
 * Each once: a meeting that has minutes is passed over.
 */
export async function loadPlainMinutes(db: Db, actor: Actor, clock: Clock): Promise<void> {
  const today = clock.today()
  const waiting = await listMeetingsToMinute(db, actor, { before: clock.now(), states: ['none'] })
  for (const meeting of waiting) {
    const isOwn = meeting.partnershipId === actor.partnershipId && meeting.isInvented && meeting.state === 'held'
    if (!isOwn || meeting.heldOn > addDays(today, -daysLeft)) continue
    const items = await listAgenda(db, actor, meeting.id)
    const lines = items.map(({ id: itemId }, index) => ({
      id: crypto.randomUUID(),
      itemId,
      base: 0,
      text: said[index % said.length] ?? '',
    }))
    if (lines.length === 0) continue
    const now = meeting.endsAt
    must(await saveLines(db, actor, { meeting, lines, now, today }))
    const agreedOn = addDays(meeting.heldOn, 10)
    const note = 'Sent round to the members; nobody asked for a change (invented).'
    const agreeing = { meeting, version: 1, way: 'circulation', agreedOn, note, today, now: clock.now() } as const
    must(await agreeMinutes(db, actor, agreeing))
  }
}
