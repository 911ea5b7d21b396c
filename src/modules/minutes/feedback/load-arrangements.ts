import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { listGroups, listPartnerships } from '#modules/partnerships/public.ts'
import type { Db } from '#platform/db/connect.ts'
import { putDestination, putHeading } from './arrangements-store.ts'

const schema = z.strictObject({
  headings: z.array(
    z.strictObject({
      name: z.string().min(1),
      drawsOn: z.array(z.enum(['decisions', 'actions', 'warnings', 'escalations'])),
    }),
  ),
  destinations: z.array(
    z.strictObject({
      name: z.string().min(1),
      kind: z.enum(['group', 'report', 'circular', 'plan']),
      group: z.string().nullable(),
    }),
  ),
  source: z.string().min(1),
})

const packs = join(import.meta.dirname, '../../../../packs')

/** Headings and destinations of feedback from the packs, for partnerships that have none of their own yet. */
export async function loadFeedbackArrangements(db: Db): Promise<void> {
  for (const { id, slug } of await listPartnerships(db)) {
    const text = await readFile(join(packs, slug, 'feedback.json'), 'utf8').catch(() => null)
    if (text === null) continue
    const { headings, destinations, source } = schema.parse(JSON.parse(text))
    const groups = new Map((await listGroups(db, id)).map((group) => [group.slug, group.id]))
    await db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('minutes.feedback_heading')
        .where('partnership_id', '=', id)
        .select('id')
        .limit(1)
        .executeTakeFirst()
      if (known) return
      for (const [position, heading] of headings.entries())
        await putHeading(tx, id, { ...heading, position, source, isUsed: true })
      for (const [position, { name, kind, group }] of destinations.entries()) {
        const groupId = group === null ? null : (groups.get(group) ?? null)
        await putDestination(tx, id, { name, kind, groupId, position, source, isUsed: true })
      }
    })
  }
}
