import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

const duties = (db: Db | Tx) =>
  db
    .selectFrom('groups.duty as duty')
    .select([
      'duty.id',
      'duty.group_id as groupId',
      'duty.words',
      'duty.every_months as everyMonths',
      'duty.next_due_on as nextDueOn',
      'duty.source',
      'duty.ended_on as endedOn',
      'duty.version',
    ])

/** The recurring duties of a group, the next due first; those that ended come last. */
export const listDuties = (db: Db | Tx, groupId: string) =>
  duties(db)
    .where('duty.group_id', '=', groupId)
    .orderBy((order) => order('duty.ended_on', 'is not', null))
    .orderBy('duty.next_due_on')
    .limit(200)
    .execute()

export type Duty = Awaited<ReturnType<typeof listDuties>>[number]

export const findDuty = async (db: Db | Tx, groupId: string, id: string): Promise<Duty | undefined> =>
  isId(id) ? duties(db).where('duty.id', '=', id).where('duty.group_id', '=', groupId).executeTakeFirst() : undefined

/** When duties were done, newest first. */
export const listDone = async (db: Db | Tx, dutyIds: readonly string[]) =>
  dutyIds.length === 0
    ? []
    : db
        .selectFrom('groups.duty_done as done')
        .leftJoin('identity.office as office', 'office.id', 'done.office_id')
        .where('done.duty_id', 'in', dutyIds)
        .orderBy('done.done_on', 'desc')
        .limit(500)
        .select([
          'done.duty_id as dutyId',
          'done.due_on as dueOn',
          'done.done_on as doneOn',
          'done.note',
          'office.title as office',
        ])
        .execute()

/** The duties of a partnership's groups that are due by a day, soonest first. */
export const listDutiesDue = (db: Db | Tx, partnershipId: string, by: string, today: string) =>
  duties(db)
    .innerJoin('partnerships.group as group', 'group.id', 'duty.group_id')
    .innerJoin('partnerships.group_partnership as place', 'place.group_id', 'group.id')
    .where('place.partnership_id', '=', partnershipId)
    .where('duty.ended_on', 'is', null)
    .where('duty.next_due_on', '<=', by)
    .where((where) => where.or([where('group.ends_on', 'is', null), where('group.ends_on', '>=', today)]))
    .orderBy('duty.next_due_on')
    .limit(200)
    .select(['group.slug', 'group.name as group'])
    .execute()
