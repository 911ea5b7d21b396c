import { courseOf, indicatorPaths, listSupplied, type Indicator } from '#modules/indicators/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { linkRecords, registerOnce, registerRecord } from '#modules/thread/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { warningPaths } from './paths.ts'
import { clusters, nextStep, type Cluster } from './warning.ts'
import { listKnown, saveWarning } from './warning-store.ts'

type Opening = {
  indicator: Indicator
  cluster: Cluster
  onsetOn: string
  latestOn: string
  ruleSet: string
  lookedAt: number
  isInvented: boolean
  repeatsId: string | null
  today: string
  openedAt: Date
}

const openWarning = command<Opening, { recordId: string; reference: string }>({
  name: 'early-warning.warning-opened',
  permission: 'early-warning.triage',
  subject: ({ recordId }) => recordId,
  details: ({ reference }, { indicator, cluster, onsetOn, latestOn }) => ({
    reference,
    indicator: indicator.code,
    rule: cluster.rule,
    direction: cluster.direction,
    onset: onsetOn,
    latest: latestOn,
  }),
  broken: {
    warning_partnership_id_indicator_id_direction_onset_on_key: ['signal', 'This signal has opened a warning already'],
  },
  async run(tx, actor, opening) {
    const { indicator, cluster, onsetOn, latestOn, ruleSet, lookedAt, isInvented, repeatsId, today, openedAt } = opening
    const year = Number(today.slice(0, 4))
    const { id: recordId, reference } = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'warning',
      // The surest of what was seen; the rest stands in the warning itself.
      title: `${indicator.name}: ${cluster.seen.split('; ')[0] ?? ''}`,
      state: 'new',
      page: warningPaths.show,
      year,
      isInvented,
      searchText: cluster.seen,
    })
    const about = await registerOnce(tx, {
      partnershipId: actor.partnershipId,
      kind: 'indicator',
      title: indicator.name,
      state: 'in use',
      page: () => indicatorPaths.show(indicator.slug),
      year,
    })
    await tx
      .insertInto('early_warning.warning')
      .values({
        record_id: recordId,
        partnership_id: actor.partnershipId,
        indicator_id: indicator.id,
        rule: cluster.rule,
        direction: cluster.direction,
        onset_on: onsetOn,
        latest_on: latestOn,
        seen: cluster.seen,
        rule_set: ruleSet,
        is_concern: cluster.isConcern,
        looked_at: lookedAt,
        is_invented: isInvented,
        repeats_id: repeatsId,
        opened_at: openedAt,
      })
      .execute()
    await linkRecords(tx, recordId, 'came from', about.id)
    if (repeatsId !== null) {
      const earlier = await tx
        .selectFrom('early_warning.warning')
        .where('id', '=', repeatsId)
        .select('record_id')
        .executeTakeFirstOrThrow()
      await linkRecords(tx, recordId, 'repeats', earlier.record_id)
    }
    return { recordId, reference }
  },
})

const extendWarning = command<{ id: string; latestOn: string; seen: string }, { recordId: string }>({
  name: 'early-warning.signal-went-on',
  permission: 'early-warning.triage',
  subject: ({ recordId }) => recordId,
  details: (_value, { latestOn }) => ({ latest: latestOn }),
  async run(tx, actor, { id, latestOn, seen }) {
    const { record_id: recordId, version } = await tx
      .selectFrom('early_warning.warning')
      .where('id', '=', id)
      .where('partnership_id', '=', actor.partnershipId)
      .select(['record_id', 'version'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    await saveWarning(tx, id, version, { latest_on: latestOn, seen })
    return { recordId }
  },
})

export type Look = { lookedAt: number; tooFew: number; opened: string[]; extended: number }

/**
 * Looks at the course of every indicator that somebody supplies to the actor's partnership and opens a warning for each new
 * signal. Looking twice opens nothing twice, even from two processes at once: the database holds one warning a signal.
 *
 * @returns how many indicators were looked at, how many have too few points to say, and the references of the warnings opened
 */
export async function lookForSignals(db: Db, actor: Actor, clock: Clock): Promise<Look> {
  const supplied = await listSupplied(db, actor.partnershipId)
  const courses = []
  for (const { indicator } of supplied) courses.push(await courseOf(db, actor.partnershipId, indicator))
  const sayable = courses.filter((course) => course.canSay.enough)
  const look: Look = { lookedAt: courses.length, tooFew: courses.length - sayable.length, opened: [], extended: 0 }
  for (const { indicator, points, spc, isInvented } of sayable) {
    const periods = points.map((point) => point.startsOn)
    const newest = points.findLastIndex((point) => point.value !== null)
    for (const cluster of clusters(spc.signals, newest)) {
      const step = nextStep(cluster, periods, await listKnown(db, actor, indicator.id, cluster.direction))
      const latestOn = periods[cluster.latest] ?? ''
      if (step.kind === 'extend') {
        await extendWarning(db, actor, { id: step.id, latestOn, seen: cluster.seen })
        look.extended += 1
      } else if (step.kind === 'open') {
        const { onsetOn, repeatsId } = step
        const details = {
          indicator,
          cluster,
          onsetOn,
          latestOn,
          ruleSet: spc.ruleSet,
          lookedAt: sayable.length,
          isInvented,
        }
        const opened = await openWarning(db, actor, {
          ...details,
          repeatsId,
          today: clock.today(),
          openedAt: clock.now(),
        })
        if (opened.ok) look.opened.push(opened.value.reference)
      }
    }
  }
  return look
}

/** Looks for signals in every partnership, as the installation itself: when the service starts, after a return is accepted, by command. */
export async function lookEverywhere(db: Db, clock: Clock): Promise<Look[]> {
  const looks: Look[] = []
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    looks.push(await lookForSignals(db, installation({ id, slug, name: shortName }, ['early-warning.triage']), clock))
  }
  return looks
}
