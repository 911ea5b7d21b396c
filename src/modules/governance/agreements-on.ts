import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { agreementState, type AgreementState } from './agreement.ts'

/** An information-sharing agreement as it stood at the end of a day. */
export type AgreementOn = {
  recordId: string
  reference: string
  title: string
  page: string
  purposes: string
  parties: number
  approved: number
  /** 'ended': it is ended by now; on which day is not recorded. */
  stood: AgreementState
  reviewOn: string | null
  isInvented: boolean
}

/**
 * The information-sharing agreements of a partnership as they stood at the end of a day, by title: parties count as they are now, their
 * approvals as they had been given by then. At most 200.
 */
export async function listAgreementsOn(db: Db | Tx, actor: Actor, on: string): Promise<AgreementOn[]> {
  const rows = await db
    .selectFrom('governance.agreement as agreement')
    .innerJoin('thread.record as record', 'record.id', 'agreement.record_id')
    .leftJoin('governance.agreement_party as party', 'party.agreement_id', 'agreement.id')
    .where('agreement.partnership_id', '=', actor.partnershipId)
    .groupBy(['agreement.id', 'record.id'])
    .orderBy('agreement.title')
    .limit(200)
    .select([
      'agreement.record_id as recordId',
      'record.reference',
      'agreement.title',
      'record.page',
      'agreement.purposes',
      'agreement.state',
      'agreement.starts_on as startsOn',
      'agreement.expires_on as expiresOn',
      'agreement.review_on as reviewOn',
      'agreement.is_invented as isInvented',
      sql<number>`count(party.id)::int`.as('parties'),
      sql<number>`(count(party.id) filter (where party.approved_on <= ${on}::date))::int`.as('approved'),
    ])
    .execute()
  return rows.map(({ state, startsOn, expiresOn, ...row }) => ({
    ...row,
    stood: agreementState({ state, startsOn, expiresOn, parties: row.parties, approved: row.approved }, on),
  }))
}
