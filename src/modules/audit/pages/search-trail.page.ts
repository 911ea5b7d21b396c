import type { FastifyInstance } from 'fastify'
import { eventWords } from '#modules/thread/public.ts'
import { must } from '#platform/command.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { auditPaths } from '../paths.ts'
import { searchTrail } from '../read-trail.ts'
import { listChoices, readFilter, type Choices, type ReadFilter } from '../trail-filter.ts'
import { findLastCheck } from '../trail-store.ts'
import { checkWords, eventRow, subjectsOf } from '../trail-view.ts'

const template = 'audit/pages/search-trail.njk'

function formView({ form }: ReadFilter, { people, offices, kinds }: Choices) {
  const chosen = (field: string, value: string) => form.values[field] === value
  return {
    people: people.map(({ id, name }) => ({ value: id, text: name, selected: chosen('person', id) })),
    organisations: [...Map.groupBy(offices, ({ organisationId }) => organisationId)].map(([id, own]) => ({
      name: own[0]?.organisation ?? '',
      value: `organisation:${id}`,
      selected: chosen('where', `organisation:${id}`),
      offices: own.map((office) => ({
        value: `office:${office.id}`,
        text: office.name,
        selected: chosen('where', `office:${office.id}`),
      })),
    })),
    kinds: kinds
      .map((name) => ({ value: name, text: eventWords(name), selected: chosen('event', name) }))
      .toSorted((a, b) => a.text.localeCompare(b.text)),
  }
}

export function searchTrailPage(app: FastifyInstance, { db }: Services): void {
  app.get(auditPaths.search(), { config: { permission: 'audit.read' } }, async ({ actor, query: given }, reply) => {
    const choices = await listChoices(db, actor)
    const read = await readFilter(db, actor, given, choices)
    const { query, filter, form } = read
    const view = {
      heading: 'Audit trail',
      marking: sensitive,
      form,
      action: auditPaths.search(),
      isOwnOnly: actor.reach !== 'partnership',
      organisation: actor.organisationName,
      ...formView(read, choices),
      check: checkWords(await findLastCheck(db, actor)),
      isFiltered: Object.values(query).some((value) => value !== ''),
      allHref: auditPaths.search(),
      jsonLinesHref: auditPaths.jsonLines(query),
      csvHref: auditPaths.csv(query),
    }
    const nothing = { events: [], isSearched: false, olderHref: '', newestHref: '' }
    if (filter === null) return reply.page(template, { ...view, ...nothing }, 400)
    const { events, hasMore } = must(await searchTrail(db, actor, filter))
    const subjects = await subjectsOf(db, actor, events)
    return reply.page(template, {
      ...view,
      isSearched: true,
      events: events.map((event) => eventRow(event, subjects)),
      olderHref: hasMore ? auditPaths.search({ ...query, before: String(events.at(-1)?.position ?? 0) }) : '',
      newestHref: filter.before === null ? '' : auditPaths.search(query),
    })
  })
}
