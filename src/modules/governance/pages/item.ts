import { eventWords, listHistory, threadOf, threadPaths } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'

export type Fact = { key: string; value: string; href: string }
export type Link = { text: string; href: string }
export type Card = { title: string; href: string; tag: string; tagWords: string; lines: string[]; links: Link[] }

/** A fact of a record; one that is not known says so rather than leaving a blank. */
export const fact = (key: string, value: string | null, href = ''): Fact => ({
  key,
  value: value === null || value === '' ? 'Not stated' : value,
  href,
})

/** A place on the web as a link; a reference to a file or minute, as words. */
export const placeFact = (key: string, value: string | null): Fact =>
  fact(key, value, /^https?:\/\//.test(value ?? '') ? (value ?? '') : '')

export const card = (title: string, rest: Partial<Omit<Card, 'title'>> = {}): Card => ({
  title,
  href: '',
  tag: '',
  tagWords: '',
  lines: [],
  links: [],
  ...rest,
})

export type Item = {
  heading: string
  reference: string
  recordId: string
  tag: { words: string; tag: string }
  standing?: string
  isRestricted?: boolean
  actions: (Link | false)[]
  facts: Fact[]
  sections: { heading: string; empty: string; items: Card[] }[]
  breadcrumbs: Link[]
  marking?: string
  invented: boolean
  done?: string
}

/** One record of this module as its page shows it, with its history out of the audit trail. */
export async function itemView(db: Db, actor: Actor, today: string, item: Item) {
  const history = await listHistory(db, actor, item.recordId)
  return {
    heading: item.heading,
    reference: item.reference,
    tag: item.tag,
    standing: item.standing ?? '',
    threadHref: item.isRestricted === true ? '' : threadPaths.show(item.reference),
    arrows: await threadOf(db, actor, item.recordId, today),
    actions: item.actions.filter((action) => action !== false),
    facts: item.facts,
    sections: item.sections,
    breadcrumbs: item.breadcrumbs,
    ...(item.marking === undefined ? {} : { marking: item.marking }),
    ...(item.done === undefined || item.done === '' ? {} : { done: item.done }),
    invented: item.invented,
    history: history.map((line) => ({
      at: instantInWords(line.at),
      what: eventWords(line.name),
      who: line.person,
      office: line.office,
    })),
  }
}
