import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceFrom } from './chance.ts'
import { inventSeries, levelAt, type Recipe } from './invent.ts'
import { historyQuarters } from './load-invented-history.ts'
import { readLevels, readPlan } from './plan.ts'

const quarters = historyQuarters('2026-11-22', 21)
const recipe: Recipe = {
  indicator: { code: 'B5', unit: 'percent', multiplier: 100, decimals: 1 },
  partnership: 'kent',
  level: { volume: 100, share: 1, season: [1, 1, 1, 1] },
  anchors: [
    { on: '2020-09-30', value: 20 },
    { on: '2024-09-30', value: 24 },
  ],
  events: [],
  population: quarters.map(() => 350_000),
  denominators: null,
}

test('ends with the quarter before the last complete one, which is left open', () => {
  assert.equal(quarters.length, 21)
  assert.deepEqual(quarters.at(-1), { startsOn: '2026-04-01', endsOn: '2026-06-30', label: 'Q1 2026-27' })
  assert.equal(quarters[0]?.label, 'Q1 2021-22')
  assert.equal(historyQuarters('2026-10-01', 1)[0]?.label, 'Q1 2026-27')
  assert.equal(historyQuarters('2026-09-30', 1)[0]?.label, 'Q4 2025-26')
})

test('the same recipe gives the same figures, and another partnership others', () => {
  assert.deepEqual(inventSeries(recipe, quarters), inventSeries(recipe, quarters))
  assert.notDeepEqual(inventSeries(recipe, quarters), inventSeries({ ...recipe, partnership: 'medway' }, quarters))
  assert.deepEqual(
    inventSeries(recipe, quarters).slice(5),
    inventSeries({ ...recipe, population: recipe.population.slice(5) }, quarters.slice(5)),
    'a quarter does not depend on those before it',
  )
})

test('counts are whole, agree with the value and stay near the published level', () => {
  for (const [at, figure] of inventSeries(recipe, quarters).entries()) {
    assert.ok(figure?.value !== null && figure !== null && figure.numerator !== null && figure.denominator !== null)
    assert.ok(Number.isInteger(figure.numerator) && Number.isInteger(figure.denominator))
    assert.ok(figure.numerator <= figure.denominator)
    assert.ok(Math.abs((figure.numerator / figure.denominator) * 100 - figure.value) < 0.0001)
    const level = levelAt(recipe.anchors, quarters[at]?.endsOn ?? '', 0)
    assert.ok(Math.abs(figure.value - level) < 6, `${figure.value} is far from ${level}`)
  }
})

test('events: a step, a gap with its reason, a late beginning', () => {
  const shifted = inventSeries({ ...recipe, events: [{ indicator: 'B5', kind: 'step', last: 4, factor: 2 }] }, quarters)
  assert.ok((shifted.at(-1)?.value ?? 0) > 40 && (shifted.at(-5)?.value ?? 100) < 30)
  const gap = {
    indicator: 'B5',
    kind: 'missing',
    last: 3,
    quarters: 2,
    state: 'missing',
    reason: 'A made-up reason.',
  } as const
  assert.deepEqual(
    inventSeries({ ...recipe, events: [gap] }, quarters)
      .slice(-4)
      .map((figure) => figure?.state),
    ['value', 'missing', 'missing', 'value'],
  )
  const late = inventSeries({ ...recipe, events: [{ indicator: 'B5', kind: 'begins', last: 9 }] }, quarters)
  assert.equal(late.filter((figure) => figure !== null).length, 9)
})

test('no level and nothing published is refused', () => {
  assert.throws(() => inventSeries({ ...recipe, anchors: [] }, quarters), /B5: nothing is published for kent/)
})

test('levels lie between the published years and stay beyond them', () => {
  assert.ok(Math.abs(levelAt(recipe.anchors, '2022-09-30', 0) - 22) < 0.01)
  assert.equal(levelAt(recipe.anchors, '2030-01-01', 0), 24)
  assert.equal(levelAt(recipe.anchors, '2010-01-01', 0), 20)
  assert.equal(levelAt([], '2010-01-01', 7), 7)
})

test('chance is even, normal and counted as its names say', () => {
  const chance = chanceFrom('a seed')
  const mean = (draw: () => number): number =>
    Array.from({ length: 4000 }, draw).reduce((sum, one) => sum + one, 0) / 4000
  assert.ok(Math.abs(mean(() => chance.uniform()) - 0.5) < 0.03)
  assert.ok(Math.abs(mean(() => chance.normal())) < 0.06)
  assert.ok(Math.abs(mean(() => chance.poisson(4)) - 4) < 0.15)
  assert.ok(Math.abs(mean(() => chance.poisson(400)) - 400) < 2)
  assert.ok(Math.abs(mean(() => chance.binomial(50, 0.3)) - 15) < 0.3)
  assert.ok(Math.abs(mean(() => chance.binomial(1000, 0.3)) - 300) < 1.5)
})

test('the files say that they are invented and cover what agencies are asked for', async () => {
  const levels = await readLevels()
  assert.match(levels.note, /^Invented/)
  for (const slug of ['kent', 'medway']) assert.match((await readPlan(slug))?.note ?? '', /^Invented/)
  assert.equal(await readPlan('nowhere'), undefined)
})
