import type { Db, Tx } from '#platform/db/connect.ts'
import type { Delivery, DeliveryKind, ELearning, TopTen, TrainingNotes, TrainingYear } from './training-year.ts'

const yearsOf = (db: Db | Tx, partnershipId: string) =>
  db.selectFrom('training.published_year as year').where('year.partnership_id', '=', partnershipId)

const columns = [
  'year.id',
  'year.period_words as periodWords',
  'year.starts_on as startsOn',
  'year.ends_on as endsOn',
  'year.printed',
  'year.notes',
] as const

type Row = { id: string; periodWords: string; startsOn: string; endsOn: string; printed: unknown; notes: unknown }

async function withDeliveries(db: Db | Tx, rows: readonly Row[]): Promise<TrainingYear[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const deliveries = await db
    .selectFrom('training.course_delivery')
    .where('year_id', 'in', ids)
    .orderBy('position')
    .select([
      'year_id as yearId',
      'kind',
      'name',
      'held',
      'courses',
      'attendees',
      'is_register_missing as isRegisterMissing',
      'source',
    ])
    .execute()
  const eLearnings = await db
    .selectFrom('training.e_learning')
    .where('year_id', 'in', ids)
    .select([
      'year_id as yearId',
      'completions',
      'previous_completions as previousCompletions',
      'change_percent as changePercent',
      'top_ten as topTen',
      'note',
      'source',
    ])
    .execute()
  return rows.map((row) => {
    const found = eLearnings.find((each) => each.yearId === row.id)
    return {
      ...row,
      printed: row.printed as TrainingYear['printed'],
      notes: row.notes as TrainingNotes,
      deliveries: deliveries
        .filter((each) => each.yearId === row.id)
        .map(({ yearId: _year, kind, ...each }): Delivery => ({ ...each, kind: kind as DeliveryKind })),
      eLearning: found ? eLearningOf(found) : null,
    }
  })
}

const eLearningOf = ({
  topTen,
  changePercent,
  ...rest
}: Omit<ELearning, 'topTen' | 'changePercent'> & { topTen: unknown; changePercent: string | null }): ELearning => ({
  ...rest,
  topTen: topTen as TopTen[],
  changePercent: changePercent === null ? null : Number(changePercent),
})

/** Every year of training of a partnership, newest first. */
export async function listTrainingYears(db: Db | Tx, partnershipId: string): Promise<TrainingYear[]> {
  return withDeliveries(
    db,
    await yearsOf(db, partnershipId).orderBy('year.starts_on', 'desc').limit(50).select(columns).execute(),
  )
}

/** The published years of training that touch a period, oldest first. Both dates are inside it. */
export async function trainingBetween(
  db: Db | Tx,
  partnershipId: string,
  from: string,
  to: string,
): Promise<TrainingYear[]> {
  const rows = await yearsOf(db, partnershipId)
    .where('year.starts_on', '<=', to)
    .where('year.ends_on', '>=', from)
    .orderBy('year.starts_on')
    .limit(20)
    .select(columns)
    .execute()
  return withDeliveries(db, rows)
}

export type NewTrainingYear = Omit<TrainingYear, 'id'> & { fingerprint: string }

/** What the year beginning on a day was loaded from, or undefined when there is none. */
export async function findFingerprint(
  db: Db | Tx,
  partnershipId: string,
  startsOn: string,
): Promise<string | undefined> {
  const row = await yearsOf(db, partnershipId)
    .where('year.starts_on', '=', startsOn)
    .select('year.fingerprint')
    .executeTakeFirst()
  return row?.fingerprint
}

/** Writes a year of training in the place of an earlier one that began on the same day. @returns its id */
export async function replaceTrainingYear(tx: Tx, partnershipId: string, year: NewTrainingYear): Promise<string> {
  await tx
    .deleteFrom('training.published_year')
    .where('partnership_id', '=', partnershipId)
    .where('starts_on', '=', year.startsOn)
    .execute()
  const { id } = await tx
    .insertInto('training.published_year')
    .values({
      partnership_id: partnershipId,
      period_words: year.periodWords,
      starts_on: year.startsOn,
      ends_on: year.endsOn,
      printed: JSON.stringify(year.printed),
      notes: JSON.stringify(year.notes),
      fingerprint: year.fingerprint,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (year.deliveries.length > 0) {
    await tx
      .insertInto('training.course_delivery')
      .values(
        year.deliveries.map(({ isRegisterMissing, ...each }, position) => ({
          ...each,
          position,
          year_id: id,
          is_register_missing: isRegisterMissing,
        })),
      )
      .execute()
  }
  if (year.eLearning) {
    const { completions, previousCompletions, changePercent, topTen, note, source } = year.eLearning
    await tx
      .insertInto('training.e_learning')
      .values({
        year_id: id,
        completions,
        previous_completions: previousCompletions,
        change_percent: changePercent,
        top_ten: JSON.stringify(topTen),
        note,
        source,
      })
      .execute()
  }
  return id
}
