import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'

export type OwnOffice = {
  office: string
  organisation: string
  partnership: string
  role: string
  startsOn: string
  endsOn: string | null
}

/** A person's name and e-mail address, and the offices that they hold or held, in every partnership; the newest first. */
export const findAccount = (
  db: Db,
  personId: string,
): Promise<{ name: string; email: string | null; offices: OwnOffice[] }> =>
  signingIn(async () => {
    const person = await db
      .selectFrom('identity.person')
      .where('id', '=', personId)
      .select(['name', 'email'])
      .executeTakeFirstOrThrow()
    const rows = await db
      .selectFrom('identity.tenure as tenure')
      .innerJoin('identity.office as office', 'office.id', 'tenure.office_id')
      .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
      .innerJoin('identity.access as access', 'access.office_id', 'office.id')
      .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
      .where('tenure.person_id', '=', personId)
      .orderBy('tenure.starts_on', 'desc')
      .orderBy('partnership.short_name')
      .orderBy('office.title')
      .limit(200)
      .select(['office.title as office', 'organisation.name as organisation', 'partnership.short_name as partnership'])
      .select(['access.role', 'tenure.starts_on', 'tenure.ends_on', 'access.starts_on as from', 'access.ends_on as to'])
      .execute()
    const offices = rows.map(({ starts_on, ends_on, from, to, ...row }) => ({
      ...row,
      startsOn: from !== null && from > starts_on ? from : starts_on,
      endsOn: ends_on === null || (to !== null && to < ends_on) ? to : ends_on,
    }))
    return { ...person, offices }
  })
