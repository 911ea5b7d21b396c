import {
  beginTenure,
  findHolding,
  giveRole,
  openFirstFactor,
  listHoldings,
  officeTitled,
  personOfEmail,
  rolesOfOffice,
  roleTitle,
  servesOthers,
  setLastDay,
  type Holding,
  type Role,
} from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import { addDays, daysBetween, inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { invitationMail } from './mails.ts'
import { heldByMany, mayGiveAll } from './role-rules.ts'

export type Appointment = {
  name: string
  email: string
  startsOn: string
  endsOn: string | null
  today: string
  publicUrl: string
}

export type Appointed = { tenureId: string; officeId: string; personId: string; role: string }

/** Refuses dates that no office can have. */
export function checkDates({ startsOn, endsOn, today }: Pick<Appointment, 'startsOn' | 'endsOn' | 'today'>): void {
  if (startsOn < today) refuse('startsOn', 'First day must be today or later')
  if (daysBetween(today, startsOn) > 366) refuse('startsOn', 'First day must be within a year from today')
  if (endsOn !== null && endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
}

/** Refuses what the actor's own office may not give. */
export function checkMayGive(actor: Actor, roles: readonly string[], field: string): void {
  if (mayGiveAll(actor.role, roles)) return
  refuse(field, `Your office may not decide who is ${roles.map((role) => roleTitle(role).toLowerCase()).join(' or ')}`)
}

/** Refuses to end a holding on which another partnership relies, unless it is the organisation's own administrator who ends it. */
export async function checkMayEnd(tx: Tx, actor: Actor, holding: Holding, field: string): Promise<void> {
  const isOwn = holding.organisationId === actor.organisationId
  if (holding.onlyIn !== null || isOwn || !(await servesOthers(tx, holding.officeId))) return
  refuse(
    field,
    `This office serves more than one partnership: only ${holding.organisation}’s own administrator can end it`,
  )
}

/** Lets a person hold an office that carries a role already, and mails them. */
export async function appoint(tx: Tx, actor: Actor, officeId: string, appointment: Appointment): Promise<Appointed> {
  const { name, email, startsOn, endsOn, today, publicUrl } = appointment
  const { partnershipId } = actor
  const roles = await rolesOfOffice(tx, partnershipId, officeId)
  const personId = await personOfEmail(tx, email, name)
  if (personId === actor.personId) refuse('email', 'You cannot give yourself an office: ask somebody else who may')
  const held = await listHoldings(tx, partnershipId, today, { personId })
  if (held.some(({ state }) => state === 'stopped')) {
    refuse('email', 'The access of the person with this e-mail address is stopped: let them in again first')
  }
  const lines = await listHoldings(tx, partnershipId, today, { officeId })
  const during = lines.filter(
    (line) => line.personId !== null && (line.tenureEndsOn === null || line.tenureEndsOn >= startsOn),
  )
  if (during.some((line) => line.personId === personId)) {
    refuse('email', 'The person with this e-mail address holds this office already')
  }
  const [holder] = during
  if (holder && !roles.every((role) => heldByMany.includes(role))) {
    refuse(
      'office',
      `${holder.person ?? 'Somebody'} holds this office: replace the holder, or choose a later first day`,
    )
  }
  const tenureId = await beginTenure(tx, { officeId, personId, partnershipId, startsOn, endsOn })
  const made = await findHolding(tx, partnershipId, tenureId, today)
  if (!made) throw notFound('Office')
  const all = await listHoldings(tx, partnershipId, today, { personId })
  // A factor opens all that the person holds: an office lets them add it only when it may give every role of theirs here.
  if (
    mayGiveAll(
      actor.role,
      all.map(({ role }) => role),
    )
  ) {
    await openFirstFactor(tx, personId, startsOn)
  }
  const office = { partnership: actor.partnershipName, title: made.title, organisation: made.organisation }
  await queueMail(tx, invitationMail(email, office, { startsOn, endsOn: made.endsOn }, publicUrl))
  return { tenureId, officeId, personId, role: made.role }
}

/** Gives an organisation an office with a new title and a role. @returns its id */
export async function makeOffice(
  tx: Tx,
  actor: Actor,
  {
    organisationId,
    title,
    role,
    endsOn,
    modules,
  }: { organisationId: string; title: string; role: Role; endsOn: string | null; modules: readonly string[] },
): Promise<string> {
  const officeId = await officeTitled(tx, organisationId, title)
  if ((await rolesOfOffice(tx, actor.partnershipId, officeId)).length > 0) {
    refuse('title', 'This organisation has an office with this title: choose it from the list')
  }
  const isInspector = role === 'inspector'
  await giveRole(tx, {
    officeId,
    partnershipId: actor.partnershipId,
    role,
    endsOn: isInspector ? endsOn : null,
    modules: isInspector ? modules : null,
  })
  return officeId
}

/** Ends what others hold of an office on the day before a new holder's first. @returns the last day */
export async function endEarlierHolders(
  tx: Tx,
  actor: Actor,
  lines: readonly Holding[],
  { startsOn, at }: { startsOn: string; at: Date },
): Promise<string> {
  const lastDay = addDays(startsOn, -1)
  const done = new Set<string>()
  for (const line of lines) {
    if (line.tenureId === null || line.startsOn === null || done.has(line.tenureId)) continue
    done.add(line.tenureId)
    if (line.tenureEndsOn !== null && line.tenureEndsOn <= lastDay) continue
    if (line.startsOn > lastDay) {
      refuse(
        'startsOn',
        `First day must be after ${inWords(line.startsOn)}, on which ${line.person ?? 'the holder'} starts`,
      )
    }
    await checkMayEnd(tx, actor, line, 'startsOn')
    await setLastDay(tx, line.tenureId, lastDay, at)
  }
  return lastDay
}
