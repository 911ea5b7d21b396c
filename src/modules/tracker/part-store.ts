import type { Db, Tx } from '#platform/db/connect.ts'
import type { PartState } from './states.ts'

const parts = (db: Db | Tx) =>
  db
    .selectFrom('tracker.part as part')
    .leftJoin('identity.office as office', 'office.id', 'part.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'part.organisation_id')
    .leftJoin('identity.organisation as verifier', 'verifier.id', 'part.verified_organisation_id')
    .select([
      'part.id',
      'part.item_id as itemId',
      'part.position',
      'part.office_id as officeId',
      'part.organisation_id as organisationId',
      'office.title as office',
      'organisation.name as organisation',
      'part.what',
      'part.state',
      'part.first_due_on as firstDueOn',
      'part.due_on as dueOn',
      'part.last_update_on as lastUpdateOn',
      'part.update_due_on as updateDueOn',
      'part.delivered_on as deliveredOn',
      'part.verifier_office_id as verifierOfficeId',
      'part.verified_on as verifiedOn',
      'verifier.name as verifiedBy',
    ])

/** What one agency owes of an item. */
export type Part = Omit<Awaited<ReturnType<ReturnType<typeof parts>['executeTakeFirstOrThrow']>>, 'state'> & {
  state: PartState
}

/** The parts of an item, in their order. Whoever may see the item may see all of them. */
export const listParts = async (db: Db | Tx, itemId: string): Promise<Part[]> =>
  (await parts(db).where('part.item_id', '=', itemId).orderBy('part.position').execute()) as Part[]

/** The parts of several items. */
export const listPartsOf = async (db: Db, itemIds: readonly string[]): Promise<Part[]> =>
  itemIds.length === 0
    ? []
    : ((await parts(db).where('part.item_id', 'in', itemIds).orderBy('part.position').execute()) as Part[])
