import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { list } from '#platform/words.ts'
import { changeProcessing } from '../change-processing.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { listProcessing, type Processing } from '../processing-store.ts'
import { periodInWords } from '../schedule.ts'
import { listSchedules } from '../schedule-store.ts'
import { certaintyWords, shipped } from '../shipped.ts'
import {
  facts,
  field,
  handleConfig,
  home,
  link,
  paragraph,
  readConfig,
  readable,
  readablePage,
  task,
  taskView,
} from './frame.ts'

const schema = z.object({
  version: z.coerce.number().int().min(0),
  controllers: optionalText(1_000),
  processors: optionalText(1_000),
  recipients: optionalText(2_000),
  note: optionalText(2_000),
})

/** The record of processing (UK GDPR Art 30): who is controller of what, why, on which basis, who gets it, how long it is kept. */
export function processingPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(paths.processing(), { config: readConfig }, async ({ actor }, reply) => {
    const records = await listProcessing(db, actor.partnershipId)
    const schedules = await listSchedules(db, actor.partnershipId)
    const kept = (kinds: readonly string[]): string =>
      schedules
        .filter(({ kind }) => kinds.includes(kind))
        .map((schedule) => `${schedule.title}: ${periodInWords(schedule).toLowerCase()}`)
        .join('. ')
    return reply.page(readable, {
      heading: 'Record of processing',
      breadcrumbs: [home],
      ...readablePage({
        lead: `What ${actor.partnershipName} does with personal data (UK GDPR Art 30). Print this page for the data protection officer.`,
        blocks: records.flatMap((each) => [
          facts(each.title, [
            ['Why', each.purpose],
            ['Controllers', each.controllers],
            ['Processors', each.processors],
            ['About whom', list(each.subjects)],
            ['What', list(each.categories)],
            ['Lawful basis', each.lawfulBases.join('. ')],
            ['Special category and criminal data', each.specialCategories],
            ['Who gets it', list(each.recipients)],
            ['Transfers', each.transfers],
            ['How long', kept(each.retention)],
            ['Security', each.security],
            ['Note', each.note === '' ? 'None' : each.note],
            [
              'Reviewed',
              each.reviewedOn === null ? 'Not yet by this partnership: as shipped' : inWords(each.reviewedOn),
            ],
            ['Source', `${certaintyWords[each.certainty]}. ${each.source}`],
          ]),
          ...(may(actor, 'data-protection.handle')
            ? [paragraph(link(`Change: ${each.title}`, paths.changeProcessing(each.kind)))]
            : []),
        ]),
      }),
    })
  })

  const find = async (actor: Actor, kind: string): Promise<Processing> => {
    const found = (await listProcessing(db, actor.partnershipId)).find((each) => each.kind === kind)
    if (!found) throw notFound('Kind of processing')
    return found
  }
  const view = ({ kind, title }: Processing, form: Form) =>
    taskView({
      heading: 'Change the record of processing',
      caption: title,
      breadcrumbs: [{ text: 'Record of processing', href: paths.processing() }],
      lines: [
        'Leave a field empty to go back to the shipped words. What you save counts as reviewed today and is published in the privacy notice.',
      ],
      form,
      action: paths.changeProcessing(kind),
      cancelHref: paths.processing(),
      button: 'Save',
      fields: [
        field('hidden', 'version'),
        field('lines', 'controllers', 'Controllers', { hint: 'A partnership is not a legal person: name the bodies' }),
        field('lines', 'processors', 'Processors'),
        field('lines', 'recipients', 'Who gets it', { hint: 'One a line' }),
        field('lines', 'note', 'Note'),
      ],
    })
  type Params = { kind: string }

  app.get<{ Params: Params }>(
    paths.changeProcessing(':kind'),
    { config: handleConfig },
    async ({ actor, params }, reply) => {
      const each = await find(actor, params.kind)
      const { controllers, processors, recipients, note, version } = each
      const values = { controllers, processors, recipients: recipients.join('\n'), note, version: String(version) }
      return reply.page(task, view(each, blankForm(values)))
    },
  )
  app.post<{ Params: Params }>(
    paths.changeProcessing(':kind'),
    { config: handleConfig },
    async ({ actor, params, body }, reply) => {
      const each = await find(actor, params.kind)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(task, view(each, parsed.form), 400)
      const same = (await shipped()).processing.find(({ kind }) => kind === each.kind)
      const { controllers, processors, recipients, note, version } = parsed.value
      // What is left as shipped is not kept, so that a later release may better it.
      const words = {
        controllers: controllers === same?.controllers ? null : controllers,
        processors: processors === same?.processors ? null : processors,
        recipients: recipients?.replaceAll('\r', '') === same?.recipients.join('\n') ? null : recipients,
        note,
      }
      const done = await changeProcessing(db, actor, { ...words, version, kind: each.kind, today: clock.today() })
      if (!done.ok) return reply.page(task, view(each, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(paths.processing(), 303)
    },
  )
}
