import highs from 'highs'
import type { Highs } from 'highs'

/** What an attacker knows of a hidden cell: at least `lowest`, at most `highest`; `null` when nothing bounds it from above. */
export type Bounds = { readonly lowest: number; readonly highest: number | null }

/** A figure as readers have it: its number, or `null` when it is hidden. The key names what was counted, not where it was printed. */
export type ShownFigure = { readonly key: string; readonly shown: number | null }

/** What readers know of figures among themselves: these parts make that total. */
export type Sum = { readonly total: string; readonly parts: readonly string[] }

type Term = { readonly key: string; readonly times: number }
/** Hidden figures, each times a whole number, that together come to a known number. */
type Equation = { readonly terms: readonly Term[]; readonly comesTo: number }

// the package's types take its ES module for a CommonJS one, and so put the loader a level too deep
const load = highs as unknown as typeof highs.default
let loaded: Promise<Highs> | undefined
/** The solver, made ready when it is first wanted. */
const solver = (): Promise<Highs> => (loaded ??= load())

/**
 * What somebody can work out of each hidden figure, knowing every shown one, which figures make which totals, and that a hidden figure
 * is a whole number of at least 1. Exact: two integer programmes for each (HiGHS). For tables, linked tables, hierarchies and figures
 * over time alike. A figure of a sum that is not among `figures` was never published: a whole number of 0 or more of which nothing is
 * known. Throws a RangeError when no numbers at all fit what is shown.
 *
 * @param wanted the keys to look at; every hidden one when not given
 */
export async function attackSystem(
  figures: readonly ShownFigure[],
  sums: readonly Sum[],
  wanted: readonly string[] = hiddenKeys(figures),
): Promise<Map<string, Bounds>> {
  const ends = await endFinder(figures, sums)
  return new Map(
    wanted.map((key) => [key, { lowest: ends(key, 'Minimize').end ?? 1, highest: ends(key, 'Maximize').end }] as const),
  )
}

/**
 * The hidden figures that can only be one number, with that number. The same attack as `attackSystem` with far fewer programmes: each answer
 * is a whole set of numbers that fits, so every figure that has another number in it is known to be safe.
 */
export async function pinnedFigures(
  figures: readonly ShownFigure[],
  sums: readonly Sum[],
  wanted: readonly string[] = hiddenKeys(figures),
): Promise<Map<string, number>> {
  const ends = await endFinder(figures, sums)
  const seen = new Map<string, number>()
  const safe = new Set<string>()
  const look = (key: string, direction: Direction): number | null => {
    const { end, numbers } = ends(key, direction)
    for (const [each, number] of numbers) {
      if ((seen.get(each) ?? number) !== number) safe.add(each)
      seen.set(each, number)
    }
    return end
  }
  const pinned = new Map<string, number>()
  for (const key of wanted) {
    if (safe.has(key)) continue
    const highest = look(key, 'Maximize')
    if (safe.has(key) || highest === null) continue
    if (look(key, 'Minimize') === highest) pinned.set(key, highest)
  }
  return pinned
}

const hiddenKeys = (figures: readonly ShownFigure[]): string[] =>
  figures.flatMap(({ key, shown }) => (shown === null ? [key] : []))

type Direction = 'Minimize' | 'Maximize'
/** An end of a figure's range, `null` when nothing bounds it, and the numbers of all figures bound up with it at that end. */
type End = { readonly end: number | null; readonly numbers: readonly (readonly [string, number])[] }

async function endFinder(
  figures: readonly ShownFigure[],
  sums: readonly Sum[],
): Promise<(key: string, direction: Direction) => End> {
  const shown = new Map(figures.map(({ key, shown: value }) => [key, value]))
  const groups = componentsOf(sums.map((sum) => equationOf(sum, shown)))
  const highsSolver = await solver()
  return (key, direction) => {
    const group = groups.get(key)
    // in no sum: nothing bounds it but that it is 1 at least
    if (group === undefined) return { end: null, numbers: [] }
    const keys = [...new Set(group.flatMap(({ terms }) => terms.map((term) => term.key)))]
    const names = new Map(keys.map((each, i) => [each, `x${i}`]))
    const text = programme(direction, key, group, names, (each) => (shown.has(each) ? 1 : 0))
    // its presolve calls some systems infeasible that are not (docs/adr/0015)
    const { Status, ObjectiveValue, Columns } = highsSolver.solve(text, { presolve: 'off', output_flag: false })
    if (Status === 'Unbounded' || Status === 'Primal infeasible or unbounded') return { end: null, numbers: [] }
    if (Status !== 'Optimal') throw new RangeError(`figures: no whole numbers fit what is shown around '${key}'`)
    const numbers = [...names].map(([each, name]) => [each, Math.round(Columns[name]?.Primal ?? 0)] as const)
    return { end: Math.round(ObjectiveValue), numbers }
  }
}

function equationOf({ total, parts }: Sum, shown: ReadonlyMap<string, number | null>): Equation {
  const weights = new Map<string, number>()
  let comesTo = 0
  for (const [key, sign] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
    const value = shown.get(key) ?? null
    if (value === null) weights.set(key, (weights.get(key) ?? 0) + sign)
    else comesTo -= sign * value
  }
  const terms = [...weights].flatMap(([key, times]): Term[] => (times === 0 ? [] : [{ key, times }]))
  if (terms.length === 0 && comesTo !== 0)
    throw new RangeError(`figures: the parts shown of '${total}' do not make its total`)
  return { terms, comesTo }
}

/** For each unknown figure the equations that bear on it, through however many others. */
function componentsOf(equations: readonly Equation[]): Map<string, readonly Equation[]> {
  const groups = new Map<string, Equation[]>()
  for (const equation of equations) {
    const merged = [equation]
    const touched = new Set(equation.terms.map(({ key }) => groups.get(key)))
    for (const group of touched) if (group !== undefined) merged.push(...group)
    for (const each of merged) for (const { key } of each.terms) groups.set(key, merged)
  }
  return groups
}

/** The programme in the solver's own language (CPLEX LP format). */
function programme(
  direction: Direction,
  key: string,
  equations: readonly Equation[],
  names: ReadonlyMap<string, string>,
  least: (key: string) => number,
): string {
  const rows = equations.map(({ terms, comesTo }, i) => {
    const sum = terms
      .map((term) => `${term.times > 0 ? '+' : '-'} ${Math.abs(term.times)} ${names.get(term.key)}`)
      .join(' ')
    return ` r${i}: ${sum} = ${comesTo}`
  })
  const bounds = [...names].map(([each, name]) => ` ${least(each)} <= ${name}`)
  return [
    direction,
    ` o: ${names.get(key)}`,
    'Subject To',
    ...rows,
    'Bounds',
    ...bounds,
    'General',
    ...[...names.values()].map((name) => ` ${name}`),
    'End',
  ].join('\n')
}
