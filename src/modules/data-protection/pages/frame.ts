import type { Block, Inline, Run, Table } from '#platform/documents/document.ts'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import type { Form } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'
import { dataProtectionPaths } from '../paths.ts'

/** What the pages of this module share. */
export const home = { text: 'Data protection', href: dataProtectionPaths.home() }

export const readConfig = { permission: 'data-protection.read' }
export const handleConfig = { permission: 'data-protection.handle' }
export const destroyConfig = { permission: 'data-protection.destroy' }

/** Names and what is about people leave a computer only with this marking. */
export const sensitive = 'OFFICIAL-SENSITIVE'

export const heading = (text: string, level: 1 | 2 = 1): Block => ({ type: 'heading', level, text, id: '' })
export const paragraph = (text: Inline): Block => ({ type: 'paragraph', text })
export const inset = (text: Inline): Block => ({ type: 'note', kind: 'inset', text })
export const bullets = (items: readonly Inline[]): Block => ({
  type: 'list',
  ordered: false,
  items: items.map((text) => ({ text })),
})
export const link = (text: string, href: string): readonly Run[] => [{ text, href }]

export function table(caption: string, headers: readonly string[], rows: readonly (readonly Inline[])[]): Table {
  return { type: 'table', caption, columns: headers.map((header) => ({ header })), rows, rowHeaders: true }
}

/** Facts as a table of two columns. */
export const facts = (caption: string, rows: readonly (readonly [string, Inline])[]): Table =>
  table(caption, ['What', 'Answer'], rows)

/** Blocks as parts of a page: a table scrolls by itself, and says what it is. */
export const partsOf = (blocks: readonly Block[]): { html: string; label: string }[] =>
  blocks.map((block) => ({ html: blocksToHtml([block]), label: block.type === 'table' ? block.caption : '' }))

type Readable = {
  caption?: string
  lead?: string
  links?: { text: string; href: string }[]
  blocks: readonly Block[]
  buttons?: { text: string; action: string }[]
}

export const readable = 'data-protection/pages/readable.njk'

/** The middle of a page that is read. */
export const readablePage = ({ caption = '', lead = '', links = [], blocks, buttons = [] }: Readable) => ({
  page: { caption, lead, links, parts: partsOf(blocks), buttons },
})

type FieldType = 'text' | 'lines' | 'choice' | 'list' | 'tick' | 'hidden'
type Choice = { value: string; text: string }
export type Field = { type: FieldType; name: string; label: string; hint: string; items: Choice[]; classes: string }

/** A field of a task. */
export const field = (
  type: FieldType,
  name: string,
  label = '',
  { hint = '', items = [], classes = '' }: { hint?: string; items?: readonly Choice[]; classes?: string } = {},
): Field => ({ type, name, label, hint, items: items.map((item) => lenient({ ...item })), classes })

export const dateField = (name: string, label: string, hint = 'For example, 27 March 2027 or 27/3/2027'): Field =>
  field('text', name, label, { hint, classes: 'govuk-input--width-20' })

export const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

type Task = {
  heading: string
  caption?: string
  lines?: readonly string[]
  warning?: string
  form: Form
  action: string
  cancelHref: string
  button: string
  isDangerous?: boolean
  fields: readonly Field[]
  breadcrumbs?: { text: string; href: string }[]
}

export const task = 'data-protection/pages/task.njk'

/** A page with one form. */
export const taskView = ({ heading: title, form, breadcrumbs = [], ...rest }: Task) => ({
  heading: title,
  form,
  breadcrumbs: [home, ...breadcrumbs],
  task: { caption: '', lines: [] as readonly string[], warning: '', isDangerous: false, ...rest },
})
