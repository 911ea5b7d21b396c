import { listHoldings, listOfficesOfRole } from '#modules/identity/public.ts'
import { findPartnership, listGroups } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays, addMonths, quarterOf } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { agreePlan } from '../agree-plan.ts'
import { beginPlan } from '../begin-plan.ts'
import { challengeProgress } from '../challenge-progress.ts'
import { addToPlan, endInPlan, type Grounds, type NewMeasure } from '../change-plan.ts'
import { isEvidenceKind } from '../definition.ts'
import { enterFigure } from '../enter-figure.ts'
import { listChanges, listItems } from '../item-store.ts'
import { judgeProgress } from '../judge-progress.ts'
import { permissions } from '../permissions.ts'
import { planPeriod, type ItemKind, type Wording } from '../plan.ts'
import { findPlan, listPlans, listPublishedSets } from '../plan-store.ts'
import { loadDemonstrationProject } from './load-demonstration-project.ts'
import { readDemonstrationPlans, type DemonstrationPlan, type DemonstrationPriority } from './plans-file.ts'

const drafting: Grounds = { effectiveOn: null, reason: null, approval: null }
const plain = (title: string): Wording => ({ title, note: null, source: null, target: null, targetNote: null })

type Loading = {
  db: Db
  actor: Actor
  clock: Clock
  today: string
  slug: string
  startsOn: string
  groupId: string | null
  offices: readonly string[]
  /** The days on which the group judged, oldest first. */
  judgedOn: readonly string[]
}

async function add(
  { db, actor, slug, today, clock }: Loading,
  kind: ItemKind,
  wording: Wording,
  more: { under?: string; measure?: NewMeasure; ownerOfficeId?: string; dueOn?: string; grounds?: Grounds } = {},
): Promise<string> {
  const { under = null, measure = null, ownerOfficeId = null, dueOn = null, grounds = drafting } = more
  must(
    await addToPlan(db, actor, {
      slug,
      kind,
      under,
      wording,
      measure,
      ownerOfficeId,
      dueOn,
      grounds,
      today,
      at: clock.now(),
    }),
  )
  const plan = await findPlan(db, actor, slug)
  const newest = plan && (await listItems(db, plan.id)).toSorted((a, b) => b.id.localeCompare(a.id))[0]
  return newest?.reference ?? ''
}

async function addPriority(loading: Loading, priority: DemonstrationPriority, known: readonly string[], at: number) {
  const { actor, db, slug, startsOn, offices, judgedOn, today, clock } = loading
  const reference =
    priority.printed === undefined
      ? await add(loading, 'priority', plain(priority.title ?? ''))
      : (known[priority.printed - 1] ?? '')
  const figures: { reference: string; measure: DemonstrationPriority['outcomes'][number]['measures'][number] }[] = []
  for (const each of priority.outcomes) {
    const outcome = await add(loading, 'outcome', plain(each.title), { under: reference })
    for (const measure of each.measures) {
      const made = await add(
        loading,
        'measure',
        {
          ...plain(measure.title),
          target: measure.target ?? null,
          targetNote: measure.target === undefined ? null : 'invented',
        },
        {
          under: outcome,
          measure: {
            kind: measure.indicator === undefined ? (measure.kind ?? 'count') : 'indicator',
            indicatorSlug: measure.indicator ?? null,
            unit: measure.unit ?? null,
            polarity: measure.polarity ?? 'none',
            everyMonths: measure.indicator === undefined ? 3 : null,
          },
        },
      )
      if (measure.figures) figures.push({ reference: made, measure })
    }
    for (const [index, action] of each.actions.entries()) {
      const ownerOfficeId = offices[(at + index) % offices.length]
      if (ownerOfficeId === undefined) continue
      await add(loading, 'action', plain(action.title), {
        under: outcome,
        ownerOfficeId,
        dueOn: addMonths(startsOn, action.inMonths),
      })
    }
  }
  for (const { reference: measured, measure } of figures) {
    for (const [index, value] of (measure.figures ?? []).entries()) {
      const trueOn = judgedOn[index]
      if (trueOn === undefined) continue
      const of = measure.of ?? null
      must(
        await enterFigure(db, actor, {
          slug,
          reference: measured,
          trueOn: addDays(trueOn, -15),
          value,
          numerator: value === null || of === null ? null : Math.round((value * of) / 100),
          denominator: of,
          unknownReason: value === null ? (measure.unknown ?? 'invented: not known') : null,
          source: 'Invented for the demonstration',
          today,
          at: clock.now(),
        }),
      )
    }
  }
  return reference
}

async function judge(loading: Loading, priority: DemonstrationPriority, reference: string): Promise<void> {
  const { db, actor, slug, groupId, judgedOn, today, clock } = loading
  for (const [index, judged] of priority.judged.entries()) {
    const day = judgedOn[index]
    if (judged === null || day === undefined) continue
    const [definitionKey, reasoning, kind] = judged
    must(
      await judgeProgress(db, actor, {
        slug,
        reference,
        definitionKey,
        judgedOn: day,
        reasoning: `Invented: ${reasoning}`,
        groupId,
        evidence: isEvidenceKind(kind) ? [{ kind, words: `Invented: ${reasoning}`, trueOn: addDays(day, -15) }] : [],
        records: [],
        today,
        at: clock.now(),
      }),
    )
  }
}

/** What happened within the year: parts that were added, one that somebody proposes to end, and a challenge. */
async function change(loading: Loading, draft: DemonstrationPlan, references: readonly string[]): Promise<void> {
  const { db, actor, slug, startsOn, today, clock } = loading
  for (const each of draft.changes) {
    const on = addMonths(startsOn, each.afterMonths)
    if (on > today) continue
    const grounds = { effectiveOn: on, reason: each.reason, approval: { by: draft.agreedBy, on } }
    const reference = await add(loading, 'priority', plain(each.add), { grounds })
    await add(loading, 'outcome', plain(each.outcome), { under: reference, grounds })
  }
  const plan = await findPlan(db, actor, slug)
  const ending = draft.proposed === null ? undefined : references[draft.proposed.end - 1]
  if (plan && draft.proposed !== null && ending !== undefined) {
    const items = await listItems(db, plan.id)
    const outcome = items.find(
      ({ parentId, kind }) => kind === 'outcome' && parentId === items.find((each) => each.reference === ending)?.id,
    )
    const seen = (await listChanges(db, plan.id)).findLast(({ itemId }) => itemId === outcome?.id)?.seq ?? 0
    must(
      await endInPlan(db, actor, {
        slug,
        reference: outcome?.reference ?? '',
        seen,
        grounds: { effectiveOn: addDays(today, 14), reason: draft.proposed.reason, approval: null },
        today,
        at: clock.now(),
      }),
    )
  }
  const challenged = draft.challenge === null ? undefined : references[draft.challenge.priority - 1]
  const scrutineer = (await listHoldings(db, actor.partnershipId, today, { role: 'scrutineer' }))[0]
  if (draft.challenge === null || challenged === undefined || !scrutineer) return
  const { personId, officeId } = scrutineer
  if (personId === null) return
  must(
    await challengeProgress(
      db,
      { ...actor, personId, officeId },
      {
        slug,
        reference: challenged,
        judgementId: null,
        words: draft.challenge.words,
        at: clock.now(),
      },
    ),
  )
}

async function loadOne(db: Db, clock: Clock, draft: DemonstrationPlan): Promise<void> {
  const partnership = await findPartnership(db, draft.partnership)
  if (!partnership) return
  const actor = installation(
    { id: partnership.id, slug: partnership.slug, name: partnership.shortName },
    Object.keys(permissions),
  )
  if ((await listPlans(db, actor)).length > 0) return
  const today = clock.today()
  const { startsOn } = quarterOf(addMonths(today, -draft.startsMonthsAgo))
  const endsOn = addDays(addMonths(startsOn, draft.months), -1)
  const [groups, offices, sets] = await Promise.all([
    listGroups(db, partnership.id),
    listOfficesOfRole(db, partnership.id, ['signing-officer', 'safeguarding-lead'], today),
    listPublishedSets(db, actor),
  ])
  const groupId = groups.find(({ slug }) => slug === draft.group)?.id ?? null
  const printed = draft.priorities.some((each) => each.printed !== undefined)
    ? (sets.find(({ items }) => items.length > 0)?.id ?? null)
    : null
  const { slug } = must(
    await beginPlan(db, actor, {
      title: `${partnership.words.plan} ${planPeriod({ startsOn, endsOn })}`,
      startsOn,
      endsOn,
      groupId,
      publishedSetId: printed,
      isInvented: true,
      at: clock.now(),
    }),
  )
  const plan = await findPlan(db, actor, slug)
  if (!plan) return
  const known = (await listItems(db, plan.id)).map(({ reference }) => reference ?? '')
  const judgedOn = [1, 2, 3, 4]
    .map((quarter) => addDays(addMonths(startsOn, quarter * 3), 14))
    .filter((day) => day <= today)
  const loading = {
    db,
    actor,
    clock,
    today,
    slug,
    startsOn,
    groupId,
    offices: [...new Set(offices.map(({ id }) => id))],
    judgedOn,
  }
  const references: string[] = []
  for (const [at, priority] of draft.priorities.entries())
    references.push(await addPriority(loading, priority, known, at))
  must(
    await agreePlan(db, actor, { slug, version: 1, agreedOn: addDays(startsOn, -10), agreedBy: draft.agreedBy, today }),
  )
  for (const [at, priority] of draft.priorities.entries()) await judge(loading, priority, references[at] ?? '')
  await change(loading, draft, references)
  for (const project of draft.projects)
    await loadDemonstrationProject(db, actor, {
      project,
      priority: references[project.priority - 1] ?? '',
      groupId,
      clock,
    })
}

/**
 * Plans of Kent and Medway with judgements of the quarters that have passed, a change within the year and projects: all invented but for
 * the priorities that Kent’s documents print. A partnership that has a plan already is left alone. Only for demonstrations.
 */
export async function loadDemonstrationPlans(db: Db, clock: Clock): Promise<void> {
  for (const draft of await readDemonstrationPlans()) await loadOne(db, clock, draft)
}
