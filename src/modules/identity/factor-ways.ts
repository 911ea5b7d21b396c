import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { askedNumber } from './factor-code-store.ts'
import { findFactors, hasSecondFactor } from './factor-store.ts'

/** The ways in which a person can prove now that it is they. `printed` is the number of the code that is asked for. */
export type Ways = {
  any: boolean
  passkey: boolean
  app: boolean
  printed: number | null
  recovery: number
  /** There is a sheet, and every code of it was used. */
  isSheetUsedUp: boolean
}

/** What a person can be asked for; it chooses the printed code that is asked for until it is given. */
export const findWays = (db: Db, personId: string): Promise<Ways> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const factors = await findFactors(tx, personId)
      return {
        any: hasSecondFactor(factors),
        passkey: factors.passkeys.length > 0,
        app: factors.app !== null,
        printed: await askedNumber(tx, personId),
        recovery: factors.recovery?.left ?? 0,
        isSheetUsedUp: factors.printed?.left === 0,
      }
    }),
  )
