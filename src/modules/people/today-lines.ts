import { listHoldings } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { daysBetween, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import type { Line } from './inheritance.ts'
import { listChecks } from './list-check-store.ts'
import { peoplePaths } from './paths.ts'

/** Days after the first one in which a new holder is shown what they inherit. */
const newFor = 30

/** What the home page says about one's office and the offices that one looks after. */
export async function peopleLines(db: Db, actor: Actor, today: string): Promise<Line[]> {
  const lines: Line[] = []
  const { officeId } = actor
  if (officeId !== null && may(actor, 'people.inherit')) {
    const held = await listHoldings(db, actor.partnershipId, today, { officeId })
    const own = held.find((line) => line.personId === actor.personId && line.state !== 'to-come')
    if (own?.startsOn && daysBetween(own.startsOn, today) < newFor) {
      const text = `What you inherit: what your office owes, has decided and who held it before ${inWords(own.startsOn)}`
      lines.push({ text, href: peoplePaths.inheritance(officeId) })
    }
    if (own && may(actor, 'people.name-deputy')) {
      lines.push({ text: 'Name a deputy for an absence', href: peoplePaths.deputy(officeId) })
    }
  }
  if (may(actor, 'people.read')) lines.push({ text: 'People and offices', href: peoplePaths.list() })
  return lines
}

/** What an agency's administrator owes: to confirm the quarter's list of who holds its offices. */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  const { organisationId } = actor
  if (actor.role !== 'agency-administrator' || organisationId === null || !may(actor, 'people.confirm-list')) return []
  const checks = await listChecks(db, actor.partnershipId, today)
  const check = checks.find((each) => each.organisationId === organisationId)
  if (!check || check.confirmedAt !== null) return []
  return [
    {
      key: `${check.id}:confirm`,
      what: `Confirm who holds ${check.organisation}’s offices`,
      href: peoplePaths.confirm(organisationId),
      startOn: check.openedOn,
      dueOn: check.dueOn,
      action: 'Confirm',
    },
  ]
}
