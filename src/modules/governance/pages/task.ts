import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Outcome } from '#platform/command.ts'
import type { TakenFile } from '#platform/files/file-store.ts'
import { takeFile } from '#platform/files/take-file.ts'
import { uploadedFile } from '#platform/http.ts'
import type { UploadKind } from '#platform/uploads/judge-upload.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'

export type Option = { value: string; text: string; hint?: string }

/** One question of a form. A `select` begins with `any`; `text` and `date` take a line, `long` a paragraph. */
export type Field = {
  name: string
  kind: 'text' | 'date' | 'long' | 'select' | 'radios' | 'checkboxes' | 'file'
  label: string
  hint?: string
  any?: string
  options?: readonly Option[]
}

/** What a form says around its questions. */
export type TaskView = {
  heading: string
  caption?: string
  lead?: string
  /** What cannot be undone, said before the button. */
  warning?: string
  fields: readonly Field[]
  button: string
  marking?: string
  invented?: boolean
  breadcrumbs: { text: string; href: string }[]
}

type Params = Record<string, string>

/** One form of this module: what it is about, what it asks, what it does. */
export type Task<Shape extends z.ZodRawShape, About, Done> = {
  path: string
  /** The address to which the form posts, for what it is about. */
  action: (about: About) => string
  permission: string
  schema: z.ZodObject<Shape>
  /** Finds what the form is about. @throws notFound for what the actor may not know of */
  about: (actor: Actor, params: Params, query: Params) => Promise<About>
  view: (actor: Actor, about: About) => Promise<TaskView>
  /** The form takes a file in its field `file`: of what kinds, and what looks at it. It may be left out unless `save` refuses that. */
  upload?: { kinds: readonly UploadKind[]; scan: Scan }
  /** What the form holds before anybody has typed. */
  start?: (about: About) => Form['values']
  save: (
    actor: Actor,
    about: About,
    value: z.output<z.ZodObject<Shape>>,
    file: TakenFile | null,
  ) => Promise<Outcome<Done>>
  /** Where the person goes once it is saved. */
  next: (about: About, done: Done) => string
}

const template = 'governance/pages/task.njk'

/** A list of the boxes that were ticked, however many: a form sends one as text and none as nothing. */
export const ticked = (value: string | string[] | undefined): string[] =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]

const shown = (form: Form, field: Field) =>
  lenient({
    ...field,
    value: form.values[field.name] ?? '',
    errorMessage: form.errors[field.name],
    chosen: ticked(form.values[field.name]),
    items: (field.options ?? []).map((option, index) =>
      lenient({
        value: option.value,
        text: option.text,
        ...(option.hint === undefined ? {} : { hint: { text: option.hint } }),
        checked: ticked(form.values[field.name]).includes(option.value),
        selected: form.values[field.name] === option.value,
        ...(index === 0 ? { id: field.name } : {}),
      }),
    ),
  })

/** Registers a form: asks with GET; on POST explains what is wrong with status 400, or saves and sends on with 303. */
export function taskPage<Shape extends z.ZodRawShape, About, Done>(
  app: FastifyInstance,
  task: Task<Shape, About, Done>,
): void {
  const config = { permission: task.permission }
  const page = async (actor: Actor, about: About, form: Form) => {
    const view = await task.view(actor, about)
    return {
      heading: view.heading,
      caption: view.caption ?? '',
      lead: view.lead ?? '',
      warning: view.warning ?? '',
      button: view.button,
      breadcrumbs: view.breadcrumbs,
      ...(view.marking === undefined ? {} : { marking: view.marking }),
      invented: view.invented ?? false,
      form,
      version: form.values['version'] ?? '',
      action: task.action(about),
      upload: task.upload !== undefined,
      fields: view.fields.map((field) => shown(form, field)),
    }
  }
  app.get<{ Params: Params; Querystring: Params }>(task.path, { config }, async ({ actor, params, query }, reply) => {
    const about = await task.about(actor, params, query)
    return reply.page(template, await page(actor, about, blankForm(task.start?.(about) ?? {})))
  })
  app.post<{ Params: Params; Querystring: Params }>(
    task.path,
    { config },
    async ({ actor, params, query, body }, reply) => {
      const about = await task.about(actor, params, query)
      const parsed = parseForm(task.schema, body)
      if (!parsed.ok) return reply.page(template, await page(actor, about, parsed.form), 400)
      const sent = task.upload === undefined ? undefined : uploadedFile(body, 'file')
      const taken = task.upload && sent ? await takeFile(sent, task.upload.kinds, task.upload.scan) : null
      if (taken?.ok === false) {
        const told = formWithErrors(parsed.values, [{ field: 'file', text: taken.problem }])
        return reply.page(template, await page(actor, about, told), 400)
      }
      const done = await task.save(actor, about, parsed.value, taken?.file ?? null)
      if (!done.ok) {
        return reply.page(template, await page(actor, about, formWithErrors(parsed.values, done.problems)), 400)
      }
      return reply.redirect(task.next(about, done.value), 303)
    },
  )
}
