import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import { repeatableChance } from '#statistics/repeatable-chance.ts'
import { shippedCalendar } from '#modules/duties/public.ts'
import { documentOfSeries } from '#test/support/many-series.ts'
import { peakMemoryFlags } from '#test/support/peak-memory.ts'
import { line, middle } from './measuring.ts'
import { subjects } from './statistics-cases.ts'
import type { BenchCase, Subject } from './statistics-cases.ts'

const root = join(import.meta.dirname, '../..')
/** Kept where it can be seen, so that no loop is found to be for nothing and left out. */
const results = { last: undefined as unknown, sum: 0 }

/** The statistics and deadlines as functions, then `spc` as a command; prints as it goes. */
export async function benchStatistics(): Promise<void> {
  const calendar = await shippedCalendar()
  console.log('Statistics: cases a second, and how many times as long as a loop that only sums the same numbers\n')
  for (const subject of subjects(calendar)) benchSubject(subject)
  console.log(
    '\nspc as a command: 40 points a series, start included, beside a program that only parses and writes it back\n',
  )
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
  try {
    for (const count of [10_000, 100_000]) await benchCommand(folder, count)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One line a size; from the second on, what a number costs there by what it costs in the first. */
function benchSubject({ name, unit, sizes, make }: Subject): void {
  let first: number | undefined
  for (const size of sizes) {
    const chance = repeatableChance(size)
    const cases = Array.from({ length: 40 }, () => make(size, chance))
    const work = ({ run }: BenchCase): void => void (results.last = run())
    // Until the compiler is done with it; then in turn, so that each ratio is of neighbours: a shared machine drifts.
    nanoseconds(cases, work, 500_000)
    const rounds = [1, 2, 3].map(() => [nanoseconds(cases, work), nanoseconds(cases, sum)] as const)
    const own = middle(rounds.map(([each]) => each))
    const ratio = middle(rounds.map(([each, loop]) => each / loop))
    const count = cases[0]?.numbers.length ?? 1
    const growth = first === undefined ? '' : `; a number costs ${(own / count / first).toFixed(2)} times what it did`
    first ??= own / count
    line(
      `${name}${unit === 'case' ? '' : `, ${size.toLocaleString('en-GB')} ${unit}`}`,
      `${threeFigures(1e9 / own)} a second, ${threeFigures(ratio)} times the loop${growth}`,
    )
  }
}

const threeFigures = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumSignificantDigits: 3 })

function sum({ numbers }: BenchCase): void {
  let total = 0
  for (const number of numbers) total += number ?? 0
  results.sum += total
}

/** Nanoseconds of this thread's own time a case: as many as go into `atLeast` microseconds, and at least two. */
function nanoseconds(cases: readonly BenchCase[], work: (each: BenchCase) => void, atLeast = 100_000): number {
  const began = process.threadCpuUsage()
  let done = 0
  let took = 0
  for (let some = 2; took < atLeast; some *= 2) {
    for (let i = 0; i < some; i++) {
      const next = cases[(done + i) % cases.length]
      if (next !== undefined) work(next)
    }
    done += some
    const { user, system } = process.threadCpuUsage(began)
    took = user + system
  }
  return (took * 1000) / done
}

/** What the command is measured against: the whole document in memory, read and written by Node alone. */
const parseAndWrite = `
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  process.stdout.write(JSON.stringify(JSON.parse(Buffer.concat(chunks).toString())))
`

async function benchCommand(folder: string, count: number): Promise<void> {
  const file = join(folder, 'series.json')
  await pipeline(documentOfSeries(count), createWriteStream(file))
  const megabytes = (await stat(file)).size / 1e6
  const own = await runProgram(folder, file, [join(root, 'bin/goldenthread.ts'), 'spc'])
  const plain = await runProgram(folder, file, ['--input-type=module', '-e', parseAndWrite])
  line(
    `${count.toLocaleString('en-GB')} series, ${megabytes.toFixed(0)} MB`,
    `${own.seconds.toFixed(1)} s, ${(megabytes / own.seconds).toFixed(1)} MB/s, ${(own.seconds / plain.seconds).toFixed(1)} times as long`,
  )
  line('  peak memory', `${own.peak.toFixed(0)} MB; of the other program ${plain.peak.toFixed(0)} MB`)
}

async function runProgram(folder: string, file: string, words: string[]): Promise<{ seconds: number; peak: number }> {
  const note = join(folder, 'peak')
  const began = performance.now()
  const child = spawn(process.execPath, [...peakMemoryFlags(note), ...words], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  await pipeline(createReadStream(file), child.stdin)
  const code = await ended
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, peak: Number(await readFile(note, 'utf8')) / 1024 }
}
