import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBytes } from './csv-rows.ts'
import { dfeFigures } from './dfe-figures.ts'
import { keyColumns, readDfeFile, type DfeFile } from './dfe-file.ts'
import { tableOf } from './dfe-measures.ts'
import { figureStates } from './figures.ts'
import { shippedAreas } from './load-national.ts'
import { dfeFiles } from './shipped-files.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const heading = [...keyColumns, 'category', 'children', 'rate_per_10000']
const kent = [
  '2025',
  'Reporting year',
  'Local authority',
  'E92000001',
  'E12000008',
  'South East',
  '886',
  'E10000016',
  'Kent',
  'All',
]
const medway = [
  '2025',
  'Reporting year',
  'Local authority',
  'E92000001',
  'E12000008',
  'South East',
  '887',
  'E06000035',
  'Medway',
  'All',
]
const csv = (...rows: readonly (readonly string[])[]) => bytes(rows.map((row) => row.join(',')).join('\n'))

function must(answer: ReturnType<typeof readDfeFile>): DfeFile {
  assert.ok(answer.ok, answer.ok ? '' : answer.problems.join('\n'))
  return answer.value
}
const problemsOf = (answer: ReturnType<typeof readDfeFile>): string[] => (answer.ok ? [] : answer.problems)

async function shippedTable(slug: string): Promise<DfeFile> {
  const file = dfeFiles.find((each) => each.slug === slug)
  assert.ok(file)
  return must(readDfeFile((await readBytes(file.path)).bytes, file.slug))
}

test('finds the columns by name whatever their order, and keeps a column of words as a filter', () => {
  const order = heading.toReversed()
  const row = [...kent, '1896', '53'].toReversed()
  const file = must(readDfeFile(csv(order, row), 'x.csv'))
  assert.deepEqual(file.measures, ['rate_per_10000', 'children'])
  assert.deepEqual(file.filters, [{ name: 'category', values: ['All'] }])
  assert.deepEqual(file.rows[0]?.cells, [
    { value: 53, state: 'value' },
    { value: 1896, state: 'value' },
  ])
  assert.equal(file.rows[0]?.place.laCode, '886')
})

test('says in one sentence which key columns are missing and what was found', () => {
  assert.deepEqual(
    problemsOf(
      readDfeFile(
        csv(['time_period', 'time_identifier', 'la_name', 'children'], ['2025', 'Reporting year', 'Kent', '3']),
        'mine.csv',
      ),
    ),
    [
      'mine.csv is not in the layout of Explore Education Statistics: the columns geographic_level, country_code, region_code, region_name, old_la_code and new_la_code are missing; its first row has time_period, time_identifier, la_name and children.',
    ],
  )
  assert.deepEqual(
    problemsOf(
      readDfeFile(
        csv(
          heading.filter((name) => name !== 'old_la_code'),
          kent,
        ),
        'mine.csv',
      ),
    ).length,
    1,
  )
})

test('symbols stay states and are never numbers', () => {
  const states = ['c', 'x', 'z', 'k', 'low', 'u', '-', '', ':', '[c]', '0'].map((symbol, at) => {
    const place = kent.with(0, String(2010 + at))
    return [...place, symbol, '1']
  })
  const file = must(readDfeFile(csv(heading, ...states), 'x.csv'))
  assert.deepEqual(
    file.rows.map(({ cells }) => [cells[0]?.state, cells[0]?.value]),
    [
      ['c', null],
      ['x', null],
      ['z', null],
      ['k', null],
      ['k', null],
      ['u', null],
      ['missing', null],
      ['missing', null],
      ['x', null],
      ['c', null],
      ['value', 0],
    ],
  )
})

test('tells every cell that is neither a number nor a symbol, with its row and column', () => {
  const answer = readDfeFile(
    csv(heading, [...kent, '12', '1'], [...medway, 'about 5', '85%'], [...kent.with(0, '2024'), '1', '2']),
    'x.csv',
  )
  assert.deepEqual(problemsOf(answer), [
    "Row 3, column children: 'about 5' is neither a number nor a symbol that is known.",
    "Row 3, column rate_per_10000: '85%' is neither a number nor a symbol that is known.",
  ])
})

test('refuses different figures for the same key, naming the rows, and takes the same figures once', () => {
  assert.deepEqual(
    problemsOf(readDfeFile(csv(heading, [...kent, '12', '1'], [...medway, '3', '1'], [...kent, '13', '1']), 'x.csv')),
    ['Rows 2 and 4 are both about Kent in Year ending 31 March 2025 and give different figures.'],
  )
  assert.equal(must(readDfeFile(csv(heading, [...kent, '12', '1'], [...kent, '12', '1']), 'x.csv')).rows.length, 1)
})

test('refuses an empty file, one without rows, one of another kind, a short row and an unreadable period', () => {
  const cases: [Uint8Array, RegExp][] = [
    [bytes(''), /^x\.csv cannot be read\. The file is empty\.$/],
    [csv(heading), /nothing below it/],
    [bytes('PK\u0003\u0004'), /not a CSV file/],
    [csv(heading, kent, [...kent, '1', '2']), /^Row 2 has 10 cells where the first row has 12\.$/],
    [csv(heading, [...kent.with(0, '20'), '1', '2']), /^Row 2: '20' with 'Reporting year' is not a period/],
    [csv([...keyColumns, 'category'], kent), /no column of figures/],
    [csv([...heading, 'children'], [...kent, '1', '2', '3']), /the column children more than once/],
  ]
  for (const [file, expected] of cases) assert.match(problemsOf(readDfeFile(file, 'x.csv'))[0] ?? '', expected)
})

test('tolerates a mark, Windows line ends, UTF-16 and quoted empty cells', () => {
  const text = [heading, [...kent.with(4, '""'), '12', '1']].map((row) => row.join(',')).join('\r\n')
  for (const each of [bytes(`\uFEFF${text}`), new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))])
    assert.deepEqual(must(readDfeFile(each, 'x.csv')).rows[0]?.cells[0], { value: 12, state: 'value' })
})

test('both layouts of the referrals table give the same figures for Kent and Medway where they overlap', async () => {
  const older = await shippedTable('dfe-c1-2024')
  const newer = await shippedTable('dfe-c1-2025')
  assert.notDeepEqual(older.printedMeasures, newer.printedMeasures)
  const shared = newer.measures.filter((name) => older.measures.includes(name))
  assert.equal(shared.length, 10)
  let compared = 0
  for (const code of ['886', '887']) {
    for (const row of older.rows.filter(({ place }) => place.laCode === code)) {
      const other = newer.rows.find(({ place, period }) => place.laCode === code && period.key === row.period.key)
      for (const name of shared) {
        compared++
        assert.deepEqual(
          row.cells[older.measures.indexOf(name)],
          other?.cells[newer.measures.indexOf(name)],
          `${code} ${row.period.key} ${name}`,
        )
      }
    }
  }
  assert.equal(compared, 240)
})

test('every shipped table finds an area for every row, and its symbols are all kept', async () => {
  const areas = await shippedAreas()
  const found: Record<string, number> = {}
  for (const { slug, path } of dfeFiles) {
    const figures = dfeFigures(await shippedTable(slug), tableOf(path), areas)
    assert.ok(figures.ok)
    assert.deepEqual(figures.value.refusedRows, [], slug)
    for (const state of figures.value.state.subarray(0, figures.value.count)) {
      const name = figureStates[state] ?? ''
      found[name] = (found[name] ?? 0) + 1
    }
  }
  assert.deepEqual(found, { value: 163_902, c: 6741, x: 674, u: 120, z: 175, held: 15 })
})

test('North Yorkshire, Somerset and Buckinghamshire keep one series through their change of code', async () => {
  const areas = await shippedAreas()
  const figures = dfeFigures(await shippedTable('dfe-b1-2025'), 'b1', areas, (code) => code === 'b1.At31_episodes')
  assert.ok(figures.ok)
  for (const id of [815, 933, 825])
    assert.equal(
      figures.value.areaId.subarray(0, figures.value.count).filter((area) => area === id).length,
      13,
      String(id),
    )
})

test('a column with several values in a filter becomes several measures', async () => {
  const figures = dfeFigures(await shippedTable('dfe-cla-2025'), 'cla', await shippedAreas())
  assert.ok(figures.ok)
  const codes = figures.value.measures.map(({ code }) => code)
  assert.ok(codes.includes('cla.rate_per_10000:children-looked-after-on-31-march-each-year'))
  assert.equal(codes.length, 9)
  const onTheDay = figures.value.measures.findIndex(
    ({ code }) => code === 'cla.children_count:children-looked-after-on-31-march-each-year',
  )
  assert.equal(
    figures.value.periods[figures.value.periodAt[figures.value.measureAt.indexOf(onTheDay)] ?? 0]?.startsOn,
    null,
  )
})
