import { lastObservations, listSupplied } from '#modules/indicators/public.ts'
import type { Db } from '#platform/db/connect.ts'
import { addDays, daysBetween } from '#platform/dates.ts'
import { daysLate, quarterLabel, type ReturnState } from './return-state.ts'
import { listNewestReturns } from './return-store.ts'

/** How one agency stands with the newest quarter. */
export type ReturnPosition = {
  organisationId: string
  organisation: string
  reference: string
  quarterLabel: string
  dueOn: string
  state: ReturnState
  /** To the first sign-off, or to today when there was none; 0 when it is not late. */
  daysLate: number
  isSignedOff: boolean
  /** Figures given, of those asked for; `missing` are those stated as not available. */
  complete: { filled: number; of: number; missing: number }
  /** Last day of the newest period for which the partnership holds a figure of this agency's, and how many days ago that was. */
  dataTo: string | null
  dataAgeDays: number | null
}

/** The last day for which each organisation's figures are held, by organisation. */
export async function newestDataByOrganisation(
  db: Db,
  partnershipId: string,
  today: string,
): Promise<Map<string, string>> {
  const supplied = await listSupplied(db, partnershipId)
  const ids = supplied.map(({ indicator }) => indicator.id)
  const last = await lastObservations(db, partnershipId, ids, addDays(today, 1), 4)
  const newest = new Map<string, string>()
  for (const { indicator, organisationId } of supplied) {
    const endsOn = last.get(indicator.id)?.find(({ state }) => state === 'value')?.endsOn
    if (endsOn !== undefined && endsOn > (newest.get(organisationId) ?? '')) newest.set(organisationId, endsOn)
  }
  return newest
}

/** How every agency stands with the newest quarter that was opened: state, lateness, completeness and how old its figures are. */
export async function returnsPosition(db: Db, partnershipId: string, today: string): Promise<ReturnPosition[]> {
  const returns = await listNewestReturns(db, partnershipId)
  const newest =
    returns.length === 0 ? new Map<string, string>() : await newestDataByOrganisation(db, partnershipId, today)
  return returns.map((each) => {
    const dataTo = newest.get(each.organisationId) ?? null
    return {
      organisationId: each.organisationId,
      organisation: each.organisation,
      reference: each.reference,
      quarterLabel: quarterLabel(each.startsOn),
      dueOn: each.dueOn,
      state: each.state,
      daysLate: daysLate(each.dueOn, each.firstSignedOffAt, today),
      isSignedOff: each.firstSignedOffAt !== null,
      complete: { filled: each.progress.filled, of: each.progress.of, missing: each.progress.notAvailable },
      dataTo,
      dataAgeDays: dataTo === null ? null : daysBetween(dataTo, today),
    }
  })
}
