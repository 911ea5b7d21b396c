import { command, refuse } from '#platform/command.ts'
import { endAccess, insertRecusal, listAccess, listEligible } from './access-store.ts'
import { ownedCase } from './owned-case.ts'

type Recusal = { reference: string; personId: string; reason: string; today: string; now: Date }

/**
 * The case owner records that somebody takes no part because their own practice is under review: what access they have is over at once,
 * they cannot be given any, and breaking glass finds no case.
 */
export const recusePerson = command<Recusal, { caseId: string }>({
  name: 'reviews.person-recused',
  permission: 'reviews.open-case',
  subject: ({ caseId }) => caseId,
  details: (_case, { personId }) => ({ person: personId }),
  broken: { case_recusal_case_id_person_id_key: ['recused', 'This person is recused already'] },
  async run(tx, actor, { reference, personId, reason, today, now }) {
    const { id } = await ownedCase(tx, actor, reference, now)
    if (personId === actor.personId) {
      refuse('recused', 'You own this case. Hand it over, and let the new owner record that you take no part')
    }
    const people = await listEligible(tx, actor.partnershipId, today)
    if (!people.some((each) => each.personId === personId)) refuse('recused', 'Select one of the people on the list')
    for (const access of await listAccess(tx, id)) {
      if (access.personId !== personId) continue
      await endAccess(tx, { id: access.id, caseId: id, endedBy: actor.personId, reason: 'Recused', now })
    }
    await insertRecusal(tx, { caseId: id, personId, reason, recordedBy: actor.personId, now })
    return { caseId: id }
  },
})
