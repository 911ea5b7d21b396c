import { startUseAgain } from '#modules/identity/public.ts'
import { command } from '#platform/command.ts'

/** Takes one's own office up again after it was suspended because it lay unused; nobody else needs to do anything. */
export const startAgain = command<{ at: Date }, { officeId: string }>({
  name: 'people.office-taken-up-again',
  permission: 'identity.start-again',
  subject: ({ officeId }) => officeId,
  async run(tx, { officeId, personId, partnershipId, role }, { at }) {
    if (officeId !== null && personId !== null) {
      await startUseAgain(tx, { officeId, partnershipId, role, personId }, at)
    }
    return { officeId: officeId ?? '' }
  },
})
