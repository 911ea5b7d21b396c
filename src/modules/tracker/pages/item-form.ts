import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Outcome, Problem } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { uploadedFile } from '#platform/http.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { hasFile, unfolded, type Field } from '#platform/task-page.ts'
import { findItem, type Item } from '../item-store.ts'
import { listParts, type Part } from '../part-store.ts'
import { trackerPaths } from '../paths.ts'
import { findStateWords } from '../state-word-store.ts'
import { dueWords, sourceWords } from '../words.ts'

type Row = { key: string; words: string; href: string }

/** What a form about one item shows beside the item itself. */
export type FormView = {
  lead?: string
  /** Nothing can be done here now, and why; the form is then left out. */
  closed?: string
  fields: Field[]
  values?: Record<string, string | string[]>
  rows?: Row[]
  rowsHeading?: string
  button: string
  links?: { text: string; href: string }[]
}

export type ItemForm<Shape extends z.ZodRawShape> = {
  path: (reference: string) => string
  permission: string
  heading: string
  schema: z.ZodObject<Shape>
  /** What is asked of this actor. Throws `forbidden` for whom it is none of their business. */
  view: (actor: Actor, item: Item, parts: readonly Part[]) => Promise<FormView>
  run: (actor: Actor, item: Item, value: z.output<z.ZodObject<Shape>>, sent: unknown) => Promise<Outcome<unknown>>
  /** The key of the sentence that the item's page says afterwards. */
  done: (value: z.output<z.ZodObject<Shape>>) => string
}

const template = 'tracker/pages/item-form.njk'

/** A page with one form about one recommendation or action: asked, explained, saved, and back to the item. */
export function itemForm<Shape extends z.ZodRawShape>(
  app: FastifyInstance,
  { db, clock }: Services,
  { path, permission, heading, schema, view: viewOf, run, done }: ItemForm<Shape>,
): void {
  const config = { permission }

  const open = async (actor: Actor, reference: string) => {
    const item = await findItem(db, actor, reference)
    if (item === undefined) throw notFound('Recommendation or action')
    const asked = await viewOf(actor, item, await listParts(db, item.id))
    const words = await findStateWords(db, actor.partnershipId)
    const state = words(item.state)
    const view = (form: Form) => ({
      heading,
      marking: item.marking === 'OFFICIAL' ? '' : item.marking,
      breadcrumbs: [
        { text: 'Recommendations and actions', href: trackerPaths.list() },
        { text: item.reference, href: trackerPaths.show(item.reference) },
      ],
      item: {
        title: item.title,
        reference: item.reference,
        state: state.words,
        tag: state.tag,
        due: dueWords(item, clock.today()),
        source: sourceWords(item),
        invented: item.isInvented,
      },
      action: path(item.reference),
      backHref: trackerPaths.show(item.reference),
      lead: asked.lead ?? '',
      closed: asked.closed ?? '',
      fields: unfolded(asked.fields, form),
      isUpload: hasFile(asked.fields),
      rows: asked.rows ?? [],
      rowsHeading: asked.rowsHeading ?? '',
      links: asked.links ?? [],
      button: asked.button,
      form,
    })
    return { item, view, values: { version: String(item.version), ...asked.values } }
  }

  app.get<{ Params: { reference: string } }>(path(':reference'), { config }, async ({ actor, params }, reply) => {
    const { view, values } = await open(actor, params.reference)
    return reply.page(template, view(blankForm(values)))
  })

  app.post<{ Params: { reference: string } }>(
    path(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { item, view } = await open(actor, params.reference)
      const parsed = parseForm(schema, body)
      const explain = (problems: readonly Problem[]) => {
        const form = formWithErrors(parsed.values, [...problems, ...filesToSelectAgain(body, problems)])
        return reply.page(template, view(form), 400)
      }
      if (!parsed.ok) return explain(problemsOf(parsed.form))
      const outcome = await run(actor, item, parsed.value, body)
      if (!outcome.ok) return explain(outcome.problems)
      return reply.redirect(`${trackerPaths.show(item.reference)}?done=${done(parsed.value)}`, 303)
    },
  )
}

const problemsOf = ({ errors }: Form): Problem[] =>
  Object.entries(errors).map(([field, error]) => ({ field, text: error?.text ?? '' }))

/** A browser does not keep a file for a page that comes back: whoever sent one is told to select it again. */
function filesToSelectAgain(body: unknown, problems: readonly Problem[]): Problem[] {
  const sent = uploadedFile(body, 'evidenceFile')
  if (sent === null || problems.some(({ field }) => field === 'evidenceFile')) return []
  return [{ field: 'evidenceFile', text: `Select ‘${sent.fileName}’ again: a page that comes back cannot keep a file` }]
}
