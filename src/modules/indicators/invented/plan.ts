import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

const folder = join(import.meta.dirname, '../../../../packs/demonstration')

/**
 * How one indicator is made up. `level` is in the indicator’s own unit (a count: per 10,000 children a quarter) and is used only where nothing
 * is published; `volume` is a percentage’s denominator per 10,000 children a quarter; `denominatorFrom` takes the numerator of another indicator
 * instead, `share` of it; `season` multiplies by the quarter of the financial year.
 */
const level = z.strictObject({
  level: z.number().positive().optional(),
  volume: z.number().positive().optional(),
  denominatorFrom: z.string().optional(),
  share: z.number().positive().default(1),
  season: z.tuple([z.number(), z.number(), z.number(), z.number()]).default([1, 1, 1, 1]),
})
const levels = z.strictObject({
  note: z.string().startsWith('Invented'),
  quarters: z.int().min(18),
  levels: z.record(z.string(), level),
})

const indicator = z.string()
const last = z.int().positive()
const event = z.discriminatedUnion('kind', [
  /** Each of the last quarters is `factor` further from the level: 0.05 is 5 per cent more each time. */
  z.strictObject({ indicator, last, kind: z.literal('trend'), factor: z.number() }),
  z.strictObject({ indicator, last, kind: z.literal('step'), factor: z.number().positive() }),
  z.strictObject({ indicator, last, kind: z.literal('outlier'), factor: z.number().positive() }),
  z.strictObject({ indicator, last, kind: z.literal('begins') }),
  z.strictObject({
    indicator,
    last,
    kind: z.literal('missing'),
    quarters: z.int().positive(),
    state: z.enum(['missing', 'not collected', 'not applicable']),
    reason: z.string().min(10),
  }),
])
const history = z.strictObject({
  note: z.string().startsWith('Invented'),
  events: z.array(event),
  annotations: z.array(
    z.strictObject({ indicator, last, text: z.string().endsWith('(invented)'), isRebase: z.boolean() }),
  ),
  targets: z.array(z.strictObject({ indicator, target: z.number(), note: z.string().startsWith('Invented') })),
})

export type Level = z.infer<typeof level>
export type Levels = z.infer<typeof levels>
export type Event = z.infer<typeof event>
export type Plan = z.infer<typeof history>

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))

/** packs/demonstration/levels.json. Throws when it does not have its shape. */
export const readLevels = async (): Promise<Levels> => levels.parse(await readJson(join(folder, 'levels.json')))

/** packs/demonstration/{slug}.json: what happens to its made-up figures. A partnership without one has no invented history. */
export async function readPlan(slug: string): Promise<Plan | undefined> {
  try {
    return history.parse(await readJson(join(folder, `${slug}.json`)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
