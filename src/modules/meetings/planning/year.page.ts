import type { FastifyInstance } from 'fastify'
import { dutyPaths } from '#modules/duties/public.ts'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays, addMonths, inWords, spanInWords } from '#platform/dates.ts'
import { formWithErrors, blankForm, readDate, type Form } from '#platform/forms.ts'
import { londonDate, londonInstant, readTime } from '#platform/london-time.ts'
import { plural } from '#platform/words.ts'
import { acceptProposal } from '../arrange-meeting.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { proposeYear, type ProposedGroup } from './propose.ts'

const template = 'meetings/planning/year.njk'
/** A proposal is for a year; a longer one would rest on holidays nobody has published. */
const furthestDays = 400

type Query = Record<string, string | undefined>

const stateWords = (group: ProposedGroup): string => {
  const says = group.perYear === null ? '' : `${plural(group.perYear, 'meeting')} a year`
  switch (group.state) {
    case 'ask':
      return `How often it meets is not stated (‘${group.frequency}’). Enter a number to have meetings proposed`
    case 'not-operating':
      return 'It is named but not operating, so it gets no meetings'
    case 'ended':
      return 'It has ended'
    case 'complete':
      return `All of its meetings are set (${says})`
    case 'proposed':
      return `${says} (‘${group.frequency}’)${group.existing.length > 0 ? `; ${group.existing.length} set already` : ''}`
  }
}

export function yearPage(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.manage' }

  const spanOf = (query: Query) => {
    const tomorrow = addDays(clock.today(), 1)
    // An address may give a word several times: then it is none.
    const word = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
    const from = readDate(word('from')) ?? tomorrow
    const to = readDate(word('to')) ?? addDays(addMonths(from, 12), -1)
    const start = from < tomorrow ? tomorrow : from
    const end = to < start ? addDays(addMonths(start, 12), -1) : to
    return { from: start, to: end > addDays(start, furthestDays) ? addDays(start, furthestDays) : end }
  }
  const overridesOf = (query: Query): Map<string, number> =>
    new Map(
      Object.entries(query).flatMap(([key, value]) => {
        const number = /^\d{1,2}$/.test(value ?? '') ? Number(value) : 0
        return key.startsWith('often-') && number >= 1 && number <= 52 ? [[key.slice(6), number] as const] : []
      }),
    )

  const view = async (actor: Actor, query: Query, form: Form, typed: Record<string, string> | null) => {
    const { from, to } = spanOf(query)
    const overrides = overridesOf(query)
    const proposal = await proposeYear(db, actor, from, to, overrides)
    return {
      heading: 'Plan a year of meetings',
      form,
      action: meetingPaths.year(),
      breadcrumbs: [{ text: 'Meetings', href: meetingPaths.list() }],
      from: inWords(from),
      to: inWords(to),
      span: spanInWords(from, to),
      schoolHolidays: meetingPaths.schoolHolidays(),
      hasHolidays: proposal.hasSchoolHolidays,
      unsure: proposal.unsureHolidays,
      holidaysTo:
        proposal.schoolHolidaysKnownTo !== null && proposal.schoolHolidaysKnownTo < to
          ? inWords(proposal.schoolHolidaysKnownTo)
          : '',
      bankHolidays: proposal.bankHolidaysKnownTo < to ? inWords(proposal.bankHolidaysKnownTo) : '',
      calendarHref: dutyPaths.calendar(),
      count: proposal.groups.reduce((sum, group) => sum + group.slots.length, 0),
      groups: proposal.groups.map((group) => ({
        id: group.groupId,
        name: group.name,
        joint: group.ownership === 'joint' ? 'Joint group: planned once for all its owners' : '',
        words: stateWords(group),
        asks: group.state === 'ask' || overrides.has(group.groupId),
        often: overrides.has(group.groupId) ? String(overrides.get(group.groupId)) : '',
        settings: meetingPaths.settings(group.slug),
        existing: group.existing.map((meeting) => inWords(londonDate(meeting.startsAt))),
        slots: group.slots.map((slot, index) => {
          const key = `${group.groupId}_${index}`
          return {
            key,
            taken: typed === null ? true : typed[`take-${key}`] === 'yes',
            on: typed?.[`on-${key}`] ?? inWords(slot.on),
            startsAt: typed?.[`at-${key}`] ?? slot.startsAt,
            label: `${group.name}, meeting ${index + 1}`,
            reasons: slot.reasons.length === 0 ? '' : `Moved from ${inWords(slot.idealOn)}: ${slot.reasons.join('; ')}`,
            warnings: slot.warnings.join('; '),
            error: form.errors[`on-${key}`]?.text ?? '',
          }
        }),
      })),
    }
  }

  app.get<{ Querystring: Query }>(meetingPaths.year(), { config }, async ({ actor, query }, reply) =>
    reply.page(template, await view(actor, query, blankForm(), null)),
  )

  app.post<{ Body: Record<string, string> }>(meetingPaths.year(), { config }, async ({ actor, body }, reply) => {
    const typed = Object.fromEntries(
      Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    const problems: { field: string; text: string }[] = []
    const meetings: { groupId: string; startsAt: Date; endsAt: Date }[] = []
    const { from, to } = spanOf(typed)
    const proposal = await proposeYear(db, actor, from, to, overridesOf(typed))
    for (const group of proposal.groups) {
      for (const [index] of group.slots.entries()) {
        const key = `${group.groupId}_${index}`
        if (typed[`take-${key}`] !== 'yes') continue
        const on = readDate(typed[`on-${key}`] ?? '')
        const at = readTime(typed[`at-${key}`] ?? '')
        if (on === null || on <= clock.today()) {
          problems.push({ field: `on-${key}`, text: `Date of ${group.name} must be a real date that is still to come` })
        } else if (at === null) {
          problems.push({ field: `on-${key}`, text: `Start of ${group.name} must be a time, like 10am` })
        } else {
          const startsAt = londonInstant(on, at)
          const endsAt = new Date(startsAt.getTime() + group.setting.minutesLong * 60_000)
          meetings.push({ groupId: group.groupId, startsAt, endsAt })
        }
      }
    }
    const again = async (all: typeof problems) =>
      reply.page(template, await view(actor, typed, formWithErrors({}, all), typed), 400)
    if (problems.length > 0) return again(problems)
    const forums = new Set(
      (await listGroups(db, actor.partnershipId)).filter((group) => group.kind === 'forum').map((group) => group.id),
    )
    const done = await acceptProposal(db, actor, {
      partnershipId: actor.partnershipId,
      meetings,
      kindOf: (groupId) => (forums.has(groupId) ? 'forum' : 'ordinary'),
      now: clock.now(),
    })
    if (!done.ok) return again(done.problems)
    return reply.redirect(`${meetingPaths.list()}?done=planned`, 303)
  })
}
