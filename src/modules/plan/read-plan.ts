import {
  courseOf,
  courseStates,
  displayValue,
  figureInWords as indicatorFigure,
  findIndicator,
  indicatorPaths,
  stateOf,
} from '#modules/indicators/public.ts'
import { listActions, trackerPaths, type Item as TrackedAction } from '#modules/tracker/public.ts'
import type { Actor } from '#platform/actor.ts'
import { daysBetween, howFar, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { plural } from '#platform/words.ts'
import { toneTags } from './definition.ts'
import { listFigures, type EnteredFigure } from './figure-store.ts'
import { listChanges, listItems, listMeasures, type Measure, type PlanItem } from './item-store.ts'
import { listJudgements, type Judgement } from './judgement-store.ts'
import { figureInWords, measureKinds, movement, targetStanding, valueInWords } from './measure.ts'
import { planPaths } from './paths.ts'
import { everyItem, figureDue, gapsOf, planAsAt, type Branch } from './plan.ts'
import type { Plan } from './plan-store.ts'

/** Where a measure stands, in words: never a number without its day or period and where it comes from. */
export type MeasureState = {
  id: string
  reference: string
  title: string
  href: string
  kind: string
  value: string
  when: string
  source: string
  trend: string
  colour: string
  target: string | null
  /** 'met', 'not met', 'not known'; null where nothing can be said. */
  standing: string | null
  hasFigure: boolean
  indicatorHref: string | null
  isInvented: boolean
  dueOn: string | null
}

export type ActionState = {
  id: string
  reference: string
  title: string
  href: string
  owner: string
  due: string
  age: string
  state: string
  isLate: boolean
  /** Somebody still has something to do. */
  isOpen: boolean
}

export type Judged = {
  id: string
  words: string
  meaning: string
  tag: string
  isLittle: boolean
  on: string
  onWords: string
  by: string
  reasoning: string
  evidence: string
  evidenceTrueOn: string | null
}

type Part = {
  id: string
  reference: string
  title: string
  note: string | null
  source: string | null
  href: string
  marks: string[]
  gaps: string[]
  judged: Judged | null
}
export type OutcomeState = Part & { measures: MeasureState[]; actions: ActionState[] }
export type PriorityState = Part & { outcomes: OutcomeState[] }

export type PlanState = { on: string; priorities: PriorityState[]; waiting: number }

/** Who judged: the group, or the office by itself. */
export const judgedBy = (judgement: Judgement): string =>
  judgement.groupName ?? judgement.judgedOffice ?? 'the set-up of this installation'

/** A judgement as pages and documents write it. */
export function judgedOf(judgement: Judgement): Judged {
  const { evidence } = judgement
  const trueOn =
    evidence
      .map((each) => each.trueOn ?? judgement.judgedOn)
      .toSorted()
      .at(-1) ?? null
  return {
    id: judgement.id,
    words: judgement.words,
    meaning: judgement.meaning,
    tag: toneTags[judgement.tone],
    isLittle: judgement.isLittle,
    on: judgement.judgedOn,
    onWords: inWords(judgement.judgedOn),
    by: judgedBy(judgement),
    reasoning: judgement.reasoning,
    evidence: evidence.length === 0 ? 'No evidence was given' : `${plural(evidence.length, 'piece')} of evidence`,
    evidenceTrueOn: trueOn,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const ended = new Set(['declined', 'superseded', 'evidenced', 'embedded', 'sustained', 'delivered'])

function actionOf(
  branch: Branch,
  item: PlanItem | undefined,
  tracked: TrackedAction | undefined,
  on: string,
): ActionState {
  const dueOn = tracked?.dueOn ?? item?.dueOn ?? null
  const isOpen = tracked === undefined || !ended.has(tracked.state)
  const isLate = isOpen && dueOn !== null && dueOn < on
  return {
    id: branch.id,
    reference: branch.reference ?? '',
    title: tracked?.title ?? branch.title,
    href: trackerPaths.show(branch.reference ?? ''),
    owner:
      tracked?.ownerOffice === undefined || tracked.ownerOffice === null
        ? (item?.ownerOffice ?? 'No owner')
        : `${tracked.ownerOffice}, ${tracked.ownerOrganisation ?? ''}`,
    due: dueOn === null ? 'No date' : isOpen ? `${inWords(dueOn)} (${howFar(on, dueOn)})` : inWords(dueOn),
    age: tracked === undefined ? '' : plural(Math.max(0, daysBetween(tracked.raisedOn, on)), 'day'),
    state: capital((tracked?.state ?? 'not in the tracker').replaceAll('-', ' ')),
    isLate,
    isOpen,
  }
}

const courseColour: Record<string, string> = { red: 'red', green: 'green', purple: 'purple', grey: 'grey' }

/** The figures of one measure as they stood on a day. */
export async function measureState(
  db: Db,
  actor: Actor,
  plan: Plan,
  { branch, measure, figures, on }: { branch: Branch; measure: Measure; figures: readonly EnteredFigure[]; on: string },
): Promise<MeasureState> {
  const common = {
    id: branch.id,
    reference: branch.reference ?? '',
    title: branch.title,
    href: planPaths.item(plan.slug, branch.reference ?? ''),
    kind: measureKinds[measure.kind].words,
  }
  if (measure.kind === 'indicator') {
    const indicator = measure.indicatorSlug === null ? undefined : await findIndicator(db, measure.indicatorSlug)
    if (!indicator) return { ...common, ...nothing('the indicator is not in the catalogue'), indicatorHref: null }
    const course = await courseOf(db, actor.partnershipId, indicator, { until: on })
    const { latest, target, targetNote, organisation } = course
    const state = courseStates[stateOf(course)]
    return {
      ...common,
      value: latest === null ? 'No figure' : indicatorFigure(indicator, latest),
      when: latest?.label ?? 'no quarter',
      source: `${organisation ?? 'Nobody supplies it'}; out of: ${indicator.denominator ?? 'nothing, it is a count'}`,
      trend: state.words,
      colour: courseColour[state.colour] ?? 'grey',
      target:
        target === null ? null : `${displayValue(indicator, target)}${targetNote === null ? '' : ` (${targetNote})`}`,
      standing: targetStanding(latest?.value ?? null, target, indicator.polarity),
      hasFigure: latest !== null,
      indicatorHref: indicatorPaths.show(indicator.slug),
      isInvented: course.isInvented,
      dueOn: null,
    }
  }
  const own = figures.filter((each) => each.itemId === branch.id && !each.isReplaced && each.trueOn <= on)
  const last = own[0]
  const trend = movement(own, measure.polarity)
  return {
    ...common,
    value: last === undefined ? 'No figure' : capital(figureInWords(last, measure.unit)),
    when: last === undefined ? 'none entered yet' : `on ${inWords(last.trueOn)}`,
    source: last?.source ?? 'no source yet',
    trend: trend.words,
    colour: trend.colour,
    target:
      branch.target === null
        ? null
        : `${valueInWords(branch.target, measure.unit)}${branch.targetNote === null ? '' : ` (${branch.targetNote})`}`,
    standing: targetStanding(last?.value ?? null, branch.target, measure.polarity),
    hasFigure: last !== undefined && last.value !== null,
    indicatorHref: null,
    isInvented: last?.isInvented ?? false,
    dueOn: figureDue(last?.trueOn ?? null, plan.startsOn, measure.everyMonths),
  }
}

const nothing = (why: string) => ({
  value: 'No figure',
  when: why,
  source: '',
  trend: 'No figure yet',
  colour: 'grey',
  target: null,
  standing: null,
  hasFigure: false,
  isInvented: false,
  dueOn: null,
})

/** The whole plan as it stood on a day; the states of actions are the tracker’s of today. */
export async function readPlan(db: Db, actor: Actor, plan: Plan, on: string): Promise<PlanState> {
  const [items, changes, measures, judgements, figures, tracked] = await Promise.all([
    listItems(db, plan.id),
    listChanges(db, plan.id),
    listMeasures(db, plan.id),
    listJudgements(db, plan.id),
    listFigures(db, plan.id),
    listActions(db, actor, { sourceKind: 'plan' }),
  ])
  const tree = planAsAt(items, changes, on)
  const itemById = new Map(items.map((item) => [item.id, item]))
  const actionByRecord = new Map(tracked.map((action) => [action.recordId, action]))
  const judgedById = new Map<string, Judgement>()
  for (const each of judgements.toReversed()) if (each.judgedOn <= on) judgedById.set(each.itemId, each)
  const states = new Map<string, MeasureState>()
  await Promise.all(
    everyItem(tree).map(async (branch) => {
      const measure = measures.get(branch.id)
      if (measure) states.set(branch.id, await measureState(db, actor, plan, { branch, measure, figures, on }))
    }),
  )
  const evidenceTrueOn = (ids: readonly string[]): string | null =>
    judgements
      .filter((each) => ids.includes(each.itemId) && each.judgedOn <= on)
      .flatMap((each) => each.evidence.map((piece) => piece.trueOn ?? each.judgedOn))
      .toSorted()
      .at(-1) ?? null
  const gapInput = {
    on,
    startsOn: plan.startsOn,
    staleAfterMonths: plan.staleAfterMonths,
    isDraft: plan.state === 'draft',
  }
  const part = (branch: Branch, ofMeasures: readonly MeasureState[]): Part => {
    const judgement = judgedById.get(branch.id)
    const seen = {
      judgedOn: judgement?.judgedOn ?? null,
      evidenceTrueOn: evidenceTrueOn([branch.id, ...branch.under.map(({ id }) => id)]),
      withoutFigures: ofMeasures.filter(({ hasFigure }) => !hasFigure).length,
    }
    return {
      id: branch.id,
      reference: branch.reference ?? '',
      title: branch.title,
      note: branch.note,
      source: branch.source,
      href: planPaths.item(plan.slug, branch.reference ?? ''),
      marks: [
        ...(branch.addedWithinYear ? [`Added on ${inWords(branch.addedOn)}`] : []),
        ...(branch.rewordedOn === null ? [] : [`Reworded on ${inWords(branch.rewordedOn)}`]),
      ],
      gaps: gapsOf(branch, seen, gapInput),
      judged: judgement === undefined ? null : judgedOf(judgement),
    }
  }
  const outcome = (branch: Branch): OutcomeState => {
    const own = branch.under.flatMap(({ id }) => states.get(id) ?? [])
    return {
      ...part(branch, own),
      measures: own,
      actions: branch.under
        .filter(({ kind }) => kind === 'action')
        .map((each) => actionOf(each, itemById.get(each.id), actionByRecord.get(each.recordId ?? ''), on)),
    }
  }
  return {
    on,
    priorities: tree.map((branch) => ({ ...part(branch, []), outcomes: branch.under.map(outcome) })),
    waiting: changes.filter(({ state }) => state === 'proposed').length,
  }
}
