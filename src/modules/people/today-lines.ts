import { listHoldings } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { daysBetween, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { plural } from '#platform/words.ts'
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

/**
 * Who confirms the quarter's lists of who holds its offices: each agency's administrator their own; for the agencies that have none the
 * business managers, in one line.
 */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (!may(actor, 'people.confirm-list')) return []
  const isManager = actor.role === 'business-manager'
  if (!isManager && actor.role !== 'agency-administrator') return []
  const open = (await listChecks(db, actor.partnershipId, today)).filter(({ confirmedAt }) => confirmedAt === null)
  if (!isManager) {
    return open
      .filter(({ organisationId }) => organisationId === actor.organisationId)
      .map((check) => ({
        key: `${check.id}:confirm`,
        what: `Confirm who holds ${check.organisation}’s offices`,
        href: peoplePaths.confirm(check.organisationId),
        startOn: check.openedOn,
        dueOn: check.dueOn,
        action: 'Confirm',
      }))
  }
  const administrators = await listHoldings(db, actor.partnershipId, today, { role: 'agency-administrator' })
  const looked = new Set(
    administrators
      .filter(({ personId, state }) => personId !== null && state !== 'to-come' && state !== 'stopped')
      .map(({ organisationId }) => organisationId),
  )
  const left = open.filter(({ organisationId }) => !looked.has(organisationId))
  const [first] = left.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
  if (!first) return []
  return [
    {
      key: `${first.quarterOn}:lists`,
      what: `Confirm who holds the offices of ${plural(left.length, 'organisation')} without an administrator here`,
      href: peoplePaths.lists(),
      startOn: first.openedOn,
      dueOn: first.dueOn,
      action: 'Confirm',
    },
  ]
}
