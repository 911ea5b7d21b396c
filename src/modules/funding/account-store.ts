import type { Db, Tx } from '#platform/db/connect.ts'
import type { Account, AccountNotes, Line, LineKind, PrintedTotal } from './account.ts'

const accountsOf = (db: Db | Tx, partnershipId: string) =>
  db.selectFrom('funding.account as account').where('account.partnership_id', '=', partnershipId)

const columns = [
  'account.id',
  'account.period_words as periodWords',
  'account.starts_on as startsOn',
  'account.ends_on as endsOn',
  'account.printed',
  'account.notes',
] as const

async function withLines(
  db: Db | Tx,
  rows: { id: string; periodWords: string; startsOn: string; endsOn: string; printed: unknown; notes: unknown }[],
): Promise<Account[]> {
  if (rows.length === 0) return []
  const lines = await db
    .selectFrom('funding.line as line')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'line.organisation_id')
    .where(
      'line.account_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('line.position')
    .select([
      'line.account_id as accountId',
      'line.kind',
      'line.label',
      'line.heading',
      'organisation.name as organisation',
      'line.unit_pence as unitPence',
      'line.quantity',
      'line.total_pence as totalPence',
      'line.printed_pence as printedPence',
      'line.is_printed_per_body as isPrintedPerBody',
      'line.printed_percent as printedPercent',
      'line.mark',
      'line.note',
    ])
    .execute()
  return rows.map((row) => {
    const own = lines
      .filter((line) => line.accountId === row.id)
      .map(({ accountId: _account, kind, printedPercent, ...line }): Line => ({
        ...line,
        kind: kind as LineKind,
        printedPercent: printedPercent === null ? null : Number(printedPercent),
      }))
    const ofKind = (kind: LineKind) => own.filter((line) => line.kind === kind)
    return {
      ...row,
      printed: row.printed as PrintedTotal[],
      notes: row.notes as AccountNotes,
      income: ofKind('income'),
      expenditure: ofKind('expenditure'),
      contributions: ofKind('contribution'),
    }
  })
}

/** Every account of a partnership, newest first. */
export async function listAccounts(db: Db | Tx, partnershipId: string): Promise<Account[]> {
  const rows = await accountsOf(db, partnershipId)
    .orderBy('account.starts_on', 'desc')
    .limit(50)
    .select(columns)
    .execute()
  return withLines(db, rows)
}

/** The accounts whose year touches a period, oldest first. Both dates are inside it. */
export async function accountsBetween(
  db: Db | Tx,
  partnershipId: string,
  from: string,
  to: string,
): Promise<Account[]> {
  const rows = await accountsOf(db, partnershipId)
    .where('account.starts_on', '<=', to)
    .where('account.ends_on', '>=', from)
    .orderBy('account.starts_on')
    .limit(20)
    .select(columns)
    .execute()
  return withLines(db, rows)
}

export type NewAccount = Omit<Account, 'id' | 'income' | 'expenditure' | 'contributions'> & {
  fingerprint: string
  lines: (Omit<Line, 'organisation'> & { organisationSlug: string | null })[]
}

/** What the account beginning on a day was loaded from, or undefined when there is none. */
export async function findFingerprint(
  db: Db | Tx,
  partnershipId: string,
  startsOn: string,
): Promise<string | undefined> {
  const row = await accountsOf(db, partnershipId)
    .where('account.starts_on', '=', startsOn)
    .select('account.fingerprint')
    .executeTakeFirst()
  return row?.fingerprint
}

async function organisationIds(tx: Tx, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map()
  const rows = await tx.selectFrom('identity.organisation').where('slug', 'in', slugs).select(['id', 'slug']).execute()
  return new Map(rows.map((row) => [row.slug, row.id]))
}

/** Writes an account in the place of an earlier one of the same year. @returns its id */
export async function replaceAccount(tx: Tx, partnershipId: string, account: NewAccount): Promise<string> {
  await tx
    .deleteFrom('funding.account')
    .where('partnership_id', '=', partnershipId)
    .where('starts_on', '=', account.startsOn)
    .execute()
  const { id } = await tx
    .insertInto('funding.account')
    .values({
      partnership_id: partnershipId,
      period_words: account.periodWords,
      starts_on: account.startsOn,
      ends_on: account.endsOn,
      printed: JSON.stringify(account.printed),
      notes: JSON.stringify(account.notes),
      fingerprint: account.fingerprint,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const ids = await organisationIds(
    tx,
    account.lines.flatMap((line) => line.organisationSlug ?? []),
  )
  if (account.lines.length === 0) return id
  await tx
    .insertInto('funding.line')
    .values(
      account.lines.map((line, position) => ({
        account_id: id,
        kind: line.kind,
        position,
        label: line.label,
        heading: line.heading,
        organisation_id: ids.get(line.organisationSlug ?? '') ?? null,
        unit_pence: line.unitPence,
        quantity: line.quantity,
        total_pence: line.totalPence,
        printed_pence: line.printedPence,
        is_printed_per_body: line.isPrintedPerBody,
        printed_percent: line.printedPercent,
        mark: line.mark,
        note: line.note,
      })),
    )
    .execute()
  return id
}
