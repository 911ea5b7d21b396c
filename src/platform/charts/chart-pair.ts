import { element } from './svg.ts'

/**
 * A chart drawn twice, wide and compact, of which the page's width shows one (charts.scss). The drawing not shown is not read out either.
 * `draw` is given an id of its own for each.
 */
export function chartPair(id: string, draw: (id: string, compact: boolean) => string): string {
  return (
    element('div', { class: 'gt-chart-pair__wide' }, draw(id, false)) +
    element('div', { class: 'gt-chart-pair__compact' }, draw(`${id}-compact`, true))
  )
}
