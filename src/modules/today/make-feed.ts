import { mayActInGroup } from '#modules/partnerships/public.ts'
import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { endFeed, insertFeed, newFeedToken } from './feed-store.ts'

type Making = { groupId: string | null; today: string; at: Date }

/**
 * Makes the address of a calendar, of all that the person owes or of one group in which their office sits; an earlier address of the same
 * works no longer. The token is in the answer and kept nowhere.
 */
export const makeFeed = command<Making, { token: string; subject: string }>({
  name: 'today.feed-made',
  permission: 'today.subscribe',
  subject: ({ subject }) => subject,
  details: (_output, { groupId }) => ({ group: groupId }),
  broken: {
    feed_person_id_group_id_key: ['feed', 'This calendar was made in another window just now. Reload the page'],
  },
  async run(tx, actor, { groupId, today, at }) {
    const { personId } = actor
    if (personId === null) throw notFound('Calendar')
    if (groupId !== null && (await mayActInGroup(tx, actor, groupId, today)) === null) throw notFound('Group')
    const token = newFeedToken()
    const partnershipId = groupId === null ? null : actor.partnershipId
    await insertFeed(tx, { token, personId, partnershipId, groupId, at })
    return { token, subject: personId }
  },
})

/** Withdraws a calendar of one's own: its address works no longer. @throws notFound when it is not theirs */
export const withdrawFeed = command<{ id: string; at: Date }, { id: string }>({
  name: 'today.feed-withdrawn',
  permission: 'today.subscribe',
  subject: ({ id }) => id,
  async run(tx, { personId }, { id, at }) {
    if (personId === null || !(await endFeed(tx, personId, id, at))) throw notFound('Calendar')
    return { id }
  },
})
