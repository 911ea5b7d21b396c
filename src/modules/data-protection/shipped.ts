import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** packs/england, beside the code: what every partnership starts from. */
const folder = join(import.meta.dirname, '../../../packs/england/data-protection')

const certainty = z.enum(['seen', 'known', 'inferred', 'unknown'])
export type Certainty = z.infer<typeof certainty>

const schedule = z.strictObject({
  kind: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  keeps: z.enum(['months', 'permanent', 'undecided']),
  months: z.number().int().min(1).max(1200).nullable(),
  starts: z.string().min(1),
  basis: z.string().min(1),
  source: z.string().min(1),
  certainty,
  note: z.string().nullable(),
})

const clock = z.strictObject({
  register: z.enum(['subject-access', 'freedom-of-information', 'breach', 'disclosure']),
  rule: z.string(),
  source: z.string(),
  certainty,
  amount: z.number().int().positive().nullable(),
  extension: z.number().int().positive().nullable(),
  unit: z.enum(['months', 'working-days', 'hours', 'none']),
})

const processing = z.strictObject({
  kind: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  purpose: z.string(),
  controllers: z.string(),
  processors: z.string(),
  subjects: z.array(z.string()),
  categories: z.array(z.string()),
  lawfulBases: z.array(z.string()),
  specialCategories: z.string(),
  recipients: z.array(z.string()),
  transfers: z.string(),
  retention: z.array(z.string()),
  security: z.string(),
  source: z.string(),
  certainty,
})

const notice = z.strictObject({
  controller: z.string(),
  contact: z.string(),
  officer: z.string(),
  rights: z.array(z.string()),
  accessibilityContact: z.string(),
  accessibilityKnown: z.array(z.string()),
  accessibilityTested: z.string(),
  preparedOn: z.iso.date(),
  source: z.string(),
  certainty,
})

export type ShippedSchedule = z.infer<typeof schedule>
export type ShippedClock = z.infer<typeof clock>
export type ShippedProcessing = z.infer<typeof processing>
export type ShippedNotice = z.infer<typeof notice>

type Shipped = {
  retention: ShippedSchedule[]
  clocks: ShippedClock[]
  processing: ShippedProcessing[]
  notice: ShippedNotice
}

const fileOf = async <T>(name: string, shape: z.ZodType<T>): Promise<T> =>
  shape.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))

let read: Promise<Shipped> | undefined

/** What the release came with. Read once in a process: the files do not change under it. Throws when one is not what it should be. */
export function shipped(): Promise<Shipped> {
  read ??= Promise.all([
    fileOf('retention', z.array(schedule)),
    fileOf('clocks', z.array(clock)),
    fileOf('processing', z.array(processing)),
    fileOf('notice', notice),
  ]).then(([retention, clocks, records, words]) => ({ retention, clocks, processing: records, notice: words }))
  return read
}

/** How sure we are of something, as it is shown beside it. */
export const certaintyWords: Record<Certainty, string> = {
  seen: 'Seen in the source named',
  known: 'Known, not re-read: check before relying on it',
  inferred: 'Proposed, not found in a source',
  unknown: 'Not established: no source says',
}
