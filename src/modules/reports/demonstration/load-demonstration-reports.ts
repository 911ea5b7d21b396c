import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { findPartnership } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { createReport } from '../create-report.ts'
import { claimNames } from '../meter.ts'
import { pinFigure } from '../pin-figure.ts'
import { nextPeriod, periodInWords } from '../report.ts'
import { listReports } from '../report-store.ts'
import { writeSection } from '../write-section.ts'

const file = join(import.meta.dirname, '../../../../packs/demonstration/reports.json')

const schema = z.array(
  z.strictObject({
    partnership: z.string(),
    /** null: the last whole year from April to March. */
    period: z.strictObject({ startsOn: z.iso.date(), endsOn: z.iso.date() }).nullable(),
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

async function loadOne(db: Db, draft: Draft, today: string): Promise<void> {
  const partnership = await findPartnership(db, draft.partnership)
  if (!partnership) return
  const { id, slug, shortName } = partnership
  const actor = installation({ id, slug, name: shortName }, ['reports.write'])
  if ((await listReports(db, actor)).length > 0) return
  const offered = nextPeriod(null, today)
  const { startsOn, endsOn } = draft.period ?? { startsOn: offered.from, endsOn: offered.to }
  const { reference } = must(
    await createReport(db, actor, {
      title: `${partnership.words.yearlyReport} ${periodInWords(startsOn, endsOn)}`,
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
 * A draft report for each partnership of the demonstration, so that the meter has something to show: one on a year whose figures are
 * published in full, one that is empty. A partnership that has a report already is left alone. Only for demonstrations.
 */
export async function loadDemonstrationReports(db: Db, clock: Clock): Promise<void> {
  for (const draft of schema.parse(JSON.parse(await readFile(file, 'utf8')))) await loadOne(db, draft, clock.today())
}
