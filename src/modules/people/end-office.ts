import { listHoldings, rolesOfOffice, setLastDay, undoLastDay } from '#modules/identity/public.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { checkMayEnd, checkMayGive } from './appoint.ts'
import { tenureInReach } from './reach.ts'
import { heldByMany } from './role-rules.ts'

type Ended = { officeId: string; personId: string | null; endsOn: string | null; before: string | null }

const event = {
  permission: 'people.appoint',
  subject: ({ officeId }: Ended) => officeId,
  details: ({ personId, endsOn, before }: Ended) => ({ person: personId, to: endsOn, before }),
}

/** Sets the last day of somebody's holding of an office: their access ends at midnight, London, at the end of that day. */
export const endOffice = command<{ tenureId: string; endsOn: string; today: string; at: Date }, Ended>({
  ...event,
  name: 'people.last-day-set',
  async run(tx, actor, { tenureId, endsOn, today, at }) {
    const holding = await tenureInReach(tx, actor, tenureId, today)
    const { officeId, personId, startsOn, tenureEndsOn: before } = holding
    checkMayGive(actor, await rolesOfOffice(tx, actor.partnershipId, officeId), 'endsOn')
    if (endsOn < today) refuse('endsOn', 'Last day must be today or later')
    if (startsOn !== null && endsOn < startsOn) {
      refuse('endsOn', `Last day must be ${inWords(startsOn)}, the first day, or later`)
    }
    if (personId === actor.personId && before !== null && endsOn > before) {
      refuse('endsOn', 'You cannot lengthen your own office: ask somebody else who may')
    }
    await checkMayEnd(tx, actor, holding, 'endsOn')
    await setLastDay(tx, tenureId, endsOn, at)
    return { officeId, personId, endsOn, before }
  },
})

/** Takes back the last day that was set, until midnight of that day. The holder themself cannot. */
export const keepOffice = command<{ tenureId: string; today: string }, Ended>({
  ...event,
  name: 'people.last-day-undone',
  async run(tx, actor, { tenureId, today }) {
    const holding = await tenureInReach(tx, actor, tenureId, today)
    const { officeId, personId, tenureEndsOn: before } = holding
    const roles = await rolesOfOffice(tx, actor.partnershipId, officeId)
    checkMayGive(actor, roles, 'keep')
    if (holding.endSetAt === null) refuse('keep', 'No last day was set that could be taken back')
    if (personId === actor.personId) refuse('keep', 'You cannot lengthen your own office: ask somebody else who may')
    const others = await listHoldings(tx, actor.partnershipId, today, { officeId })
    const next = others.find((line) => line.tenureId !== null && line.tenureId !== tenureId)
    if (next && !roles.every((role) => heldByMany.includes(role))) {
      refuse('keep', `${next.person ?? 'Somebody else'} holds this office next: end that first`)
    }
    await checkMayEnd(tx, actor, holding, 'keep')
    await undoLastDay(tx, tenureId)
    return { officeId, personId, endsOn: null, before }
  },
})
