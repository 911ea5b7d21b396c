import { findWarning } from '#modules/early-warning/public.ts'
import { findIndicator, indicatorPaths } from '#modules/indicators/public.ts'
import { linkRecords, registerOnce, unlinkRecords } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import type { Claim } from './meter.ts'
import { isTableKey, type PinKind, type Report } from './report.ts'
import { findReport, removePin, savePin, sectionsOf } from './report-store.ts'

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

/** The record in the thread of what is pinned; null for a table, which is no record. Refuses what does not exist. */
async function recordOf(tx: Tx, actor: Actor, { kind, key, today }: Which): Promise<string | null> {
  if (kind === 'table') {
    if (!isTableKey(key)) refuse('key', 'Select one of the tables')
    return null
  }
  if (kind === 'warning') {
    const warning = await findWarning(tx, actor, key)
    if (!warning) refuse('key', 'Select one of the warnings of this partnership')
    return warning.recordId
  }
  const indicator = await findIndicator(tx, key)
  if (!indicator) refuse('key', 'Select one of the indicators')
  const { id } = await registerOnce(tx, {
    partnershipId: actor.partnershipId,
    kind: 'indicator',
    title: indicator.name,
    state: 'in use',
    page: () => indicatorPaths.show(indicator.slug),
    year: Number(today.slice(0, 4)),
  })
  return id
}

const details = (_value: Pinned, { item, kind, key }: Which) => ({ item, kind, key })

/** Pins a live figure to a section with what it is said to show, and says in the thread that its record is reported here. */
export const pinFigure = command<Which & { claim: Claim }, Pinned>({
  name: 'reports.figure-pinned',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details: (_value, { item, kind, key, claim }) => ({ item, kind, key, claim }),
  async run(tx, actor, input) {
    const report = await openFor(tx, actor, input)
    const recordId = await recordOf(tx, actor, input)
    await savePin(tx, report.id, { item: input.item, kind: input.kind, key: input.key, claim: input.claim })
    if (recordId !== null) await linkRecords(tx, recordId, 'reported in', report.recordId)
    return { recordId: report.recordId }
  },
})

/** Takes a figure out of a section; its record is no longer reported here when it stands in no other section. */
export const unpinFigure = command<Which, Pinned>({
  name: 'reports.figure-unpinned',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details,
  async run(tx, actor, input) {
    const report = await openFor(tx, actor, input)
    const recordId = await recordOf(tx, actor, input)
    const { isPinnedElsewhere } = await removePin(tx, report.id, input)
    if (recordId !== null && !isPinnedElsewhere) await unlinkRecords(tx, recordId, 'reported in', report.recordId)
    return { recordId: report.recordId }
  },
})
