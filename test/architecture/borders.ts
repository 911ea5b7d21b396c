/** The floors, from the ground up. A module imports only from floors below its own, through public.ts. */
export const floors: readonly (readonly string[])[] = [
  ['identity'],
  ['partnerships'],
  ['thread', 'duties', 'audit'],
  ['tracker', 'governance', 'groups'],
  ['indicators', 'funding', 'training', 'reviews', 'returns', 'meetings'],
  ['early-warning', 'reports', 'plan', 'minutes'],
  ['today', 'people', 'data-protection'],
]

/** Edges between modules of one floor, each with its reason. */
export const otherEdges: readonly (readonly [from: string, to: string, why: string])[] = [
  ['audit', 'thread', 'the trail names the records that its events are about'],
  ['returns', 'indicators', 'a return asks for indicators and an accepted one records their figures'],
  ['reports', 'early-warning', 'a yearly report shows the warnings opened in its period and what was answered'],
  ['reports', 'plan', 'a yearly report shows how far the priorities have come and what was changed in the plan'],
  ['reports', 'minutes', 'a yearly report is a record of the key decisions of its period'],
]
