import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCatalogue, readCatalogue, type Catalogue } from './catalogue.ts'
import { englandCatalogue } from './shipped-files.ts'

async function shipped(): Promise<Catalogue> {
  const catalogue = await readCatalogue(englandCatalogue)
  assert.ok(catalogue.ok, catalogue.ok ? '' : catalogue.problems.join('\n'))
  return catalogue.value
}

test('the shipped catalogue covers every kind of owner, and enough is asked of each agency for a real return', async () => {
  const { indicators } = await shipped()
  assert.ok(indicators.length >= 48)
  const asked = (who: string) => indicators.filter(({ askedOf }) => askedOf === who).map(({ code }) => code)
  assert.ok(asked('council').length >= 8)
  assert.deepEqual(asked('police').slice(0, 7), ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7'])
  for (const code of ['E1', 'E6', 'E9', 'E12', 'E13', 'D12']) assert.ok(asked('icb').includes(code), code)
  assert.deepEqual(
    new Set(indicators.map(({ ownerKind }) => ownerKind)),
    new Set([
      'council',
      'police',
      'icb',
      'health-trust',
      'public-health',
      'education',
      'youth-justice',
      'probation',
      'cafcass',
      'business-team',
    ]),
  )
})

test('rates of child protection have no direction, and a quarterly rate of events is brought to a year', async () => {
  const { indicators } = await shipped()
  const byCode = new Map(indicators.map((entry) => [entry.code, entry]))
  for (const code of ['B4', 'C3', 'C5', 'C7', 'C8', 'D1', 'D2']) assert.equal(byCode.get(code)?.polarity, 'none', code)
  assert.equal(byCode.get('C3')?.multiplier, 40_000)
  assert.equal(byCode.get('C7')?.multiplier, 10_000)
})

test('tells every problem of a catalogue at once, each with the code of its indicator', async () => {
  const catalogue = await shipped()
  const [first, second, third] = catalogue.indicators
  assert.ok(first && second && third)
  const broken = {
    ...catalogue,
    indicators: [
      { ...first, polarity: 'good', question: 'How many' },
      { ...second, unit: 'furlongs', surprise: 1 },
      { ...third, code: undefined },
    ],
  }
  const answer = parseCatalogue(JSON.stringify(broken))
  assert.ok(!answer.ok)
  const text = answer.problems.join('\n')
  for (const part of [
    `${first.code}, polarity: `,
    `${first.code}, question: `,
    `${second.code}, unit: `,
    `${second.code}: `,
    'indicator 3, code: ',
  ])
    assert.match(text, new RegExp(part))
})

test('refuses what contradicts itself', async () => {
  const catalogue = await shipped()
  const rate = catalogue.indicators.find(({ code }) => code === 'C3')
  const count = catalogue.indicators.find(({ code }) => code === 'F1')
  assert.ok(rate && count)
  const answer = parseCatalogue(
    JSON.stringify({
      ...catalogue,
      indicators: [
        { ...rate, multiplier: 100 },
        { ...count, slug: rate.slug, denominator: 'Children in the area', theme: 'weather' },
        { ...count, frequency: 'annual' },
      ],
    }),
  )
  assert.ok(!answer.ok)
  assert.deepEqual(answer.problems, [
    'F1: the code is used twice',
    `${rate.slug}: the slug is used twice`,
    'C3: multiplier must be 40000 for rate-per-10000 brought to a year',
    'F1: denominator must be null for a count or a number of days',
    "F1: theme 'weather' is not in the list of themes",
    'F1: askedOf only fits an indicator that is quarterly',
  ])
})

test('says so when the file is no JSON', () => {
  const answer = parseCatalogue('{ "title": ')
  assert.ok(!answer.ok)
  assert.match(answer.problems[0] ?? '', /^The catalogue is not JSON/)
})
