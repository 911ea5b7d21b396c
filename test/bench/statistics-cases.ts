import { rate } from '#statistics/byar.ts'
import { compareProportions, compareRates } from '#statistics/compare-two.ts'
import type { Share } from '#statistics/compare-two.ts'
import { directlyStandardised } from '#statistics/directly-standardised.ts'
import { suppressTable } from '#statistics/disclosure/suppress-table.ts'
import { proportionSignificance } from '#statistics/funnel-significance.ts'
import { indirectlyStandardisedRate } from '#statistics/indirectly-standardised.ts'
import { interruptedSeries } from '#statistics/interrupted-series.ts'
import { kappaOfTable } from '#statistics/kappa.ts'
import { overdispersion } from '#statistics/overdispersion.ts'
import { quantile } from '#statistics/ranks.ts'
import { rareEvents } from '#statistics/rare-events.ts'
import { repeatableChance } from '#statistics/repeatable-chance.ts'
import { runChart } from '#statistics/run-chart.ts'
import { spcCase } from '#statistics/spc-contract.ts'
import { spc } from '#statistics/spc.ts'
import { proportion } from '#statistics/wilson.ts'
import { deadline } from '#statute/deadline.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { addWorkingDays } from '#statute/working-days.ts'
import { aSeries } from '#test/support/many-series.ts'

/** One case ready to be answered, and the numbers in it, which the loop beside it sums. */
export type BenchCase = { run: () => unknown; numbers: readonly (number | null)[] }
/** A function to be measured, with sizes of its cases; growth is told from the first size to each later one. */
export type Subject = {
  name: string
  unit: string
  sizes: readonly number[]
  make: (size: number, chance: Chance) => BenchCase
}
type Chance = ReturnType<typeof repeatableChance>

const whole = (chance: Chance, most: number): number => Math.floor(chance() * most)
const list = <T>(size: number, item: (i: number) => T): T[] => Array.from({ length: size }, (_, i) => item(i))
const areas = (size: number, chance: Chance) => {
  const denominators = list(size, () => 50 + whole(chance, 2_000))
  return { denominators, numerators: denominators.map((n) => Math.round(n * (0.1 + chance() / 10))) }
}
const day = (number: number): string => new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10)
/** A table of small counts, one in four of them 0, as breakdowns of a child population are. */
const table = (rows: number, columns: number, chance: Chance): number[][] =>
  list(rows, () => list(columns, () => (chance() < 0.25 ? 0 : Math.floor(60 * chance() ** 3))))

/** Tables as publications have them: a small breakdown, and a large one. */
const tableSizes = [
  [8, 6],
  [30, 20],
] as const

/** Every public function of the statistics and deadlines with cases of its own. */
export const subjects = (calendar: WorkingDayCalendar): Subject[] => [
  {
    name: 'spc',
    unit: 'points',
    sizes: [40, 400, 4_000],
    make(size, chance) {
      const { input } = aSeries(whole(chance, 1_000), size)
      return { run: () => spc(input), numbers: input.values }
    },
  },
  {
    name: 'spc from untrusted JSON',
    unit: 'points',
    sizes: [40],
    make(size, chance) {
      const element = aSeries(whole(chance, 1_000), size)
      return { run: () => spcCase(element), numbers: element.input.values }
    },
  },
  {
    name: 'run chart',
    unit: 'points',
    sizes: [12, 120],
    make(size, chance) {
      const { dates, values } = aSeries(whole(chance, 1_000), size).input
      return { run: () => runChart({ dates, values, direction: 'increase' }), numbers: values }
    },
  },
  ...(['g', 't'] as const).map((chart): Subject => ({
    name: `${chart} chart of days between events`,
    unit: 'events',
    sizes: [24, 240],
    make(size, chance) {
      const gaps = list(size, () => 1 + whole(chance, 60))
      let at = 0
      const dates = gaps.map((gap) => day((at += gap)))
      const input = { dates, until: day(at + 20), chart, direction: 'decrease' as const }
      return { run: () => rareEvents(input), numbers: gaps }
    },
  })),
  {
    name: 'interrupted series',
    unit: 'points',
    sizes: [24, 240],
    make(size, chance) {
      const { dates, values } = aSeries(whole(chance, 1_000), size).input
      const changeOn = dates[size / 2] ?? ''
      return { run: () => interruptedSeries({ dates, values, changeOn }), numbers: values }
    },
  },
  {
    name: 'proportion',
    unit: 'case',
    sizes: [1],
    make(_, chance) {
      const [x, n] = [whole(chance, 1_000), 1_000 + whole(chance, 1_000)]
      return { run: () => proportion(x, n), numbers: [x, n] }
    },
  },
  {
    name: 'rate',
    unit: 'case',
    sizes: [1],
    make(_, chance) {
      const [x, n] = [whole(chance, 200), 10_000 + whole(chance, 10_000)]
      return { run: () => rate(x, n), numbers: [x, n] }
    },
  },
  {
    name: 'directly standardised rate',
    unit: 'age bands',
    sizes: [19],
    make(size, chance) {
      const bands = list(size, () => ({ x: whole(chance, 50), n: 1_000 + whole(chance, 9_000), weight: 1_000 + whole(chance, 6_000) })) // prettier-ignore
      return { run: () => directlyStandardised(bands), numbers: bands.flatMap(({ x, n, weight }) => [x, n, weight]) }
    },
  },
  {
    name: 'indirectly standardised rate',
    unit: 'age bands',
    sizes: [19],
    make(size, chance) {
      const bands = list(size, () => ({ x: whole(chance, 50), n: 1_000 + whole(chance, 9_000), referenceCount: whole(chance, 5_000), referencePopulation: 100_000 + whole(chance, 900_000) })) // prettier-ignore
      const numbers = bands.flatMap(({ x, n, referenceCount, referencePopulation }) => [
        x,
        n,
        referenceCount,
        referencePopulation,
      ])
      return { run: () => indirectlyStandardisedRate(bands), numbers }
    },
  },
  {
    name: 'quartiles',
    unit: 'areas',
    sizes: [150, 1_500],
    make(size, chance) {
      const values = list(size, () => (chance() < 0.05 ? null : Math.round(chance() * 1_000) / 10))
      return { run: () => quantile(values, 4, 'high-to-low'), numbers: values }
    },
  },
  {
    name: 'funnel significance',
    unit: 'areas',
    sizes: [150, 1_500],
    make(size, chance) {
      const { numerators, denominators } = areas(size, chance)
      return {
        run: () => proportionSignificance(numerators, denominators),
        numbers: [...numerators, ...denominators],
      }
    },
  },
  {
    name: 'overdispersion',
    unit: 'areas',
    sizes: [150, 1_500],
    make(size, chance) {
      const { numerators, denominators } = areas(size, chance)
      const groups = list(size, (i) => `E${i}`)
      const how = { dataType: 'PR', srMethod: 'SHMI', trimBy: 0.1, multiplier: 1, drawAdjusted: true, limit: 99 } as const // prettier-ignore
      return {
        run: () => overdispersion({ groups, numerators, denominators, ...how }),
        numbers: [...numerators, ...denominators],
      }
    },
  },
  {
    name: 'two proportions compared',
    unit: 'case',
    sizes: [1],
    make(_, chance) {
      const [first, second] = [0, 1].map((i) => ({ name: `plan ${i}`, x: whole(chance, 40), n: 40 + whole(chance, 60) })) as [Share, Share] // prettier-ignore
      return { run: () => compareProportions(first, second), numbers: [first.x, first.n, second.x, second.n] }
    },
  },
  {
    name: 'two rates compared',
    unit: 'case',
    sizes: [1],
    make(_, chance) {
      const [x, y, n, m] = [1 + whole(chance, 40), 1 + whole(chance, 40), 5_000, 6_000]
      const [first, second] = [{ name: 'Kent', events: x, exposure: n }, { name: 'Medway', events: y, exposure: m }] // prettier-ignore
      return { run: () => compareRates(first, second), numbers: [x, y, n, m] }
    },
  },
  {
    name: 'kappa of two raters',
    unit: 'grades',
    sizes: [4],
    make(size, chance) {
      const counts = list(size, () => list(size, () => whole(chance, 30)))
      return { run: () => kappaOfTable(counts, { weights: 'linear' }), numbers: counts.flat() }
    },
  },
  ...tableSizes.map(([rows, columns]): Subject => ({
    name: `suppress, ${rows} by ${columns}`,
    unit: 'cells',
    sizes: [rows * columns],
    make(_, chance) {
      const counts = table(rows, columns, chance)
      return { run: () => suppressTable(counts, 5, true), numbers: counts.flat() }
    },
  })),
  {
    name: 'deadline of a named duty',
    unit: 'case',
    sizes: [1],
    make(_, chance) {
      const element = { rule: 'rapid-review', anchors: { notified: day(whole(chance, 2_000)) } }
      return { run: () => deadline(element, calendar), numbers: [0] }
    },
  },
  {
    name: 'working days after a day',
    unit: 'days',
    sizes: [5, 500],
    make(days, chance) {
      const from = day(whole(chance, 1_000))
      return { run: () => addWorkingDays(calendar, from, days), numbers: [days] }
    },
  },
]
