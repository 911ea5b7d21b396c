import type { Actor } from '#platform/actor.ts'
import { may } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Indicator } from '../indicator.ts'
import { findIndicator } from '../indicator-store.ts'
import { indicatorPaths } from '../paths.ts'
import { findSupplyTarget, type SupplyTarget } from '../target-store.ts'

/** Who may set targets and note changes. */
export const manageConfig = { permission: 'indicators.annotate' }

/** An indicator that is supplied to the actor’s partnership; not found when it is not, or not by this address. */
export async function openSupplied(
  db: Db,
  { partnershipId }: Actor,
  slug: string,
): Promise<{ indicator: Indicator; supply: SupplyTarget }> {
  const indicator = await findIndicator(db, slug)
  const supply = indicator?.slug === slug ? await findSupplyTarget(db, partnershipId, indicator.id) : undefined
  if (!indicator || !supply) throw notFound('Indicator')
  return { indicator, supply }
}

/** The way back from a task to the indicator that it is about. */
export const indicatorBreadcrumbs = (indicator: Indicator) => [
  { text: 'Data', href: indicatorPaths.dashboard() },
  { text: indicator.name, href: indicatorPaths.show(indicator.slug) },
]

/** What a person may do with the chart that the page shows; none for those who only read. */
export const courseTasks = (actor: Actor, { slug }: Indicator, target: number | null) =>
  may(actor, manageConfig.permission)
    ? [
        {
          text: target === null ? 'Set a target' : 'Change or clear the target',
          href: indicatorPaths.setTarget(slug),
        },
        { text: 'Note a change on the chart', href: indicatorPaths.annotate(slug) },
      ]
    : []

/** What has just been done, by the word in the address. */
const done = new Map([
  ['target-set', 'The target is set. It is drawn on the chart'],
  ['target-cleared', 'The target is cleared'],
  ['noted', 'The change is noted. It is drawn on the chart at the first quarter that starts on or after its date'],
  ['rebased', 'The change is noted and new limits start there'],
  ['removed', 'The note is removed'],
])

export const doneWords = (query: { done?: string }): string => done.get(query.done ?? '') ?? ''
