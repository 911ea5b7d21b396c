import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listAgenda } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { correctLine } from '../agree-minutes.ts'
import { listLines } from '../line-store.ts'
import { minutesPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const template = 'minutes/pages/correct-line.njk'
const schema = z.object({
  text: requiredText('Enter the line as it should read', 8_000, 'A line must be 8,000 characters or fewer'),
  reason: requiredText('Enter why it is corrected', 500, 'Reason must be 500 characters or fewer'),
  version: requiredText('Open the page again').regex(/^\d{1,6}$/, 'Open the page again'),
})

/** A line of agreed minutes is corrected, with the reason; what was agreed first stays readable. */
export function correctLinePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'minutes.agree' }
  type At = { Params: { reference: string; line: string } }

  async function open(actor: Actor, reference: string, lineId: string) {
    const meeting = await openMeeting(db, actor, reference)
    await checkForGroup(db, actor, 'minutes.agree', meeting.groupId, clock.today())
    const line = (await listLines(db, meeting.id)).find(({ id }) => id === lineId)
    const item = (await listAgenda(db, actor, meeting.id)).find(({ id }) => id === line?.itemId)
    if (!line || !item) throw notFound('Line')
    if (meeting.minuteState === 'draft')
      throw conflict('These minutes are not agreed yet: change them where they are taken.')
    return { meeting, line, item }
  }
  type Opened = Awaited<ReturnType<typeof open>>

  const view = ({ meeting, line, item }: Opened, form: Form) => ({
    heading: 'Correct a line of the agreed minutes',
    marking: item.marking,
    breadcrumbs: minutesCrumbs(meeting),
    form,
    action: minutesPaths.correct(meeting.reference, line.id),
    about: `${meetingWords(meeting)}: ${item.title}`,
    now: line.text,
  })

  app.get<At>(minutesPaths.correct(':reference', ':line'), { config }, async ({ actor, params }, reply) => {
    const opened = await open(actor, params.reference, params.line)
    return reply.page(
      template,
      view(opened, blankForm({ text: opened.line.text, version: String(opened.line.version) })),
    )
  })

  app.post<At>(minutesPaths.correct(':reference', ':line'), { config }, async ({ actor, params, body }, reply) => {
    const opened = await open(actor, params.reference, params.line)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(opened, parsed.form), 400)
    const { text, reason, version } = parsed.value
    const { meeting, line } = opened
    const correction = {
      meeting,
      lineId: line.id,
      version: Number(version),
      text: text.replaceAll('\r\n', '\n'),
      reason,
    }
    const done = await correctLine(db, actor, { ...correction, now: clock.now(), today: clock.today() })
    if (!done.ok) return reply.page(template, view(opened, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${minutesPaths.show(meeting.reference)}?done=corrected`, 303)
  })
}
