import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { calendarWith, type AddedDay, type Additions } from './added-days.ts'
import { shippedCalendar } from './shipped-calendar.ts'

/** What was added to the shipped calendar, by whomever: it is the same for every partnership. */
export async function listAdditions(db: Db | Tx): Promise<Additions> {
  const years = await db.selectFrom('duties.calendar_year').orderBy('year').select('year').execute()
  const days = await db
    .selectFrom('duties.bank_holiday')
    .orderBy('falls_on')
    .select([
      'falls_on as fallsOn',
      'name',
      'replaces_on as replacesOn',
      'source',
      'added_by as addedBy',
      'added_at as addedAt',
    ])
    .execute()
  return { years: years.map(({ year }) => year), days }
}

let kept: { of: string; calendar: WorkingDayCalendar } | undefined

/** The calendar of working days as it is now: the shipped one and what was added. Made anew only when something was added or removed. */
export async function findCalendar(db: Db | Tx): Promise<WorkingDayCalendar> {
  const additions = await listAdditions(db)
  const of = JSON.stringify(additions)
  if (kept?.of !== of) kept = { of, calendar: calendarWith(await shippedCalendar(), additions) }
  return kept.calendar
}

/** Lets one change of the calendar at a time through, until the transaction ends. @returns the calendar as it is then */
export async function lockCalendar(tx: Tx): Promise<WorkingDayCalendar> {
  await sql`select pg_advisory_xact_lock(hashtext('duties.calendar'))`.execute(tx)
  return findCalendar(tx)
}

/** A day that was added; undefined when none was added on that date. */
export const findAddedDay = async (db: Db | Tx, date: string): Promise<AddedDay | undefined> =>
  (await listAdditions(db)).days.find(({ fallsOn }) => fallsOn === date)

/** Adds bank holidays. */
export async function insertDays(tx: Tx, days: readonly Omit<AddedDay, 'addedAt'>[]): Promise<void> {
  await tx
    .insertInto('duties.bank_holiday')
    .values(
      days.map(({ fallsOn, name, replacesOn, source, addedBy }) => ({
        falls_on: fallsOn,
        name,
        replaces_on: replacesOn,
        source,
        added_by: addedBy,
      })),
    )
    .execute()
}

/** Declares the bank holidays of a year to be complete. */
export async function insertYear(tx: Tx, year: number, source: string, declaredBy: string): Promise<void> {
  await tx.insertInto('duties.calendar_year').values({ year, source, declared_by: declaredBy }).execute()
}

/** Takes back a bank holiday that was added. */
export async function deleteDay(tx: Tx, date: string): Promise<void> {
  await tx.deleteFrom('duties.bank_holiday').where('falls_on', '=', date).execute()
}
