// What `npm test` runs: one PostgreSQL for the whole run, then Node's own test runner over every test file, or over those named.
import { spawn } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ensureDatabaseServer } from '#platform/db/database-server.ts'
import { startEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'
import { liveUntilAsked } from '#platform/lifecycle.ts'
import type { Life } from '#platform/lifecycle.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

const optionalPrograms = [
  { names: ['chromium', 'chromium-browser', 'google-chrome'], skipped: 'the browser journeys' },
  { names: ['soffice', 'libreoffice'], skipped: 'opening the Word file with LibreOffice' },
  { names: ['pdftotext'], skipped: 'reading a converted page back' },
  { names: ['clamd'], skipped: 'the virus scan of uploads' },
]

const words = process.argv.slice(2)
const options = words.filter((word) => word.startsWith('-'))
const files = words.filter((word) => !word.startsWith('-'))
const patterns = files.length > 0 ? files : ['src/**/*.test.ts', 'test/**/*.test.ts']

let result = 1
const lifeCode = await liveUntilAsked({
  say,
  async start(life) {
    for (const { names, skipped } of optionalPrograms) {
      if (!names.some(isOnPath)) say(`${names[0]} is not installed, so ${skipped} will be skipped.`)
    }
    const url = await databaseUrl(life)
    result = await runTests(url, life)
    life.end()
  },
})
process.exit(lifeCode === 0 ? result : lifeCode)

async function databaseUrl(life: Life): Promise<string> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) {
    await ensureDatabaseServer(given)
    return given
  }
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-test-'))
  // When root runs the tests, the server's user must be able to walk through.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  await life.keep(async () => rmSync(folder, { recursive: true, force: true }))
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data'), say, durable: false })
  await life.keep(() => postgres.stop())
  void postgres.lost.then((sentence) => life.fail(new Error(sentence)))
  return postgres.url
}

async function runTests(url: string, life: Life): Promise<number> {
  const flags = ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=300000', ...options]
  const environment = {
    ...process.env,
    GOLDENTHREAD_TEST_DATABASE_URL: url,
    NODE_ENV: process.env['NODE_ENV'] ?? 'test',
  }
  // A process group of its own, so that stopping ends the runner together with every test file's process.
  const child = spawn(process.execPath, [...flags, ...patterns], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
  await life.keep(async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    process.kill(-child.pid, 'SIGTERM')
    await ended
  })
  return ended
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
