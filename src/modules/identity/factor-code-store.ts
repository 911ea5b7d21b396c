import { randomBytes, randomInt } from 'node:crypto'
import type { Tx } from '#platform/db/connect.ts'
import { hashCode, newCodes, type SheetKind } from './factor-codes.ts'

const sheetOf = (tx: Tx, personId: string, kind: SheetKind) =>
  tx
    .selectFrom('identity.code_sheet')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .select(['id', 'salt', 'asked_number as askedNumber'])
    .forUpdate()
    .executeTakeFirst()

const unusedOf = (tx: Tx, sheetId: string) =>
  tx
    .selectFrom('identity.sheet_code')
    .where('sheet_id', '=', sheetId)
    .where('used_at', 'is', null)
    .orderBy('number')
    .select('number')
    .execute()

/** Gives a person a new sheet in place of the old one. @returns its codes in their order, which are kept nowhere */
export async function newSheet(tx: Tx, personId: string, kind: SheetKind, now: Date): Promise<string[]> {
  await withdrawSheet(tx, personId, kind)
  const salt = randomBytes(16)
  const codes = newCodes(kind)
  const { id } = await tx
    .insertInto('identity.code_sheet')
    .values({ person_id: personId, kind, salt, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const hashes = await Promise.all(codes.map((code) => hashCode(code, salt)))
  await tx
    .insertInto('identity.sheet_code')
    .values(hashes.map((hash, index) => ({ sheet_id: id, number: index + 1, hash })))
    .execute()
  return codes
}

/** Withdraws a sheet with all its codes. @returns whether there was one */
export async function withdrawSheet(tx: Tx, personId: string, kind: SheetKind): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.code_sheet')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The number of the printed code that is asked for: the same until it is given. Null: no sheet, or all used. */
export async function askedNumber(tx: Tx, personId: string): Promise<number | null> {
  const sheet = await sheetOf(tx, personId, 'printed')
  if (!sheet) return null
  if (sheet.askedNumber !== null) return sheet.askedNumber
  const unused = await unusedOf(tx, sheet.id)
  const asked = unused.length === 0 ? undefined : unused[randomInt(unused.length)]
  if (!asked) return null
  await tx.updateTable('identity.code_sheet').set({ asked_number: asked.number }).where('id', '=', sheet.id).execute()
  return asked.number
}

/** Whether a code is one of the sheet's that is left (of a printed sheet: the one asked for); it is used now. */
export async function useSheetCode(
  tx: Tx,
  personId: string,
  kind: SheetKind,
  typed: string,
  now: Date,
): Promise<boolean> {
  const sheet = await sheetOf(tx, personId, kind)
  if (!sheet) return false
  const hash = await hashCode(typed, sheet.salt)
  const used = await tx
    .updateTable('identity.sheet_code')
    .set({ used_at: now })
    .where('sheet_id', '=', sheet.id)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .$if(kind === 'printed', (codes) => codes.where('number', '=', sheet.askedNumber ?? 0))
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  await tx
    .updateTable('identity.code_sheet')
    .set({ asked_number: null, last_used_at: now })
    .where('id', '=', sheet.id)
    .execute()
  return true
}
