import { command } from '#platform/command.ts'
import { saveTarget } from './target-store.ts'

type Seen = { indicatorId: string; seen: string }
type Saved = { id: string; before: number | null }

/** Sets the level that a partnership wants an indicator to reach, with who agreed it and when. */
export const setTarget = command<Seen & { target: number; note: string }, Saved>({
  name: 'indicators.target-set',
  permission: 'indicators.annotate',
  subject: ({ id }) => id,
  details: ({ before }, { indicatorId, target }) => ({ indicator: indicatorId, before, target }),
  run: (tx, { partnershipId }, { indicatorId, seen, target, note }) =>
    saveTarget(tx, { partnershipId, indicatorId, seen }, target, note),
})

/** Takes a target away. */
export const clearTarget = command<Seen, Saved>({
  name: 'indicators.target-cleared',
  permission: 'indicators.annotate',
  subject: ({ id }) => id,
  details: ({ before }, { indicatorId }) => ({ indicator: indicatorId, before }),
  run: (tx, { partnershipId }, { indicatorId, seen }) =>
    saveTarget(tx, { partnershipId, indicatorId, seen }, null, null),
})
