import { command, refuse } from '#platform/command.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { insertBreakGlass, listAddresses } from './access-store.ts'
import { findCase } from './case-store.ts'
import { reviewPaths } from './paths.ts'

/** How long access by breaking glass lasts, in hours; the database's function adds the same. */
export const breakGlassHours = 24

type Breaking = { reference: string; reason: string; today: string; now: Date; publicUrl: string }
type Broken = { caseId: string | null; accessId: string | null; personId: string | null }

const looksLikeReference = (text: string): boolean => /^[A-Z0-9]+(-[A-Z0-9]+){2,6}$/.test(text) && text.length <= 60

/**
 * Access for a day to whoever knows the reference and gives a reason. The owner's office is told at once, by mail and on its Today
 * page. Asking is an event also when no case has the reference, or its owner recused the person: the answer is then the same.
 */
export const breakGlass = command<Breaking, Broken>({
  name: 'reviews.break-glass-asked',
  permission: 'reviews.break-glass',
  subject: ({ caseId, personId }) => caseId ?? personId ?? 'nobody',
  details: ({ accessId }, { reference }) => ({
    found: accessId !== null,
    access: accessId,
    // What somebody typed is free text; only what has the shape of a reference is kept.
    reference: looksLikeReference(reference) ? reference : null,
  }),
  async run(tx, actor, { reference, reason, today, now, publicUrl }) {
    const { personId, officeId } = actor
    if (await findCase(tx, actor, reference, now)) refuse('reference', 'You have access to this case already')
    const broken = await insertBreakGlass(tx, { reference, officeId, reason, now })
    if (broken === null) return { caseId: null, accessId: null, personId }
    const { ownerOfficeId } = await tx
      .selectFrom('reviews.case')
      .where('id', '=', broken.caseId)
      .select('owner_office_id as ownerOfficeId')
      .executeTakeFirstOrThrow()
    await tellOwner(tx, actor.partnershipId, ownerOfficeId, { reference, today, now, publicUrl })
    return { ...broken, personId }
  },
})

async function tellOwner(
  tx: Tx,
  partnershipId: string,
  ownerOfficeId: string,
  { reference, today, now, publicUrl }: Omit<Breaking, 'reason'>,
): Promise<void> {
  const text = [
    `Somebody used break-glass access to open ${reference}, a case that your office owns, on ${instantInWords(now)}. The access lasts for ${breakGlassHours} hours.`,
    'Look at who it was and at their reason, end the access if it should not go on, and write what you think of it:',
    `${publicUrl}${reviewPaths.access(reference)}`,
  ].join('\n\n')
  for (const to of await listAddresses(tx, partnershipId, ownerOfficeId, today)) {
    await queueMail(tx, {
      to,
      subject: 'Break-glass access to a case that you own',
      text,
      marking: 'OFFICIAL-SENSITIVE',
    })
  }
}
