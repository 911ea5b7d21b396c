import { decodeText, splitCsv } from './csv-rows.ts'
import { read, refused, type Outcome } from './outcome.ts'

/** One neighbour of an area in a model; position 1 is the closest. */
export type Neighbour = { areaId: number; position: number; neighbourId: number; closeness: string }

export type NeighbourFile = {
  neighbours: Neighbour[]
  /** Areas that the model names without neighbours: Cumberland and Westmorland and Furness in the model of 2021. */
  without: number[]
}

const needed = ['la_number', 'sn_rank', 'sn_la_number', 'closeness'] as const

/** 'Very Close', 'Very close' and 'very close' are one degree. */
const degree = (printed: string): string => {
  const text = printed.trim().toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Reads a model of children's services statistical neighbours. Refuses missing columns, unknown positions and a position given twice. */
export function readNeighbours(bytes: Uint8Array): Outcome<NeighbourFile> {
  const text = decodeText(bytes)
  if (!text.ok) return text
  const split = splitCsv(text.value)
  if (!split.ok) return split
  const [header = [], ...body] = split.value
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0)
    return refused(
      `The list of neighbours has no column ${missing.join(', ')}; its first row has ${header.join(', ')}.`,
    )
  const at = Object.fromEntries(needed.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof needed)[number],
    number
  >
  const neighbours: Neighbour[] = []
  const named = new Set<number>()
  const seen = new Set<string>()
  const problems: string[] = []
  for (const [index, cells] of body.entries()) {
    if (cells.length < 2) continue
    const value = (name: (typeof needed)[number]) => cells[at[name]]?.trim() ?? ''
    const areaId = Number(value('la_number'))
    const position = Number(value('sn_rank'))
    named.add(areaId)
    if (value('sn_la_number') === '-') continue
    const neighbourId = Number(value('sn_la_number'))
    if (![areaId, position, neighbourId].every((number) => Number.isInteger(number) && number > 0)) {
      problems.push(`Row ${index + 2} does not name an area, a position and a neighbour by number.`)
      continue
    }
    const key = `${areaId}|${position}`
    if (seen.has(key)) problems.push(`Row ${index + 2}: position ${position} of area ${areaId} is given twice.`)
    seen.add(key)
    neighbours.push({ areaId, position, neighbourId, closeness: degree(value('closeness')) })
  }
  if (problems.length > 0) return refused(...problems)
  const having = new Set(neighbours.map(({ areaId }) => areaId))
  return read({ neighbours, without: [...named].filter((areaId) => !having.has(areaId)) })
}
