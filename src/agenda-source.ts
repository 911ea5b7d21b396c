import { listWarnings, warningPaths } from '#modules/early-warning/public.ts'
import type { AgendaSource, Suggestion } from '#modules/meetings/public.ts'
import { findGroupById } from '#modules/partnerships/public.ts'
import { listActions, listOverdueForGroup, listRetestsWaiting, trackerPaths } from '#modules/tracker/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { addDays, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { frameworkSuggestions } from './agenda-framework.ts'

/** What other modules would put on a group's agenda, each with why; at most fifty of a kind, the soonest due first. */
export const agendaSource =
  (db: Db, clock: Clock): AgendaSource =>
  async (actor, asked) => {
    const today = clock.today()
    const group = await findGroupById(db, actor.partnershipId, asked.groupId)
    if (!group) return []
    const kinds = await Promise.all([
      warnings(db, actor, asked.groupId),
      tracked(db, actor, asked.groupId, today, asked.to),
      ...frameworkSuggestions(db, actor, { ...asked, group, today }),
    ])
    return kinds.flatMap((kind) => kind.slice(0, 50))
  }

/** Early warnings that were given to the group. */
async function warnings(db: Db, actor: Actor, groupId: string): Promise<Suggestion[]> {
  if (!may(actor, 'early-warning.read')) return []
  return (await listWarnings(db, actor, { groupId, states: ['with-group'] })).map((warning) => ({
    key: `warning:${warning.reference}`,
    kind: 'Early warning',
    title: `Early warning: ${warning.title}`,
    why: `It was given to this group${warning.dueOn === null ? '' : `, which answers by ${inWords(warning.dueOn)}`}`,
    purpose: 'challenge',
    href: warningPaths.show(warning.reference),
    sourceRecordId: warning.recordId,
    presenterOfficeId: warning.ownerOfficeId,
  }))
}

const markingOf = (marking: string) =>
  marking === 'OFFICIAL-SENSITIVE' ? ({ marking: 'OFFICIAL-SENSITIVE' } as const) : {}

/** Of the recommendations and actions that the group follows: overdue, proposed, and those whose re-test is due by its meeting. */
async function tracked(db: Db, actor: Actor, groupId: string, today: string, to: string): Promise<Suggestion[]> {
  if (!may(actor, 'tracker.read')) return []
  const [overdue, proposed, retests] = await Promise.all([
    listOverdueForGroup(db, actor, groupId, today),
    listActions(db, actor, { groupId, states: ['proposed'] }),
    listRetestsWaiting(db, actor, addDays(to, 1)),
  ])
  return [
    ...overdue.map((item): Suggestion => ({
      key: `overdue:${item.reference}:${item.dueOn ?? ''}`,
      kind: 'Overdue',
      title: `Overdue: ${item.title}`,
      why: item.dueOn === null ? 'It is overdue' : `It was due on ${inWords(item.dueOn)}`,
      purpose: 'challenge',
      ...markingOf(item.marking),
      href: trackerPaths.show(item.reference),
      sourceRecordId: item.recordId,
      presenterOfficeId: item.ownerOfficeId,
    })),
    ...retests
      .filter((retest) => retest.groupId === groupId)
      .map((retest): Suggestion => ({
        key: `re-test:${retest.reference}:${retest.round}.${retest.number}`,
        kind: 'Re-test',
        title: `Re-test: ${retest.title}`,
        why: `It is due on ${inWords(retest.dueOn)} and asks whether what was delivered still holds`,
        purpose: 'assure',
        ...markingOf(retest.marking),
        href: trackerPaths.show(retest.reference),
        sourceRecordId: retest.recordId,
      })),
    ...proposed.map((item): Suggestion => ({
      key: `proposed:${item.reference}`,
      kind: 'Recommendation',
      title: `To accept or decline: ${item.title}`,
      why: `It was proposed on ${inWords(item.raisedOn)} and this group follows it`,
      purpose: 'decide',
      ...markingOf(item.marking),
      href: trackerPaths.show(item.reference),
      sourceRecordId: item.recordId,
    })),
  ]
}
