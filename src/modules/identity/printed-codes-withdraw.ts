import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { withdrawSheet } from './factor-code-store.ts'
import { tellPerson } from './factor-mail.ts'
import { withdrawRecoveryWhenAlone } from './factor-recovery-codes.ts'

/** Withdraws a person's sheet of printed codes, such as one that was lost. */
export const withdrawPrintedCodes = command<{ now: Date }, { personId: string }>({
  name: 'identity.printed-codes-withdrawn',
  permission: 'identity.use',
  subject: ({ personId }) => personId,
  async run(tx, actor, { now }) {
    const { personId } = actor
    if (personId === null || !(await withdrawSheet(tx, personId, 'printed'))) throw notFound('Sheet of printed codes')
    await withdrawRecoveryWhenAlone(tx, personId)
    await tellPerson(tx, actor, 'The printed codes of your Goldenthread account were withdrawn', now)
    return { personId }
  },
})
