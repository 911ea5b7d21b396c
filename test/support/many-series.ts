import { Readable } from 'node:stream'
import { repeatableChance } from '#statistics/repeatable-chance.ts'

/** Quarterly figures as `spc` takes them, the same for one number every time: a missing one now and then, a step in every fifth series. */
export function aSeries(number: number, points: number) {
  const chance = repeatableChance(number + 1)
  const step = number % 5 === 0 ? 30 : 0
  const dates: string[] = []
  const values: (number | null)[] = []
  for (let i = 0; i < points; i++) {
    dates.push(`${1000 + Math.floor(i / 4)}-${['03-31', '06-30', '09-30', '12-31'][i % 4] ?? ''}`)
    values.push(chance() < 0.02 ? null : 100 * (chance() + chance()) + (i > points / 2 ? step : 0))
  }
  const more = { target: 120.5, rebase_dates: [], fix_after_n_points: null, screen_outliers: true }
  return { id: `s${number}`, input: { dates, values, improvement_direction: 'increase' as const, ...more } }
}

/** The command's input for so many series of 40 points, made while it is read. */
export function documentOfSeries(count: number): Readable {
  function* pieces(): Generator<string> {
    yield '{"series":['
    for (let from = 0; from < count; from += 50) {
      const some = Array.from({ length: Math.min(50, count - from) }, (_, i) => JSON.stringify(aSeries(from + i, 40)))
      yield (from === 0 ? '\n' : ',\n') + some.join(',\n')
    }
    yield '\n]}\n'
  }
  return Readable.from(pieces())
}
