import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import type { DataLevel } from './agreement.ts'
import { changedMeanwhile } from './document-store.ts'

const detailed = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.agreement as agreement')
    .innerJoin('thread.record as record', 'record.id', 'agreement.record_id')
    .innerJoin('identity.office as office', 'office.id', 'agreement.owner_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('agreement.partnership_id', '=', actor.partnershipId)
    .select([
      'agreement.id',
      'agreement.record_id as recordId',
      'record.reference',
      'agreement.title',
      'agreement.purposes',
      'agreement.data_level as dataLevel',
      'agreement.legal_basis as legalBasis',
      'agreement.owner_office_id as ownerOfficeId',
      'office.title as owner',
      'organisation.name as ownerOrganisation',
      'agreement.starts_on as startsOn',
      'agreement.expires_on as expiresOn',
      'agreement.review_on as reviewOn',
      'agreement.address',
      'agreement.state',
      'agreement.is_invented as isInvented',
      'agreement.version',
      sql<number>`(select count(*)::int from governance.agreement_party p where p.agreement_id = agreement.id)`.as(
        'parties',
      ),
      sql<number>`(select count(*)::int from governance.agreement_party p where p.agreement_id = agreement.id and p.approved_on is not null)`.as(
        'approved',
      ),
    ])

export type Agreement = Omit<
  Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>,
  'dataLevel'
> & { dataLevel: DataLevel }

type Filter = {
  dataLevel?: DataLevel | undefined
  state?: 'open' | 'ended' | undefined
  officeId?: string | undefined
  /** Those to be reviewed, or running out, by this day. */
  dueBy?: string | undefined
}

/** Agreements, the one whose review or end comes first at the top. */
export async function listAgreements(
  db: Db,
  actor: Actor,
  filter: Filter,
  { most = 500, from = 0 }: { most?: number; from?: number } = {},
): Promise<Agreement[]> {
  let query = detailed(db, actor)
  if (filter.dataLevel) query = query.where('agreement.data_level', '=', filter.dataLevel)
  if (filter.state) query = query.where('agreement.state', '=', filter.state)
  if (filter.officeId) query = query.where('agreement.owner_office_id', '=', filter.officeId)
  if (filter.dueBy)
    query = query.where(sql<boolean>`least(agreement.review_on, agreement.expires_on) <= ${filter.dueBy}`)
  const rows = await query
    .orderBy('agreement.state', 'desc')
    .orderBy(sql`least(agreement.review_on, agreement.expires_on)`, (order) => order.asc().nullsLast())
    .orderBy('agreement.title')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Agreement[]
}

export const findAgreement = async (db: Db | Tx, actor: Actor, reference: string): Promise<Agreement | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Agreement | undefined

const parties = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.agreement_party as party')
    .innerJoin('governance.agreement as agreement', 'agreement.id', 'party.agreement_id')
    .innerJoin('thread.record as record', 'record.id', 'agreement.record_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'party.organisation_id')
    .leftJoin('identity.office as office', 'office.id', 'party.office_id')
    .where('agreement.partnership_id', '=', actor.partnershipId)
    .select([
      'party.id',
      'party.agreement_id as agreementId',
      'agreement.record_id as recordId',
      'agreement.title',
      'agreement.state',
      'agreement.is_invented as isInvented',
      'record.reference',
      'organisation.name as organisation',
      'party.office_id as officeId',
      'office.title as office',
      'party.due_on as dueOn',
      'party.approved_on as approvedOn',
      'party.approved_by as approvedBy',
      'party.evidence',
    ])

/** The parties of an agreement, or those whose approval an office owes. */
export const listAgreementParties = (
  db: Db | Tx,
  actor: Actor,
  filter: { agreementId?: string; officeId?: string | undefined; unapproved?: boolean },
) =>
  parties(db, actor)
    .$if(filter.agreementId !== undefined, (query) => query.where('party.agreement_id', '=', filter.agreementId ?? ''))
    .$if(filter.officeId !== undefined, (query) => query.where('party.office_id', '=', filter.officeId ?? ''))
    .$if(filter.unapproved === true, (query) =>
      query.where('party.approved_on', 'is', null).where('agreement.state', '=', 'open'),
    )
    .orderBy('organisation.name')
    .limit(500)
    .execute()

export type AgreementParty = Awaited<ReturnType<typeof listAgreementParties>>[number]

export const findAgreementParty = async (
  db: Db | Tx,
  actor: Actor,
  reference: string,
  id: string,
): Promise<AgreementParty | undefined> =>
  isId(id)
    ? parties(db, actor).where('party.id', '=', id).where('record.reference', '=', reference).executeTakeFirst()
    : undefined

type Row = {
  title: string
  purposes: string
  data_level: string
  legal_basis: string
  owner_office_id: string
  starts_on: string | null
  expires_on: string | null
  review_on: string | null
  address: string | null
}

export const insertAgreement = async (
  tx: Tx,
  row: Row & { record_id: string; partnership_id: string; is_invented: boolean },
): Promise<string> =>
  (await tx.insertInto('governance.agreement').values(row).returning('id').executeTakeFirstOrThrow()).id

export async function saveAgreement(tx: Tx, id: string, version: number, row: Partial<Row>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.agreement')
    .set({ ...row, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

export const insertAgreementParty = (
  tx: Tx,
  row: { agreement_id: string; organisation_id: string; office_id: string | null; due_on: string | null },
) => tx.insertInto('governance.agreement_party').values(row).execute()

/** Enters the approval of a party that has not approved yet. @returns whether it had not */
export async function enterApproval(
  tx: Tx,
  id: string,
  approval: { approved_on: string; approved_by: string; evidence: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.agreement_party')
    .set(approval)
    .where('id', '=', id)
    .where('approved_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
