import { listHoldings, rolesOfOffice, type Role } from '#modules/identity/public.ts'
import { command, refuse } from '#platform/command.ts'
import { isId } from '#platform/ids.ts'
import {
  appoint,
  checkDates,
  checkMayGive,
  endEarlierHolders,
  makeOffice,
  type Appointed,
  type Appointment,
} from './appoint.ts'
import { listOrganisations } from './organisation-list.ts'
import { officeInReach } from './reach.ts'
import { heldByMany } from './role-rules.ts'
import { switchableModules } from './switchable-modules.ts'

type Invitation = Appointment & {
  organisationId: string
  /** An office that is there; null: one with a new title and role. */
  officeId: string | null
  title: string | null
  role: Role | null
  /** The chosen pack, for an inspector. */
  modules: readonly string[]
}

const details = ({ personId, role }: Appointed, { startsOn, endsOn }: Appointment) => ({
  person: personId,
  role,
  from: startsOn,
  to: endsOn,
})

/** Invites a person, found by e-mail or added, into an office of the partnership, and mails them. */
export const invitePerson = command<Invitation, Appointed>({
  name: 'people.person-invited',
  permission: 'people.appoint',
  subject: ({ officeId }) => officeId,
  details,
  broken: {
    tenure_office_id_person_id_starts_on_partnership_id_key: [
      'email',
      'This person holds this office from that day already',
    ],
    // Two people were adding somebody with this address at the same moment; the second time they are found.
    person_email_lower_key: [
      'email',
      'Somebody else has just added a person with this e-mail address: send this again',
    ],
  },
  async run(tx, actor, invitation) {
    const { organisationId, officeId, title, role, endsOn, modules } = invitation
    const organisations = await listOrganisations(tx, actor)
    if (!organisations.some(({ id }) => id === organisationId)) {
      refuse('organisation', 'Select one of the organisations that you look after')
    }
    checkDates(invitation)
    if (officeId !== null) {
      const filter = { officeId, organisationId }
      const offices = isId(officeId) ? await listHoldings(tx, actor.partnershipId, invitation.today, filter) : []
      if (offices.length === 0) refuse('office', 'Select one of the offices of this organisation')
      const roles = await rolesOfOffice(tx, actor.partnershipId, officeId)
      checkMayGive(actor, roles, 'office')
      return appoint(tx, actor, officeId, invitation)
    }
    if (title === null) refuse('title', 'Select an office, or enter the title of a new one')
    if (role === null) refuse('role', 'Select the role of the new office')
    checkMayGive(actor, [role], 'role')
    if (role === 'inspector') {
      if (endsOn === null) refuse('endsOn', 'Enter the last day of the inspection')
      if (modules.length === 0) refuse('modules', 'Select what the inspector may read')
      if (modules.some((module) => !Object.hasOwn(switchableModules, module))) {
        refuse('modules', 'Select what the inspector may read from the list')
      }
    }
    return appoint(tx, actor, await makeOffice(tx, actor, { organisationId, title, role, endsOn, modules }), invitation)
  },
})

/** Gives an office a new holder from a day on; the old one's last day is the day before. Duties stay with the office. */
export const replaceHolder = command<Appointment & { officeId: string; at: Date }, Appointed & { lastDay: string }>({
  name: 'people.holder-replaced',
  permission: 'people.appoint',
  subject: ({ officeId }) => officeId,
  details: (output, input) => ({ ...details(output, input), earlierTo: output.lastDay }),
  async run(tx, actor, input) {
    const lines = await officeInReach(tx, actor, input.officeId, input.today)
    checkMayGive(
      actor,
      lines.map(({ role }) => role),
      'email',
    )
    if (lines.some(({ role }) => heldByMany.includes(role))) {
      refuse('email', 'Several people may hold this office: end the one and invite the other')
    }
    checkDates(input)
    const lastDay = await endEarlierHolders(tx, actor, lines, input)
    return { ...(await appoint(tx, actor, input.officeId, input)), lastDay }
  },
})
