import type { FastifyInstance } from 'fastify'
import { meetingPaths } from '#modules/meetings/public.ts'
import { threadPaths } from '#modules/thread/public.ts'
import { may } from '#platform/actor.ts'
import { wordsFor } from '#platform/words.ts'
import type { Services } from '#platform/services.ts'
import { listClashes } from '../line-store.ts'
import { listAttendance } from '../meeting-store.ts'
import { clashView, decisionView, itemViews, standing, stateWords, underNoItem } from '../minute-view.ts'
import { listDecisions } from '../decision-store.ts'
import { minutesPaths } from '../paths.ts'
import { mayForGroup } from '../rights.ts'
import { markingOf, meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const done = {
  saved: 'Saved.',
  agreed:
    'The minutes are agreed. From now on a line is corrected with a reason, and its first wording stays readable.',
  published: 'The minutes are published.',
  corrected: 'The line is corrected. What it said before stays beside it.',
}

/** The minutes of a meeting, to read: every item with its lines, decisions and actions. */
export function showMinutesPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    minutesPaths.show(':reference'),
    { config: { permission: 'minutes.read' } },
    async ({ actor, params, query }, reply) => {
      const meeting = await openMeeting(db, actor, params.reference)
      const [items, clashes, attendance, mayWrite, mayAgree, decisions] = await Promise.all([
        itemViews(db, actor, meeting),
        listClashes(db, meeting.id),
        listAttendance(db, meeting.id),
        mayForGroup(db, actor, 'minutes.write', meeting.groupId, clock.today()),
        mayForGroup(db, actor, 'minutes.agree', meeting.groupId, clock.today()),
        listDecisions(db, actor, { meetingId: meeting.id, most: 200 }),
      ])
      const { reference, minuteState: state } = meeting
      const isDraft = state === 'none' || state === 'draft'
      const link = (isShown: boolean, href: string) => (isShown ? href : '')
      return reply.page('minutes/pages/show-minutes.njk', {
        heading: `Minutes: ${meetingWords(meeting)}`,
        ...markingOf(items),
        breadcrumbs: minutesCrumbs(meeting, false),
        done: wordsFor(done, query.done),
        group: meeting.groupName,
        isInvented: meeting.isInvented,
        state: stateWords[state],
        standing: standing(meeting),
        note: meeting.agreedNote ?? '',
        items: items.map((item) => ({
          ...item,
          lines: item.lines.map((line) => ({
            ...line,
            correctHref: link(mayAgree && !isDraft, minutesPaths.correct(reference, line.id)),
          })),
        })),
        between: underNoItem(decisions, items).map(decisionView),
        attendance: attendanceView(attendance),
        waiting: clashes.length,
        clashes: mayWrite ? clashes.map((clash) => clashView(reference, clash)) : [],
        takeHref: link(mayWrite && isDraft && meeting.state !== 'cancelled', minutesPaths.take(reference)),
        agreeHref: link(mayAgree && state === 'draft', minutesPaths.agree(reference)),
        publishHref: link(may(actor, 'minutes.publish') && state === 'agreed', minutesPaths.publish(reference)),
        publishedHref: link(state === 'published', minutesPaths.published(reference)),
        files:
          state === 'none'
            ? []
            : [
                { text: 'PDF', href: minutesPaths.file(reference, 'pdf') },
                { text: 'Word file', href: minutesPaths.file(reference, 'docx') },
              ],
        meetingHref: meetingPaths.show(reference),
        threadHref: threadPaths.show(reference),
      })
    },
  )
}

const attended: Record<string, string> = {
  attended: 'Attended',
  remote: 'Attended by video',
  deputy: 'A deputy came',
  apologies: 'Apologies',
  absent: 'Did not come',
  'not-recorded': 'Not recorded',
}

/** Each seat that was to come, with how it came, for the page and for the files. */
export const attendanceView = (rows: Awaited<ReturnType<typeof listAttendance>>) =>
  rows.map((row) => ({
    seat: [row.seat, row.organisation].filter((part) => part !== '').join(', '),
    came: row.state === 'deputy' && row.deputy !== '' ? `${row.deputy} as deputy` : (attended[row.state] ?? ''),
    person: row.state === 'attended' || row.state === 'remote' ? (row.holder ?? '') : '',
  }))
