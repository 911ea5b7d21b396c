import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { GroupName } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords, monthNames } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { markingOptions, officeOptions, optionalNumber, purposeOptions, versionField } from '../form-parts.ts'
import { itemMarkings, purposes, type Purpose } from '../meeting.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { addRule, changeRule } from './change-forward-plan.ts'
import { forwardPlanCrumbs, forwardPlanFrame, idOrNull, type GroupParams } from './forward-plan-frame.ts'
import { findRule, type RecurringMatter } from './recurring-store.ts'

const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]]
const months = z.union([z.string(), z.array(z.string())]).optional()
const ruleFields = {
  title: requiredText('Enter what it is about', 200, 'Title must be 200 characters or fewer'),
  purpose: requiredChoice(purposeKeys, 'Select what it is for'),
  presenter: optionalText(100),
  minutes: optionalNumber(1, 480, 'Minutes must be a whole number from 1 to 480'),
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
const monthList = (value: string | string[] | undefined): number[] =>
  (value === undefined ? [] : typeof value === 'string' ? [value] : value)
    .map(Number)
    .filter((month) => Number.isInteger(month) && month >= 1 && month <= 12)

/** Matters that come back by themselves, in certain months or at every meeting. */
export function rulePages(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const { openGroup, toChange } = forwardPlanFrame(db, clock)

  const ruleForm = async (actor: Actor, group: GroupName, form: Form, rule: RecurringMatter | null) => ({
    heading: rule === null ? 'Add a recurring matter' : 'Change the recurring matter',
    form,
    action: rule === null ? meetingPaths.addRule(group.slug) : meetingPaths.changeRule(group.slug, rule.id),
    breadcrumbs: forwardPlanCrumbs(group),
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
