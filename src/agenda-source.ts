import { listWarnings, warningPaths } from '#modules/early-warning/public.ts'
import type { AgendaSource, Suggestion } from '#modules/meetings/public.ts'
import { listOverdueForGroup, trackerPaths } from '#modules/tracker/public.ts'
import { may } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'

/** What other modules would put on a group's agenda: early warnings that were given to it, and actions of its that are overdue. */
export const agendaSource =
  (db: Db, clock: Clock): AgendaSource =>
  async (actor, groupId) => {
    const [warnings, overdue] = await Promise.all([
      may(actor, 'early-warning.read') ? listWarnings(db, actor, { groupId, states: ['with-group'] }) : [],
      may(actor, 'tracker.read') ? listOverdueForGroup(db, actor, groupId, clock.today()) : [],
    ])
    return [
      ...warnings.map((warning): Suggestion => ({
        key: `warning:${warning.reference}`,
        title: `Early warning: ${warning.title}`,
        why: `It was given to this group${warning.dueOn === null ? '' : `, which answers by ${inWords(warning.dueOn)}`}`,
        purpose: 'challenge',
        href: warningPaths.show(warning.reference),
        sourceRecordId: warning.recordId,
        presenterOfficeId: warning.ownerOfficeId,
      })),
      ...overdue.map((item): Suggestion => ({
        key: `overdue:${item.reference}:${item.dueOn ?? ''}`,
        title: `Overdue: ${item.title}`,
        why: item.dueOn === null ? 'It is overdue' : `It was due on ${inWords(item.dueOn)}`,
        purpose: 'challenge',
        href: trackerPaths.show(item.reference),
        sourceRecordId: item.recordId,
      })),
    ]
  }
