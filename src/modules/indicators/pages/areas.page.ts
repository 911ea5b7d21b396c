import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { listAreas } from '../area-store.ts'
import { indicatorPaths } from '../paths.ts'

const asked = z.object({ name: z.string().trim().max(100).catch('') })

/** 'st helens' finds 'St. Helens'. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9 ]/g, '')

export function areasPage(app: FastifyInstance, { db }: Services): void {
  app.get(indicatorPaths.areas(), { config: { permission: 'indicators.read' } }, async ({ query }, reply) => {
    const { name } = asked.parse(query)
    const all = await listAreas(db)
    const found = all.filter((area) => plain(area.name).includes(plain(name)))
    const authorities = found.filter((area) => area.kind === 'authority')
    const regions = Map.groupBy(authorities, (area) => area.regionName)
    return reply.page('indicators/pages/areas.njk', {
      heading: 'Every area’s published figures',
      breadcrumbs: [
        { text: 'Data', href: indicatorPaths.dashboard() },
        { text: 'Areas', href: indicatorPaths.areas() },
      ],
      action: indicatorPaths.areas(),
      name,
      isEmpty: all.length === 0,
      count: plural(found.length, 'area'),
      regions: [...regions]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([region, areas]) => ({
          region,
          areas: areas.map((area) => ({ name: area.name, href: indicatorPaths.area(area.laCode) })),
        })),
      predecessors: found
        .filter((area) => area.kind === 'predecessor')
        .map((area) => ({
          name: area.name,
          href: indicatorPaths.area(area.laCode),
          until: area.endsOn === null ? '' : inWords(area.endsOn),
        })),
    })
  })
}
