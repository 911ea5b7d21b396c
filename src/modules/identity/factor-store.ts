import type { Db, Tx } from '#platform/db/connect.ts'
import { listPasskeys, type Passkey } from './passkey-store.ts'

export type Sheet = { left: number; createdAt: Date; lastUsedAt: Date | null; askedNumber: number | null }

/** What a person can prove themselves with. */
export type Factors = {
  passkeys: Passkey[]
  app: { createdAt: Date; lastUsedAt: Date | null } | null
  recovery: Sheet | null
  printed: Sheet | null
}

/** A person's second factors; call it as that person or inside `signingIn`: others see none. */
export async function findFactors(db: Db | Tx, personId: string): Promise<Factors> {
  const passkeys = await listPasskeys(db, personId)
  const app = await db
    .selectFrom('identity.authenticator_app')
    .where('person_id', '=', personId)
    .where('is_confirmed', '=', true)
    .select(['created_at as createdAt', 'last_used_at as lastUsedAt'])
    .executeTakeFirst()
  const sheets = await db
    .selectFrom('identity.code_sheet as sheet')
    .leftJoin('identity.sheet_code as code', (join) =>
      join.onRef('code.sheet_id', '=', 'sheet.id').on('code.used_at', 'is', null),
    )
    .where('sheet.person_id', '=', personId)
    .groupBy('sheet.id')
    .select(({ fn }) => [
      'sheet.kind',
      'sheet.created_at as createdAt',
      'sheet.last_used_at as lastUsedAt',
      'sheet.asked_number as askedNumber',
      fn.count<number>('code.number').as('left'),
    ])
    .execute()
  const sheetOf = (kind: string): Sheet | null => {
    const found = sheets.find((sheet) => sheet.kind === kind)
    if (!found) return null
    const { kind: _kind, ...sheet } = found
    return sheet
  }
  return { passkeys, app: app ?? null, recovery: sheetOf('recovery'), printed: sheetOf('printed') }
}

/**
 * Whether a person has a second factor. A printed sheet counts also when its codes are used up: it must not become easier to sign in
 * by waiting until then. Recovery codes stand in for another factor and are none by themselves.
 */
export const hasSecondFactor = ({ passkeys, app, printed }: Factors): boolean =>
  passkeys.length > 0 || app !== null || printed !== null
