import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { evidenceKinds, keysOf, measureKinds, priorities, sourceKinds, strengths } from './kinds.ts'
import { everyState } from './states.ts'

const file = join(import.meta.dirname, '../../../packs/demonstration/actions.json')

/** Days are counted from the day on which the demonstration is loaded. */
const invented = z.strictObject({
  title: z.string(),
  theme: z.string(),
  state: z.enum(everyState),
  kind: z.enum(['recommendation', 'action']).optional(),
  sourceKind: z.enum(keysOf(sourceKinds)),
  sourceTitle: z.string(),
  raisedDaysAgo: z.int(),
  dueInDays: z.int(),
  strength: z.enum(keysOf(strengths)),
  childWouldNotice: z.string(),
  measureKind: z.enum(keysOf(measureKinds)),
  measure: z.string(),
  priority: z.enum(keysOf(priorities)).optional(),
  /** Two agencies owe a part. */
  isShared: z.boolean().optional(),
  updatedDaysAgo: z.int().optional(),
  standing: z.string().optional(),
  update: z.string().optional(),
  reason: z.string().optional(),
  evidenceKind: z.enum(keysOf(evidenceKinds)).optional(),
  evidence: z.string().optional(),
  /** The title of an earlier one that it says again. */
  repeats: z.string().optional(),
})

/** One invented recommendation or action. */
export type Invented = z.infer<typeof invented>

/**
 * The invented recommendations and actions that the demonstration shows: the themes are those that such partnerships write about
 * (Kent's annual report 2021-22 among them), the words, dates, states and owners are made up.
 */
export const readDemonstrationItems = async (): Promise<Invented[]> =>
  z.array(invented).parse(JSON.parse(await readFile(file, 'utf8')))
