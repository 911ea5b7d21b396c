import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups, type GroupName } from '#modules/partnerships/public.ts'
import { threadPaths } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { instantInWords, inWords, monthNames } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { londonDate } from '#platform/london-time.ts'
import { findMatter, listMatters, listMeetingsOfMatter, listReferrals, type Matter } from '../matter-store.ts'
import {
  itemMarkings,
  outcomes,
  purposeWords,
  purposes,
  referralWays,
  type ItemOutcome,
  type Purpose,
  type ReferralWay,
} from '../meeting.ts'
import { listMeetings } from '../meeting-store.ts'
import {
  markingOptions,
  meetingOptions,
  officeOptions,
  optionalDate,
  optionalNumber,
  optionsOf,
  purposeOptions,
  versionField,
  whenWords,
} from '../form-parts.ts'
import { listAgenda } from '../agenda-store.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { addMatter, addRule, changeMatter, changeRule, closeMatter, giveMatter } from './change-forward-plan.ts'
import { findRule, listRules, type RecurringMatter } from './recurring-store.ts'
import { monthsInWords } from './recurrence.ts'

const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]]
const wayKeys = Object.keys(referralWays) as [ReferralWay, ...ReferralWay[]]
const shared = {
  title: requiredText('Enter what it is about', 200, 'Title must be 200 characters or fewer'),
  purpose: requiredChoice(purposeKeys, 'Select what it is for'),
  presenter: optionalText(100),
  minutes: optionalNumber(1, 480, 'Minutes must be a whole number from 1 to 480'),
}
const matterFields = {
  ...shared,
  summary: optionalText(4_000, 'Summary must be 4,000 characters or fewer'),
  dueOn: optionalDate('Day must be a real date, like 27/3/2027'),
  meeting: optionalText(100),
}
const addingMatter = z.object({ ...matterFields, marking: requiredChoice(itemMarkings, 'Select a marking') })
const changingMatter = z.object({ ...matterFields, version: versionField })
const months = z.union([z.string(), z.array(z.string())]).optional()
const ruleFields = {
  ...shared,
  marking: requiredChoice(itemMarkings, 'Select a marking'),
  months,
  needsPaper: z.string().optional(),
  source: optionalText(300, 'Source must be 300 characters or fewer'),
}
const addingRule = z.object(ruleFields)
const changingRule = z.object({
  ...ruleFields,
  endedOn: optionalDate('Last day must be a real date, like 27/3/2027'),
  version: versionField,
})
const referring = z.object({
  toGroup: requiredText('Select the group', 100),
  way: requiredChoice(wayKeys, 'Select how it goes there'),
  reason: requiredText('Enter the reason', 4_000, 'Reason must be 4,000 characters or fewer'),
})
const closing = z.object({
  reason: requiredText('Enter why it is closed', 1_000, 'Reason must be 1,000 characters or fewer'),
  version: versionField,
})

const idOrNull = (text: string | null): string | null => (text !== null && isId(text) ? text : null)
const monthList = (value: string | string[] | undefined): number[] =>
  (value === undefined ? [] : typeof value === 'string' ? [value] : value)
    .map(Number)
    .filter((month) => Number.isInteger(month) && month >= 1 && month <= 12)

export function forwardPlanPages(app: FastifyInstance, { db, clock, matterLinks }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const read = { permission: 'meetings.read' }
  type GroupParams = { Params: { slug: string } }

  const openGroup = async (actor: Actor, slug: string): Promise<GroupName> => {
    const group = (await listGroups(db, actor.partnershipId)).find((each) => each.slug === slug)
    if (!group) throw notFound('Group')
    return group
  }
  const toChange = async (actor: Actor, groupId: string): Promise<void> => {
    if (await mayChangeAgenda(db, actor, groupId, clock.today())) return
    throw forbidden('Only the business team and the group’s chair change its forward plan.')
  }
  const crumbs = (group: Pick<GroupName, 'slug' | 'name'>) => [
    { text: 'Meetings', href: `${meetingPaths.list()}?group=${group.slug}` },
    { text: `Forward plan: ${group.name}`, href: meetingPaths.forwardPlan(group.slug) },
  ]

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
    const byMonth = Map.groupBy(waiting, (matter) => matter.dueOn?.slice(0, 7) ?? '')
    return reply.page('meetings/agenda/forward-plan.njk', {
      heading: `Forward plan: ${group.name}`,
      marking: matters.some((matter) => matter.marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : '',
      breadcrumbs: crumbs(group).slice(0, 1),
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
        name: month === '' ? 'No month yet' : `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`,
        matters: all.map(line),
      })),
      rules: rules.map((rule) => ({
        title: rule.title,
        href: mayChange ? meetingPaths.changeRule(group.slug, rule.id) : '',
        words: `${purposeWords(rule.purpose)}, ${monthsInWords(rule.months)}${rule.source === '' ? '' : `. ${rule.source}`}`,
      })),
    })
  })

  const matterForm = async (
    actor: Actor,
    group: Pick<GroupName, 'id' | 'slug' | 'name'>,
    form: Form,
    matter: Matter | null,
  ) => ({
    heading: matter === null ? 'Add a matter' : 'Change the matter',
    form,
    action: matter === null ? meetingPaths.addMatter(group.slug) : meetingPaths.changeMatter(matter.reference),
    breadcrumbs: crumbs(group),
    isNew: matter === null,
    purposes: purposeOptions,
    markings: markingOptions,
    offices: await officeOptions(db, actor, clock.today()),
    meetings: await meetingOptions(db, actor, group.id, clock.today()),
  })
  const matterTemplate = 'meetings/agenda/matter-form.njk'

  app.get<GroupParams>(meetingPaths.addMatter(':slug'), { config }, async ({ actor, params }, reply) => {
    const group = await openGroup(actor, params.slug)
    await toChange(actor, group.id)
    return reply.page(
      matterTemplate,
      await matterForm(actor, group, blankForm({ purpose: 'decide', marking: 'OFFICIAL' }), null),
    )
  })
  app.post<GroupParams>(meetingPaths.addMatter(':slug'), { config }, async ({ actor, params, body }, reply) => {
    const group = await openGroup(actor, params.slug)
    await toChange(actor, group.id)
    const parsed = parseForm(addingMatter, body)
    const again = async (form: Form) => reply.page(matterTemplate, await matterForm(actor, group, form, null), 400)
    if (!parsed.ok) return again(parsed.form)
    const { title, purpose, marking, presenter, minutes, summary, dueOn, meeting } = parsed.value
    const done = await addMatter(db, actor, {
      groupId: group.id,
      fields: {
        title,
        purpose,
        marking,
        summary: summary ?? '',
        presenterOfficeId: idOrNull(presenter),
        minutesAllowed: minutes,
        dueOn,
      },
      meetingId: idOrNull(meeting),
      today: clock.today(),
    })
    if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
    return reply.redirect(meetingPaths.matter(done.value.reference), 303)
  })

  type MatterParams = { Params: { reference: string } }
  const openMatter = async (actor: Actor, reference: string): Promise<Matter> => {
    const matter = await findMatter(db, actor, reference)
    if (!matter) throw notFound('Matter')
    return matter
  }
  const groupOf = (matter: Matter) => ({ id: matter.groupId, slug: matter.groupSlug, name: matter.groupName })

  const showView = async (actor: Actor, matter: Matter, form: Form = blankForm()) => {
    const [meetings, referrals, mayChange, groups] = await Promise.all([
      listMeetingsOfMatter(db, matter.id),
      listReferrals(db, matter.id),
      mayChangeAgenda(db, actor, matter.groupId, clock.today()),
      listGroups(db, actor.partnershipId),
    ])
    const history = [
      ...meetings.map((each) => ({
        at: each.startsAt,
        what: `On the agenda of ${each.groupName}: ${outcomes[each.outcome as ItemOutcome] ?? each.outcome}`,
        href: meetingPaths.item(each.reference, each.itemId),
        when: inWords(londonDate(each.startsAt)),
        reason: '',
      })),
      ...referrals.map((each) => ({
        at: each.at,
        what: `${referralWays[each.way].words} from ${each.fromGroup} to ${each.toGroup}`,
        href: '',
        when: instantInWords(each.at),
        reason: each.reason,
      })),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
    return {
      heading: matter.title,
      form,
      marking: matter.marking === 'OFFICIAL-SENSITIVE' ? matter.marking : '',
      breadcrumbs: crumbs(groupOf(matter)),
      reference: matter.reference,
      threadHref: threadPaths.show(matter.reference),
      links: matterLinks(actor, matter.reference),
      inventedWords: matter.isInvented ? 'Invented for the demonstration.' : '',
      isOpen: matter.state === 'open',
      state: matter.state === 'open' ? 'Open' : `Closed: ${matter.closedReason ?? ''}`,
      group: matter.groupName,
      purpose: purposeWords(matter.purpose),
      due: matter.dueOn === null ? 'No date yet' : inWords(matter.dueOn),
      presenter:
        matter.presenterOffice === null
          ? 'Nobody yet'
          : `${matter.presenterOffice}, ${matter.presenterOrganisation ?? ''}`,
      summary: matter.summary,
      source: matter.sourceWords,
      sourceHref: matter.sourceHref ?? '',
      history: history.map(({ what, href, when, reason }) => ({ what, href, when, reason })),
      changeHref: mayChange && matter.state === 'open' ? meetingPaths.changeMatter(matter.reference) : '',
      referAction: mayChange && matter.state === 'open' ? meetingPaths.referMatter(matter.reference) : '',
      closeAction: mayChange && matter.state === 'open' ? `${meetingPaths.matter(matter.reference)}/close` : '',
      groups: groups.filter((each) => each.id !== matter.groupId).map(({ id, name }) => ({ value: id, text: name })),
      ways: optionsOf(referralWays),
      version: String(matter.version),
    }
  }
  const showTemplate = 'meetings/agenda/matter.njk'
  app.get<MatterParams>(meetingPaths.matter(':reference'), { config: read }, async ({ actor, params }, reply) =>
    reply.page(showTemplate, await showView(actor, await openMatter(actor, params.reference))),
  )
  app.post<MatterParams>(meetingPaths.referMatter(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const matter = await openMatter(actor, params.reference)
    await toChange(actor, matter.groupId)
    const parsed = parseForm(referring, body)
    if (!parsed.ok) return reply.page(showTemplate, await showView(actor, matter, parsed.form), 400)
    const { toGroup, way, reason } = parsed.value
    const done = isId(toGroup)
      ? await giveMatter(db, actor, {
          reference: matter.reference,
          toGroupId: toGroup,
          way,
          reason,
          today: clock.today(),
        })
      : { ok: false as const, problems: [{ field: 'toGroup', text: 'Select the group' }] }
    if (!done.ok)
      return reply.page(showTemplate, await showView(actor, matter, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(meetingPaths.matter(matter.reference), 303)
  })
  app.post<MatterParams>(
    `${meetingPaths.matter(':reference')}/close`,
    { config },
    async ({ actor, params, body }, reply) => {
      const matter = await openMatter(actor, params.reference)
      await toChange(actor, matter.groupId)
      const parsed = parseForm(closing, body)
      if (!parsed.ok) {
        const problems = parsed.form.summary.map(({ text }) => ({ field: 'closeReason', text }))
        return reply.page(showTemplate, await showView(actor, matter, formWithErrors({}, problems)), 400)
      }
      const done = await closeMatter(db, actor, { reference: matter.reference, ...parsed.value, today: clock.today() })
      if (!done.ok)
        return reply.page(showTemplate, await showView(actor, matter, formWithErrors({}, done.problems)), 400)
      return reply.redirect(meetingPaths.matter(matter.reference), 303)
    },
  )

  app.get<MatterParams>(meetingPaths.changeMatter(':reference'), { config }, async ({ actor, params }, reply) => {
    const matter = await openMatter(actor, params.reference)
    await toChange(actor, matter.groupId)
    const form = blankForm({
      title: matter.title,
      purpose: matter.purpose,
      presenter: matter.presenterOfficeId ?? '',
      minutes: matter.minutesAllowed === null ? '' : String(matter.minutesAllowed),
      summary: matter.summary,
      dueOn: matter.dueOn === null ? '' : inWords(matter.dueOn),
      version: String(matter.version),
    })
    return reply.page(matterTemplate, await matterForm(actor, groupOf(matter), form, matter))
  })
  app.post<MatterParams>(
    meetingPaths.changeMatter(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const matter = await openMatter(actor, params.reference)
      await toChange(actor, matter.groupId)
      const parsed = parseForm(changingMatter, body)
      const again = async (form: Form) =>
        reply.page(matterTemplate, await matterForm(actor, groupOf(matter), form, matter), 400)
      if (!parsed.ok) return again(parsed.form)
      const { title, purpose, presenter, minutes, summary, dueOn, meeting, version } = parsed.value
      const done = await changeMatter(db, actor, {
        reference: matter.reference,
        version,
        fields: {
          title,
          purpose,
          summary: summary ?? '',
          presenterOfficeId: idOrNull(presenter),
          minutesAllowed: minutes,
          dueOn,
        },
        meetingId: idOrNull(meeting),
        today: clock.today(),
      })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(meetingPaths.matter(matter.reference), 303)
    },
  )

  const ruleForm = async (actor: Actor, group: GroupName, form: Form, rule: RecurringMatter | null) => ({
    heading: rule === null ? 'Add a recurring matter' : 'Change the recurring matter',
    form,
    action: rule === null ? meetingPaths.addRule(group.slug) : meetingPaths.changeRule(group.slug, rule.id),
    breadcrumbs: crumbs(group),
    isNew: rule === null,
    purposes: purposeOptions,
    markings: markingOptions,
    offices: await officeOptions(db, actor, clock.today()),
    months: monthNames.map((text, index) => ({ value: String(index + 1), text })),
  })
  const ruleTemplate = 'meetings/agenda/rule-form.njk'
  const fieldsOf = (value: z.output<typeof addingRule>) => ({
    title: value.title,
    purpose: value.purpose,
    marking: value.marking,
    months: monthList(value.months),
    presenterOfficeId: idOrNull(value.presenter),
    minutesAllowed: value.minutes,
    needsPaper: value.needsPaper === 'yes',
    source: value.source ?? '',
  })
  app.get<GroupParams>(meetingPaths.addRule(':slug'), { config }, async ({ actor, params }, reply) => {
    const group = await openGroup(actor, params.slug)
    await toChange(actor, group.id)
    const form = blankForm({ purpose: 'assure', marking: 'OFFICIAL', months: [], needsPaper: [] })
    return reply.page(ruleTemplate, await ruleForm(actor, group, form, null))
  })
  const withLists = (form: Form): Form => {
    form.values['months'] = monthList(form.values['months']).map(String)
    form.values['needsPaper'] = form.values['needsPaper'] === 'yes' ? ['yes'] : []
    return form
  }
  app.post<GroupParams>(meetingPaths.addRule(':slug'), { config }, async ({ actor, params, body }, reply) => {
    const group = await openGroup(actor, params.slug)
    await toChange(actor, group.id)
    const parsed = parseForm(addingRule, body)
    const again = async (form: Form) =>
      reply.page(ruleTemplate, await ruleForm(actor, group, withLists(form), null), 400)
    if (!parsed.ok) return again(parsed.form)
    const done = await addRule(db, actor, { groupId: group.id, fields: fieldsOf(parsed.value), today: clock.today() })
    if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
    return reply.redirect(meetingPaths.forwardPlan(group.slug), 303)
  })
  type RuleParams = { Params: { slug: string; id: string } }
  const openRule = async (actor: Actor, { slug, id }: RuleParams['Params']) => {
    const group = await openGroup(actor, slug)
    const rule = isId(id) ? await findRule(db, actor, id) : undefined
    if (!rule || rule.groupId !== group.id) throw notFound('Recurring matter')
    await toChange(actor, group.id)
    return { group, rule }
  }
  app.get<RuleParams>(meetingPaths.changeRule(':slug', ':id'), { config }, async ({ actor, params }, reply) => {
    const { group, rule } = await openRule(actor, params)
    const form = blankForm({
      title: rule.title,
      purpose: rule.purpose,
      marking: rule.marking,
      months: rule.months.map(String),
      presenter: rule.presenterOfficeId ?? '',
      minutes: rule.minutesAllowed === null ? '' : String(rule.minutesAllowed),
      needsPaper: rule.needsPaper ? ['yes'] : [],
      source: rule.source,
      endedOn: rule.endedOn === null ? '' : inWords(rule.endedOn),
      version: String(rule.version),
    })
    return reply.page(ruleTemplate, await ruleForm(actor, group, form, rule))
  })
  app.post<RuleParams>(meetingPaths.changeRule(':slug', ':id'), { config }, async ({ actor, params, body }, reply) => {
    const { group, rule } = await openRule(actor, params)
    const parsed = parseForm(changingRule, body)
    const again = async (form: Form) =>
      reply.page(ruleTemplate, await ruleForm(actor, group, withLists(form), rule), 400)
    if (!parsed.ok) return again(parsed.form)
    const { version, endedOn } = parsed.value
    const done = await changeRule(db, actor, {
      id: rule.id,
      version,
      fields: fieldsOf(parsed.value),
      endedOn,
      today: clock.today(),
    })
    if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
    return reply.redirect(meetingPaths.forwardPlan(group.slug), 303)
  })
}
