import { changeRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { outcomes, type LookOutcome } from './decision.ts'
import { findDecision, listLooks } from './decision-store.ts'
import { closeLook, insertLook } from './decision-writes.ts'
import { checkForGroup } from './rights.ts'

type Input = {
  reference: string
  lookId: string
  outcome: LookOutcome
  found: string
  nextOn: string | null
  today: string
}

/** Records whether a decision works, with what was seen. Where it is too early to say, the question comes back on another day. */
export const lookAgain = command<Input, { recordId: string }>({
  name: 'minutes.decision-looked-at',
  permission: 'minutes.look',
  subject: ({ recordId }) => recordId,
  details: (_output, { outcome, nextOn }) => ({ outcome, nextOn }),
  async run(tx, actor, { reference, lookId, outcome, found, nextOn, today }) {
    const decision = await findDecision(tx, actor, reference)
    if (!decision) throw notFound('Decision')
    await checkForGroup(tx, actor, 'minutes.look', decision.groupId, today)
    const look = (await listLooks(tx, decision.id)).find(({ id }) => id === lookId)
    if (!look) throw notFound('Decision')
    if (outcome === 'too-early' && nextOn === null) refuse('nextOn', 'Enter the date on which to look again')
    if (nextOn !== null && nextOn <= today) refuse('nextOn', 'Date on which to look again must be after today')
    await closeLook(tx, look.id, { outcome, found, lookedOn: today, personId: actor.personId })
    if (nextOn !== null && !(await insertLook(tx, decision.id, nextOn)))
      refuse('nextOn', 'It is asked on that day already: choose another')
    await changeRecord(tx, decision.recordId, {
      state: nextOn === null ? outcomes[outcome].toLowerCase().replace(/^it is /, '') : 'to be looked at again',
    })
    return { recordId: decision.recordId }
  },
})
