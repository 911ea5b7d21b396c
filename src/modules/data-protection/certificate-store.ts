import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

export type NewLine = {
  kind: string
  title: string
  schedule: string
  count: number
  idsSha256: string
  oldestOn: string
  newestOn: string
}

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('data_protection.certificate as certificate')
    .where('certificate.partnership_id', '=', actor.partnershipId)
    .select([
      'certificate.id',
      'certificate.reference',
      'certificate.authorised_name as authorisedName',
      'certificate.authorised_office as authorisedOffice',
      'certificate.dry_run_at as dryRunAt',
      'certificate.destroyed_at as destroyedAt',
    ])

const linesOf = (db: Db, id: string): Promise<NewLine[]> =>
  db
    .selectFrom('data_protection.certificate_line')
    .where('certificate_id', '=', id)
    .orderBy('title')
    .select(['kind', 'title', 'schedule', 'count', 'ids_sha256 as idsSha256', 'oldest_on as oldestOn'])
    .select('newest_on as newestOn')
    .execute()

/** The certificates of the actor's partnership, newest first. At most 500. */
export const listCertificates = (db: Db, actor: Actor) =>
  visibleTo(db, actor).orderBy('certificate.destroyed_at', 'desc').limit(500).execute()

export async function findCertificate(db: Db, actor: Actor, reference: string) {
  const certificate = await visibleTo(db, actor).where('reference', '=', reference).executeTakeFirst()
  return certificate && { ...certificate, lines: await linesOf(db, certificate.id) }
}

/** Writes a certificate with the next number of its year. The caller holds the lock of disposal. */
export async function insertCertificate(
  tx: Tx,
  actor: Actor,
  dryRun: { id: string; madeAt: Date },
  lines: readonly NewLine[],
  now: Date,
): Promise<{ reference: string; certificateId: string }> {
  const year = now.getUTCFullYear()
  const { count } = await tx
    .selectFrom('data_protection.certificate')
    .where('partnership_id', '=', actor.partnershipId)
    .where('reference', 'like', `DES-${year}-%`)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const reference = `DES-${year}-${String(count + 1).padStart(3, '0')}`
  const { id } = await tx
    .insertInto('data_protection.certificate')
    .values({
      partnership_id: actor.partnershipId,
      reference,
      dry_run_id: dryRun.id,
      authorised_by: actor.personId,
      authorised_name: actor.personName,
      authorised_office: actor.officeTitle,
      dry_run_at: dryRun.madeAt,
      destroyed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('data_protection.certificate_line')
    .values(
      lines.map(({ kind, title, schedule, count: gone, idsSha256, oldestOn, newestOn }) => ({
        certificate_id: id,
        kind,
        title,
        schedule,
        count: gone,
        ids_sha256: idsSha256,
        oldest_on: oldestOn,
        newest_on: newestOn,
      })),
    )
    .execute()
  return { reference, certificateId: id }
}
