import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays, addMonths, spanInWords, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredChoice,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { readTime } from '#platform/london-time.ts'
import { changeSettings, keepSchoolHoliday } from '../change-settings.ts'
import { optionalNumber, versionField } from '../form-parts.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { settingOf } from '../setting-store.ts'
import { ruleWords } from '../attendance/attendance.ts'
import { listSchoolHolidays, type KeptHoliday } from './school-holiday-store.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((text, index) => ({
  value: String(index + 1),
  text,
}))
const schema = z.object({
  weekday: optionalNumber(1, 5, 'Select a day of the week'),
  startsAt: requiredText('Enter the usual time', 10),
  minutesLong: optionalNumber(15, 720, 'Minutes must be a whole number from 15 to 720'),
  place: optionalText(300, 'Place must be 300 characters or fewer'),
  papersDaysBefore: optionalNumber(0, 60, 'Days must be a whole number from 0 to 60'),
  quorumMembers: optionalNumber(1, 200, 'Members must be a whole number from 1 to 200'),
  quorumPercent: optionalNumber(1, 100, 'Per cent must be a whole number from 1 to 100'),
  quorumEachPartner: z.string().optional(),
  quorumWords: optionalText(1_000, 'The words must be 1,000 characters or fewer'),
  quorumSource: optionalText(300, 'The source must be 300 characters or fewer'),
  termsReviewMonths: optionalNumber(1, 60, 'Months must be a whole number from 1 to 60'),
  version: versionField,
})
const holidaySchema = z.object({
  name: requiredText('Enter the name of the holiday', 100, 'Name must be 100 characters or fewer'),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: requiredDate('Enter the last day', 'Last day must be a real date, like 27/3/2027'),
  certainty: requiredChoice(['confirmed', 'to be confirmed'], 'Select how sure it is'),
  source: optionalText(300, 'Source must be 300 characters or fewer'),
})

export function settingPages(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.manage' }
  type Params = { Params: { slug: string } }
  const open = async (actor: Actor, slug: string) => {
    const group = (await listGroups(db, actor.partnershipId)).find((each) => each.slug === slug)
    if (!group) throw notFound('Group')
    return group
  }
  const view = (group: { name: string; slug: string }, form: Form) => ({
    heading: 'How the group meets, and its quorum',
    form,
    action: meetingPaths.settings(group.slug),
    breadcrumbs: [
      { text: 'Meetings', href: meetingPaths.list() },
      { text: group.name, href: `${meetingPaths.list()}?group=${group.slug}` },
    ],
    name: group.name,
    weekdays,
  })
  const text = (value: number | null): string => (value === null ? '' : String(value))

  app.get<Params>(meetingPaths.settings(':slug'), { config }, async ({ actor, params }, reply) => {
    const group = await open(actor, params.slug)
    const setting = await settingOf(db, group.id)
    const form = blankForm({
      weekday: text(setting.weekday),
      startsAt: setting.startsAt,
      minutesLong: String(setting.minutesLong),
      place: setting.place,
      papersDaysBefore: String(setting.papersDaysBefore),
      quorumMembers: text(setting.quorumMembers),
      quorumPercent: text(setting.quorumPercent),
      quorumEachPartner: setting.quorumEachPartner ? ['yes'] : [],
      quorumWords: setting.quorumWords ?? ruleWords(setting),
      quorumSource: setting.quorumSource ?? '',
      termsReviewMonths: String(setting.termsReviewMonths),
      version: String(setting.version),
    })
    return reply.page('meetings/planning/settings.njk', view(group, form))
  })
  app.post<Params>(meetingPaths.settings(':slug'), { config }, async ({ actor, params, body }, reply) => {
    const group = await open(actor, params.slug)
    const parsed = parseForm(schema, body)
    const again = (form: Form) => reply.page('meetings/planning/settings.njk', view(group, form), 400)
    if (!parsed.ok) return again(parsed.form)
    const { startsAt, minutesLong, papersDaysBefore, place, quorumEachPartner, termsReviewMonths, ...rest } =
      parsed.value
    const time = readTime(startsAt)
    if (time === null) {
      return again(formWithErrors(parsed.values, [{ field: 'startsAt', text: 'Enter a time, like 10am or 14:30' }]))
    }
    const done = await changeSettings(db, actor, {
      groupId: group.id,
      setting: {
        ...rest,
        startsAt: time,
        minutesLong: minutesLong ?? 120,
        place: place ?? '',
        papersDaysBefore: papersDaysBefore ?? 7,
        quorumEachPartner: quorumEachPartner === 'yes',
        termsReviewMonths: termsReviewMonths ?? 12,
      },
    })
    if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
    return reply.redirect(`${meetingPaths.list()}?group=${group.slug}`, 303)
  })

  const holidaysView = async (actor: Actor, form: Form) => {
    const from = addMonths(clock.today(), -1)
    const kept = await listSchoolHolidays(db, [actor.partnershipId], from, addDays(from, 1_200))
    return {
      heading: 'School holidays',
      form,
      action: meetingPaths.schoolHolidays(),
      breadcrumbs: [
        { text: 'Meetings', href: meetingPaths.list() },
        { text: 'Plan a year', href: meetingPaths.year() },
      ],
      partnership: actor.partnershipName,
      certainties: [
        { value: 'confirmed', text: 'Confirmed', hint: 'The council has published it' },
        { value: 'to be confirmed', text: 'To be confirmed', hint: 'Expected, and not published yet' },
      ],
      holidays: kept.map((holiday: KeptHoliday) => ({
        name: holiday.name,
        span: spanInWords(holiday.startsOn, holiday.endsOn),
        certainty: holiday.certainty === 'confirmed' ? 'Confirmed' : 'To be confirmed',
        source: holiday.source,
        removeAction: meetingPaths.schoolHoliday(holiday.id),
        version: String(holiday.version),
        label: `${holiday.name} from ${inWords(holiday.startsOn)}`,
      })),
    }
  }
  const holidayTemplate = 'meetings/planning/school-holidays.njk'
  app.get(meetingPaths.schoolHolidays(), { config }, async ({ actor }, reply) =>
    reply.page(holidayTemplate, await holidaysView(actor, blankForm({ certainty: 'to be confirmed' }))),
  )
  app.post(meetingPaths.schoolHolidays(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(holidaySchema, body)
    if (!parsed.ok) return reply.page(holidayTemplate, await holidaysView(actor, parsed.form), 400)
    const { certainty, source, ...holiday } = parsed.value
    const done = await keepSchoolHoliday(db, actor, {
      id: null,
      version: 0,
      holiday: { ...holiday, isCertain: certainty === 'confirmed', source: source ?? '' },
    })
    if (!done.ok) {
      return reply.page(holidayTemplate, await holidaysView(actor, formWithErrors(parsed.values, done.problems)), 400)
    }
    return reply.redirect(meetingPaths.schoolHolidays(), 303)
  })
  app.post<{ Params: { id: string } }>(
    meetingPaths.schoolHoliday(':id'),
    { config },
    async ({ actor, params, body }, reply) => {
      const parsed = parseForm(z.object({ version: versionField }), body)
      if (!parsed.ok || !/^[0-9a-f-]{36}$/.test(params.id)) throw notFound('School holiday')
      await keepSchoolHoliday(db, actor, { id: params.id, version: parsed.value.version, holiday: null })
      return reply.redirect(meetingPaths.schoolHolidays(), 303)
    },
  )
}
