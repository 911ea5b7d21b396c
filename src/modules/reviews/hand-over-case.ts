import { command, refuse } from '#platform/command.ts'
import { isRunning, listAccess, listEligible } from './access-store.ts'
import { saveCase } from './case-store.ts'
import { ownedCase } from './owned-case.ts'
import { permissions } from './permissions.ts'

type HandingOver = { reference: string; version: number; officeId: string; today: string; now: Date }

/** Makes another office the owner of a case: one whose holder has named access already and whose role can own cases. */
export const handOverCase = command<HandingOver, { caseId: string }>({
  name: 'reviews.case-handed-over',
  permission: 'reviews.open-case',
  subject: ({ caseId }) => caseId,
  details: (_case, { officeId }) => ({ owner: officeId }),
  async run(tx, actor, { reference, version, officeId, today, now }) {
    const { id } = await ownedCase(tx, actor, reference, now)
    const possible = await possibleOwners(tx, actor.partnershipId, id, today, now)
    if (!possible.some((each) => each.officeId === officeId)) {
      refuse('owner', 'Select an office whose holder has access to this case')
    }
    await saveCase(tx, id, version, { owner_office_id: officeId })
    return { caseId: id }
  },
})

/** The offices that could own a case: their holder has named access, and their role may open cases. */
export async function possibleOwners(
  db: Parameters<typeof listEligible>[0],
  partnershipId: string,
  caseId: string,
  today: string,
  now: Date,
) {
  const running = (await listAccess(db, caseId)).filter((each) => each.kind === 'named' && isRunning(each, now, today))
  const withAccess = new Set(running.map((each) => each.personId))
  const roles: readonly string[] = permissions['reviews.open-case']
  return (await listEligible(db, partnershipId, today)).filter(
    (each) => roles.includes(each.role) && withAccess.has(each.personId),
  )
}
