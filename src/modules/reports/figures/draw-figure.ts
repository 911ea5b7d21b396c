import type { Pin } from '../report.ts'
import type { Figure, FigureContext } from './figure.ts'
import { indicatorFigure } from './indicator-figure.ts'
import { tableFigure } from './table-figure.ts'
import { warningFigure } from './warning-figure.ts'

/** A pinned figure, drawn from the database now. */
export async function drawFigure(context: FigureContext, pin: Pick<Pin, 'id' | 'kind' | 'key'>): Promise<Figure> {
  switch (pin.kind) {
    case 'indicator':
      return indicatorFigure(context, pin.key, `figure-${pin.id}`)
    case 'warning':
      return warningFigure(context, pin.key)
    case 'table':
      return tableFigure(context, pin.key)
  }
}
