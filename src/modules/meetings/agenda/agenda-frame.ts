import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { findAgendaItem, type AgendaItem } from '../agenda-store.ts'
import { findMeeting, findMeetingById, type Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'

export type ItemParams = { Params: { reference: string; item: string } }

/** Opens a meeting's agenda, and an item of it, for whoever may change it. */
export const agendaFrame = (db: Db, clock: Clock) => {
  const check = async (actor: Actor, meeting: Meeting | undefined): Promise<Meeting> => {
    if (!meeting) throw notFound('Meeting')
    if (await mayChangeAgenda(db, actor, meeting.groupId, clock.today())) return meeting
    throw forbidden('Only the business team and the group’s chair change its agenda.')
  }
  return {
    open: async (actor: Actor, reference: string): Promise<Meeting> =>
      check(actor, await findMeeting(db, actor, reference)),
    openItem: async (
      actor: Actor,
      { reference, item: id }: ItemParams['Params'],
    ): Promise<{ item: AgendaItem; meeting: Meeting }> => {
      const item = isId(id) ? await findAgendaItem(db, actor, id) : undefined
      const meeting = item && (await findMeetingById(db, actor, item.meetingId))
      if (!item || !meeting || meeting.reference !== reference) throw notFound('Agenda item')
      return { item, meeting: await check(actor, meeting) }
    },
  }
}

export const agendaCrumbs = (meeting: Meeting, isInside = true) => [
  { text: 'Meetings', href: meetingPaths.list() },
  { text: meeting.title, href: meetingPaths.show(meeting.reference) },
  ...(isInside ? [{ text: 'Agenda', href: meetingPaths.agenda(meeting.reference) }] : []),
]
