import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { lenient } from '#platform/views.ts'
import { addLink, mayLinkFrom } from '../add-link.ts'
import { sidesBetween } from '../link-rules.ts'
import { threadPaths } from '../paths.ts'
import { findRecord, type ThreadRecord } from '../record-store.ts'
import { searchNear } from '../search-near.ts'
import { searchRecords } from '../search-store.ts'
import { kindWords, stateWords } from '../thread-view.ts'

const schema = z.object({
  with: z
    .string({ error: 'Choose the other record' })
    .min(1, 'Choose the other record')
    .max(100, 'Choose the other record'),
  side: z
    .string({ error: 'Select how the two records belong together' })
    .min(1, 'Select how the two records belong together'),
  reason: requiredText('Enter why the two records belong together', 500, 'Reason must be 500 characters or fewer'),
})
const mostOffered = 12

const choose = 'thread/pages/add-link.njk'
const say = 'thread/pages/say-link.njk'

/** The record to link from; 404 when it may not be known, 403 when it may be read but not linked. */
async function recordToLink(db: Db, actor: Actor, reference: string): Promise<ThreadRecord> {
  const record = await findRecord(db, actor, reference)
  if (record === undefined) throw notFound('Record')
  if (!mayLinkFrom(actor, record))
    throw forbidden('Your office may link its own agency’s records; this one belongs to the partnership as a whole.')
  return record
}

const frame = ({ reference, title, marking }: ThreadRecord, heading: string) => ({
  heading,
  marking,
  breadcrumbs: [
    { text: `Golden thread of ${reference}`, href: threadPaths.show(reference) },
    { text: 'Links', href: threadPaths.links(reference) },
  ],
  title,
  reference,
})

const named = ({ title, kind, reference, state }: ThreadRecord) => ({
  title,
  note: `${kindWords(kind)} · ${reference} · ${stateWords(state)}`,
})

/** First the other record is searched for. */
async function chooseView(db: Db, actor: Actor, record: ThreadRecord, words: string) {
  const filter = { words, kind: null, state: null, organisationId: null, marking: null, from: null, to: null }
  const { found } = words === '' ? { found: [] } : await searchRecords(db, actor, filter, mostOffered + 1, 0)
  const near = words !== '' && found.length === 0 ? (await searchNear(db, actor, filter, mostOffered)).found : []
  const others = [...found, ...near].filter((each) => each.id !== record.id).slice(0, mostOffered)
  return {
    ...frame(record, 'Add a link'),
    form: blankForm({ q: words }),
    action: threadPaths.addLink(record.reference),
    isSearched: words !== '',
    isNear: near.length > 0,
    others: others.map((each) => ({
      ...named(each),
      fits: sidesBetween(record.kind, each.kind).length > 0,
      href: threadPaths.addLink(record.reference, { q: words, with: each.reference }),
    })),
  }
}

/** 'The recommendation' where the two are of different kinds; else their references tell them apart. */
const nameOf = (one: ThreadRecord, other: ThreadRecord): string =>
  one.kind === other.kind ? one.reference : `the ${kindWords(one.kind).toLowerCase()}`

const sentenceOf = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Then how the two belong together, in words from the first record's side. */
const sayView = (record: ThreadRecord, other: ThreadRecord, form: Form) => ({
  ...frame(record, 'How do the two records belong together?'),
  form,
  action: threadPaths.addLink(record.reference),
  otherReference: other.reference,
  own: named(record),
  other: named(other),
  sides: sidesBetween(record.kind, other.kind).map(({ side, words }) =>
    lenient({ value: side, text: sentenceOf(`${nameOf(record, other)} ${words} ${nameOf(other, record)}`) }),
  ),
  againHref: threadPaths.addLink(record.reference),
})

export function addLinkPage(app: FastifyInstance, { db }: Services): void {
  const config = { permission: 'thread.link' }
  app.get<{ Params: { reference: string }; Querystring: { q?: unknown; with?: unknown } }>(
    threadPaths.addLinkRoute(),
    { config },
    async ({ actor, params, query }, reply) => {
      const record = await recordToLink(db, actor, params.reference)
      const other = typeof query.with === 'string' ? await findRecord(db, actor, query.with) : undefined
      if (other !== undefined && other.id !== record.id) return reply.page(say, sayView(record, other, blankForm()))
      const words = typeof query.q === 'string' ? query.q.trim().slice(0, 200) : ''
      return reply.page(choose, await chooseView(db, actor, record, words))
    },
  )
  app.post<{ Params: { reference: string } }>(
    threadPaths.addLinkRoute(),
    { config },
    async ({ actor, params, body }, reply) => {
      const record = await recordToLink(db, actor, params.reference)
      const parsed = parseForm(schema, body)
      const otherReference = parsed.values['with']
      const other = typeof otherReference === 'string' ? await findRecord(db, actor, otherReference) : undefined
      if (other === undefined) return reply.page(choose, await chooseView(db, actor, record, ''), 400)
      if (!parsed.ok) return reply.page(say, sayView(record, other, parsed.form), 400)
      const { side, reason } = parsed.value
      const done = await addLink(db, actor, {
        reference: record.reference,
        otherReference: other.reference,
        side,
        reason,
      })
      if (!done.ok) return reply.page(say, sayView(record, other, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${threadPaths.links(record.reference)}?done=linked`, 303)
    },
  )
}
