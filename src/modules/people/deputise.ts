import {
  addDeputy,
  findDeputy,
  listDeputies,
  listHoldings,
  withdrawDeputy,
  type Holding,
} from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { daysBetween, inWords } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { deputyMail } from './mails.ts'
import { canBeDeputised } from './permissions.ts'
import { mayGiveAll } from './role-rules.ts'
import { ownOrganisation } from './reach.ts'
import { deputyReasons } from './words.ts'

/**
 * The lines of an office whose deputy the actor may name: its holder (a deputy names no further one), or who looks after it.
 * @throws notFound for anybody else's
 */
export async function deputisable(db: Db | Tx, actor: Actor, officeId: string, today: string): Promise<Holding[]> {
  const lines = isId(officeId) ? await listHoldings(db, actor.partnershipId, today, { officeId }) : []
  const roles = lines.map(({ role }) => role)
  const holds = lines.some((line) => line.personId === actor.personId && line.state !== 'to-come')
  const own = ownOrganisation(actor)
  const looksAfter =
    mayGiveAll(actor.role, roles) && (own === undefined || lines.every((line) => line.organisationId === own))
  if (lines.length === 0 || (!holds && !looksAfter)) throw notFound('Office')
  if (!roles.every((role) => canBeDeputised.includes(role))) throw notFound('Office')
  return lines
}

/** Who may deputise: those who hold an office of the same organisation today, without its holder and without who names them. */
export async function candidates(db: Db | Tx, actor: Actor, lines: readonly Holding[], today: string) {
  const [office] = lines
  if (!office) return []
  const { partnershipId, personId } = actor
  const all = await listHoldings(db, partnershipId, today, { organisationId: office.organisationId })
  const holders = new Set(lines.map((line) => line.personId))
  const found = new Map<string, { id: string; name: string; office: string; email: string | null }>()
  for (const line of all) {
    if (line.personId === null || line.person === null || line.state === 'to-come') continue
    if (holders.has(line.personId) || line.personId === personId) continue
    if (!found.has(line.personId)) {
      found.set(line.personId, { id: line.personId, name: line.person, office: line.title, email: line.email })
    }
  }
  return [...found.values()]
}

type Naming = {
  officeId: string
  personId: string
  startsOn: string
  endsOn: string
  reason: keyof typeof deputyReasons
  today: string
  at: Date
  publicUrl: string
}

/** Names a deputy for a dated absence. The deputy acts in the office on those days, under their own name. */
export const nameDeputy = command<Naming, { id: string }>({
  name: 'people.deputy-named',
  permission: 'people.name-deputy',
  subject: (_output, { officeId }) => officeId,
  details: (_output, { personId, startsOn, endsOn, reason }) => ({
    person: personId,
    from: startsOn,
    to: endsOn,
    reason,
  }),
  async run(tx, actor, { officeId, personId, startsOn, endsOn, reason, today, at, publicUrl }) {
    const lines = await deputisable(tx, actor, officeId, today)
    const deputy = (await candidates(tx, actor, lines, today)).find(({ id }) => id === personId)
    if (!deputy) refuse('person', 'Select one of the people of this organisation')
    if (startsOn < today) refuse('startsOn', 'First day must be today or later')
    if (endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    if (daysBetween(startsOn, endsOn) > 366) {
      refuse('endsOn', 'A deputy stands in for a year at most: replace the holder for longer')
    }
    const others = await listDeputies(tx, actor.partnershipId, [officeId], startsOn)
    const other = others.find((each) => each.startsOn <= endsOn)
    if (other) refuse('startsOn', `${other.name} deputises from ${inWords(other.startsOn)} to ${inWords(other.endsOn)}`)
    const { partnershipId, personId: namedBy } = actor
    const id = await addDeputy(tx, {
      partnershipId,
      officeId,
      personId,
      startsOn,
      endsOn,
      reason,
      namedBy,
      namedAt: at,
    })
    const [office] = lines
    if (deputy.email !== null && office) {
      const { title, organisation } = office
      const about = { partnership: actor.partnershipName, title, organisation }
      await queueMail(tx, deputyMail(deputy.email, about, { startsOn, endsOn }, publicUrl))
    }
    return { id }
  },
})

/** Ends deputising at once. */
export const endDeputy = command<{ id: string; today: string; at: Date }, { officeId: string; personId: string }>({
  name: 'people.deputy-withdrawn',
  permission: 'people.name-deputy',
  subject: ({ officeId }) => officeId,
  details: ({ personId }) => ({ person: personId }),
  async run(tx, actor, { id, today, at }) {
    const deputy = isId(id) ? await findDeputy(tx, actor.partnershipId, id) : undefined
    if (!deputy || deputy.endsOn < today) throw notFound('Deputy')
    await deputisable(tx, actor, deputy.officeId, today)
    await withdrawDeputy(tx, id, at)
    return { officeId: deputy.officeId, personId: deputy.personId }
  },
})
