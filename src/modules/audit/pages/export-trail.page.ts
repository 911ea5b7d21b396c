import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { eventWords } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { must } from '#platform/command.ts'
import { actingAs } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { badRequest } from '#platform/errors.ts'
import { attachment, sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeCsv } from '#platform/sheets/write-csv.ts'
import { exportLine } from '../export-line.ts'
import { auditPaths } from '../paths.ts'
import { exportTrail } from '../read-trail.ts'
import { listChoices, readFilter } from '../trail-filter.ts'
import { findEventsAfter, type TrailEvent, type TrailFilter } from '../trail-store.ts'
import { subjectsOf, whoWords, type Subject } from '../trail-view.ts'

const config = { permission: 'audit.read' }
const perBatch = 1_000
const csvHead = [
  'Position',
  'Time (UTC)',
  'What happened',
  'Kind of event',
  'Person',
  'Office',
  'About',
  'Reference',
  'Details',
  'Event id',
  'Hash',
]

/** What was found, a thousand events in memory at a time. It is read while it is sent, so each read says anew who acts. */
async function* batches(
  db: Db,
  actor: Actor,
  filter: TrailFilter,
  upTo: number,
): AsyncGenerator<{ events: TrailEvent[]; subjects: Map<string, Subject> }> {
  for (let after = 0; ;) {
    const from = after
    const events = await actingAs(actor, () =>
      findEventsAfter(db, actor, filter, { after: from, upTo, most: perBatch }),
    )
    if (events.length > 0) yield { events, subjects: await actingAs(actor, () => subjectsOf(db, actor, events)) }
    after = events.at(-1)?.position ?? 0
    if (events.length < perBatch) return
  }
}

/** Rows of CSV; the byte order mark stands before the first only. */
const csvRows = (rows: Parameters<typeof writeCsv>[0]): Buffer => writeCsv(rows).subarray(3)

const csvRow = (event: TrailEvent, subjects: ReadonlyMap<string, Subject>) => {
  const { who, office } = whoWords(event)
  const about = subjects.get(event.subject)
  return [
    event.position,
    event.at.toISOString(),
    eventWords(event.name),
    event.name,
    who,
    office,
    about?.text ?? event.subject,
    about?.reference ?? '',
    JSON.stringify(event.details),
    event.id,
    event.hash,
  ]
}

export function exportTrailPage(app: FastifyInstance, { db, clock }: Services): void {
  const begin = async (actor: Actor, given: unknown, format: 'json-lines' | 'csv') => {
    const { filter } = await readFilter(db, actor, given, await listChoices(db, actor))
    if (filter === null) throw badRequest('The search in this address cannot be understood. Search again, then export.')
    const { upTo } = must(await exportTrail(db, actor, { filter, format }))
    return batches(db, actor, filter, upTo)
  }
  const nameOf = (actor: Actor) => `${actor.partnershipSlug}-audit-trail-${clock.today()}`

  app.get(auditPaths.jsonLines(), { config }, async ({ actor, query }, reply) => {
    const found = await begin(actor, query, 'json-lines')
    async function* lines() {
      for await (const { events } of found) for (const event of events) yield exportLine(event)
    }
    return reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', attachment(nameOf(actor), sensitive, 'jsonl'))
      .send(Readable.from(lines(), { objectMode: false }))
  })

  app.get(auditPaths.csv(), { config }, async ({ actor, query }, reply) => {
    const found = await begin(actor, query, 'csv')
    async function* rows() {
      yield writeCsv([csvHead])
      for await (const { events, subjects } of found) yield csvRows(events.map((event) => csvRow(event, subjects)))
    }
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', attachment(nameOf(actor), sensitive, 'csv'))
      .send(Readable.from(rows(), { objectMode: false }))
  })
}
