import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { attachment, official } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeCsv } from '#platform/sheets/write-csv.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { plural } from '#platform/words.ts'
import { exportColumns, exportRows, plainRow } from '../export-rows.ts'
import { countItems, listItems, listThemes, settleWords, sorts } from '../item-store.ts'
import { priorities, sourceKinds } from '../kinds.ts'
import { filterOf, lateKinds, readQuery, sortOf, type Query } from '../list-filter.ts'
import { trackerPaths } from '../paths.ts'
import { countByAge, positionByAgency } from '../position-store.ts'
import { findStateWords, shownStates } from '../state-word-store.ts'
import { isTeam } from '../who.ts'
import { ageBuckets, dueWords, lateWords, sourceWords } from '../words.ts'

const perPage = 50

const choices = (table: Readonly<Record<string, string>>, any: string) => [
  { value: '', text: any },
  ...Object.entries(table).map(([value, text]) => ({ value, text })),
]

export function listItemsPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'tracker.read' }

  app.get<{ Querystring: Query }>(trackerPaths.list(), { config }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const asked = readQuery(query)
    const words = await findStateWords(db, actor.partnershipId)
    const filter = await settleWords(db, actor, filterOf(actor, asked, words, today))
    const page = Math.max(1, /^\d{1,4}$/.test(asked.page) ? Number(asked.page) : 1)
    const sort = sortOf(asked.sort)
    const [total, items, themes, agencies, ages] = await Promise.all([
      countItems(db, actor, filter),
      listItems(db, actor, filter, { sort, limit: perPage, offset: (page - 1) * perPage }),
      listThemes(db, actor),
      positionByAgency(db, actor, today),
      countByAge(db, actor, today),
    ])
    const buckets = ageBuckets.map(({ key, words: text }, index) => ({
      text,
      href: trackerPaths.list({ late: key, sort: 'age' }),
      count: ages[index] ?? 0,
    }))
    const now = Object.fromEntries(Object.entries(asked).filter(([name, text]) => text !== '' && name !== 'page'))
    const chosen = (name: keyof typeof asked, options: { value: string; text: string }[], label: string) => ({
      id: name,
      label,
      options,
      chosen: asked[name],
    })
    const mayRaise = may(actor, 'tracker.raise')
    const link = (is: boolean, text: string, href: string) => (is ? [{ text, href }] : [])
    return reply.page('tracker/pages/list-items.njk', {
      heading: 'Recommendations and actions',
      action: trackerPaths.list(),
      filters: [
        chosen('kind', choices({ recommendation: 'Recommendations', action: 'Actions' }, 'Both'), 'Kind'),
        chosen(
          'state',
          [
            { value: '', text: 'Open' },
            { value: 'all', text: 'All' },
            ...shownStates(words).map((each) => ({ value: each.state, text: each.words })),
          ],
          'State',
        ),
        chosen(
          'agency',
          [
            { value: '', text: 'Any agency' },
            ...agencies.map((each) => ({ value: each.organisationId, text: each.organisation })),
          ],
          'Agency',
        ),
        chosen('source', choices(sourceKinds, 'Any source'), 'Came from'),
        chosen(
          'theme',
          [{ value: '', text: 'Any theme' }, ...themes.map((theme) => ({ value: theme, text: theme }))],
          'Theme',
        ),
        chosen('priority', choices(priorities, 'Any priority'), 'Priority'),
        chosen(
          'late',
          [
            ...choices(lateKinds, 'Any date'),
            ...ageBuckets.map((each) => ({ value: each.key, text: `First date passed: ${each.words.toLowerCase()}` })),
          ],
          'Date',
        ),
        chosen('whose', choices({ mine: 'My office’s' }, 'Everybody’s'), 'Owed by'),
        chosen(
          'sort',
          Object.entries(sorts).map(([value, text]) => ({ value, text })),
          'Sort by',
        ),
      ],
      words: asked.words,
      isLoose: filter.areWordsLoose === true && total > 0,
      caption: `${plural(total, 'recommendation or action', 'recommendations and actions')}${total > perPage ? `, page ${page} of ${Math.ceil(total / perPage)}` : ''}. ${sorts[sort]}`,
      rows: items.map((item) => ({
        href: trackerPaths.show(item.reference),
        title: item.title,
        under: `${item.reference}. ${sourceWords(item)}`,
        state: words(item.state).words,
        tag: words(item.state).tag,
        owner: item.ownerOrganisation ?? '',
        office: item.ownerOffice ?? '',
        due: dueWords(item, today),
        firstDue: item.firstDueOn !== null && item.firstDueOn !== item.dueOn ? inWords(item.firstDueOn) : '',
        late: lateWords(item, today),
        updated: item.lastUpdateOn === null ? '' : inWords(item.lastUpdateOn),
      })),
      invented: false,
      hasInvented: items.some((item) => item.isInvented),
      buckets,
      links: [
        ...link(mayRaise, 'Write down a recommendation or action', trackerPaths.raise()),
        { text: 'By agency', href: trackerPaths.agencies() },
        { text: 'Re-tests of impact', href: trackerPaths.retests() },
        ...link(isTeam(actor), 'Bring in a spreadsheet', trackerPaths.imports()),
        ...link(may(actor, 'tracker.settings'), 'Words for the states', trackerPaths.settings()),
      ],
      downloads: (['xlsx', 'csv'] as const).map((ending) => ({
        text: ending === 'xlsx' ? 'Excel workbook (XLSX)' : 'CSV',
        href: `${trackerPaths.export(ending)}?${new URLSearchParams(now).toString()}`,
      })),
      previousHref: page > 1 ? trackerPaths.list({ ...now, page: String(page - 1) }) : '',
      nextHref: page * perPage < total ? trackerPaths.list({ ...now, page: String(page + 1) }) : '',
      meanings: shownStates(words).map((each) => ({ words: each.words, meaning: each.meaning })),
    })
  })

  for (const ending of ['xlsx', 'csv'] as const) {
    app.get<{ Querystring: Query }>(trackerPaths.export(ending), { config }, async ({ actor, query }, reply) => {
      const today = clock.today()
      const asked = readQuery(query)
      const words = await findStateWords(db, actor.partnershipId)
      const filter = await settleWords(db, actor, filterOf(actor, asked, words, today))
      const rows = await exportRows(db, actor, filter, sortOf(asked.sort), words, today)
      const name = `${actor.partnershipSlug}-recommendations-and-actions-${today}`
      reply.header('content-disposition', attachment(name, official, ending))
      if (ending === 'csv') {
        const lines = [exportColumns.map((column) => column.header), ...rows.map(plainRow)]
        return reply.type('text/csv; charset=utf-8').send(writeCsv(lines))
      }
      const title = `Recommendations and actions of ${actor.partnershipName}`
      return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(
        await writeWorkbook({
          title,
          creator: 'Goldenthread',
          marking: official,
          sheets: [
            {
              kind: 'table',
              name: 'Tracker',
              titles: [title, `As at ${inWords(today)}`],
              columns: exportColumns,
              rows,
              frozenColumns: 1,
            },
          ],
        }),
      )
    })
  }
}
