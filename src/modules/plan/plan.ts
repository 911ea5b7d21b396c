import { addDays, addMonths, inWords, spanInWords } from '#platform/dates.ts'

export type PlanState = 'draft' | 'agreed'
export const planStates = {
  draft: { words: 'Being written', tag: 'govuk-tag--grey' },
  agreed: { words: 'Agreed', tag: 'govuk-tag--blue' },
} as const satisfies Record<PlanState, { words: string; tag: string }>

export type ItemKind = 'priority' | 'outcome' | 'measure' | 'action'
/** What each part of a plan is called, and under what it hangs. */
export const itemKinds = {
  priority: { name: 'Priority', one: 'a priority', under: null },
  outcome: { name: 'Outcome for children', one: 'an outcome for children', under: 'priority' },
  measure: { name: 'Measure', one: 'a measure', under: 'outcome' },
  action: { name: 'Action', one: 'an action', under: 'outcome' },
} as const satisfies Record<ItemKind, { name: string; one: string; under: ItemKind | null }>

export type ChangeKind = 'add' | 'reword' | 'end'
export const changeKinds = {
  add: { done: 'Added', asks: 'Add' },
  reword: { done: 'Reworded', asks: 'Reword' },
  end: { done: 'Ended', asks: 'End' },
} as const satisfies Record<ChangeKind, { done: string; asks: string }>
export type ChangeState = 'proposed' | 'approved' | 'refused'

export type Item = {
  id: string
  kind: ItemKind
  parentId: string | null
  position: number
  recordId: string | null
  reference: string | null
}

/** What an item says from a day on. */
export type Wording = {
  title: string
  note: string | null
  source: string | null
  target: number | null
  targetNote: string | null
}

export type Change = {
  id: string
  seq: number
  itemId: string
  kind: ChangeKind
  isDrafting: boolean
  effectiveOn: string
  state: ChangeState
  reason: string | null
} & Omit<Wording, 'title'> & { title: string | null }

/** An item with its words as they stood on a day. */
export type StandingItem = Item & Wording & { addedOn: string; addedWithinYear: boolean; rewordedOn: string | null }

/** An item of a plan with what hangs under it. */
export type Branch = StandingItem & { under: Branch[] }

/**
 * The plan as it stood at the end of a day: only what was approved and in effect by then. What hangs under something that has ended is
 * not part of the plan either.
 */
export function planAsAt(items: readonly Item[], changes: readonly Change[], on: string): Branch[] {
  const standing = new Map<string, StandingItem>()
  const byId = new Map(items.map((item) => [item.id, item]))
  const effective = changes
    .filter((change) => change.state === 'approved' && change.effectiveOn <= on)
    .toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn) || a.seq - b.seq)
  for (const change of effective) {
    const item = byId.get(change.itemId)
    if (!item) continue
    const before = standing.get(item.id)
    if (change.kind === 'end') standing.delete(item.id)
    else if (change.kind === 'add' || before) {
      const { title, note, source, target, targetNote, effectiveOn, isDrafting } = change
      standing.set(item.id, {
        ...item,
        title: title ?? '',
        note,
        source,
        target,
        targetNote,
        addedOn: before?.addedOn ?? effectiveOn,
        addedWithinYear: before?.addedWithinYear ?? !isDrafting,
        rewordedOn: before && !isDrafting ? effectiveOn : (before?.rewordedOn ?? null),
      })
    }
  }
  const branches = (parentId: string | null): Branch[] =>
    [...standing.values()]
      .filter((item) => item.parentId === parentId)
      .toSorted((a, b) => a.position - b.position)
      .map((item) => ({ ...item, under: branches(item.id) }))
  return branches(null)
}

/** Every item of a tree, parents before what hangs under them. */
export const everyItem = (branches: readonly Branch[]): Branch[] =>
  branches.flatMap((branch) => [branch, ...everyItem(branch.under)])

type Period = { startsOn: string; endsOn: string }

/** The day on which a plan is shown when nobody names one: today, or its first or last day when today lies outside it. */
export const usualDay = ({ startsOn, endsOn }: Period, today: string): string =>
  today < startsOn ? startsOn : today > endsOn ? endsOn : today

/** '2026-27' for a year from April to March, else '1 April 2026 to 30 June 2027'. */
export function planPeriod({ startsOn, endsOn }: Period): string {
  const isYear = startsOn.endsWith('-04-01') && endsOn === addDays(addMonths(startsOn, 12), -1)
  return isYear ? `${startsOn.slice(0, 4)}-${endsOn.slice(2, 4)}` : spanInWords(startsOn, endsOn)
}

/** What stands in the address of a plan: '2026-27', '2026-04-01-to-2027-06-30'. */
export const slugOf = (period: Period): string =>
  planPeriod(period).length === 7 ? planPeriod(period) : `${period.startsOn}-to-${period.endsOn}`

/** The period to offer for the next plan: the year after the last one, else the year from April to March that today lies in. */
export function nextPeriod(lastEnd: string | null, today: string): Period {
  const startsOn =
    lastEnd !== null ? addDays(lastEnd, 1) : `${Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)}-04-01`
  return { startsOn, endsOn: addDays(addMonths(startsOn, 12), -1) }
}

type Rhythm = { everyMonths: number; daysBefore: number }

/**
 * The day by which progress is to be judged: some days before the group's meeting that lies nearest to when the rhythm asks for it, not
 * further from it than half the rhythm; without such a meeting, the day that the rhythm gives.
 *
 * @param lastOn when it was last judged, or the plan's first day
 * @param meetings days on which the group meets
 */
export function judgementDue(lastOn: string, { everyMonths, daysBefore }: Rhythm, meetings: readonly string[]): string {
  const asked = addMonths(lastOn, everyMonths)
  const half = Math.round(everyMonths * 15.2)
  const near = meetings
    .filter((day) => day > lastOn && day >= addDays(asked, -half) && day <= addDays(asked, half))
    .toSorted((a, b) => far(a, asked) - far(b, asked) || a.localeCompare(b))
  const meeting = near[0]
  return meeting === undefined ? asked : addDays(meeting, -daysBefore)
}

const far = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b))

/** When the next figure of a measure falls due: its rhythm after the last one, or after the plan's first day; null without a rhythm. */
export const figureDue = (lastOn: string | null, startsOn: string, everyMonths: number | null): string | null =>
  everyMonths === null ? null : addMonths(lastOn ?? startsOn, everyMonths)

export type GapInput = {
  on: string
  startsOn: string
  staleAfterMonths: number
  isDraft: boolean
}

/** What a reader would look for at a priority or an outcome and not find, in words. */
export function gapsOf(
  branch: Pick<Branch, 'kind' | 'under'>,
  seen: { judgedOn: string | null; evidenceTrueOn: string | null; withoutFigures: number },
  { on, startsOn, staleAfterMonths, isDraft }: GapInput,
): string[] {
  const kinds = new Set(branch.under.map((each) => each.kind))
  const below =
    branch.kind === 'priority'
      ? kinds.has('outcome')
        ? []
        : ['no outcome for children']
      : [...(kinds.has('measure') ? [] : ['no measure']), ...(kinds.has('action') ? [] : ['no action'])]
  const figures =
    seen.withoutFigures > 0
      ? [seen.withoutFigures === 1 ? 'a measure without a figure' : `${seen.withoutFigures} measures without a figure`]
      : []
  if (isDraft || branch.kind !== 'priority') return [...below, ...figures]
  const since = addMonths(on, -staleAfterMonths)
  const judged = seen.judgedOn === null ? ['never judged'] : []
  const isStale = seen.evidenceTrueOn === null ? startsOn <= since : seen.evidenceTrueOn < since
  const evidence = isStale ? [`no evidence for ${staleAfterMonths} ${staleAfterMonths === 1 ? 'month' : 'months'}`] : []
  return [...below, ...figures, ...judged, ...evidence]
}

/** 'Agreed on 12 March 2026 by the Executive Board'. */
export const agreedWords = (plan: { state: PlanState; agreedOn: string | null; agreedBy: string | null }): string =>
  plan.agreedOn === null
    ? 'Being written: nobody has agreed it yet'
    : `Agreed on ${inWords(plan.agreedOn)} by ${plan.agreedBy ?? 'a group that is not recorded'}`
