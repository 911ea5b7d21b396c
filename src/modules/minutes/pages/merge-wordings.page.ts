import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { listClashes, listWordings } from '../line-store.ts'
import type { MinutedMeeting } from '../meeting-store.ts'
import { mergeClash } from '../merge-clash.ts'
import { listAgenda } from '#modules/meetings/public.ts'
import { minutesPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const template = 'minutes/pages/merge-wordings.njk'
const schema = z.object({
  text: requiredText('Enter the line as it should read', 8_000, 'A line must be 8,000 characters or fewer'),
  version: requiredText('Open the page again').regex(/^\d{1,6}$/, 'Open the page again'),
})

/** Two wordings of one line, side by side, to make one of them. */
export function mergeWordingsPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'minutes.write' }

  async function open(actor: Actor, reference: string, clashId: string) {
    const meeting = await openMeeting(db, actor, reference)
    await checkForGroup(db, actor, 'minutes.write', meeting.groupId, clock.today())
    const clash = isId(clashId) ? (await listClashes(db, meeting.id)).find(({ id }) => id === clashId) : undefined
    const item = (await listAgenda(db, actor, meeting.id)).find(({ id }) => id === clash?.itemId)
    if (!clash || !item) throw notFound('Wording to merge')
    return { meeting, clash, item }
  }
  type Opened = Awaited<ReturnType<typeof open>>

  async function view({ meeting, clash, item }: Opened, form: Form) {
    const newest = (await listWordings(db, [clash.lineId])).at(-1)
    return {
      heading: 'Two people wrote on this line',
      marking: item.marking,
      breadcrumbs: crumbs(meeting),
      form,
      action: minutesPaths.merge(meeting.reference, clash.id),
      about: `${meetingWords(meeting)}: ${item.title}`,
      newest: {
        text: clash.lineText,
        words: `${newest?.person ?? 'Somebody'}, ${newest === undefined ? '' : instantInWords(newest.writtenAt)}`,
      },
      other: { text: clash.text, words: `${clash.person ?? 'Somebody'}, ${instantInWords(clash.writtenAt)}` },
    }
  }

  app.get<{ Params: { reference: string; clash: string } }>(
    minutesPaths.merge(':reference', ':clash'),
    { config },
    async ({ actor, params }, reply) => {
      const opened = await open(actor, params.reference, params.clash)
      const form = blankForm({ text: opened.clash.lineText, version: String(opened.clash.lineVersion) })
      return reply.page(template, await view(opened, form))
    },
  )

  app.post<{ Params: { reference: string; clash: string } }>(
    minutesPaths.merge(':reference', ':clash'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params.reference, params.clash)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(opened, parsed.form), 400)
      const { text, version } = parsed.value
      const { meeting, clash } = opened
      if (Number(version) !== clash.lineVersion) {
        // The line moved on while it was being merged: the newest wording is shown beside what was typed.
        const problem = {
          field: 'text',
          text: 'The line has changed again meanwhile: look at its newest wording and save again',
        }
        const form = formWithErrors({ text, version: String(clash.lineVersion) }, [problem])
        return reply.page(template, await view(opened, form), 409)
      }
      const done = await mergeClash(db, actor, {
        meeting,
        clashId: clash.id,
        version: Number(version),
        text: text.replaceAll('\r\n', '\n'),
        now: clock.now(),
        today: clock.today(),
      })
      if (!done.ok) return reply.page(template, await view(opened, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(minutesPaths.take(meeting.reference), 303)
    },
  )
}

const crumbs = (meeting: MinutedMeeting) => [
  ...minutesCrumbs(meeting),
  { text: 'Take minutes', href: minutesPaths.take(meeting.reference) },
]
