import { createHash } from 'node:crypto'
import { citing, type Pack } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import type { NotificationCount } from './notification-count.ts'
import { findFingerprint, replaceCount } from './notification-store.ts'

/** The right to load any part of a pack; the installation alone has it. */
const permission = 'partnerships.load-pack'

type Input = { partnershipId: string; count: NotificationCount; fingerprint: string }

const loadOne = command<Input, { id: string }>({
  name: 'reviews.notifications-loaded',
  permission,
  subject: ({ id }) => id,
  details: (_value, { count }) => ({ startsOn: count.startsOn, endsOn: count.endsOn }),
  run: async (tx, _actor, { partnershipId, count, fingerprint }) => ({
    id: await replaceCount(tx, partnershipId, count, fingerprint),
  }),
})

/**
 * Loads the counts of notifications of a partnership's pack, each period in the place of what was there; an unchanged one changes
 * nothing.
 *
 * @returns how many periods were loaded
 */
export async function loadNotifications(
  db: Db,
  partnership: { id: string; slug: string; name: string },
  pack: Pack,
): Promise<number> {
  if (pack.notifications === null) return 0
  const actor = installation(partnership, [permission])
  const { cite } = citing(pack.documents)
  const { countingRule, periods } = pack.notifications
  let loaded = 0
  for (const each of periods) {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([each, countingRule, pack.documents]))
      .digest('hex')
    if ((await findFingerprint(db, partnership.id, each.period.start)) === fingerprint) continue
    const count: NotificationCount = {
      periodWords: each.period.words,
      startsOn: each.period.start,
      endsOn: each.period.end,
      combined: each.combined,
      notified: each.notificationsWithRapidReview,
      countingRule: countingRule.text,
      note: each.note,
      source: cite(each.source),
    }
    must(await loadOne(db, actor, { partnershipId: partnership.id, count, fingerprint }))
    loaded += 1
  }
  return loaded
}
