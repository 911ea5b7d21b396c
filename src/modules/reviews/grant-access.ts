import { command, refuse } from '#platform/command.ts'
import { insertAccess, isRunning, listAccess, listEligible } from './access-store.ts'
import { ownedCase } from './owned-case.ts'

type Grant = {
  reference: string
  personId: string
  officeId: string
  reason: string
  startsOn: string
  endsOn: string | null
  today: string
  now: Date
}
type Granted = { caseId: string; accessId: string }

/** The case owner gives a person, in one of their offices, access to a case, with the reason and the dates between which it runs. */
export const grantAccess = command<Grant, Granted>({
  name: 'reviews.access-granted',
  permission: 'reviews.open-case',
  subject: ({ caseId }) => caseId,
  details: ({ accessId }, { personId, officeId, startsOn, endsOn }) => ({
    access: accessId,
    person: personId,
    office: officeId,
    startsOn,
    endsOn,
  }),
  broken: {
    case_access_recused_check: ['holder', 'This person is recused from the case, so they cannot be given access'],
  },
  async run(tx, actor, { reference, personId, officeId, reason, startsOn, endsOn, today, now }) {
    const { partnershipId } = actor
    const { id } = await ownedCase(tx, actor, reference, now)
    if (startsOn < today) refuse('startsOn', 'First day must be today or later')
    if (endsOn !== null && endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    const eligible = await listEligible(tx, partnershipId, today)
    if (!eligible.some((each) => each.personId === personId && each.officeId === officeId)) {
      refuse('holder', 'Select one of the people who may be given access')
    }
    const has = (await listAccess(tx, id)).some(
      (each) => each.personId === personId && each.kind === 'named' && isRunning(each, now, today),
    )
    if (has) refuse('holder', 'This person has access already. End it first to change it')
    const accessId = await insertAccess(tx, {
      caseId: id,
      partnershipId,
      personId,
      officeId,
      reason,
      grantedBy: actor.personId,
      startsOn,
      endsOn,
      now,
    })
    return { caseId: id, accessId }
  },
})
