import type { Db, Tx } from '#platform/db/connect.ts'
import { list } from '#platform/words.ts'
import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import type { Read } from './read-words.ts'

type Office = { id: string; title: string; role: string }
export type Agency = { id: string; name: string; names: readonly string[]; offices: readonly Office[] }
export type MatchedOwner = { officeId: string; agencyId: string; words: string }

/** Which office of an agency answers for it when the spreadsheet names the agency alone. */
const first = ['safeguarding-lead', 'signing-officer', 'group-member', 'executive-member', 'data-lead']

export const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    // 'K.C.C.' is 'KCC'.
    .replaceAll(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .replaceAll(/\b(the|nhs foundation trust|nhs trust)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The agencies that have an office in a partnership, with every name that sources have for them. */
export async function listAgenciesToMatch(db: Db | Tx, partnershipId: string, today: string): Promise<Agency[]> {
  const offices = await listOfficesOfRole(db, partnershipId, members, today)
  const byAgency = Map.groupBy(offices, (office) => office.organisationId)
  const aliases = await db
    .selectFrom('identity.organisation_alias')
    .where(
      'organisation_id',
      'in',
      byAgency.size === 0 ? ['00000000-0000-0000-0000-000000000000'] : [...byAgency.keys()],
    )
    .select(['organisation_id as id', 'name'])
    .execute()
  return [...byAgency].map(([id, all]) => ({
    id,
    name: all[0]?.organisation ?? '',
    names: [all[0]?.organisation ?? '', ...aliases.filter((alias) => alias.id === id).map((alias) => alias.name)],
    offices: all.map(({ id: office, title, role }) => ({ id: office, title, role })),
  }))
}

const pairs = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_each, index) => text.slice(index, index + 2)))

/** How alike two texts are by their pairs of letters: 0 to 1. */
export function likeness(one: string, other: string): number {
  const [left, right] = [pairs(one), pairs(other)]
  if (left.size + right.size === 0) return 0
  return (2 * [...left].filter((pair) => right.has(pair)).length) / (left.size + right.size)
}

const everybody =
  /^(all|everyone|everybody|all (agencies|partners|members)|partnership|various|multi agency|tbc|tba|n a|none|unknown|group|chair)$/

/** Whom a cell means: every agency that it names, by its name or an alias, longest first; else the one that it is a slip of the pen for. */
export function matchOwners(text: string, agencies: readonly Agency[]): Read<MatchedOwner[]> {
  const typed = text.trim()
  const plain = plainName(typed)
  if (plain === '') return { ok: false, problem: 'It says nobody who owes it', mend: 'Write the agency that owes it' }
  if (everybody.test(plain))
    return {
      ok: false,
      problem: `‘${typed}’ is nobody in particular`,
      mend: 'Name each agency that owes it, with a semicolon between them',
    }
  const known = agencies
    .flatMap((agency) => agency.names.map((name) => ({ agency, plain: plainName(name) })))
    .filter((each) => each.plain.length >= 2)
    .toSorted((a, b) => b.plain.length - a.plain.length)
  const found = new Map<string, Agency>()
  const notes: string[] = []
  for (const { text: segment, isCertain } of segmentsOf(typed)) {
    const own = matchSegment(segment, known)
    for (const agency of own.agencies) found.set(agency.id, agency)
    if (own.note !== null) notes.push(own.note)
    if (own.agencies.length > 0) continue
    // 'J Smith, Kent Police' names a person beside the agency; 'CCG; Police' names two agencies, of which neither may be lost.
    if (!isCertain) notes.push(`‘${segment}’ was left out`)
    else
      return {
        ok: false,
        problem: `‘${segment.slice(0, 60)}’ is no agency with an office here`,
        mend: `Write one of: ${list(
          agencies
            .map((agency) => agency.name)
            .toSorted()
            .slice(0, 8),
        )}`,
      }
  }
  if (found.size === 0)
    return {
      ok: false,
      problem: `‘${typed.slice(0, 60)}’ is no agency with an office here`,
      mend: `Write one of: ${list(
        agencies
          .map((agency) => agency.name)
          .toSorted()
          .slice(0, 8),
      )}`,
    }
  const owners = [...found.values()].flatMap((agency) => {
    const named = agency.offices.find((office) => plain.includes(plainName(office.title)))
    const usual = first.flatMap((role) => agency.offices.find((office) => office.role === role) ?? [])[0]
    const office = named ?? usual ?? agency.offices[0]
    return office === undefined
      ? []
      : [{ officeId: office.id, agencyId: agency.id, words: `${agency.name}: ${office.title}` }]
  })
  return { ok: true, value: owners, note: notes.length === 0 ? null : notes.join('. ') }
}

type Known = { agency: Agency; plain: string }

/** The parts of a cell that may each name an agency. What stands between semicolons or slashes surely does, between commas perhaps. */
function segmentsOf(text: string): { text: string; isCertain: boolean }[] {
  return text
    .split(/[;/+\n]/)
    .filter((part) => plainName(part) !== '')
    .flatMap((part) => {
      const parts = part.split(',').filter((each) => plainName(each) !== '')
      return parts.map((each) => ({ text: each.trim(), isCertain: parts.length === 1 }))
    })
}

/** Every agency named in a text, longest name first; else the one that it is a slip of the pen for. */
function matchSegment(text: string, known: readonly Known[]): { agencies: Agency[]; note: string | null } {
  const plain = plainName(text)
  let rest = ` ${plain} `
  const found = new Map<string, Agency>()
  for (const { agency, plain: name } of known) {
    if (!rest.includes(` ${name} `)) continue
    found.set(agency.id, agency)
    rest = rest.replaceAll(` ${name} `, '  ')
  }
  if (found.size > 0) return { agencies: [...found.values()], note: null }
  const best = known
    .map((each) => ({ ...each, like: likeness(each.plain, plain) }))
    .toSorted((a, b) => b.like - a.like)[0]
  if (best === undefined || best.like < 0.75) return { agencies: [], note: null }
  return { agencies: [best.agency], note: `‘${text.slice(0, 60)}’ was read as ${best.agency.name}` }
}
