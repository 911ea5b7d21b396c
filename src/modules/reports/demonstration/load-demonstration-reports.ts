import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { findPartnership } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { createReport } from '../create-report.ts'
import { claimNames } from '../meter.ts'
import { pinFigure } from '../pin-figure.ts'
import { nextPeriod, periodInWords } from '../report.ts'
import { listReports } from '../report-store.ts'
import { tableKeys, tables } from '../tables.ts'
import { writeSection } from '../write-section.ts'

const file = join(import.meta.dirname, '../../../../packs/demonstration/reports.json')

const schema = z.array(
  z.strictObject({
    partnership: z.string(),
    /** null: the last whole year from April to March; 'running': the one that is not over. */
    period: z
      .union([z.strictObject({ startsOn: z.iso.date(), endsOn: z.iso.date() }), z.literal('running')])
      .nullable(),
    edition: z.string().nullable(),
    editionReason: z.string().nullable(),
    sections: z.array(
      z.strictObject({
        item: z.string(),
        narrative: z.string(),
        pins: z.array(
          z.strictObject({
            kind: z.enum(['indicator', 'warning', 'table']),
            key: z.string(),
            claim: z.enum(claimNames),
          }),
        ),
      }),
    ),
  }),
)
type Draft = z.infer<typeof schema>[number]

type Loading = { db: Db; today: string; actor: Actor; title: string }

/** The year from April to March that a draft is about. */
function periodOf(draft: Draft, today: string): { startsOn: string; endsOn: string } {
  const last = nextPeriod(null, today)
  if (draft.period === 'running') {
    const { from, to } = nextPeriod(last.to, today)
    return { startsOn: from, endsOn: to }
  }
  return draft.period ?? { startsOn: last.from, endsOn: last.to }
}

async function loadOne({ db, today, actor, title }: Loading, draft: Draft): Promise<void> {
  const { startsOn, endsOn } = periodOf(draft, today)
  const { reference } = must(
    await createReport(db, actor, {
      title: `${title} ${periodInWords(startsOn, endsOn)}`,
      startsOn,
      endsOn,
      edition: draft.edition,
      editionReason: draft.editionReason,
      today,
    }),
  )
  for (const { item, narrative, pins } of draft.sections) {
    if (narrative !== '') must(await writeSection(db, actor, { reference, item, version: 1, narrative }))
    for (const pin of pins) must(await pinFigure(db, actor, { reference, item, ...pin, today }))
  }
}

/**
 * Draft reports of the demonstration, so that the meter has something to show: Kent's on a year whose figures are published in full and on
 * the running year, whose records are invented, and an empty one of Medway's. A partnership that has a report already is left alone. Comes
 * last: a figure links the records that are there when it is pinned. Only for demonstrations.
 */
export async function loadDemonstrationReports(db: Db, clock: Clock): Promise<void> {
  const drafts = Map.groupBy(schema.parse(JSON.parse(await readFile(file, 'utf8'))), (draft) => draft.partnership)
  for (const [slug, own] of drafts) {
    const partnership = await findPartnership(db, slug)
    if (!partnership) continue
    const rights = ['reports.write', ...tableKeys.flatMap((key) => tables[key].right ?? [])]
    const actor = installation({ id: partnership.id, slug, name: partnership.shortName }, rights)
    if ((await listReports(db, actor)).length > 0) continue
    const title = partnership.words.yearlyReport
    for (const draft of own) await loadOne({ db, today: clock.today(), actor, title }, draft)
  }
}
