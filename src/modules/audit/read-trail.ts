import { command, type Json } from '#platform/command.ts'
import { findEvents, lastPosition, type TrailEvent, type TrailFilter } from './trail-store.ts'

/** So many events are on one page. */
export const perPage = 50

/** What was asked for, as ids, days and places: no words that somebody typed. */
const asked = (filter: TrailFilter): { [key: string]: Json } =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null))

/** Reads one page of the trail. Reading shows what colleagues did, so it leaves an event itself. */
export const searchTrail = command<TrailFilter, { events: TrailEvent[]; hasMore: boolean; partnershipId: string }>({
  name: 'audit.searched',
  permission: 'audit.read',
  subject: ({ partnershipId }) => partnershipId,
  details: (_output, filter) => asked(filter),
  async run(tx, actor, filter) {
    const events = await findEvents(tx, actor, filter, perPage + 1)
    const { partnershipId } = actor
    return { events: events.slice(0, perPage), hasMore: events.length > perPage, partnershipId }
  },
})

/** Says that the trail is being exported, before the first line leaves. @returns the place up to which it goes */
export const exportTrail = command<
  { filter: TrailFilter; format: 'json-lines' | 'csv' },
  { upTo: number; partnershipId: string }
>({
  name: 'audit.exported',
  permission: 'audit.read',
  subject: ({ partnershipId }) => partnershipId,
  details: ({ upTo }, { filter, format }) => ({ ...asked(filter), format, upTo }),
  run: async (tx, actor) => ({ upTo: await lastPosition(tx, actor), partnershipId: actor.partnershipId }),
})
