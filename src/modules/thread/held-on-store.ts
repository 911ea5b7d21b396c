import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

/** The links that a person made by hand, between records of the actor's partnership. */
export const listLinksOfPerson = (db: Db, actor: Actor, personId: string) =>
  db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as one', 'one.id', 'link.from_id')
    .innerJoin('thread.record as other', 'other.id', 'link.to_id')
    .where('one.partnership_id', '=', actor.partnershipId)
    .where('link.linked_by', '=', personId)
    .orderBy('link.linked_at')
    .select(['one.reference as from', 'link.relation', 'other.reference as to', 'link.linked_at as at', 'link.reason'])
    .execute()

/** The links that a person made or took back, and that hold no more. */
export const listEndedLinksOfPerson = (db: Db, actor: Actor, personId: string) =>
  db
    .selectFrom('thread.ended_link as link')
    .innerJoin('thread.record as one', 'one.id', 'link.from_id')
    .innerJoin('thread.record as other', 'other.id', 'link.to_id')
    .where('one.partnership_id', '=', actor.partnershipId)
    .where((where) => where.or([where('link.linked_by', '=', personId), where('link.ended_by', '=', personId)]))
    .orderBy('link.ended_at')
    .select(['one.reference as from', 'link.relation', 'other.reference as to'])
    .select([
      'link.linked_by as linkedBy',
      'link.linked_at as linkedAt',
      'link.ended_by as endedBy',
      'link.ended_at as endedAt',
    ])
    .execute()

/** The gaps that a person set aside. */
export const listGapsSetAsideBy = (db: Db, actor: Actor, personId: string) =>
  db
    .selectFrom('thread.gap as gap')
    .innerJoin('thread.record as record', 'record.id', 'gap.record_id')
    .where('gap.partnership_id', '=', actor.partnershipId)
    .where('gap.set_aside_by', '=', personId)
    .orderBy('gap.set_aside_on')
    .select([
      'record.reference',
      'gap.set_aside_on as on',
      'gap.set_aside_until as until',
      'gap.set_aside_reason as reason',
    ])
    .execute()
