import { chartPair } from '#platform/charts/chart-pair.ts'
import { structureChart, type StructureNode } from '#platform/charts/structure-chart.ts'
import type { Structure, StructureItem } from './structure.ts'

function nodeOf(item: StructureItem): StructureNode {
  const below = [item.isStopped ? item.state : null, item.frequency].filter((words) => words).join('. ')
  return {
    id: item.id,
    label: item.name,
    href: item.href,
    ...(below === '' ? {} : { sublabel: below }),
    ...(item.badge === null ? {} : { badge: item.badge }),
    children: item.children.map(nodeOf),
  }
}

/** The structure as a drawing, wide and compact; '' when the partnership has no groups. */
export function drawStructure({ top, beside }: Structure, partnership: string): string {
  if (top === null && beside.length === 0) return ''
  const root = top === null ? { id: 'partnership', label: partnership, children: beside.map(nodeOf) } : nodeOf(top)
  const title = `Structure of ${partnership}`
  return chartPair('structure', (id, compact) => structureChart(root, { id, title, compact }))
}
