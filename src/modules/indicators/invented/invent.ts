import { daysBetween, type Quarter } from '#platform/dates.ts'
import type { Indicator } from '../indicator.ts'
import type { ObservationState } from '../observation.ts'
import { chanceFrom, type Chance } from './chance.ts'
import type { Event, Level } from './plan.ts'

/** A published yearly figure of the area, placed at the day that it stands for. */
export type Anchor = { on: string; value: number }

export type InventedFigure = {
  numerator: number | null
  denominator: number | null
  value: number | null
  state: ObservationState
  reason: string | null
}

export type Recipe = {
  indicator: Pick<Indicator, 'code' | 'unit' | 'multiplier' | 'decimals'>
  /** The partnership’s slug: with the code and the quarter it is the seed. */
  partnership: string
  level: Level
  /** Oldest first; empty where nothing is published. */
  anchors: readonly Anchor[]
  events: readonly Event[]
  /** Children aged 0 to 17 behind each quarter’s rates. */
  population: readonly number[]
  /** The figures that a percentage’s denominator comes from, one a quarter, when it comes from another indicator. */
  denominators: readonly (InventedFigure | null)[] | null
}

/** Quarters do not differ by counting alone: some two per cent more. */
const unrest = 0.02

/** The level at a day: between the published years by a straight line, beyond them as at the nearest. */
export function levelAt(anchors: readonly Anchor[], on: string, otherwise: number): number {
  const first = anchors[0]
  const last = anchors.at(-1)
  if (!first || !last) return otherwise
  if (on <= first.on) return first.value
  if (on >= last.on) return last.value
  const at = anchors.findIndex((anchor) => anchor.on > on)
  const [before = first, after = last] = [anchors[at - 1], anchors[at]]
  return before.value + ((after.value - before.value) * daysBetween(before.on, on)) / daysBetween(before.on, after.on)
}

function factorOf(events: readonly Event[], left: number): number {
  return events.reduce((factor, event) => {
    if (event.kind === 'step' && left < event.last) return factor * event.factor
    if (event.kind === 'trend' && left < event.last) return factor * (1 + event.factor * (event.last - left))
    return event.kind === 'outlier' && left === event.last - 1 ? factor * event.factor : factor
  }, 1)
}

const atMost = (value: number, most: number): number => Math.min(most, Math.max(0, value))

const whole = (numerator: number | null, denominator: number | null, value: number): InventedFigure => ({
  numerator,
  denominator,
  value: Number(value.toFixed(4)),
  state: 'value',
  reason: null,
})

function figure(recipe: Recipe, chance: Chance, level: number, at: number, season: number): InventedFigure {
  const { indicator, level: how, population, denominators } = recipe
  const children = population[at] ?? 0
  const restless = (expected: number): number => chance.poisson(expected * Math.max(0.5, 1 + unrest * chance.normal()))
  if (indicator.unit === 'count') {
    const count = restless((level * season * children) / 10_000)
    return whole(count, null, count)
  }
  if (indicator.unit === 'days' || indicator.unit === 'score') {
    return whole(null, null, Number((level * season * (1 + 2 * unrest * chance.normal())).toFixed(indicator.decimals)))
  }
  const multiplier = indicator.multiplier ?? 1
  if (indicator.unit !== 'percent') {
    const count = restless((level * season * children) / multiplier)
    return whole(count, children, (count / children) * multiplier)
  }
  const base =
    denominators === null
      ? restless(((how.volume ?? 0) * children) / 10_000)
      : Math.round((denominators[at]?.numerator ?? 0) * how.share)
  if (base === 0) {
    return {
      numerator: 0,
      denominator: 0,
      value: null,
      state: 'not applicable',
      reason: 'There was nothing to count in the quarter (invented).',
    }
  }
  const probability = atMost((level / multiplier) * season * (1 + (unrest / 2) * chance.normal()), 0.995)
  const count = chance.binomial(base, probability)
  return whole(count, base, (count / base) * multiplier)
}

/**
 * The made-up quarters of one indicator, one entry a quarter; null before the series begins. Counts are whole, numerator, denominator and value
 * agree, the noise is that of counting. The same recipe gives the same figures.
 *
 * @param quarters oldest first
 */
export function inventSeries(recipe: Recipe, quarters: readonly Quarter[]): (InventedFigure | null)[] {
  const { indicator, partnership, level, anchors, events } = recipe
  if (anchors.length === 0 && level.level === undefined) {
    throw new Error(`${indicator.code}: nothing is published for ${partnership} and no invented level is given`)
  }
  return quarters.map((quarter, at) => {
    const left = quarters.length - 1 - at
    if (events.some((event) => event.kind === 'begins' && left >= event.last)) return null
    const gap = events.find(
      (event) => event.kind === 'missing' && left < event.last && left >= event.last - event.quarters,
    )
    if (gap?.kind === 'missing') {
      return { numerator: null, denominator: null, value: null, state: gap.state, reason: gap.reason }
    }
    const chance = chanceFrom(`${partnership}:${indicator.code}:${quarter.label}`)
    const season = level.season[(Number(quarter.label.slice(1, 2)) - 1) % 4] ?? 1
    const middle = levelAt(anchors, quarter.endsOn, level.level ?? 0)
    return figure(recipe, chance, middle * factorOf(events, left), at, season)
  })
}
