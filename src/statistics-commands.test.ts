import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { runCommandLine } from '#platform/command-line.ts'
import { statisticsCommands } from './statistics-commands.ts'

/** Runs a command as typed, with a document on its standard input. */
async function run(name: string, document: unknown, words: string[] = []) {
  const input = Readable.from([Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))])
  const output = new PassThrough()
  const result = Array.fromAsync(output)
  const said: string[] = []
  const io = { input, output, say: (line: string) => void said.push(line), environment: {} }
  const code = await runCommandLine(statisticsCommands, [name, ...words], io)
  output.end()
  return { code, said, result: (await result).join('') }
}

const series = (id: unknown, more: object = {}) => ({
  id,
  input: { dates: ['2024-01-01', '2024-04-01'], values: [1, 2], improvement_direction: 'increase', ...more },
})

/** Checks that a document is refused with code 1, one sentence and nothing on standard output. */
async function refused(name: string, document: unknown, sentence: string): Promise<void> {
  assert.deepEqual(await run(name, document), { code: 1, said: [sentence], result: '' })
}

test('answers every element in the order given, under the id given', async () => {
  const { code, said, result } = await run('spc', { meta: { series: 1 }, series: [series('b'), series(7), series('')] })
  assert.deepEqual([code, said], [0, []])
  const { series: answered } = JSON.parse(result)
  assert.deepEqual(answered.map(({ id }: { id: unknown }) => id), ['b', 7, '']) // prettier-ignore
  assert.deepEqual(Object.keys(answered[0]), ['id', 'result'])
})

test('an empty list has an empty answer', async () => {
  for (const { name } of statisticsCommands) {
    const list = { spc: 'series', suppress: 'tables' }[name] ?? 'cases'
    const { code, said, result } = await run(name, { [list]: [] })
    assert.deepEqual([code, said, JSON.parse(result)], [0, [], { [list]: [] }])
  }
})

test('a refusal names the element by its id and the field', async () => {
  await refused('spc', { series: [series('a'), series('p001', { values: [1, 2, 3] })] }, "series 'p001': values: 3 values for 2 dates") // prettier-ignore
  await refused('spc', { series: [series(12, { target: 'x' })] }, "series '12': target: must be a number or null; it is 'x'") // prettier-ignore
})

test('an element without an id is named by its place', async () => {
  const must = 'id: must be text or a number of at most 15 digits, and is'
  await refused('spc', { series: [series('a'), series(undefined)] }, `series 2: ${must} missing`)
  await refused('rates', { cases: [{ kind: 'rate' }] }, `case 1: ${must} missing`)
  await refused('deadline', { cases: [{ id: null }] }, `case 1: ${must} null`)
  await refused('deadline', { cases: [{ id: ['x'] }] }, `case 1: ${must} a list`)
  await refused('rates', '{"cases":[{"id":12345678901234567890}]}', `case 1: ${must} 12345678901234567000`)
  await refused('rates', '{"cases":[{"__proto__":{"id":"a"}}]}', `case 1: ${must} missing`)
  await refused('rates', { cases: [[1]] }, 'case 1: must be an object, and is a list')
  await refused('spc', { series: [null] }, 'series 1: must be an object, and is null')
})

test('whatever an id holds, the sentence stays one short line', async () => {
  const { said } = await run('spc', { series: [series(`two\nlines ${'x'.repeat(1_000_000)}`, { dates: ['a\r\n\u2028b', 'c'] })] }) // prettier-ignore
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /^series 'two lines x{70}…': dates: 'a b' is not a date like 2026-09-30$/)
})

test('refuses words after the name', async () => {
  for (const { name } of statisticsCommands) {
    const { code, said, result } = await run(name, '', ['in.json'])
    assert.deepEqual([code, said.length, result], [1, 1, ''])
    assert.match(said[0] ?? '', new RegExp(`^${name} reads one JSON document from standard input and takes no words`))
  }
})

test('suppress gives the table under its id, and names the one that it refuses', async () => {
  const table = { counts: [[1, 20], [30, 40]], threshold: 5, additive: false } // prettier-ignore
  const { result } = await run('suppress', { tables: [{ id: 'x', ...table }] })
  const hidden = [['c', 20], [30, 40]] // prettier-ignore
  const none = { rowTotals: null, columnTotals: null, total: null }
  assert.deepEqual(JSON.parse(result), { tables: [{ id: 'x', cells: hidden, ...none }] })
  const { said } = await run('suppress', { tables: [{ id: 'y', ...table, counts: [[1.5]] }] })
  assert.match(said[0] ?? '', /^table 'y': counts: /)
})

test('deadline counts by the calendar that is shipped, and refuses beyond its end', async () => {
  const due = async (from: string) => run('deadline', { cases: [{ id: 'a', rule: 'working-days', from, days: 5 }] })
  // Good Friday is 3 April 2026 and Easter Monday the 6th
  assert.equal(JSON.parse((await due('2026-04-01')).result).cases[0].due, '2026-04-10')
  const beyond = await due('2028-12-30')
  assert.equal(beyond.code, 1)
  assert.match(beyond.said[0] ?? '', /^case 'a': from: .*31 December 2028/)
})

test('rates passes over the kinds of the published sample that are not answered', async () => {
  const { result } = await run('rates', { cases: [{ id: 'a', kind: 'funnel_limits', input: {} }] })
  assert.deepEqual(JSON.parse(result), { cases: [{ id: 'a', result: null }] })
  const { code, said } = await run('rates', { cases: [{ id: 'a', kind: 'funnels', input: {} }] })
  assert.equal(code, 1)
  assert.match(said[0] ?? '', /^case 'a': kind: /)
})
