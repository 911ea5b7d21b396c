import { command, refuse } from '#platform/command.ts'
import { daysBetween } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import type { Actor } from '#platform/actor.ts'
import { addFact, bringUpToDate, type FactKind } from './dated-fact-store.ts'
import { noteChange, ownGroup } from './own-group.ts'

type ChangeFrom = {
  groupId: string
  version: number
  kind: FactKind
  words: string
  timesAYear: number | null
  startsOn: string
  reason: string
  today: string
}

/** A change holds from a day that people still remember, or one that they can plan for. */
export function checkDay(startsOn: string, today: string): void {
  const away = daysBetween(today, startsOn)
  if (away > 731) refuse('startsOn', 'The day must be within two years from today')
  if (away < -3_660) refuse('startsOn', 'The day must be within the last ten years')
}

async function change(tx: Tx, actor: Actor, input: ChangeFrom): Promise<{ id: string }> {
  const group = await ownGroup(tx, actor, input.groupId)
  checkDay(input.startsOn, input.today)
  const current = { name: group.name, frequency: group.frequency, operating: group.operating }[input.kind]
  const isSame = current === input.words && (input.kind !== 'frequency' || group.meetingsAYear === input.timesAYear)
  if (isSame && input.startsOn <= input.today) refuse('words', 'This is what it is now: nothing would change')
  await noteChange(tx, group.id, input.today, input.version)
  await addFact(tx, group.id, { ...input, source: `Changed by ${actor.partnershipName}: ${input.reason}` })
  await bringUpToDate(tx, group.id, input.today)
  return { id: group.id }
}

/** Changes what a group is called, how often it meets or whether it operates from a day, past or to come; the history stays. */
export const changeGroupFrom = command<ChangeFrom, { id: string }>({
  name: 'partnerships.group-changed-from',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { kind, words, timesAYear, startsOn }) => ({ kind, words, timesAYear, startsOn }),
  run: change,
})
