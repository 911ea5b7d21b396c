import { listHoldings, rolesOfOffice, setLastDay, type Holding } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { checkMayEnd } from './appoint.ts'
import { confirmCheck, listChecks, openCheck, type Answer } from './list-check-store.ts'
import { ownOrganisation } from './reach.ts'
import { mayGiveAll } from './role-rules.ts'

/** The people on an organisation's list: one line for each tenure that runs today or later. @throws notFound for another's list */
export async function peopleOnList(db: Db | Tx, actor: Actor, organisationId: string, today: string) {
  const own = ownOrganisation(actor)
  if (!isId(organisationId) || (own !== undefined && own !== organisationId)) throw notFound('List')
  const lines = await listHoldings(db, actor.partnershipId, today, { organisationId })
  if (lines.length === 0) throw notFound('List')
  const byTenure = new Map<string, Holding & { tenureId: string }>()
  for (const line of lines) {
    if (line.tenureId !== null) byTenure.set(line.tenureId, { ...line, tenureId: line.tenureId })
  }
  return { organisation: lines[0]?.organisation ?? '', people: [...byTenure.values()] }
}

type Confirmation = { organisationId: string; answers: readonly Answer[]; today: string; at: Date }

/** Confirms an agency's list for the quarter: each person is kept, ends on a day, or is not known. */
export const confirmList = command<Confirmation, { id: string; notKnown: number; ends: number }>({
  name: 'people.list-confirmed',
  permission: 'people.confirm-list',
  subject: ({ id }) => id,
  details: ({ notKnown, ends }, { organisationId, answers }) => ({
    organisation: organisationId,
    people: answers.length,
    notKnown,
    ends,
  }),
  async run(tx, actor, { organisationId, answers, today, at }) {
    const { people } = await peopleOnList(tx, actor, organisationId, today)
    for (const person of people) {
      const field = `answer-${person.tenureId}`
      const answer = answers.find(({ tenureId }) => tenureId === person.tenureId)
      if (!answer) refuse(field, `Say whether ${person.person ?? 'this person'} still holds the office`)
      if (answer.answer !== 'ends') continue
      const dateField = `endsOn-${person.tenureId}`
      if (answer.endsOn === null || answer.endsOn < today) refuse(dateField, 'Last day must be today or later')
      if (person.startsOn !== null && answer.endsOn < person.startsOn) {
        refuse(dateField, 'Last day must be the same as or after the first day')
      }
      if (person.personId === actor.personId && person.tenureEndsOn !== null && answer.endsOn > person.tenureEndsOn) {
        refuse(dateField, 'You cannot lengthen your own office: ask somebody else who may')
      }
      // The list shows everybody of the agency, also whom only the business team may end.
      if (!mayGiveAll(actor.role, await rolesOfOffice(tx, actor.partnershipId, person.officeId))) {
        const name = person.person ?? 'this person'
        refuse(dateField, `Your office cannot end ${name}’s: answer ‘Not known to us’ and the business team will ask`)
      }
      await checkMayEnd(tx, actor, person, dateField)
      await setLastDay(tx, person.tenureId, answer.endsOn, at)
    }
    await openCheck(tx, actor.partnershipId, organisationId, today)
    const checks = await listChecks(tx, actor.partnershipId, today)
    const check = checks.find((each) => each.organisationId === organisationId)
    const known = answers.filter(({ tenureId }) => people.some((person) => person.tenureId === tenureId))
    if (!check || !(await confirmCheck(tx, check.id, known, { by: actor.personId, at }))) {
      refuse('list', 'This list is confirmed for the quarter already')
    }
    const count = (which: Answer['answer']) => known.filter(({ answer }) => answer === which).length
    return { id: check.id, notKnown: count('not-known'), ends: count('ends') }
  },
})
