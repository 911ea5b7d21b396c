import { command, refuse } from '#platform/command.ts'
import { confirmPending } from './factor-app-store.ts'
import { tellPerson } from './factor-mail.ts'
import { closeFirstFactor } from './factor-opening.ts'
import { recoveryCodesIfNone } from './factor-recovery-codes.ts'

type Input = { code: string; now: Date }

/** Takes an app that makes codes into use, once a code of it was right. @returns recovery codes, when the person had none */
export const confirmApp = command<Input, { personId: string; recovery: string[] | null }>({
  name: 'identity.authenticator-app-set-up',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  async run(tx, actor, { code, now }) {
    const { personId } = actor
    if (personId === null || !(await confirmPending(tx, personId, code, now))) {
      refuse(
        'code',
        'That code is not right. Check that the time on your device is right, and enter the 6 digits that the app shows now',
      )
    }
    await closeFirstFactor(tx, personId)
    await tellPerson(tx, actor, 'An authenticator app was added to your Goldenthread account', now)
    return { personId, recovery: await recoveryCodesIfNone(tx, personId, now) }
  },
})
