import { changeRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { canBeSigned, canMove } from './return-state.ts'
import { changeReturn, holdReturn } from './writing-store.ts'

type Input = {
  reference: string
  version: number
  /** The officer who answers for the figures: the actor, or the one who has approved them. */
  officer: { name: string; office: string }
  at: Date
}

/** Signs a return off in the name of one officer. @throws conflict when a figure was changed after the officer saw them */
export const signOff = command<Input, { recordId: string }>({
  name: 'returns.return-signed-off',
  permission: 'returns.sign-off',
  subject: ({ recordId }) => recordId,
  details: (_done, { officer }) => ({ officer: officer.name, office: officer.office }),
  async run(tx, actor, { reference, version, officer, at }) {
    const held = await holdReturn(tx, actor, reference, version)
    if (!canMove(held.state, 'signed-off')) refuse('figures', 'This return has already been signed off')
    if (!canBeSigned(held.progress)) {
      refuse('figures', 'Fill in or explain every figure before this return is signed off')
    }
    await changeReturn(tx, held, {
      state: 'signed-off',
      first_signed_off_at: held.firstSignedOffAt ?? at,
      signed_off_at: at,
      signed_off_by: actor.personId,
      signed_off_name: officer.name,
      signed_off_office: officer.office,
    })
    await changeRecord(tx, held.recordId, { state: 'signed off' })
    return { recordId: held.recordId }
  },
})
