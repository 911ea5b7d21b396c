import { command } from '#platform/command.ts'
import { conflict } from '#platform/errors.ts'
import { insertOpinion } from './access-store.ts'
import { ownedCase } from './owned-case.ts'

type Looking = { reference: string; accessId: string; opinion: string; now: Date }

/** The case owner has looked at a break-glass access and writes what they think of it; until then it stays on their Today page. */
export const lookAtBreakGlass = command<Looking, { caseId: string }>({
  name: 'reviews.break-glass-looked-at',
  permission: 'reviews.open-case',
  subject: ({ caseId }) => caseId,
  details: (_case, { accessId }) => ({ access: accessId }),
  async run(tx, actor, { reference, accessId, opinion, now }) {
    const { id } = await ownedCase(tx, actor, reference, now)
    const looked = await insertOpinion(tx, { id: accessId, caseId: id, lookedBy: actor.personId, opinion, now })
    if (!looked) throw conflict('Somebody has looked at this access already.')
    return { caseId: id }
  },
})
