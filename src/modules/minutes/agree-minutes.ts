import { listAgenda, setMinutesState } from '#modules/meetings/public.ts'
import { changeRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { listClashes, listLines, lockLine, rewordLine } from './line-store.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { lockMinute, moveMinute } from './minute-store.ts'
import { checkForGroup } from './rights.ts'

export const agreedWays = {
  'next-meeting': 'At the next meeting',
  circulation: 'By circulation: they were sent round and nobody objected',
} as const
export type AgreedWay = keyof typeof agreedWays

type Agreed = {
  meeting: MinutedMeeting
  version: number
  way: AgreedWay
  agreedOn: string
  note: string | null
  today: string
  now: Date
}

/** The chair agrees the minutes, at the next meeting or by circulation. From then on lines are corrected with a reason only. */
export const agreeMinutes = command<Agreed, void>({
  name: 'minutes.agreed',
  permission: 'minutes.agree',
  subject: (_output, { meeting }) => meeting.recordId,
  details: (_output, { way, agreedOn }) => ({ way, agreedOn }),
  async run(tx, actor, { meeting, version, way, agreedOn, note, today, now }) {
    await checkForGroup(tx, actor, 'minutes.agree', meeting.groupId, today)
    const minute = await lockMinute(tx, meeting.id)
    if (!minute) throw notFound('Minutes')
    if (minute.state !== 'draft') refuse('way', 'These minutes have been agreed already')
    if ((await listClashes(tx, meeting.id)).length > 0)
      refuse('way', 'Some lines have two wordings: merge them first, so that one text is agreed')
    if (agreedOn < meeting.heldOn || agreedOn > today)
      refuse('agreedOn', 'Date of agreement must be between the meeting and today')
    await moveMinute(tx, meeting.id, version, {
      state: 'agreed',
      agreed_by: actor.personId,
      agreed_at: now,
      agreed_way: way,
      agreed_on: agreedOn,
      agreed_note: note,
    })
    await setMinutesState(tx, meeting.id, 'agreed')
    await keepText(tx, actor, meeting)
  },
})

/** From when they are agreed, minutes are found by their words: those that everybody may read who may know of the meeting. */
async function keepText(tx: Tx, actor: Actor, meeting: MinutedMeeting): Promise<void> {
  const agenda = await listAgenda(tx, actor, meeting.id)
  const open = new Set(agenda.filter(({ marking }) => marking === 'OFFICIAL').map(({ id }) => id))
  const lines = (await listLines(tx, meeting.id)).filter(({ itemId }) => itemId === null || open.has(itemId))
  const searchText = textOf(meeting.theme, meeting.groupName, ...lines.map(({ text }) => text))
  await changeRecord(tx, meeting.recordId, { searchText })
}

type Published = { meeting: MinutedMeeting; version: number; hasNames: boolean; now: Date }

/** Publishes agreed minutes: what is OFFICIAL-SENSITIVE is not in them, and names are only where the partnership says so. */
export const publishMinutes = command<Published, void>({
  name: 'minutes.published',
  permission: 'minutes.publish',
  subject: (_output, { meeting }) => meeting.recordId,
  details: (_output, { hasNames }) => ({ withNames: hasNames }),
  async run(tx, actor, { meeting, version, hasNames, now }) {
    const minute = await lockMinute(tx, meeting.id)
    if (!minute) throw notFound('Minutes')
    if (minute.state !== 'agreed') refuse('names', 'Only agreed minutes can be published')
    await moveMinute(tx, meeting.id, version, {
      state: 'published',
      published_by: actor.personId,
      published_at: now,
      has_names: hasNames,
    })
    await setMinutesState(tx, meeting.id, 'published')
  },
})

type Correction = {
  meeting: MinutedMeeting
  lineId: string
  version: number
  text: string
  reason: string
  now: Date
  today: string
}

/** Corrects one line of agreed minutes. The wording that was agreed stays readable, with the reason beside the new one. */
export const correctLine = command<Correction, void>({
  name: 'minutes.line-corrected',
  permission: 'minutes.agree',
  subject: (_output, { meeting }) => meeting.recordId,
  details: (_output, { lineId }) => ({ line: lineId }),
  async run(tx, actor, { meeting, lineId, version, text, reason, now, today }) {
    await checkForGroup(tx, actor, 'minutes.agree', meeting.groupId, today)
    const minute = await lockMinute(tx, meeting.id, 'share')
    if (!minute || minute.state === 'draft')
      refuse('text', 'Minutes that are not agreed yet are changed where they are taken')
    const line = await lockLine(tx, meeting.id, lineId)
    if (!line || line.isRemoved) throw notFound('Line')
    if (line.version !== version)
      refuse('text', `Somebody else has corrected this line meanwhile. It now reads: ${line.text}`)
    if (line.text === text) refuse('text', 'The text is the same as before')
    await rewordLine(tx, line, { text, personId: actor.personId, at: now, reason })
    await keepText(tx, actor, meeting)
  },
})
