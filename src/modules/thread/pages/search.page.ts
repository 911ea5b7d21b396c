import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { instantInWords } from '#platform/dates.ts'
import { blankForm, optionalText, parseForm, readDate, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { pageOf } from '../page-of.ts'
import { threadPaths } from '../paths.ts'
import { readWith, recordKinds } from '../record.ts'
import { searchNear } from '../search-near.ts'
import { listSearchChoices, searchRecords, type Choices, type Found, type SearchFilter } from '../search-store.ts'
import { partsOf } from '../search-words.ts'
import { kindWords, stateWords } from '../thread-view.ts'

const [onAPage, mostNear] = [20, 10] as const
const template = 'thread/pages/search.njk'

const day = (name: string) =>
  optionalText(40, `${name} must be a real date, like 27/3/2026`)
    .refine((text) => text === null || readDate(text) !== null, `${name} must be a real date, like 27/3/2026`)
    .transform((text) => (text === null ? null : readDate(text)))
const schema = z.object({
  q: optionalText(200, 'Search for 200 characters or fewer'),
  kind: optionalText(40),
  state: optionalText(100),
  agency: optionalText(40).transform((id) => (id !== null && isId(id) ? id : null)),
  marking: optionalText(60),
  from: day('First day'),
  to: day('Last day'),
})

/** A found record as it is listed: its own page where the person may open that, else its place in the thread. */
const resultOf = (actor: Actor, found: Found) => ({
  title: partsOf(found.markedTitle),
  // What a record says comes line by line: its theme, its measure and so on.
  text: partsOf(found.markedText.replace(/\s*\n\s*/g, ' · ')),
  href: may(actor, readWith(found.kind)) ? found.page : threadPaths.show(found.reference),
  threadHref: threadPaths.show(found.reference),
  name: found.title,
  note: `${kindWords(found.kind)} · ${found.reference} · ${stateWords(found.state)}`,
  agency: found.agency ?? '',
  marking: found.marking === 'OFFICIAL' ? '' : found.marking,
  changed: instantInWords(found.changedAt),
})

function filterView(form: Form, { states, agencies }: Choices) {
  const choice = (field: string, value: string, text: string) => ({
    value,
    text,
    selected: form.values[field] === value,
  })
  return {
    kinds: Object.entries(recordKinds)
      .map(([kind, { name }]) => choice('kind', kind, name))
      .toSorted((a, b) => a.text.localeCompare(b.text)),
    states: states.map((state) => choice('state', state, stateWords(state))),
    agencies: agencies.map(({ value, text }) => choice('agency', value, text)),
    markings: ['OFFICIAL', sensitive].map((marking) => choice('marking', marking, marking)),
  }
}

/** What to offer when nothing has all the words. */
async function nearOf(db: Db, actor: Actor, filter: SearchFilter, chosen: Record<string, string>) {
  const { found, meant } = await searchNear(db, actor, filter, mostNear)
  return {
    near: found.map((each) => resultOf(actor, each)),
    meant,
    meantHref: meant === '' ? '' : threadPaths.search({ ...chosen, q: meant }),
  }
}

export function searchPage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Querystring: Record<string, unknown> }>(
    threadPaths.search(),
    { config: { permission: 'thread.read' } },
    async ({ actor, query }, reply) => {
      const parsed = parseForm(schema, query)
      const form = parsed.ok ? blankForm(parsed.values) : parsed.form
      const kind = parsed.ok ? parsed.value.kind : null
      const view = {
        heading: 'Search',
        form,
        action: threadPaths.search(),
        clearHref: threadPaths.search(),
        ...filterView(form, await listSearchChoices(db, actor, kind)),
        isSearched: false,
        isFiltered: false,
        words: '',
        summary: '',
        results: [],
        near: [],
        meant: '',
        meantHref: '',
        withoutFilterHref: '',
        earlierHref: '',
        laterHref: '',
      }
      if (!parsed.ok) return reply.page(template, view, 400)
      const { q, agency, ...rest } = parsed.value
      const filter: SearchFilter = { ...rest, words: q ?? '', organisationId: agency }
      const isFiltered = [rest.kind, rest.state, agency, rest.marking, rest.from, rest.to].some((each) => each !== null)
      if (filter.words === '' && !isFiltered) return reply.page(template, view)
      const page = pageOf(query['page'])
      const { found, total, isMore } = await searchRecords(db, actor, filter, onAPage, (page - 1) * onAPage)
      const chosen = Object.fromEntries(
        Object.keys(schema.shape).flatMap((field) => {
          const value = parsed.values[field]
          return typeof value === 'string' && value !== '' ? [[field, value]] : []
        }),
      )
      const first = (page - 1) * onAPage + 1
      return reply.page(template, {
        ...view,
        heading: filter.words === '' ? 'Search' : 'Search results',
        isSearched: true,
        isFiltered,
        words: filter.words,
        summary: `${isMore ? 'More than ' : ''}${plural(total, 'record')} found${total > onAPage ? `, ${first} to ${Math.min(first + onAPage - 1, total)} shown` : ''}`,
        results: found.map((each) => resultOf(actor, each)),
        ...(total === 0 && filter.words !== '' ? await nearOf(db, actor, filter, chosen) : {}),
        withoutFilterHref: isFiltered && filter.words !== '' ? threadPaths.search({ q: filter.words }) : '',
        earlierHref: page > 1 ? threadPaths.search({ ...chosen, page: String(page - 1) }) : '',
        laterHref: page * onAPage < total ? threadPaths.search({ ...chosen, page: String(page + 1) }) : '',
      })
    },
  )
}
