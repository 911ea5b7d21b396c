import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestContext } from 'node:test'
import { processIdentity } from '#platform/db/embedded-process.ts'
import { checkoutFolder } from '#src/config.ts'

export type Started = {
  readonly child: ChildProcess
  /** Everything said on standard error so far. */
  said(): string
  lines(): string[]
  /** Waits for the application to be ready; fails with what was said when it ends before. */
  ready(): Promise<string>
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

type Environment = Readonly<Record<string, string>>

/** Starts the stand-in server through start.mjs, as npm start does the real one. Killed after the test if it still runs. */
export const startStandIn = (t: TestContext, environment: Environment): Started =>
  start(t, process.execPath, ['bin/start.mjs', 'script', 'test/lifecycle/stand-in-server.ts'], environment)

/** Starts a program in a process group of its own, so that a test can do to it what a terminal's Ctrl-C does. */
export function start(t: TestContext, file: string, args: readonly string[], environment: Environment): Started {
  // prettier-ignore
  const { PORT: _port, HOST: _host, DATABASE_URL: _url, GOLDENTHREAD_DATA: _data, NODE_ENV: _node, NODE_TEST_CONTEXT: _test, ...rest } = process.env
  const child = spawn(file, args, {
    cwd: checkoutFolder,
    env: { ...rest, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  t.after(async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
    await exit
  })
  return {
    child,
    said: () => said,
    lines: () => said.trim().split('\n'),
    exit,
    async ready() {
      for (;;) {
        const url = /^Goldenthread is ready: (\S+)$/m.exec(said)?.[1]
        if (url !== undefined) return url
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended before it was ready:\n${said}`)
        await pause(20)
      }
    },
  }
}

/** A folder of this test's own that PostgreSQL's user can reach, gone afterwards. */
export function temporaryFolder(t: { after(work: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-lifecycle-'))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The process number of the PostgreSQL that runs on this data folder. */
export const postgresPid = (dataFolder: string): number =>
  Number(readFileSync(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])

/** Process numbers of start.mjs's child: the application itself. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

/** Waits until the process is gone; false when it still runs after the time given. */
export async function isGone(pid: number, limit = 10_000): Promise<boolean> {
  for (const end = Date.now() + limit; Date.now() < end; await pause(20)) {
    if (processIdentity(pid) === undefined) return true
  }
  return false
}
