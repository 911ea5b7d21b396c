import type { Option } from './task.ts'

export type Cell = { text: string; under: string; tag: string; href: string }
export type Row = { href: string; title: string; under: string; cells: Cell[] }

export const cell = (text: string, under = ''): Cell => ({ text, under, tag: '', href: '' })
export const tagCell = (text: string, tag: string, under = ''): Cell => ({ text, under, tag, href: '' })
export const linkCell = (text: string, href: string): Cell => ({ text, under: '', tag: '', href })

type Query = Record<string, string | undefined>

export const pageSize = 50

/** Which page of a list was asked for, and the rows to fetch for it: one more than it shows says whether there is a next. */
export function pageOf(query: Query): { page: number; from: number; most: number } {
  const asked = Number(query['page'] ?? 1)
  const page = Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : 1
  return { page, from: (page - 1) * pageSize, most: pageSize + 1 }
}

type Filter = { id: string; label: string; options: readonly Option[] }

export type Register<Item> = {
  heading: string
  lead: string
  path: string
  query: Query
  items: readonly Item[]
  row: (item: Item) => Row
  columns: string[]
  what: string
  empty: string
  filters?: readonly Filter[]
  links?: { text: string; href: string }[]
  notes?: { text: string; href: string; link: string }[]
  breadcrumbs: { text: string; href: string }[]
  marking?: string
  invented?: boolean
  done?: string
}

/** A register as its page shows it: filtered by what was asked for, a page at a time. `items` holds one more than a page when there are more. */
export function registerView<Item>(register: Register<Item>) {
  const { page } = pageOf(register.query)
  const filters = register.filters ?? []
  const addressOf = (to: number): string => {
    const asked = new URLSearchParams()
    for (const { id } of filters) {
      const value = register.query[id]
      if (typeof value === 'string' && value !== '') asked.set(id, value)
    }
    if (to > 1) asked.set('page', String(to))
    return asked.size === 0 ? register.path : `${register.path}?${asked.toString()}`
  }
  return {
    heading: register.heading,
    lead: register.lead,
    breadcrumbs: register.breadcrumbs,
    ...(register.marking === undefined ? {} : { marking: register.marking }),
    ...(register.done === undefined || register.done === '' ? {} : { done: register.done }),
    invented: register.invented ?? false,
    action: register.path,
    links: register.links ?? [],
    notes: register.notes ?? [],
    filters: filters.map(({ id, label, options }) => ({
      id,
      label,
      options: options.map(({ value, text }) => ({ value, text })),
      chosen: register.query[id] ?? options[0]?.value ?? '',
    })),
    columns: register.columns,
    caption: `${register.what}${page > 1 ? `, page ${page}` : ''}`,
    rows: register.items.slice(0, pageSize).map((item) => register.row(item)),
    empty: register.empty,
    previousHref: page > 1 ? addressOf(page - 1) : '',
    nextHref: register.items.length > pageSize ? addressOf(page + 1) : '',
  }
}
