import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isDate } from '#platform/dates.ts'
import { guidanceCertainties, guidanceKinds } from './guidance.ts'
import { keysOf } from './words.ts'

const item = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(keysOf(guidanceKinds)),
  title: z.string().min(1).max(200),
  publisher: z.string().min(1),
  source: z.string().min(1),
  address: z
    .string()
    .regex(/^https:\/\//)
    .nullable(),
  certainty: z.enum(keysOf(guidanceCertainties)),
  certaintyNote: z.string().nullable(),
  inForceOn: z.string().refine(isDate).nullable(),
  inForceWords: z.string().nullable(),
  summary: z.string().min(1),
})

export type ShippedGuidance = z.output<typeof item>

const file = join(import.meta.dirname, '../../../packs/england/guidance.json')
let known: readonly ShippedGuidance[] | undefined

/** The national law, guidance and reforms that come with the project, each with its source and how sure it is (packs/england). */
export const shippedGuidance = (): readonly ShippedGuidance[] =>
  (known ??= z.array(item).parse(JSON.parse(readFileSync(file, 'utf8'))))
