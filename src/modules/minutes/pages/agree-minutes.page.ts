import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { conflict } from '#platform/errors.ts'
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
import type { Services } from '#platform/services.ts'
import { agreedWays, agreeMinutes, publishMinutes, type AgreedWay } from '../agree-minutes.ts'
import { publishesNames } from '../name-rule.ts'
import type { MinutedMeeting } from '../meeting-store.ts'
import { minutesPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const ways = Object.keys(agreedWays) as [AgreedWay, ...AgreedWay[]]
const version = requiredText('Open the minutes again').regex(/^\d{1,9}$/, 'Open the minutes again')
const agreeSchema = z.object({
  way: requiredChoice(ways, 'Select how the minutes were agreed'),
  agreedOn: requiredDate(
    'Enter the date on which they were agreed',
    'Date of agreement must be a real date, like 27/3/2027',
  ),
  note: optionalText(1_000, 'Note must be 1,000 characters or fewer'),
  version,
})
const publishSchema = z.object({
  names: requiredChoice(['no', 'yes'], 'Select whether the published minutes name those who came'),
  version,
})

/** Two steps that are taken back by nobody: the chair agrees the minutes, and the team publishes them. */
export function agreeMinutesPage(app: FastifyInstance, { db, clock }: Services): void {
  const agree = { permission: 'minutes.agree' }
  const publish = { permission: 'minutes.publish' }

  const agreeView = (meeting: MinutedMeeting, form: Form) => ({
    heading: 'Agree the minutes',
    breadcrumbs: minutesCrumbs(meeting),
    form,
    action: minutesPaths.agree(meeting.reference),
    about: meetingWords(meeting),
    ways: ways.map((value) => ({ value, text: agreedWays[value] })),
  })
  const publishView = (meeting: MinutedMeeting, form: Form) => ({
    heading: 'Publish the minutes',
    breadcrumbs: minutesCrumbs(meeting),
    form,
    action: minutesPaths.publish(meeting.reference),
    about: meetingWords(meeting),
    names: [
      { value: 'no', text: 'No: seats and agencies only' },
      { value: 'yes', text: 'Yes: people by name, in their office' },
    ],
  })

  async function openDraft(actor: Actor, reference: string): Promise<MinutedMeeting> {
    const meeting = await openMeeting(db, actor, reference)
    await checkForGroup(db, actor, 'minutes.agree', meeting.groupId, clock.today())
    if (meeting.minuteState !== 'draft')
      throw conflict('These minutes are not a draft (any more), so there is nothing to agree.')
    return meeting
  }
  async function openAgreed(actor: Actor, reference: string): Promise<MinutedMeeting> {
    const meeting = await openMeeting(db, actor, reference)
    if (meeting.minuteState !== 'agreed')
      throw conflict('Only minutes that are agreed and not yet published can be published.')
    return meeting
  }
  type At = { Params: { reference: string } }

  app.get<At>(minutesPaths.agree(':reference'), { config: agree }, async ({ actor, params }, reply) => {
    const meeting = await openDraft(actor, params.reference)
    const form = blankForm({ agreedOn: inWords(clock.today()), version: String(meeting.minuteVersion) })
    return reply.page('minutes/pages/agree-minutes.njk', agreeView(meeting, form))
  })

  app.post<At>(minutesPaths.agree(':reference'), { config: agree }, async ({ actor, params, body }, reply) => {
    const meeting = await openDraft(actor, params.reference)
    const parsed = parseForm(agreeSchema, body)
    if (!parsed.ok) return reply.page('minutes/pages/agree-minutes.njk', agreeView(meeting, parsed.form), 400)
    const { version: at, ...how } = parsed.value
    const now = { today: clock.today(), now: clock.now() }
    const done = await agreeMinutes(db, actor, { meeting, version: Number(at), ...how, ...now })
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page('minutes/pages/agree-minutes.njk', agreeView(meeting, form), 400)
    }
    return reply.redirect(`${minutesPaths.show(meeting.reference)}?done=agreed`, 303)
  })

  app.get<At>(minutesPaths.publish(':reference'), { config: publish }, async ({ actor, params }, reply) => {
    const meeting = await openAgreed(actor, params.reference)
    const names = (await publishesNames(db, actor.partnershipId)) ? 'yes' : 'no'
    const form = blankForm({ names, version: String(meeting.minuteVersion) })
    return reply.page('minutes/pages/publish-minutes.njk', publishView(meeting, form))
  })

  app.post<At>(minutesPaths.publish(':reference'), { config: publish }, async ({ actor, params, body }, reply) => {
    const meeting = await openAgreed(actor, params.reference)
    const parsed = parseForm(publishSchema, body)
    if (!parsed.ok) return reply.page('minutes/pages/publish-minutes.njk', publishView(meeting, parsed.form), 400)
    const { names, version: at } = parsed.value
    const input = { meeting, version: Number(at), hasNames: names === 'yes', now: clock.now() }
    const done = await publishMinutes(db, actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page('minutes/pages/publish-minutes.njk', publishView(meeting, form), 400)
    }
    return reply.redirect(`${minutesPaths.show(meeting.reference)}?done=published`, 303)
  })
}
