import { businessTeam } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { warningPaths } from './paths.ts'
import { listWarnings } from './warning-store.ts'
import { standing, stateTag } from './words.ts'

/** What early warnings ask of a person: the team to judge new ones, an office to answer those it owns. */
export async function tasksFor(db: Db, actor: Actor): Promise<Owed[]> {
  const team = businessTeam.some((role) => role === actor.role)
  const [fresh, owned] = await Promise.all([
    team ? listWarnings(db, actor, { states: ['new'] }) : [],
    actor.officeId === null ? [] : listWarnings(db, actor, { states: ['with-group'], ownerOfficeId: actor.officeId }),
  ])
  return [
    ...owned.map((warning) => ({
      key: `${warning.reference}:answer`,
      what: `Early warning: ${warning.title}`,
      href: warningPaths.answer(warning.reference),
      dueOn: warning.dueOn,
      action: 'Answer',
    })),
    ...fresh.map((warning) => ({
      key: `${warning.reference}:triage`,
      what: `New early warning: ${warning.title}`,
      href: warningPaths.triage(warning.reference),
      dueOn: null,
      action: 'Judge',
    })),
  ]
}

/** The open warnings that an office owns, for whoever takes the office over. */
export async function warningsOwnedBy(
  db: Db,
  actor: Actor,
  officeId: string,
  today: string,
): Promise<{ text: string; href: string }[]> {
  if (!may(actor, 'early-warning.read')) return []
  const warnings = await listWarnings(db, actor, { states: ['with-group'], ownerOfficeId: officeId })
  return warnings.map((warning) => ({
    text: `${warning.title}. ${standing(warning, today)}`,
    href: warningPaths.show(warning.reference),
  }))
}

type Item = { text: string; href: string; tag: string }
type Extras = { heading: string; items: Item[]; empty: string }

/** The open warnings that stand on a group's list, for the group's page. */
export async function warningsOfGroup(db: Db, actor: Actor, groupId: string, today: string): Promise<Extras[]> {
  const warnings = await listWarnings(db, actor, { groupId })
  const open = warnings.filter((warning) => warning.state !== 'closed')
  const closed = warnings.filter((warning) => warning.state === 'closed')
  const item = (warning: (typeof warnings)[number]): Item => ({
    text: `${warning.title}. ${standing(warning, today)}`,
    href: warningPaths.show(warning.reference),
    tag: stateTag(warning).words,
  })
  return [
    {
      heading: 'Early warnings that this group must answer',
      items: open.map(item),
      empty: 'No early warning waits for this group.',
    },
    ...(closed.length > 0
      ? [{ heading: 'Warnings that this group has answered', items: closed.map(item), empty: '' }]
      : []),
  ]
}

/** The warnings that rest on an indicator, for its page. */
export async function warningsOfIndicator(db: Db, actor: Actor, indicatorId: string, today: string): Promise<Extras> {
  const warnings = await listWarnings(db, actor, { indicatorIds: [indicatorId] })
  return {
    heading: 'Early warnings of this indicator',
    items: warnings.map((warning) => ({
      text: `${warning.seen}, since ${inWords(warning.onsetOn)}. ${standing(warning, today)}`,
      href: warningPaths.show(warning.reference),
      tag: stateTag(warning).words,
    })),
    empty: 'No signal in this indicator has opened a warning.',
  }
}

/** What was done about indicators, for the lines of the Executive page. */
export async function warningLines(
  db: Db,
  actor: Actor,
  indicatorIds: readonly string[],
  today: string,
): Promise<Map<string, { text: string; href: string }[]>> {
  const warnings = await listWarnings(db, actor, { indicatorIds })
  const byIndicator = Map.groupBy(warnings, (warning) => warning.indicatorId)
  return new Map(
    [...byIndicator].map(([id, all]) => [
      id,
      all.slice(0, 2).map((warning) => ({
        text: `${warning.reference}: ${standing(warning, today)}`,
        href: warningPaths.show(warning.reference),
      })),
    ]),
  )
}

/** The warnings that a group answered in a span of days, as sentences for its feedback. */
export async function warningsAnswered(
  db: Db,
  actor: Actor,
  groupId: string,
  from: string,
  to: string,
): Promise<string[]> {
  const warnings = await listWarnings(db, actor, { groupId })
  return warnings.flatMap(({ title, answer, closedAt }) => {
    const day = closedAt === null ? null : closedAt.toISOString().slice(0, 10)
    return day !== null && day >= from && day <= to ? [`Early warning answered: ${title}. ${answer ?? ''}`.trim()] : []
  })
}
