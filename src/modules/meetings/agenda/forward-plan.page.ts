import type { FastifyInstance } from 'fastify'
import { monthNames } from '#platform/dates.ts'
import { listAgenda } from '../agenda-store.ts'
import { whenWords } from '../form-parts.ts'
import { listMatters, type Matter } from '../matter-store.ts'
import { purposeWords } from '../meeting.ts'
import { listMeetings } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { forwardPlanCrumbs, forwardPlanFrame, type GroupParams } from './forward-plan-frame.ts'
import { listRules } from './recurring-store.ts'
import { monthsInWords } from './recurrence.ts'

/** A group's forward plan: what stands on its coming agendas, what waits for one, and what comes back by a rule. */
export function forwardPlanPage(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const read = { permission: 'meetings.read' }
  const { openGroup } = forwardPlanFrame(db, clock)

  app.get<GroupParams>(meetingPaths.forwardPlan(':slug'), { config: read }, async ({ actor, params }, reply) => {
    const group = await openGroup(actor, params.slug)
    const today = clock.today()
    const [matters, rules, meetings, mayChange] = await Promise.all([
      listMatters(db, actor, { groupId: group.id, state: 'open' }),
      listRules(db, actor, group.id, today),
      listMeetings(db, actor, { groupId: group.id, from: today, states: ['planned', 'called'], most: 24 }),
      mayChangeAgenda(db, actor, group.id, today),
    ])
    const agendas = await Promise.all(meetings.map((meeting) => listAgenda(db, actor, meeting.id)))
    const placed = new Set(agendas.flat().flatMap((item) => (item.matterId === null ? [] : [item.matterId])))
    const line = (matter: Matter) => ({
      title: matter.title,
      href: meetingPaths.matter(matter.reference),
      words: `${purposeWords(matter.purpose)}${matter.presenterOffice === null ? '' : `, ${matter.presenterOffice}`}`,
      marking: matter.marking === 'OFFICIAL-SENSITIVE' ? matter.marking : '',
    })
    const byId = new Map(matters.map((matter) => [matter.id, matter]))
    const waiting = matters.filter((matter) => !placed.has(matter.id))
    const byMonth = Map.groupBy(waiting, (matter) => matter.dueOn?.slice(0, 7) ?? (matter.comesNext ? 'next' : ''))
    return reply.page('meetings/agenda/forward-plan.njk', {
      heading: `Forward plan: ${group.name}`,
      marking: matters.some((matter) => matter.marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : '',
      breadcrumbs: forwardPlanCrumbs(group).slice(0, 1),
      addHref: mayChange ? meetingPaths.addMatter(group.slug) : '',
      addRuleHref: mayChange ? meetingPaths.addRule(group.slug) : '',
      meetings: meetings.map((meeting, index) => ({
        title: meeting.title,
        href: meetingPaths.show(meeting.reference),
        when: whenWords(meeting),
        agendaHref: mayChange ? meetingPaths.agenda(meeting.reference) : '',
        matters: (agendas[index] ?? []).flatMap((item) => {
          const matter = item.matterId === null ? undefined : byId.get(item.matterId)
          return matter ? [line(matter)] : []
        }),
      })),
      months: [...byMonth].map(([month, all]) => ({
        name:
          month === ''
            ? 'No month yet'
            : month === 'next'
              ? 'At the next meeting, by itself'
              : `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`,
        matters: all.map(line),
      })),
      rules: rules.map((rule) => ({
        title: rule.title,
        href: mayChange ? meetingPaths.changeRule(group.slug, rule.id) : '',
        words: `${purposeWords(rule.purpose)}, ${monthsInWords(rule.months)}${rule.source === '' ? '' : `. ${rule.source}`}`,
      })),
    })
  })
}
