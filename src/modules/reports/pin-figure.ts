import { findWarning } from '#modules/early-warning/public.ts'
import { findIndicator } from '#modules/indicators/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { list } from '#platform/words.ts'
import type { Claim } from './meter.ts'
import { claims } from './meter.ts'
import { linkShown } from './link-shown.ts'
import type { PinKind, Report } from './report.ts'
import { findReport, removePin, savePin, sectionsOf } from './report-store.ts'
import { isTableKey, tableClaims } from './tables.ts'

type Which = { reference: string; item: string; kind: PinKind; key: string; today: string }
type Pinned = { recordId: string }

async function openFor(tx: Tx, actor: Actor, { reference, item }: Which): Promise<Report> {
  const report = await findReport(tx, actor, reference)
  const section = report && (await sectionsOf(tx, actor, report.id)).find((each) => each.item === item)
  if (!report || !section) throw notFound('Section')
  if (section.writtenBy === 'scrutineer')
    throw forbidden(
      'Only the independent scrutineer decides what stands in this section.',
      'the independent scrutineer',
    )
  return report
}

/** Refuses what does not exist. */
async function checkKey(tx: Tx, actor: Actor, { kind, key }: Which): Promise<void> {
  if (kind === 'table') {
    if (!isTableKey(key)) refuse('key', 'Select one of the tables')
    return
  }
  if (kind === 'warning') {
    if (!(await findWarning(tx, actor, key))) refuse('key', 'Select one of the warnings of this partnership')
    return
  }
  if (!(await findIndicator(tx, key))) refuse('key', 'Select one of the indicators')
}

/** A table that counts what was done is not evidence that anything changed, whatever it is said to show. */
function checkClaim({ kind, key }: Which, claim: Claim): void {
  if (kind !== 'table' || !isTableKey(key) || tableClaims(key).includes(claim)) return
  const possible = tableClaims(key).map((each) => claims[each].words.toLowerCase())
  refuse(
    'claim',
    `This table shows what was done, so it cannot be said to show ${claim}. Select ${list(possible).replace(' and ', ' or ')}`,
  )
}

const details = (_value: Pinned, { item, kind, key }: Which) => ({ item, kind, key })

/** Pins a live figure to a section with what it is said to show, and says in the thread that what it shows is reported here. */
export const pinFigure = command<Which & { claim: Claim }, Pinned>({
  name: 'reports.figure-pinned',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details: (_value, { item, kind, key, claim }) => ({ item, kind, key, claim }),
  async run(tx, actor, input) {
    const report = await openFor(tx, actor, input)
    await checkKey(tx, actor, input)
    checkClaim(input, input.claim)
    await savePin(tx, report.id, { item: input.item, kind: input.kind, key: input.key, claim: input.claim })
    await linkShown(tx, actor, report, input.today)
    return { recordId: report.recordId }
  },
})

/** Takes a figure out of a section; what it shows is no longer reported here when it stands in no other figure. */
export const unpinFigure = command<Which, Pinned>({
  name: 'reports.figure-unpinned',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details,
  async run(tx, actor, input) {
    const report = await openFor(tx, actor, input)
    await removePin(tx, report.id, input)
    await linkShown(tx, actor, report, input.today)
    return { recordId: report.recordId }
  },
})
