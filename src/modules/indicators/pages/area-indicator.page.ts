import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { findArea } from '../area-store.ts'
import { unitWords } from '../display.ts'
import { publishedTable } from '../figure-table.ts'
import { polarityWords } from '../indicator.ts'
import { findIndicator } from '../indicator-store.ts'
import { indicatorPaths } from '../paths.ts'
import { positionAmong } from '../position-store.ts'
import { publishedView } from './published-view.ts'
import { sendTable } from './send-table.ts'

const config = { permission: 'indicators.read' }

type Params = { laCode: string; slug: string }

async function find(db: Db, { laCode, slug }: Params) {
  const [area, indicator] = await Promise.all([findArea(db, laCode), findIndicator(db, slug)])
  if (!area || indicator?.slug !== slug) throw notFound('Page')
  return { area, indicator, among: await positionAmong(db, area.id, indicator) }
}

export function areaIndicatorPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: Params }>(
    indicatorPaths.areaIndicator(':laCode', ':slug'),
    { config },
    async ({ params }, reply) => {
      const { area, indicator, among } = await find(db, params)
      return reply.page('indicators/pages/area-indicator.njk', {
        heading: `${area.name}: ${indicator.question.charAt(0).toLowerCase()}${indicator.question.slice(1)}`,
        breadcrumbs: [
          { text: 'Data', href: indicatorPaths.dashboard() },
          { text: 'Areas', href: indicatorPaths.areas() },
          { text: area.name, href: indicatorPaths.area(area.laCode) },
          { text: indicator.name, href: indicatorPaths.areaIndicator(area.laCode, indicator.slug) },
        ],
        name: indicator.name,
        code: indicator.code,
        areaName: area.name,
        areaHref: indicatorPaths.area(area.laCode),
        sentence: among?.position.words ?? `No figure of ${area.name} is published for this indicator.`,
        published: among ? publishedView(indicator, among, area.laCode, false) : null,
        workedOut: [
          { key: 'Definition', value: indicator.definition },
          { key: 'Unit', value: unitWords({ ...indicator, isAnnualised: false }) || 'a count' },
          { key: 'Which way is better', value: polarityWords(indicator.polarity) },
          ...indicator.seriesBreaks.map((each) => ({ key: `Break from ${inWords(each.from)}`, value: each.note })),
        ],
      })
    },
  )

  for (const kind of ['csv', 'xlsx'] as const) {
    app.get<{ Params: Params }>(
      indicatorPaths.areaFigures(':laCode', ':slug', kind),
      { config },
      async ({ params }, reply) => {
        const { indicator, among } = await find(db, params)
        if (!among) throw notFound('Figures')
        return sendTable(reply, publishedTable(indicator, among.position, clock.today()), kind)
      },
    )
  }
}
