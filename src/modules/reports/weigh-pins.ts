import { drawFigure } from './figures/draw-figure.ts'
import type { Figure, FigureContext } from './figures/figure.ts'
import type { Pin, Section } from './report.ts'

/** What a pin counts for: nothing when its figure is empty, activity when its records do not bear out what it is said to show. */
function weighed(pin: Pin, { isEmpty, bears }: Pick<Figure, 'isEmpty' | 'bears'>): Pin {
  if (isEmpty === true) return { ...pin, weight: 'none' }
  return bears === undefined || bears.includes(pin.claim) ? pin : { ...pin, weight: 'activity' }
}

/**
 * Sections with their pinned tables weighed by what these hold now. Indicators and warnings count as they are claimed: an indicator
 * without a figure of the period says so where it stands.
 */
export async function weighPins(context: FigureContext, sections: readonly Section[]): Promise<Section[]> {
  const weigh = async (pin: Pin) => (pin.kind === 'table' ? weighed(pin, await drawFigure(context, pin)) : pin)
  const result: Section[] = []
  for (const section of sections) {
    const pins: Pin[] = []
    for (const pin of section.pins) pins.push(await weigh(pin))
    result.push({ ...section, pins })
  }
  return result
}
