import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

/** The organisation of an office that serves a partnership; null when none such does. */
export async function organisationOfOffice(
  db: Db | Tx,
  partnershipId: string,
  officeId: string,
): Promise<string | null> {
  if (!isId(officeId)) return null
  const row = await db
    .selectFrom('identity.office as office')
    .innerJoin('identity.access as access', 'access.office_id', 'office.id')
    .where('access.partnership_id', '=', partnershipId)
    .where('office.id', '=', officeId)
    .select('office.organisation_id as organisationId')
    .executeTakeFirst()
  return row?.organisationId ?? null
}

/** The offices of a partnership that can be asked for something, by agency. */
export async function listAskable(
  db: Db,
  partnershipId: string,
  today: string,
): Promise<{ id: string; organisationId: string; name: string }[]> {
  const offices = await listOfficesOfRole(db, partnershipId, askable, today)
  return [...Map.groupBy(offices, (office) => office.id).values()].flatMap(([office]) =>
    office === undefined
      ? []
      : [
          {
            id: office.id,
            organisationId: office.organisationId,
            name: `${office.organisation}: ${office.title}${office.holder === null ? ' (vacant)' : ''}`,
          },
        ],
  )
}

/** Who can owe something: not those who come for a course, an inspection or the machines. */
const askable = members
