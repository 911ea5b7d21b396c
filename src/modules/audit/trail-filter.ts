import { findRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Problem } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { blankForm, formWithErrors, readDate, type Form } from '#platform/forms.ts'
import type { TrailQuery } from './paths.ts'
import { listKinds, listOffices, listPeople, type Choice, type OfficeChoice, type TrailFilter } from './trail-store.ts'

export type Choices = { people: Choice[]; offices: OfficeChoice[]; kinds: string[] }

/** What the trail can be searched by. */
export const listChoices = async (db: Db, actor: Actor): Promise<Choices> => ({
  people: await listPeople(db, actor),
  offices: await listOffices(db, actor),
  kinds: await listKinds(db, actor),
})

export type ReadFilter = { form: Form; query: TrailQuery; filter: TrailFilter | null }

const fields = ['person', 'where', 'record', 'event', 'from', 'to'] as const

/**
 * Reads what an address asks for. `filter` is null when something in it cannot be understood; the form then says what, and keeps what
 * was typed.
 */
export async function readFilter(db: Db, actor: Actor, given: unknown, choices: Choices): Promise<ReadFilter> {
  const sent = given as Readonly<Record<string, unknown>>
  const typed = (name: string): string => (typeof sent[name] === 'string' ? sent[name].trim() : '')
  const query = Object.fromEntries(fields.map((name) => [name, typed(name)])) as Record<(typeof fields)[number], string>
  const problems: Problem[] = []
  const wrong = (field: string, text: string): null => {
    problems.push({ field, text })
    return null
  }
  const one = <T>(field: string, found: T | undefined, text: string): T | null =>
    query[field as 'person'] === '' ? null : (found ?? wrong(field, text))
  const day = (field: 'from' | 'to', name: string): string | null =>
    one(field, readDate(query[field]) ?? undefined, `${name} must be a real date, like 27/3/2026`)

  const person = one(
    'person',
    choices.people.find(({ id }) => id === query.person),
    'Choose a person from the list',
  )
  const [kind, id] = query.where.split(':')
  const where = one(
    'where',
    choices.offices.find((office) => id === (kind === 'office' ? office.id : office.organisationId)),
    'Choose an office or organisation from the list',
  )
  const reference = query.record.toUpperCase()
  const record = one(
    'record',
    query.record === '' ? undefined : await findRecord(db, actor, reference),
    'Enter the reference of a record that you may see, like LSCP-WRN-2026-001',
  )
  const event = one(
    'event',
    choices.kinds.find((name) => name === query.event),
    'Choose what happened from the list',
  )
  const from = day('from', 'The first day')
  const to = day('to', 'The last day')
  if (from !== null && to !== null && from > to) wrong('to', 'The last day must be the same as or after the first day')
  if (problems.length > 0) return { form: formWithErrors(query, problems), query, filter: null }
  const before = typed('before')
  return {
    form: blankForm(query),
    query,
    filter: {
      personId: person?.id ?? null,
      organisationId: where !== null && kind === 'organisation' ? where.organisationId : null,
      officeId: where !== null && kind === 'office' ? where.id : null,
      recordId: record?.id ?? null,
      event,
      from,
      to,
      before: /^\d{1,15}$/.test(before) ? Number(before) : null,
    },
  }
}
