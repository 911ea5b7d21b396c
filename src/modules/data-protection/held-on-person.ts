import type { Actor } from '#platform/actor.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import type { HeldOn } from '#platform/holding.ts'
import { isId } from '#platform/ids.ts'

type HeldTable = { title: string; columns: readonly string[]; rows: string[][] }
export type HeldOnPerson = { id: string; name: string; tables: HeldTable[] }

/** What stands where somebody else is named. */
export const withheld = '[another person’s name withheld]'

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Puts the words above in the place of every other name, as whole words and whatever the case. Longer names first. */
export function withholdNames(text: string, others: readonly string[]): string {
  const names = others.filter((name) => name.trim().length > 2).toSorted((one, other) => other.length - one.length)
  if (names.length === 0) return text
  return text.replaceAll(new RegExp(`(?<![\\p{L}])(${names.map(escaped).join('|')})(?![\\p{L}])`, 'giu'), withheld)
}

type Found = { id: string; name: string; email: string | null }

/** A person of the actor's partnership by id: the database shows no other. */
const findPerson = async (db: Db, actor: Actor, id: string): Promise<Found | undefined> =>
  isId(id) ? people(db, actor).where('person.id', '=', id).executeTakeFirst() : undefined

const people = (db: Db, actor: Actor) =>
  db
    .selectFrom('identity.person as person')
    .where('person.id', 'in', (select) =>
      select
        .selectFrom('identity.holding as holding')
        .innerJoin('identity.access as access', 'access.office_id', 'holding.office_id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .select('holding.person_id'),
    )
    .select(['person.id', 'person.name', 'person.email'])

/** People of the actor's partnership whose name or e-mail holds a text, by name. At most 50. */
export function searchPeople(db: Db, actor: Actor, text: string): Promise<Found[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return people(db, actor)
    .where((where) => where.or([where('person.name', 'ilike', pattern), where('person.email', 'ilike', pattern)]))
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(50)
    .execute()
}

/** All that the actor's partnership holds on a person, with everybody else's name withheld; undefined for nobody of theirs. */
export async function heldOnPerson(
  db: Db,
  actor: Actor,
  id: string,
  holders: readonly HeldOn[],
): Promise<HeldOnPerson | undefined> {
  const person = await findPerson(db, actor, id)
  if (!person) return undefined
  const everybody = await people(db, actor).execute()
  const others = everybody.filter((each) => each.id !== id && each.name !== person.name).map(({ name }) => name)
  const tables: HeldTable[] = []
  for (const { title, columns, rows } of holders) {
    const found = await rows(db, actor, id)
    tables.push({ title, columns, rows: found.map((row) => row.map((cell) => withholdNames(cell, others))) })
  }
  return { id: person.id, name: person.name, tables }
}

/** Leaves a trace that somebody looked at all that is held on a person, or took it away. */
export const noteLook = command<{ personId: string; as: 'page' | 'html' | 'json' }, null>({
  name: 'data-protection.held-on-person-read',
  permission: 'data-protection.handle',
  subject: (_output, { personId }) => personId,
  details: (_output, { as }) => ({ as }),
  run: () => Promise.resolve(null),
})
