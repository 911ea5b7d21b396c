import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantileSorted } from 'd3-array'
import { csvFileRows, readBytes } from './csv-rows.ts'
import { dfeFigures } from './dfe-figures.ts'
import { readDfeFile } from './dfe-file.ts'
import { figureStates, type Figures } from './figures.ts'
import { readLaitDictionary, type LaitDictionary } from './lait-dictionary.ts'
import { readLaitFile } from './lait-file.ts'
import { shippedAreas } from './load-national.ts'
import { readNeighbours } from './neighbours-file.ts'
import { ratePopulationYear, readPopulation } from './population-file.ts'
import { dfeFiles, laitFile, neighbourModels, populationFile } from './shipped-files.ts'
import type { Outcome } from './outcome.ts'

function must<T>(answer: Outcome<T>): T {
  assert.ok(answer.ok, answer.ok ? '' : answer.problems.join('\n'))
  return answer.value
}

const areas = await shippedAreas()
const dictionary: LaitDictionary = must(readLaitDictionary((await readBytes(laitFile.dictionary)).bytes))
const { figures } = must(await readLaitFile(csvFileRows(laitFile.path), dictionary, areas))

/** Values by measure, area and year in which the period ends. */
function valuesOf(from: Figures, wanted: readonly string[]): Map<string, number> {
  const values = new Map<string, number>()
  for (let at = 0; at < from.count; at++) {
    const code = from.measures[from.measureAt[at] ?? 0]?.code ?? ''
    const value = from.value[at] ?? Number.NaN
    if (wanted.includes(code) && !Number.isNaN(value))
      values.set(`${code}|${from.areaId[at]}|${from.periods[from.periodAt[at] ?? 0]?.endsOn}`, value)
  }
  return values
}

async function* text(...lines: string[]): AsyncGenerator<string[][], string> {
  yield lines.map((line) => line.split(','))
  await Promise.resolve()
  return 'digest'
}
const header = 'measure_short,period,area_name,value,la_number,region'
const readLines = (...lines: string[]) => readLaitFile(text(...lines), dictionary, areas)

test('reads all 352,750 values: 49,064 are a dash, 170 of them in a period that cannot be read', () => {
  const counts: Record<string, number> = {}
  for (const state of figures.state.subarray(0, figures.count))
    counts[figureStates[state] ?? ''] = (counts[figureStates[state] ?? ''] ?? 0) + 1
  assert.deepEqual(counts, { value: 303_616, missing: 49_064 - 170, held: 70 })
  assert.equal(figures.count + figures.refusedRows.length, 352_750)
  assert.deepEqual(
    new Set(figures.refusedRows.map((each) => each.text)),
    new Set(["the period '0' of CINPermExclusion cannot be read"]),
  )
  assert.equal(figures.measures.length, 231)
  assert.equal(new Set(figures.areaId.subarray(0, figures.count)).size, 170)
})

test('the dictionary has 448 rows for 434 short names, and says where the doubled ones differ', () => {
  assert.deepEqual([dictionary.rowCount, dictionary.measures.size, dictionary.duplicates.length], [448, 434, 14])
  assert.deepEqual(
    dictionary.duplicates.find(({ code }) => code === 'SusEd_All'),
    { code: 'SusEd_All', rows: 2, differs: ['Topic'] },
  )
  assert.equal(dictionary.measures.get('CPP_rate')?.polarity, 'none')
  assert.equal(dictionary.measures.get('EALPri')?.polarity, null)
  assert.equal(dictionary.measures.get('LAC_Unauth')?.decimals, 2)
})

test('England’s first-time entrants are held in every year from 2016 to 2024, and no figure of an authority is', () => {
  const entrants = figures.held.filter(({ measure }) => measure === 'FirstYJS')
  assert.deepEqual(
    entrants.map(({ period, areaId }) => `${areaId} ${period}`),
    Array.from({ length: 9 }, (_, at) => `970 ${2016 + at}`),
  )
  assert.match(
    entrants.at(-1)?.reason ?? '',
    /^1258 is higher than any authority can explain: \d+ authorities lie between \d+ and 318$/,
  )
  assert.deepEqual(new Set(figures.held.map(({ measure }) => measure)), new Set(['FirstYJS', 'PreChildDea']))
  assert.ok(figures.held.every(({ areaId }) => areaId >= 970))
})

test('rates of referrals, need and child protection plans are the count over the population of the year before', async () => {
  const need = dfeFiles.find(({ slug }) => slug === 'dfe-b1-2025')
  assert.ok(need)
  const needFile = must(readDfeFile((await readBytes(need.path)).bytes, need.slug))
  const needFigures = must(dfeFigures(needFile, 'b1', areas))
  const population = valuesOf(
    must(readPopulation((await readBytes(populationFile.path)).bytes, 'population.csv', areas)),
    ['population_0_17'],
  )
  const pairs = [
    ['CPP_Total_NumRef', 'CPP_Total_Rateper10,000'],
    ['b1.At31_episodes', 'CIN'],
    ['CPP_Num', 'CPP_rate'],
  ] as const
  const values = new Map([...valuesOf(figures, pairs.flat()), ...valuesOf(needFigures, pairs.flat())])
  let checked = 0
  for (const [countCode, rateCode] of pairs) {
    for (const [key, count] of values) {
      const [code, area = '', endsOn = ''] = key.split('|')
      const rate = values.get(`${rateCode}|${area}|${endsOn}`)
      const children = population.get(`population_0_17|${area}|${ratePopulationYear(endsOn)}-06-30`)
      // Counts of regions are rounded to 10, which shows in their rates; England is too large for it to show.
      if (code !== countCode || rate === undefined || children === undefined || Number(area) > 970) continue
      checked++
      assert.ok(
        Math.abs((count / children) * 10_000 - rate) <= 0.0500001,
        `${key}: ${count} of ${children} is not ${rate}`,
      )
    }
  }
  assert.equal(checked, 4529)
})

test('the median of the ten statistical neighbours is worked out from those that have a figure', async () => {
  const [, model] = neighbourModels
  const { neighbours } = must(readNeighbours((await readBytes(model.path)).bytes))
  const values = valuesOf(figures, ['CPP_rate'])
  const ofKent = neighbours.filter(({ areaId }) => areaId === 886)
  assert.deepEqual(
    ofKent.map(({ neighbourId }) => neighbourId),
    [881, 845, 878, 303, 935, 926, 891, 938, 822, 933],
  )
  const peers = ofKent
    .flatMap(({ neighbourId }) => values.get(`CPP_rate|${neighbourId}|2025-03-31`) ?? [])
    .toSorted((one, other) => one - other)
  assert.equal(peers.length, 10)
  assert.equal(quantileSorted(peers, 0.5), 32.65)
})

test('both models have ten neighbours or none, in one spelling of closeness', async () => {
  const [older, newer] = await Promise.all(
    neighbourModels.map(async ({ path }) => must(readNeighbours((await readBytes(path)).bytes))),
  )
  assert.deepEqual(older?.without, [942, 943])
  assert.deepEqual(newer?.without, [])
  assert.equal(older?.neighbours.filter(({ neighbourId }) => neighbourId === 909).length, 8)
  assert.deepEqual(
    new Set([...(older?.neighbours ?? []), ...(newer?.neighbours ?? [])].map(({ closeness }) => closeness)),
    new Set(['Extremely close', 'Very close', 'Close', 'Somewhat close', 'Not close']),
  )
  const known = new Set(areas.map(({ id }) => id))
  for (const { areaId, neighbourId } of newer?.neighbours ?? []) assert.ok(known.has(areaId) && known.has(neighbourId))
})

test('reads Excel’s powers of ten, a negative score and a dash', async () => {
  const answer = must(
    await readLines(
      header,
      'LAC_KS2_AVG_Prog8_R,2017,Norfolk,-7.0000000000000007E-2,926,E',
      'LAC_KS2_AVG_Prog8_R,2017,Kent,-,886,SE',
      'LAC_KS2_AVG_Prog8_R,2017,Medway,-5,887,SE',
    ),
  )
  assert.deepEqual([...answer.figures.value.subarray(0, 3)], [-0.07, Number.NaN, -5])
  assert.deepEqual(
    [...answer.figures.state.subarray(0, 3)].map((state) => figureStates[state]),
    ['value', 'missing', 'value'],
  )
})

test('refuses a file that lacks a column, has an unreadable cell or two figures for one place', async () => {
  assert.match(
    await problems('measure_short,area_name', 'LAC,Kent'),
    /period, value, la_number are missing; its first row has measure_short, area_name\.$/,
  )
  assert.match(await problems(header, 'LAC,2025,Kent,fifty,886,SE'), /^Row 2: 'fifty' is neither a number nor a symbol/)
  assert.match(
    await problems(header, 'LAC,2025,Kent,53,886,SE', 'LAC,2025,Kent,54,886,SE'),
    /^Row 3: LAC for Kent in 2025 is given twice/,
  )
  assert.match(await problems(header, 'LAC,0,Kent,53,886,SE'), /no figure that can be used/)
})
const problems = async (...lines: string[]): Promise<string> => {
  const answer = await readLines(...lines)
  return answer.ok ? '' : answer.problems.join('\n')
}

test('keeps aside rows of an unknown measure or area, with the reason', async () => {
  const answer = must(
    await readLines(header, 'LAC,2025,Kent,53,886,SE', 'Nonsense,2025,Kent,1,886,SE', 'LAC,2025,Atlantis,1,123,Sea'),
  )
  assert.deepEqual(answer.figures.refusedRows, [
    { row: 3, text: "the measure 'Nonsense' is not in the dictionary" },
    { row: 4, text: "the area Atlantis with the number '123' is not known" },
  ])
})
