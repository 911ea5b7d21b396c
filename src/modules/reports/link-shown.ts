import { findWarning } from '#modules/early-warning/public.ts'
import { findIndicator, indicatorPaths } from '#modules/indicators/public.ts'
import { findRecordsById, keepLinks, registerOnce } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { drawFigure } from './figures/draw-figure.ts'
import type { FigureContext } from './figures/figure.ts'
import type { Pin, Report } from './report.ts'
import { figureContext } from './report-document.ts'
import { sectionsOf } from './report-store.ts'

/** The records of the thread that a pin shows. */
async function recordsOf(tx: Tx, context: FigureContext, pin: Pin): Promise<readonly string[]> {
  const { actor, today } = context
  if (pin.kind === 'table') return (await drawFigure(context, pin)).records ?? []
  if (pin.kind === 'warning') {
    const warning = await findWarning(tx, actor, pin.key)
    return warning ? [warning.recordId] : []
  }
  const indicator = await findIndicator(tx, pin.key)
  if (!indicator) return []
  const { id } = await registerOnce(tx, {
    partnershipId: actor.partnershipId,
    kind: 'indicator',
    title: indicator.name,
    state: 'in use',
    page: () => indicatorPaths.show(indicator.slug),
    year: Number(today.slice(0, 4)),
  })
  return [id]
}

/**
 * Says in the thread of every record that stands in a report's figures now that it is reported there, and takes back what no longer
 * stands there. Links that people made stay. Part of the caller's command.
 */
export async function linkShown(
  tx: Tx,
  actor: Actor,
  report: Report,
  today: string,
): Promise<{ added: number; ended: number }> {
  const context = await figureContext(tx, actor, report, today)
  const shown = new Set<string>()
  for (const { pins } of await sectionsOf(tx, actor, report.id))
    for (const pin of pins) for (const id of await recordsOf(tx, context, pin)) shown.add(id)
  const known = await findRecordsById(tx, actor, [...shown])
  return keepLinks(tx, new Set(known.map(({ id }) => id)), 'reported in', report.recordId)
}
