import { listSupplied } from '#modules/indicators/public.ts'
import { registerRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { addDays, inWords, lastCompleteQuarter, quarterOf } from '#platform/dates.ts'
import { returnPaths } from './paths.ts'
import { quarterLabel } from './return-state.ts'

/** Returns are due a month after the quarter, when the agencies' own systems have caught up. */
export const defaultDueOn = (endsOn: string): string => addDays(endsOn, 30)

export type Owing = { organisationId: string; organisation: string; indicatorIds: string[]; codes: string[] }

/** Which organisations owe a return, and of what, by name: those that supply a quarterly indicator. */
export async function listOwing(db: Db | Tx, partnershipId: string): Promise<Owing[]> {
  const owing = new Map<string, Owing>()
  for (const { indicator, organisationId, organisation } of await listSupplied(db, partnershipId)) {
    if (indicator.frequency !== 'quarterly') continue
    const one = owing.get(organisationId) ?? { organisationId, organisation, indicatorIds: [], codes: [] }
    one.indicatorIds.push(indicator.id)
    one.codes.push(indicator.code)
    owing.set(organisationId, one)
  }
  return [...owing.values()].toSorted((a, b) => a.organisation.localeCompare(b.organisation))
}

type Input = { startsOn: string; dueOn: string; today: string; at: Date; isDemonstration: boolean }

/** Opens a complete quarter: one return for every organisation that owes one, each with its reference in the thread. */
export const openQuarter = command<Input, { quarterId: string; references: string[] }>({
  name: 'returns.quarter-opened',
  permission: 'returns.open',
  subject: ({ quarterId }) => quarterId,
  details: ({ references }, { startsOn, dueOn, isDemonstration }) => ({
    quarter: quarterLabel(startsOn),
    due: dueOn,
    returns: references,
    ...(isDemonstration ? { demonstration: true } : {}),
  }),
  broken: { quarter_partnership_id_starts_on_key: ['quarter', 'This quarter is already open'] },
  async run(tx, { partnershipId }, { startsOn, dueOn, today, at, isDemonstration }) {
    const quarter = quarterOf(startsOn)
    if (quarter.startsOn > lastCompleteQuarter(today).startsOn) refuse('quarter', 'This quarter has not ended yet')
    if (dueOn <= quarter.endsOn) refuse('dueOn', `Due date must be after ${inWords(quarter.endsOn)}`)
    const owing = await listOwing(tx, partnershipId)
    if (owing.length === 0) refuse('quarter', 'No organisation supplies a quarterly indicator to this partnership yet')
    const { id: quarterId } = await tx
      .insertInto('returns.quarter')
      .values({
        partnership_id: partnershipId,
        starts_on: quarter.startsOn,
        ends_on: quarter.endsOn,
        due_on: dueOn,
        opened_at: at,
        is_demonstration: isDemonstration,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const references: string[] = []
    for (const { organisationId, organisation, indicatorIds } of owing) {
      const record = await registerRecord(tx, {
        partnershipId,
        kind: 'return',
        title: `${organisation}, ${quarter.label}`,
        state: 'open',
        page: returnPaths.show,
        year: Number(today.slice(0, 4)),
        isInvented: isDemonstration,
        organisationId,
      })
      await insertReturn(tx, { quarterId, partnershipId, organisationId, recordId: record.id, indicatorIds })
      references.push(record.reference)
    }
    return { quarterId, references }
  },
})

type NewReturn = {
  quarterId: string
  partnershipId: string
  organisationId: string
  recordId: string
  indicatorIds: readonly string[]
}

async function insertReturn(tx: Tx, { indicatorIds, ...one }: NewReturn): Promise<void> {
  const { id } = await tx
    .insertInto('returns.agency_return')
    .values({
      quarter_id: one.quarterId,
      partnership_id: one.partnershipId,
      organisation_id: one.organisationId,
      record_id: one.recordId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('returns.asked')
    .values(indicatorIds.map((indicatorId) => ({ return_id: id, indicator_id: indicatorId })))
    .execute()
}
