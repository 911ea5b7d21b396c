import { command, refuse } from '#platform/command.ts'
import { tellPerson } from './factor-mail.ts'
import { closeFirstFactor } from './factor-opening.ts'
import { recoveryCodesIfNone } from './factor-recovery-codes.ts'
import { verifiedRegistration } from './passkey-ceremony.ts'
import type { PasskeySite } from './passkey-site.ts'
import { insertPasskey } from './passkey-store.ts'

type Input = {
  name: string
  answer: string
  site: PasskeySite
  /** What the session opens in which it is added: the passkey opens no more. */
  organisations: readonly string[] | null
  now: Date
}
type Output = { personId: string; isBackedUp: boolean; recovery: string[] | null }

/** Adds a passkey to a person's account. @returns recovery codes, when the person had none */
export const addPasskey = command<Input, Output>({
  name: 'identity.passkey-added',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  details: ({ isBackedUp }) => ({ isBackedUp }),
  broken: {
    passkey_pkey: ['name', 'This passkey is on your account or another one already'],
    passkey_person_id_name_key: ['name', 'You have a passkey with this name already'],
  },
  async run(tx, actor, { name, answer, site, organisations, now }) {
    const { personId } = actor
    const passkey = personId === null ? null : await verifiedRegistration(tx, site, personId, answer, now)
    if (personId === null || passkey === null) {
      refuse('name', 'The passkey was not made, or it took more than 5 minutes. Try again')
    }
    await insertPasskey(tx, personId, name, passkey, organisations, now)
    await closeFirstFactor(tx, personId)
    await tellPerson(tx, actor, 'A passkey was added to your Goldenthread account', now)
    return { personId, isBackedUp: passkey.isBackedUp, recovery: await recoveryCodesIfNone(tx, personId, now) }
  },
})
