import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const file = join(import.meta.dirname, '../../../../packs/demonstration/plans.json')

const measure = z.strictObject({
  title: z.string(),
  indicator: z.string().optional(),
  kind: z.enum(['audit question', 'survey item', 'count']).optional(),
  unit: z.string().optional(),
  polarity: z.enum(['higher-better', 'lower-better', 'none']).optional(),
  target: z.number().optional(),
  /** One a quarter, oldest first; null: not known. */
  figures: z.array(z.number().nullable()).optional(),
  /** Out of how many, where the figures are per cent of it. */
  of: z.number().optional(),
  unknown: z.string().optional(),
})

const priority = z.strictObject({
  /** The number of a printed priority, or words of its own. */
  printed: z.number().optional(),
  title: z.string().optional(),
  outcomes: z.array(
    z.strictObject({
      title: z.string(),
      measures: z.array(measure),
      actions: z.array(z.strictObject({ title: z.string(), inMonths: z.number() })),
    }),
  ),
  /** One a quarter, oldest first: definition, why, kind of evidence. */
  judged: z.array(z.tuple([z.string(), z.string(), z.string().nullable()]).nullable()),
})

/** Months are counted from today, or within the plan from its first day. */
const plan = z.strictObject({
  partnership: z.string(),
  startsMonthsAgo: z.number(),
  months: z.number(),
  group: z.string(),
  agreedBy: z.string(),
  priorities: z.array(priority),
  changes: z.array(
    z.strictObject({ afterMonths: z.number(), add: z.string(), outcome: z.string(), reason: z.string() }),
  ),
  proposed: z.strictObject({ end: z.number(), reason: z.string() }).nullable(),
  challenge: z.strictObject({ priority: z.number(), words: z.string() }).nullable(),
  projects: z.array(
    z.strictObject({
      title: z.string(),
      scope: z.string(),
      priority: z.number(),
      startsMonthsAgo: z.number(),
      dueInMonths: z.number(),
      stages: z.array(z.tuple([z.string(), z.number(), z.number().nullable()])),
      reports: z.array(z.tuple([z.string(), z.number(), z.string().nullable()])),
      recommendation: z.string().nullable(),
      paused: z.string().nullable(),
      ended: z.string().nullable(),
    }),
  ),
})

export type DemonstrationPlan = z.infer<typeof plan>
export type DemonstrationPriority = DemonstrationPlan['priorities'][number]
export type DemonstrationProject = DemonstrationPlan['projects'][number]

/** The invented plans that the demonstration shows. */
export const readDemonstrationPlans = async (): Promise<DemonstrationPlan[]> =>
  z.array(plan).parse(JSON.parse(await readFile(file, 'utf8')))
