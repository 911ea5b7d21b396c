import type { Form } from './forms.ts'
import { lenient } from './views.ts'

type FieldType = 'text' | 'lines' | 'choice' | 'list' | 'ticks' | 'file' | 'hidden' | 'heading' | 'fold'
export type Choice = { value: string; text: string; hint?: { text: string } }
export type Field = {
  type: FieldType
  name: string
  label: string
  hint: string
  items: Choice[]
  classes: string
  rows: number
  accept: string
  fields: readonly Field[]
  isOpen: boolean
}

type FieldOptions = {
  hint?: string
  items?: readonly Choice[]
  classes?: string
  rows?: number
  /** The endings that a browser offers first; what a file is, is judged by its content all the same. */
  accept?: string
  /** Of a fold. */
  fields?: readonly Field[]
}

/**
 * A field of a task. `choice` is radios, `list` a select, `ticks` checkboxes, `lines` text of several lines; a `heading` asks nothing; a
 * `fold` puts fields away that most people leave empty.
 */
export const field = (
  type: FieldType,
  name: string,
  label = '',
  { hint = '', items = [], classes = '', rows = 4, accept = '', fields = [] }: FieldOptions = {},
): Field => ({
  type,
  name,
  label,
  hint,
  items: items.map((item) => lenient({ ...item })),
  classes,
  rows,
  accept,
  fields,
  isOpen: false,
})

/** The fields as a form shows them: what is folded away stands open where something was typed or is wrong. */
export const unfolded = (fields: readonly Field[], { values, errors }: Form): Field[] =>
  fields.map((each) => {
    const isOpen = each.fields.some(({ name }) => errors[name] !== undefined || (values[name] ?? '') !== '')
    return { ...each, isOpen }
  })

/** Whether a form with these fields takes a file. */
export const hasFile = (fields: readonly Field[]): boolean =>
  fields.some((each) => each.type === 'file' || hasFile(each.fields))

export const dateHint = 'For example, 27 March 2027 or 27/3/2027'

/** A date, typed as people type it. */
export const dateField = (name: string, label: string, hint = dateHint): Field =>
  field('text', name, label, { hint, classes: 'govuk-input--width-20' })

/** One of several answers, with words that explain it. */
export const choice = (value: string, text: string, hint = ''): Choice =>
  hint === '' ? { value, text } : { value, text, hint: lenient({ text: hint }) }

/** The choices that a table of words offers, in its order. */
export const choicesOf = (words: Readonly<Record<string, string | { words: string; hint?: string }>>): Choice[] =>
  Object.entries(words).map(([value, entry]) =>
    typeof entry === 'string' ? choice(value, entry) : choice(value, entry.words, entry.hint ?? ''),
  )

export type Task = {
  heading: string
  caption?: string
  lines?: readonly string[]
  warning?: string
  form: Form
  action: string
  cancelHref: string
  button: string
  isDangerous?: boolean
  isUpload?: boolean
  fields: readonly Field[]
  breadcrumbs: { text: string; href: string }[]
}

/** The template of a page with one form. */
export const taskTemplate = 'task.njk'

/** The view of a page with one form: one thing per page, as the GOV.UK pattern has it. */
export const taskView = ({ heading, form, breadcrumbs, ...rest }: Task) => ({
  heading,
  form,
  breadcrumbs,
  task: {
    caption: '',
    lines: [] as readonly string[],
    warning: '',
    isDangerous: false,
    isUpload: false,
    ...rest,
    fields: unfolded(rest.fields, form),
  },
})
