import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Services } from '#platform/services.ts'
import { findArea, type Area } from '../area-store.ts'
import { displayValue, shortValue } from '../display.ts'
import { areaTable } from '../figure-table.ts'
import type { Indicator } from '../indicator.ts'
import { listIndicators } from '../indicator-store.ts'
import { indicatorPaths } from '../paths.ts'
import type { Position } from '../position.ts'
import { listPositions } from '../position-store.ts'
import { sendTable } from './send-table.ts'

const config = { permission: 'indicators.read' }

async function areaOf(db: Db, laCode: string): Promise<Area> {
  const area = await findArea(db, laCode)
  if (!area) throw notFound('Area')
  return area
}

/** The newest published figure of everything that is published for an area. */
async function publishedOf(db: Db, area: Area): Promise<{ indicator: Indicator; position: Position }[]> {
  const indicators = await listIndicators(db)
  const positions = await listPositions(db, area.id, indicators)
  return indicators.flatMap((indicator) => {
    const position = positions.get(indicator.id)
    return position ? [{ indicator, position }] : []
  })
}

function rowView({ indicator, position }: { indicator: Indicator; position: Position }, laCode: string) {
  const { own, england, region, neighbours, rank } = position
  return {
    name: indicator.name,
    href: indicatorPaths.areaIndicator(laCode, indicator.slug),
    period: position.periodWords,
    own: displayValue(indicator, own.value, own.state),
    england: shortValue(indicator, england.value, england.state),
    region: shortValue(indicator, region.value, region.state),
    neighbours: neighbours.median === null ? 'no figure' : shortValue(indicator, neighbours.median),
    used: `${neighbours.used} of ${neighbours.of}`,
    standing: position.standingWords.replace(' its statistical neighbours', ' neighbours'),
    rank: rank === null ? 'not ranked' : `${rank.position} of ${rank.of}`,
    quartile: position.quartileWords?.replace(' quarter of areas', '') ?? 'not ranked',
  }
}

export function areaPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { laCode: string } }>(indicatorPaths.area(':laCode'), { config }, async ({ params }, reply) => {
    const area = await areaOf(db, params.laCode)
    const lines = await publishedOf(db, area)
    const first = lines[0]?.position
    const themes = Map.groupBy(lines, ({ indicator }) => indicator.theme)
    return reply.page('indicators/pages/area.njk', {
      heading: `${area.name}: published figures`,
      breadcrumbs: [
        { text: 'Data', href: indicatorPaths.dashboard() },
        { text: 'Areas', href: indicatorPaths.areas() },
        { text: area.name, href: indicatorPaths.area(area.laCode) },
      ],
      areaName: area.name,
      regionName: area.regionName,
      until: area.kind === 'predecessor' && area.endsOn !== null ? inWords(area.endsOn) : null,
      from: area.startsOn === null ? null : inWords(area.startsOn),
      neighbours: first?.neighbours.names ?? [],
      model: first?.neighbours.modelTitle ?? '',
      themes: [...themes].map(([theme, within]) => ({
        theme,
        name: within[0]?.indicator.themeName ?? theme,
        rows: within.map((line) => rowView(line, area.laCode)),
      })),
      csv: indicatorPaths.areaTable(area.laCode, 'csv'),
      xlsx: indicatorPaths.areaTable(area.laCode, 'xlsx'),
      areasHref: indicatorPaths.areas(),
    })
  })

  for (const kind of ['csv', 'xlsx'] as const) {
    app.get<{ Params: { laCode: string } }>(
      indicatorPaths.areaTable(':laCode', kind),
      { config },
      async ({ params }, reply) => {
        const area = await areaOf(db, params.laCode)
        return sendTable(reply, areaTable(area.name, await publishedOf(db, area), clock.today()), kind)
      },
    )
  }
}
