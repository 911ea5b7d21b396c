import type { Tx } from '#platform/db/connect.ts'
import { useAppCode } from './factor-app-store.ts'
import { useSheetCode } from './factor-code-store.ts'
import { verifiedSignature } from './passkey-ceremony.ts'
import type { PasskeySite } from './passkey-site.ts'

export const proofWays = ['passkey', 'app', 'printed', 'recovery'] as const
export type ProofWay = (typeof proofWays)[number]
/** What somebody gives to prove that they are a person: a code as it was typed, or a passkey's answer. */
export type Proof = { way: ProofWay; given: string }

/** What is said when a proof does not hold: where and how to mend it, and nothing about why. */
export const refusals: Readonly<Record<ProofWay, string>> = {
  passkey: 'That passkey was not accepted. Try again, or use another way',
  app: 'That code is not right or was used already. Wait for the next one in your app and enter its 6 digits',
  printed: 'That is not the code with this number. Look for the number on your newest sheet',
  recovery: 'That is not one of your recovery codes that are left',
}

/** Whether a proof is this person's and fresh. It is used up by asking, inside `signingIn`: keep the transaction also when it does not hold. */
export async function prove(
  tx: Tx,
  site: PasskeySite,
  personId: string,
  { way, given }: Proof,
  now: Date,
): Promise<boolean> {
  switch (way) {
    case 'passkey':
      return (await verifiedSignature(tx, site, personId, given, now)) !== null
    case 'app':
      return useAppCode(tx, personId, given, now)
    case 'printed':
    case 'recovery':
      return useSheetCode(tx, personId, way, given, now)
  }
}
