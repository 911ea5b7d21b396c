import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import { asShipped, type Schedule } from './schedule.ts'
import { shipped } from './shipped.ts'

/** The schedules of a partnership, in the shipped order: its own where it has one. They are published, so anybody may ask. */
export async function listSchedules(db: Db | Tx, partnershipId: string): Promise<Schedule[]> {
  const { retention } = await shipped()
  const rows = await db
    .selectFrom('data_protection.schedule')
    .where('partnership_id', '=', partnershipId)
    .select([
      'kind',
      'keeps',
      'months',
      'starts',
      'basis',
      'source',
      'certainty',
      'signed_off_by',
      'signed_off_office',
      'signed_off_on',
      'version',
    ])
    .execute()
  const own = new Map(rows.map((row) => [row.kind, row]))
  return retention.map((each) => {
    const row = own.get(each.kind)
    if (!row) return asShipped(each)
    const { keeps, months, starts, basis, source, certainty, version } = row
    const { signed_off_by: by, signed_off_office: office, signed_off_on: on } = row
    return {
      ...asShipped(each),
      keeps: keeps as Schedule['keeps'],
      months,
      starts,
      basis,
      source,
      certainty: certainty as Schedule['certainty'],
      signedOff: by === null || on === null ? null : { by, office: office ?? '', on },
      isOwn: true,
      version,
    }
  })
}

/** One schedule of a partnership, or undefined when there is no such kind. */
export const findSchedule = async (db: Db | Tx, partnershipId: string, kind: string): Promise<Schedule | undefined> =>
  (await listSchedules(db, partnershipId)).find((each) => each.kind === kind)

/** Saves a schedule that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveSchedule(tx: Tx, { partnershipId }: Actor, schedule: Schedule, now: Date): Promise<void> {
  const { kind, keeps, months, starts, basis, source, certainty, signedOff, version } = schedule
  const values = {
    keeps,
    months,
    starts,
    basis,
    source,
    certainty,
    signed_off_by: signedOff?.by ?? null,
    signed_off_office: signedOff?.office ?? null,
    signed_off_on: signedOff?.on ?? null,
    changed_at: now,
    version: version + 1,
  }
  const saved = await tx
    .insertInto('data_protection.schedule')
    .values({ partnership_id: partnershipId, kind, ...values })
    .onConflict((on) =>
      on
        .columns(['partnership_id', 'kind'])
        .doUpdateSet(values)
        .where('data_protection.schedule.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst()
  if (!saved) throw conflict('Somebody else has changed this schedule. Open it again; nothing of yours was saved.')
}
