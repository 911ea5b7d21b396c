import type { Form } from './forms.ts'
import { lenient } from './views.ts'

type FieldType = 'text' | 'lines' | 'choice' | 'list' | 'ticks' | 'file' | 'hidden'
export type Choice = { value: string; text: string; hint?: { text: string } }
export type Field = {
  type: FieldType
  name: string
  label: string
  hint: string
  items: Choice[]
  classes: string
  rows: number
}

type FieldOptions = { hint?: string; items?: readonly Choice[]; classes?: string; rows?: number }

/** A field of a task. `choice` is radios, `list` a select, `ticks` checkboxes, `lines` text of several lines. */
export const field = (
  type: FieldType,
  name: string,
  label = '',
  { hint = '', items = [], classes = '', rows = 4 }: FieldOptions = {},
): Field => ({ type, name, label, hint, items: items.map((item) => lenient({ ...item })), classes, rows })

/** A date, typed as people type it. */
export const dateField = (name: string, label: string, hint = 'For example, 27 March 2027 or 27/3/2027'): Field =>
  field('text', name, label, { hint, classes: 'govuk-input--width-20' })

/** The choices that a table of words offers, in its order. */
export const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

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
  task: { caption: '', lines: [] as readonly string[], warning: '', isDangerous: false, isUpload: false, ...rest },
})
