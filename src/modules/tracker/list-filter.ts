import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import { isId } from '#platform/ids.ts'
import { keysOf, priorities, sourceKinds, type Priority, type SourceKind } from './kinds.ts'
import { sorts, type ItemFilter, type Sort } from './item-store.ts'
import { soonDays } from './position-store.ts'
import { statesShownAs, type StateWords } from './state-word-store.ts'
import { isState } from './states.ts'
import { ageBuckets } from './words.ts'

export const names = [
  'kind',
  'state',
  'agency',
  'source',
  'theme',
  'priority',
  'late',
  'whose',
  'words',
  'sort',
  'page',
] as const
export type Query = Partial<Record<(typeof names)[number], unknown>>

/** What an address asks of the list, as texts; '' for what it leaves out or says twice. */
export const readQuery = (query: Query): Record<(typeof names)[number], string> =>
  Object.fromEntries(
    names.map((name) => [name, typeof query[name] === 'string' ? query[name].trim().slice(0, 200) : '']),
  ) as Record<(typeof names)[number], string>

export const lateKinds = {
  overdue: 'Overdue',
  soon: 'Due within 28 days',
  'no-update': 'Update overdue',
  owed: 'Owed, whatever its date',
  verify: 'Delivered, to be verified',
} as const satisfies Record<string, string>

const keyIn = <T extends string>(table: Record<T, unknown>, text: string): T | undefined =>
  keysOf(table).find((key) => key === text)

/** The filter that the texts of an address mean; what they do not mean is left out. Open ones unless told otherwise. */
export function filterOf(
  actor: Actor,
  asked: ReturnType<typeof readQuery>,
  words: StateWords,
  today: string,
): ItemFilter {
  const { kind, state, agency, source, theme, priority, late, whose } = asked
  const filter: ItemFilter = {}
  if (kind === 'recommendation' || kind === 'action') filter.kind = kind
  if (isState(state)) filter.states = statesShownAs(words, state)
  else if (state !== 'all') filter.isOpen = true
  if (isId(agency)) filter.organisationId = agency
  const sourceKind: SourceKind | undefined = keyIn(sourceKinds, source)
  if (sourceKind) filter.sourceKind = sourceKind
  if (theme !== '') filter.theme = theme
  const urgent: Priority | undefined = keyIn(priorities, priority)
  if (urgent) filter.priority = urgent
  if (late === 'overdue') filter.dueBefore = today
  if (late === 'soon') Object.assign(filter, { dueFrom: today, dueUntil: addDays(today, soonDays) })
  if (late === 'no-update') filter.updateDueBefore = today
  if (late === 'owed') filter.isOwed = true
  if (late === 'verify') filter.isToVerify = true
  const bucket = ageBuckets.find(({ key }) => key === late)
  if (bucket) {
    filter.firstDueBefore = addDays(today, 1 - bucket.from)
    if (bucket.to !== null) filter.firstDueFrom = addDays(today, -bucket.to)
  }
  if (whose === 'mine' && actor.officeId !== null) filter.officeId = actor.officeId
  if (asked.words !== '') filter.words = asked.words
  return filter
}

export const sortOf = (text: string): Sort => keyIn(sorts, text) ?? 'due'
