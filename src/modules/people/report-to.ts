import { listHoldings, setReportsTo } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import { officeInReach } from './reach.ts'

/** The offices to which one can report: the others of its organisation in the partnership, with who holds each. */
export async function officesAbove(db: Db | Tx, actor: Actor, officeId: string, today: string) {
  const [office] = await officeInReach(db, actor, officeId, today)
  const all = await listHoldings(db, actor.partnershipId, today, { organisationId: office?.organisationId })
  const found = new Map<string, { id: string; title: string; holders: string[] }>()
  for (const { officeId: id, title, person, state } of all) {
    if (id === officeId) continue
    const known = found.get(id) ?? { id, title, holders: [] }
    if (person !== null && state !== 'to-come' && !known.holders.includes(person)) known.holders.push(person)
    found.set(id, known)
  }
  return [...found.values()]
}

type Reporting = { officeId: string; to: string | null; was: string | null; today: string }

/** Names the office that is told of what stays undone in an office, or none. @throws conflict when somebody else named another meanwhile */
export const reportTo = command<Reporting, { officeId: string }>({
  name: 'people.reports-to-set',
  permission: 'people.appoint',
  subject: ({ officeId }) => officeId,
  details: (_output, { to }) => ({ reportsTo: to }),
  async run(tx, actor, { officeId, to, was, today }) {
    const above = await officesAbove(tx, actor, officeId, today)
    if (to !== null && !above.some(({ id }) => id === to)) refuse('to', 'Select an office of the same organisation')
    if (!(await setReportsTo(tx, officeId, to, was))) throw conflict('Somebody else has named another office')
    return { officeId }
  },
})
