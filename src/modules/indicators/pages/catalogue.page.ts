import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { unitWords } from '../display.ts'
import { ownerWords, polarityWords } from '../indicator.ts'
import { listIndicators, listSupplied } from '../indicator-store.ts'
import { indicatorPaths } from '../paths.ts'

export function cataloguePage(app: FastifyInstance, { db }: Services): void {
  app.get(indicatorPaths.catalogue(), { config: { permission: 'indicators.read' } }, async ({ actor }, reply) => {
    const [indicators, supplied] = await Promise.all([listIndicators(db), listSupplied(db, actor.partnershipId)])
    const suppliers = new Map(supplied.map(({ indicator, organisation }) => [indicator.id, organisation]))
    const themes = Map.groupBy(indicators, (indicator) => indicator.theme)
    return reply.page('indicators/pages/catalogue.njk', {
      heading: 'The catalogue of indicators',
      breadcrumbs: [
        { text: 'Data', href: indicatorPaths.dashboard() },
        { text: 'Catalogue', href: indicatorPaths.catalogue() },
      ],
      count: plural(indicators.length, 'indicator'),
      themes: [...themes].map(([theme, within]) => ({
        theme,
        name: within[0]?.themeName ?? theme,
        indicators: within.map((indicator) => ({
          code: indicator.code,
          name: indicator.name,
          href: indicatorPaths.show(indicator.slug),
          question: indicator.question,
          definition: indicator.definition,
          numerator: indicator.numerator,
          denominator: indicator.denominator,
          unit: unitWords(indicator) || 'a count',
          polarity: polarityWords(indicator.polarity),
          owner: ownerWords(indicator.ownerKind),
          supplier: suppliers.get(indicator.id) ?? null,
          frequency: indicator.frequency,
          isPublished: indicator.measureId !== null,
          certainty: indicator.certaintyWords,
        })),
      })),
    })
  })
}
