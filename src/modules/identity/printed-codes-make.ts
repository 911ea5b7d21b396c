import { command } from '#platform/command.ts'
import { forbidden } from '#platform/errors.ts'
import { newSheet } from './factor-code-store.ts'
import { tellPerson } from './factor-mail.ts'
import { closeFirstFactor } from './factor-opening.ts'

/** Makes a sheet of forty numbered codes for where telephones may not be, and withdraws the old one. @returns them, shown now and never again */
export const makePrintedCodes = command<{ now: Date }, { personId: string; codes: string[] }>({
  name: 'identity.printed-codes-made',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  details: ({ codes }) => ({ codes: codes.length }),
  async run(tx, actor, { now }) {
    const { personId } = actor
    if (personId === null) throw forbidden('Only a person has printed codes.')
    const codes = await newSheet(tx, personId, 'printed', now)
    await closeFirstFactor(tx, personId)
    await tellPerson(tx, actor, 'A sheet of printed codes was made for your Goldenthread account', now)
    return { personId, codes }
  },
})
