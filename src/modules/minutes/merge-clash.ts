import { command, refuse } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { listClashes, lockLine, markMerged, rewordLine } from './line-store.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { lockMinute } from './minute-store.ts'
import { checkForGroup } from './rights.ts'

type Input = { meeting: MinutedMeeting; clashId: string; version: number; text: string; now: Date; today: string }

/** Puts two wordings of a line together as somebody has read them side by side. Both stay among the line’s wordings. */
export const mergeClash = command<Input, { lineId: string }>({
  name: 'minutes.wordings-merged',
  permission: 'minutes.write',
  subject: (_output, { meeting }) => meeting.recordId,
  details: ({ lineId }) => ({ line: lineId }),
  async run(tx, actor, { meeting, clashId, version, text, now, today }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    const minute = await lockMinute(tx, meeting.id, 'share')
    if (minute?.state !== 'draft') refuse('text', 'These minutes have been agreed')
    const clash = (await listClashes(tx, meeting.id)).find(({ id }) => id === clashId)
    if (!clash) throw notFound('Wording to merge')
    const line = await lockLine(tx, meeting.id, clash.lineId)
    if (!line) throw notFound('Line')
    if (line.version !== version)
      throw conflict('The line has changed again meanwhile. Open it again: both wordings are still there.')
    if (line.text !== text) await rewordLine(tx, line, { text, personId: actor.personId, at: now })
    await markMerged(tx, clashId, actor.personId, now)
    return { lineId: line.id }
  },
})
