import { signingIn } from '#platform/db/acting.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { sessionId, sessionLasts } from './session-store.ts'

export type OwnSession = {
  id: string
  method: string
  strength: string
  office: string
  begunAt: Date
  lastSeenAt: Date
  isThisOne: boolean
}

/** The sessions of a person that run now, the newest first. */
export const listOwnSessions = (db: Db, personId: string, token: string, clock: Clock): Promise<OwnSession[]> =>
  signingIn(async () => {
    const now = clock.now().getTime()
    const rows = await db
      .selectFrom('identity.session as session')
      .innerJoin('identity.access as access', 'access.id', 'session.access_id')
      .innerJoin('identity.office as office', 'office.id', 'access.office_id')
      .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
      .where('session.person_id', '=', personId)
      .where('session.last_seen_at', '>', new Date(now - sessionLasts.idle))
      .where('session.created_at', '>', new Date(now - sessionLasts.whole))
      .orderBy('session.created_at', 'desc')
      .orderBy('session.id')
      .select(['session.id', 'session.method', 'session.strength', 'office.title', 'organisation.name'])
      .select(['session.created_at as begunAt', 'session.last_seen_at as lastSeenAt'])
      .execute()
    return rows.map(({ title, name, ...row }) => ({
      ...row,
      office: `${title}, ${name}`,
      isThisOne: row.id === sessionId(token),
    }))
  })

/** Ends sessions of a person inside `signingIn`: one by its id, or every one. @returns how many */
export async function endOwnSessions(tx: Tx, personId: string, id: string | null): Promise<number> {
  const ended = await tx
    .deleteFrom('identity.session')
    .where('person_id', '=', personId)
    .$if(id !== null, (sessions) => sessions.where('id', '=', id))
    .returning('id')
    .execute()
  return ended.length
}
