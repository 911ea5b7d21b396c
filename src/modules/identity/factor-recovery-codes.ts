import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { newSheet, withdrawSheet } from './factor-code-store.ts'
import { tellPerson } from './factor-mail.ts'
import { findFactors, hasSecondFactor } from './factor-store.ts'

/** Recovery codes for a person who has none yet: with their first passkey or app. @returns the codes, or null when they have some */
export async function recoveryCodesIfNone(tx: Tx, personId: string, now: Date): Promise<string[] | null> {
  const { recovery } = await findFactors(tx, personId)
  return recovery === null ? newSheet(tx, personId, 'recovery', now) : null
}

/** Recovery codes stand in for another factor: without any they go too. */
export async function withdrawRecoveryWhenAlone(tx: Tx, personId: string): Promise<void> {
  if (!hasSecondFactor(await findFactors(tx, personId))) await withdrawSheet(tx, personId, 'recovery')
}

/** Makes ten new recovery codes, in place of those that there were. @returns them: they are shown now and never again */
export const makeRecoveryCodes = command<{ now: Date }, { personId: string; codes: string[] }>({
  name: 'identity.recovery-codes-made',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  details: ({ codes }) => ({ codes: codes.length }),
  async run(tx, actor, { now }) {
    const { personId } = actor
    if (personId === null || !hasSecondFactor(await findFactors(tx, personId))) {
      return refuse('make', 'Recovery codes stand in for a passkey, an app or printed codes: add one of these first')
    }
    const codes = await newSheet(tx, personId, 'recovery', now)
    await tellPerson(tx, actor, 'New recovery codes were made for your Goldenthread account', now)
    return { personId, codes }
  },
})
