import { listAgenda, setMinutesState } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { insertLine, keepClash, listWordings, lockLine, rewordLine, type Line } from './line-store.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { beginMinute, lockMinute } from './minute-store.ts'
import { checkForGroup } from './rights.ts'

/** A line as it was sent: on which wording it was written (0: a new line), under which item, and its text. */
export type SentLine = { id: string; itemId: string; base: number; text: string }

/** What became of a line. After a clash `text` is the newer wording, and what was sent waits beside it to be merged. */
export type SavedLine = {
  id: string
  state: 'saved' | 'newer' | 'clash'
  version: number
  text: string
  clashId?: string
}

export const mostLetters = 8_000

type Input = { meeting: MinutedMeeting; lines: readonly SentLine[]; now: Date; today: string }

/**
 * Saves lines of a meeting's minutes, each by itself. Sending the same again changes nothing. A line that somebody else has changed
 * meanwhile keeps their wording, and what was sent is kept beside it.
 */
export const saveLines = command<Input, SavedLine[]>({
  name: 'minutes.lines-saved',
  permission: 'minutes.write',
  subject: (_saved, { meeting }) => meeting.recordId,
  details: (saved) => ({ lines: saved.map(({ id, state, version }) => ({ id, state, version })) }),
  async run(tx, actor, { meeting, lines, now, today }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    if (meeting.state === 'cancelled') refuse('lines', 'This meeting was cancelled, so it has no minutes')
    if (await beginMinute(tx, meeting.id, actor.personId, now)) await setMinutesState(tx, meeting.id, 'draft')
    const minute = await lockMinute(tx, meeting.id, 'share')
    if (minute?.state !== 'draft')
      refuse('lines', 'These minutes have been agreed, so lines are corrected one by one, with a reason')
    const items = new Set((await listAgenda(tx, actor, meeting.id)).map(({ id }) => id))
    const saved: SavedLine[] = []
    for (const line of lines) {
      if (!isId(line.id) || !items.has(line.itemId)) throw notFound('Line')
      if (line.text.length > mostLetters)
        refuse(`line-${line.id}`, `A line must be ${mostLetters.toLocaleString('en-GB')} characters or fewer`)
      saved.push(await saveLine(tx, actor, meeting.id, line, now))
    }
    return saved
  },
})

async function saveLine(tx: Tx, actor: Actor, meetingId: string, sent: SentLine, now: Date): Promise<SavedLine> {
  const { id, itemId, text } = sent
  const wording = { text, personId: actor.personId, at: now }
  const known = await lockLine(tx, meetingId, id)
  if (!known) {
    if (text === '') return { id, state: 'saved', version: 0, text }
    if (await insertLine(tx, { id, meetingId, itemId }, wording)) return { id, state: 'saved', version: 1, text }
    // Sent twice at the same instant: the other one made it, or it is a line of another meeting.
    const made = await lockLine(tx, meetingId, id)
    if (!made) throw notFound('Line')
    return await changeLine(tx, made, sent, wording)
  }
  return await changeLine(tx, known, sent, wording)
}

type Wording = { text: string; personId: string | null; at: Date }

async function changeLine(tx: Tx, line: Line, { base }: SentLine, wording: Wording): Promise<SavedLine> {
  const { id } = line
  if (line.text === wording.text) return { id, state: 'saved', version: line.version, text: line.text }
  if (line.version === base) {
    return { id, state: 'saved', version: await rewordLine(tx, line, wording), text: wording.text }
  }
  const wordings = await listWordings(tx, [id])
  const untouched = wordings.some((each) => each.version === base && each.text === wording.text)
  // Its answer was lost on the way and somebody has gone on from it since.
  const cameBefore = wordings.some(
    (each) => each.version > base && each.text === wording.text && each.personId === wording.personId,
  )
  if (untouched || cameBefore) return { id, state: 'newer', version: line.version, text: line.text }
  const clashId = await keepClash(tx, id, base, wording)
  return { id, state: 'clash', version: line.version, text: line.text, clashId }
}
