import type { FastifyInstance } from 'fastify'
import { listGroups, partnershipPaths } from '#modules/partnerships/public.ts'
import { may } from '#platform/actor.ts'
import { addDays, addMonths, isDate, monthNames } from '#platform/dates.ts'
import { londonDate } from '#platform/london-time.ts'
import { wordsFor } from '#platform/words.ts'
import { whenWords } from '../form-parts.ts'
import { kindWords, meetingStates } from '../meeting.ts'
import { listMeetings, type MeetingFilter } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'

type Query = { group?: string; mine?: string; from?: string; done?: string }

const doneWords: Record<string, string> = {
  planned: 'The meetings you selected are planned. Call each one to invite its members.',
}

/** Twelve months at a time are what a page can show. */
const months = 12

export function listMeetingsPage(app: FastifyInstance, { db, clock }: MeetingServices): void {
  app.get<{ Querystring: Query }>(
    meetingPaths.list(),
    { config: { permission: 'meetings.read' } },
    async ({ actor, query }, reply) => {
      const groups = await listGroups(db, actor.partnershipId)
      const group = groups.find((each) => each.slug === query.group)
      const mine = query.mine === 'yes'
      const today = clock.today()
      const asked = typeof query.from === 'string' && isDate(`${query.from}-01`) ? `${query.from}-01` : null
      const from = asked ?? `${today.slice(0, 7)}-01`
      const to = addDays(addMonths(from, months), -1)
      const filter: MeetingFilter = { from, to, ...(group ? { groupId: group.id } : {}), ...(mine ? { mine } : {}) }
      const meetings = await listMeetings(db, actor, filter)
      const byMonth = Map.groupBy(meetings, (meeting) => londonDate(meeting.startsAt).slice(0, 7))
      const address = (start: string) => {
        const search = new URLSearchParams({ from: start.slice(0, 7) })
        if (group) search.set('group', group.slug)
        if (mine) search.set('mine', 'yes')
        return `${meetingPaths.list()}?${search.toString()}`
      }
      const monthWords = (month: string) => `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`
      return reply.page('meetings/pages/list-meetings.njk', {
        heading: group ? `Meetings: ${group.name}` : 'Meetings',
        done: wordsFor(doneWords, query.done),
        action: meetingPaths.list(),
        from: from.slice(0, 7),
        groups: groups.map(({ slug, name }) => ({ slug, name })),
        chosenGroup: group?.slug ?? '',
        mine,
        span: `${monthWords(from)} to ${monthWords(to)}`,
        earlier: address(addMonths(from, -months)),
        later: address(addMonths(from, months)),
        forwardPlan: group ? meetingPaths.forwardPlan(group.slug) : '',
        groupPage: group ? partnershipPaths.group(actor.partnershipSlug, group.slug) : '',
        settings: group && may(actor, 'meetings.manage') ? meetingPaths.settings(group.slug) : '',
        attendance: meetingPaths.attendanceOfYear(),
        year: may(actor, 'meetings.manage') ? meetingPaths.year() : '',
        arrange: may(actor, 'meetings.manage') ? meetingPaths.arrange() : '',
        months: [...byMonth].map(([month, all]) => ({
          name: monthWords(month),
          meetings: all.map((meeting) => ({
            href: meetingPaths.show(meeting.reference),
            title: meeting.title,
            when: whenWords(meeting),
            place: meeting.place,
            kind: meeting.kind === 'ordinary' ? '' : kindWords(meeting.kind),
            group: meeting.groupName,
            state: meetingStates[meeting.state].words,
            tag: meetingStates[meeting.state].tag,
            joint: meeting.partnershipId === actor.partnershipId ? '' : `Convened by ${meeting.partnershipName}`,
          })),
        })),
      })
    },
  )
}
