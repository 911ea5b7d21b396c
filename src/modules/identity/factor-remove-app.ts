import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { removeApp } from './factor-app-store.ts'
import { tellPerson } from './factor-mail.ts'
import { withdrawRecoveryWhenAlone } from './factor-recovery-codes.ts'

/** Removes the app that makes a person's codes. */
export const removeAuthenticatorApp = command<{ now: Date }, { personId: string }>({
  name: 'identity.authenticator-app-removed',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  async run(tx, actor, { now }) {
    const { personId } = actor
    if (personId === null || !(await removeApp(tx, personId))) throw notFound('Authenticator app')
    await withdrawRecoveryWhenAlone(tx, personId)
    await tellPerson(tx, actor, 'The authenticator app was removed from your Goldenthread account', now)
    return { personId }
  },
})
