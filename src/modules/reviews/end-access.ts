import { command, refuse } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { endAccess, listAccess } from './access-store.ts'
import { ownedCase } from './owned-case.ts'

type Ending = { reference: string; accessId: string; reason: string; now: Date }

/** The case owner ends a person's access at once, with the reason. */
export const endAccessTo = command<Ending, { caseId: string }>({
  name: 'reviews.access-ended',
  permission: 'reviews.open-case',
  subject: ({ caseId }) => caseId,
  details: (_case, { accessId }) => ({ access: accessId }),
  async run(tx, actor, { reference, accessId, reason, now }) {
    const one = await ownedCase(tx, actor, reference, now)
    const access = (await listAccess(tx, one.id)).find((each) => each.id === accessId)
    if (!access) throw notFound('Access')
    if (access.personId === actor.personId) {
      refuse('reason', 'You cannot end your own access: a case must have somebody. Hand it over first')
    }
    const ended = await endAccess(tx, { id: accessId, caseId: one.id, endedBy: actor.personId, reason, now })
    if (!ended) throw conflict('This access was ended already.')
    return { caseId: one.id }
  },
})
