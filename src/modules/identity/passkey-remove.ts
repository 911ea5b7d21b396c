import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { tellPerson } from './factor-mail.ts'
import { withdrawRecoveryWhenAlone } from './factor-recovery-codes.ts'
import { deletePasskey } from './passkey-store.ts'

/** Removes one of a person's own passkeys. */
export const removePasskey = command<{ id: string; now: Date }, { personId: string }>({
  name: 'identity.passkey-removed',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  async run(tx, actor, { id, now }) {
    const { personId } = actor
    if (personId === null || (await deletePasskey(tx, personId, id)) === null) throw notFound('Passkey')
    await withdrawRecoveryWhenAlone(tx, personId)
    await tellPerson(tx, actor, 'A passkey was removed from your Goldenthread account', now)
    return { personId }
  },
})
