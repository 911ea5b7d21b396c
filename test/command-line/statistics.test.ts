import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { checkoutFolder } from '#src/config.ts'
import { documentOfSeries } from '#test/support/many-series.ts'
import { peakMemoryFlags } from '#test/support/peak-memory.ts'

type Ended = { code: number | null; out: string; err: string }

const startFile = join(checkoutFolder, 'bin/start.mjs')

/** Runs the command line as a process of its own, through start.mjs as npm does, with something piped in. */
async function run(
  name: string,
  input: Readable | string | Buffer,
  program = [process.execPath, startFile, 'run'],
): Promise<Ended> {
  // prettier-ignore
  const [file = '', ...words] = program
  const { NODE_TEST_CONTEXT: _test, ...env } = process.env
  const child = spawn(file, [...words, ...name.split(' ')], { cwd: checkoutFolder, env })
  // it may refuse, and be gone, before it has read everything
  child.stdin.on('error', () => {})
  if (input instanceof Readable) input.pipe(child.stdin)
  else child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

const vectors = readFileSync(join(checkoutFolder, 'src/statistics/vectors/spc.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

test('spc answers the reference series piped in with everything that the sample file carries besides', async () => {
  const document = { meta: { what: 'é😀', series: [1] }, series: vectors, n: 40 }
  const { code, out, err } = await run('spc', `\ufeff${JSON.stringify(document, null, 2).replaceAll('\n', '\r\n')}\r\n`)
  assert.deepEqual([code, err], [0, ''])
  const { series } = JSON.parse(out)
  assert.equal(series.length, vectors.length)
  for (const [i, { id, expected }] of vectors.entries()) {
    const { limits, ...words } = series[i].result
    const { limits: expectedLimits, ...expectedWords } = expected
    assert.deepEqual([series[i].id, words], [id, expectedWords])
    for (const [j, group] of expectedLimits.entries()) {
      for (const field of ['mean', 'lpl', 'upl']) {
        const [got, want] = [limits[j][field], group[field]]
        assert.ok(got === want || Math.abs(got - want) <= 1e-9 * Math.abs(want), `${id} ${field}`)
      }
    }
  }
})

test('a refusal is code 1, one line on standard error and nothing on standard output', async () => {
  const one = (input: object) => JSON.stringify({ series: [{ id: 'p001', input }] })
  const dates = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']
  const refusals: [name: string, input: string, line: string][] = [
    ['spc', one({ dates, values: [1, 2, 3], improvement_direction: 'increase' }), "series 'p001': values: 3 values for 4 dates\n"], // prettier-ignore
    ['rates', '{"cases": [\n  {"id": }\n]}', "The document is not JSON: unexpected '}' at line 2, column 10.\n"],
    ['deadline in.json', '', 'deadline reads one JSON document from standard input and takes no words: npm run --silent goldenthread -- deadline < in.json > out.json\n'], // prettier-ignore
  ]
  const ended = await Promise.all(refusals.map(([name, input]) => run(name, input)))
  for (const [i, [, , line]] of refusals.entries()) assert.deepEqual(ended[i], { code: 1, out: '', err: line })
})

test('through npm, what the commands say and nothing else', async () => {
  const npm = ['npm', 'run', '--silent', 'goldenthread', '--']
  const one = '{"cases":[{"id":"a","rule":"working-days","from":"2026-04-01","days":1}]}'
  const [answered, refused] = await Promise.all([run('deadline', one, npm), run('spc', '{"series":[5]}', npm)])
  assert.deepEqual([answered.code, answered.err, JSON.parse(answered.out).cases[0].due], [0, '', '2026-04-02'])
  assert.deepEqual(refused, { code: 1, out: '', err: 'series 1: must be an object, and is 5\n' })
})

test('a reader who leaves ends it quietly', { skip: process.platform === 'win32' }, async () => {
  const { out, err } = await run('', documentOfSeries(8_000), ['sh', '-c', `"${process.execPath}" "${startFile}" run spc | head -c 20`]) // prettier-ignore
  assert.deepEqual([out, err], ['{"series":[\n{"id":"s', ''])
})

test('a full disk is said', { skip: process.platform !== 'linux' }, async () => {
  const { code, err } = await run('', '{"series":[]}', ['sh', '-c', `"${process.execPath}" "${startFile}" run spc > /dev/full`]) // prettier-ignore
  assert.deepEqual([code, err], [1, 'The output cannot be written: ENOSPC: no space left on device, write\n'])
})

test('memory does not grow with the number of series', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-memory-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const peak = async (count: number): Promise<number> => {
    const file = join(folder, String(count))
    const program = [process.execPath, ...peakMemoryFlags(file), 'bin/goldenthread.ts']
    const { code, out } = await run('spc', documentOfSeries(count), program)
    assert.equal(code, 0)
    assert.equal(out.split('\n').length, count + 3)
    return Number(readFileSync(file, 'utf8')) / 1024
  }
  const [few, many] = [await peak(2_000), await peak(20_000)]
  t.diagnostic(`peak memory with 2,000 series ${few.toFixed(0)} MB, with 20,000 ${many.toFixed(0)} MB`)
  // the documents that came in and went out are 28 MB and 56 MB of text, and several times that as objects
  assert.ok(many < few + 80, `${few.toFixed(0)} MB grew to ${many.toFixed(0)} MB`)
})
