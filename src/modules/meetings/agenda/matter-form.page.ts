import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
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
import {
  markingOptions,
  meetingOptions,
  officeOptions,
  optionalNumber,
  purposeOptions,
  versionField,
} from '../form-parts.ts'
import type { Matter } from '../matter-store.ts'
import { itemMarkings, purposes, type Purpose } from '../meeting.ts'
import { meetingPaths } from '../paths.ts'
import type { MeetingServices } from '../services.ts'
import { addMatter, changeMatter } from './change-forward-plan.ts'
import {
  forwardPlanCrumbs,
  forwardPlanFrame,
  groupOf,
  idOrNull,
  type GroupHead,
  type GroupParams,
  type MatterParams,
} from './forward-plan-frame.ts'

const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]]
const matterFields = {
  title: requiredText('Enter what it is about', 200, 'Title must be 200 characters or fewer'),
  purpose: requiredChoice(purposeKeys, 'Select what it is for'),
  presenter: optionalText(100),
  minutes: optionalNumber(1, 480, 'Minutes must be a whole number from 1 to 480'),
  summary: optionalText(4_000, 'Summary must be 4,000 characters or fewer'),
  dueOn: optionalDate('Day must be a real date, like 27/3/2027'),
  meeting: optionalText(100),
}
const addingMatter = z.object({ ...matterFields, marking: requiredChoice(itemMarkings, 'Select a marking') })
const changingMatter = z.object({ ...matterFields, version: versionField })

/** Puts a matter into a group's forward plan, changes it, and puts it on an agenda. */
export function matterFormPages(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const { openGroup, openMatter, toChange } = forwardPlanFrame(db, clock)

  const matterForm = async (actor: Actor, group: GroupHead, form: Form, matter: Matter | null) => ({
    heading: matter === null ? 'Add a matter' : 'Change the matter',
    form,
    action: matter === null ? meetingPaths.addMatter(group.slug) : meetingPaths.changeMatter(matter.reference),
    breadcrumbs: forwardPlanCrumbs(group),
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
}
