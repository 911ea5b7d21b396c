import { command, refuse } from '#platform/command.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { findGap } from './gap-list-store.ts'

export type SetAside = { id: string; version: number; until: string; reason: string; today: string }

/** A gap is set aside for a year at most: what was decided once is looked at again. */
export const longestSetAside = 12

/** Sets a gap aside, with the reason, until a day on which it is listed again by itself. */
export const setAsideGap = command<SetAside, { recordId: string; rule: string; until: string }>({
  name: 'thread.gap-set-aside',
  permission: 'thread.set-aside',
  subject: ({ recordId }) => recordId,
  details: ({ rule, until }) => ({ rule, until }),
  async run(tx, actor, { id, version, until, reason, today }) {
    const gap = await findGap(tx, actor, id)
    if (gap === undefined) throw notFound('Gap')
    if (until <= today) refuse('until', 'The day on which it is listed again must be after today')
    const last = addMonths(today, longestSetAside)
    if (until > last) refuse('until', `The day on which it is listed again must be ${inWords(last)} or earlier`)
    const { numUpdatedRows } = await tx
      .updateTable('thread.gap')
      .set({
        set_aside_until: until,
        set_aside_reason: reason,
        set_aside_by: actor.personId,
        set_aside_on: today,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('closed_on', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('This gap was filled or set aside by somebody else since you opened it.')
    return { recordId: gap.recordId, rule: gap.rule, until }
  },
})
