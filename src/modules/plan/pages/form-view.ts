import { z } from 'zod'
import { readDate, type Form } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'

type Option = { value: string; text: string; hint?: { text: string }; checked?: boolean }
type Field = {
  type: 'input' | 'textarea' | 'select' | 'radios' | 'checkboxes'
  name: string
  label: string
  hint: string
  width: string
  rows: number
  options: readonly Option[]
}
export type FieldGroup = { legend: string; hint: string; fields: Field[] }

/** A form page of this module, as `form.njk` shows it. */
export type FormView = {
  heading: string
  caption: string
  /** Said before the form, a paragraph each. */
  intro: readonly string[]
  warning: string
  form: Form
  hidden: readonly { name: string; value: string }[]
  groups: readonly FieldGroup[]
  action: string
  button: string
  isDanger: boolean
  back: { text: string; href: string }
  breadcrumbs: { text: string; href: string }[]
}

const field = (type: Field['type'], name: string, label: string, more: Partial<Field>): Field => ({
  type,
  name,
  label,
  hint: '',
  width: '',
  rows: 4,
  options: [],
  ...more,
})

export const input = (name: string, label: string, hint = '', width = ''): Field =>
  field('input', name, label, { hint, width })
/** A date as people type it. */
export const date = (name: string, label: string, hint = 'For example, 27 March 2027 or 27/3/2027'): Field =>
  input(name, label, hint, 'govuk-input--width-20')
export const short = (name: string, label: string, hint = ''): Field => input(name, label, hint, 'govuk-input--width-5')
export const textarea = (name: string, label: string, hint = '', rows = 4): Field =>
  field('textarea', name, label, { hint, rows })

const optionsOf = (options: readonly { value: string; text: string; hint?: string }[]): Option[] =>
  lenient(
    options.map(({ value, text, hint }) =>
      lenient({ value, text, ...(hint ? { hint: lenient({ text: hint }) } : {}) }),
    ),
  )

type Offered = { value: string; text: string; hint?: string }

export const select = (
  name: string,
  label: string,
  options: readonly Offered[],
  empty: string | null,
  hint = '',
): Field =>
  field('select', name, label, {
    hint,
    options: optionsOf([...(empty === null ? [] : [{ value: '', text: empty }]), ...options]),
  })
export const radios = (name: string, label: string, options: readonly Offered[], hint = ''): Field =>
  field('radios', name, label, { hint, options: optionsOf(options) })
export const checkboxes = (name: string, label: string, options: readonly Offered[], hint = ''): Field =>
  field('checkboxes', name, label, { hint, options: optionsOf(options) })

export const group = (legend: string, fields: Field[], hint = ''): FieldGroup => ({ legend, hint, fields })

/** The view of a form page with what it does not say left empty. */
export const formView = (
  view: Pick<FormView, 'heading' | 'form' | 'groups' | 'action' | 'button' | 'back' | 'breadcrumbs'> &
    Partial<FormView>,
): FormView => ({ caption: '', intro: [], warning: '', hidden: [], isDanger: false, ...view })

/** A date that may be left out; '' becomes null. */
export const optionalDate = (notReal: string): z.ZodType<string | null> =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const read = readDate(text)
      if (read === null) context.addIssue({ code: 'custom', message: notReal })
      return read
    })

/** A number as people type it ('1,204', '62.5', '62.5%'); '' becomes null. */
export const optionalNumber = (notNumber: string): z.ZodType<number | null> =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const plain = text.replaceAll(',', '').replace(/\s*%$/, '')
      if (/^-?\d{1,9}(\.\d{1,6})?$/.test(plain)) return Number(plain)
      context.addIssue({ code: 'custom', message: notNumber })
      return z.NEVER
    })

/** A whole number between two others that must be there. */
export const wholeNumber = (from: number, to: number, message: string) =>
  z
    .string({ error: message })
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
