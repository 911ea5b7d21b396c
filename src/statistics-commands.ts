import type { CliCommand } from '#platform/command-line.ts'
import { readJsonList } from '#platform/json-list-reader.ts'
import { writeJsonList } from '#platform/json-list-writer.ts'
import { jsonWords, oneLine } from '#platform/json-words.ts'

type Case = Readonly<Record<string, unknown>>

/** What one case comes to besides its id. Throws a RangeError 'FIELD: sentence' for a case that it refuses. */
type Answer = (element: Case) => object | Promise<object>

type ListCommand = {
  readonly name: string
  readonly summary: string
  /** The list in the document, and what one element of it is called. */
  readonly list: string
  readonly one: string
  /** Loads what the answers need. Each command loads its own only, so that all of them start at once. */
  readonly answer: () => Promise<Answer>
}

/**
 * The exact methods as commands: one JSON document in, one out, in the order given, without a database. One case that is refused
 * refuses the run. The contract is in docs/statistics.md.
 */
export const statisticsCommands: readonly CliCommand[] = [
  listCommand({
    name: 'spc',
    summary: 'Control charts: the limits, special causes and icons of each series.',
    list: 'series',
    one: 'series',
    async answer() {
      const { spcCase } = await import('#statistics/spc-contract.ts')
      return (element) => ({ result: spcCase(element) })
    },
  }),
  listCommand({
    name: 'rates',
    summary: 'Proportions, rates, standardised rates and funnels, with their intervals.',
    list: 'cases',
    one: 'case',
    async answer() {
      const { ratesCase } = await import('#statistics/rates-contract.ts')
      return (element) => ({ result: isLeftOut(element) ? null : ratesCase(element) })
    },
  }),
  listCommand({
    name: 'suppress',
    summary: 'Hides small counts in two-way tables, and as few others as keep them hidden.',
    list: 'tables',
    one: 'table',
    async answer() {
      const { suppressCase } = await import('#statistics/disclosure/suppress-contract.ts')
      return suppressCase
    },
  }),
  listCommand({
    name: 'deadline',
    summary: 'The last day for each duty, or after a number of working days.',
    list: 'cases',
    one: 'case',
    async answer() {
      const { deadline } = await import('#statute/deadline.ts')
      const { shippedCalendar } = await import('#modules/duties/public.ts')
      const calendar = await shippedCalendar()
      return (element) => deadline(element, calendar)
    },
  }),
]

function listCommand({ name, summary, list, one, answer }: ListCommand): CliCommand {
  return {
    name,
    summary,
    usage: '< in.json > out.json',
    async run(args, { input, output }) {
      if (args.length > 0 || ('isTTY' in input && input.isTTY === true)) {
        throw new Error(
          `${name} reads one JSON document from standard input and takes no words: npm run --silent goldenthread -- ${name} < in.json > out.json`,
        )
      }
      await writeJsonList(output, list, answers(readJsonList(input, list), one, await answer()))
    },
  }
}

async function* answers(
  elements: AsyncIterable<unknown>,
  one: string,
  answer: Answer,
): AsyncGenerator<object, void, void> {
  let place = 0
  for await (const element of elements) {
    place += 1
    if (!isCase(element)) throw new Error(`${one} ${place}: must be an object, and is ${jsonWords(element)}`)
    const id = idOf(element, `${one} ${place}`)
    yield { id, ...(await answeredAs(`${one} '${oneLine(String(id), 80)}'`, () => answer(element))) }
  }
}

/** Names the case in what is refused; anything but a RangeError is a fault of ours, and shows as one. */
async function answeredAs(named: string, answer: () => object | Promise<object>): Promise<object> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Error(oneLine(`${named}: ${error.message}`, 500), { cause: error })
  }
}

const isCase = (element: unknown): element is Case =>
  typeof element === 'object' && element !== null && !Array.isArray(element)

/** Echoed as it was given, so a number must be one that can be. */
function idOf(element: Case, named: string): string | number {
  const id = Object.hasOwn(element, 'id') ? element['id'] : undefined
  if (typeof id === 'string') return id
  if (typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER) return id
  throw new Error(`${named}: id: must be text or a number of at most 15 digits, and is ${jsonWords(id)}`)
}

/** Kinds of the published sample of cases that are not answered, by contract: the peer's own grid of limits and its drawing. */
const leftOut: readonly unknown[] = ['funnel_limits', 'funnel_points']
const isLeftOut = ({ kind }: Case): boolean => leftOut.includes(kind)
