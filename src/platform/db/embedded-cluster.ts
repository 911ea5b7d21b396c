import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fchownSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  chownSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, endProcess, processIdentity } from './embedded-process.ts'
import { clusterFolder, serverEnvironment } from './embedded-user.ts'
import type { Runner } from './embedded-user.ts'

/** What a socket's full path may have: 108 bytes on Linux, 104 on macOS, one of them for the end. */
const longestSocketPath = 103
const bigLog = 10_000_000

/** Makes a new cluster when there is none. Throws a sentence when there is one of another PostgreSQL. */
export async function ensureCluster(runner: Runner, durable: boolean): Promise<void> {
  const cluster = clusterFolder(runner.home)
  const { major, folder } = runner.programs
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (found === String(major)) return
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this is PostgreSQL ${major}: use another folder (GOLDENTHREAD_DATA), or go back to the Goldenthread that made it.`,
    )
  }
  // Under another name until it is whole, so that a start cut short leaves no half of a database.
  const half = `${cluster}.half`
  rmSync(half, { recursive: true, force: true })
  // prettier-ignore
  const ended = await run(runner, join(folder, 'bin', 'initdb'), [
    '-D', half, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync']),
  ])
  if (ended.code !== 0) throw new Error(`A new database could not be made in ${cluster}: ${lastLine(ended.said)}`)
  renameSync(half, cluster)
}

/** Ends a server that was left on this cluster by an application that is gone, and clears away what it left. */
export async function endLeftover(home: string): Promise<void> {
  const found = readPostmasterPid(home)
  if (found === undefined) return
  if (processIdentity(found.pid) !== undefined && isServerOf(found.pid, home)) {
    const ended = await endProcess(found.pid, [
      ['SIGINT', 10_000],
      ['SIGQUIT', 5_000],
    ])
    if (ended) return
    throw new Error(
      `A PostgreSQL left over from an earlier start (process ${found.pid}) does not end: end it, then try again.`,
    )
  }
  // PostgreSQL would take a number that another program has by now for a server that still runs.
  rmSync(join(clusterFolder(home), 'postmaster.pid'), { force: true })
}

/** The socket folder of the server that runs on this cluster; undefined when none does. */
export function runningSocketFolder(home: string): string | undefined {
  const found = readPostmasterPid(home)
  return found !== undefined && isServerOf(found.pid, home) ? found.socketFolder : undefined
}

const isServerOf = (pid: number, home: string): boolean => commandOf(pid).includes(` ${clusterFolder(home)} `)

function readPostmasterPid(home: string): { pid: number; socketFolder: string } | undefined {
  try {
    // Lines: process, data folder, start time, port, socket folder, listen address, shared memory key, status.
    const lines = readFileSync(join(clusterFolder(home), 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), socketFolder: lines[4] ?? '' }
  } catch {
    return undefined
  }
}

/** A folder for the socket that we and the server can reach, with a path short enough for one. */
export function socketFolder(runner: Runner): { folder: string; remove: () => void } {
  if (Buffer.byteLength(join(runner.home, '.s.PGSQL.5432')) <= longestSocketPath) {
    return { folder: runner.home, remove: () => {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-'))
  if (runner.owner) chownSync(folder, runner.owner.uid, runner.owner.gid)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Starts the server itself; its log is appended to postgres.log. */
export function startServer(
  runner: Runner,
  socketIn: string,
  durable: boolean,
): { child: ChildProcess; logFile: string } {
  const logFile = join(runner.home, 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > bigLog) renameSync(logFile, `${logFile}.old`)
  const log = openSync(logFile, 'a', 0o600)
  if (runner.owner) fchownSync(log, runner.owner.uid, runner.owner.gid)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketIn,
    port: '5432',
    shared_buffers: '128MB',
    max_connections: '100',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // prettier-ignore
  const { file, args, ...user } = runner.wrap(join(runner.programs.folder, 'bin', 'postgres'), [
    '-D', clusterFolder(runner.home), ...flags,
  ])
  try {
    // In a process group of its own: Ctrl-C must reach us only, since we have connections to close first.
    const options = { ...user, cwd: runner.home, env: serverEnvironment, detached: true }
    return { child: spawn(file, args, { ...options, stdio: ['ignore', log, log] }), logFile }
  } finally {
    closeSync(log)
  }
}

/** The last thing of weight in the server's log, for the sentence that says why it did not start. */
export function lastLine(log: string): string {
  const lines = log.trim().split('\n')
  const worst = lines.findLast((line) => /(FATAL|PANIC|error):/i.test(line)) ?? lines.at(-1) ?? ''
  return worst.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')
}

async function run(
  runner: Runner,
  program: string,
  words: readonly string[],
): Promise<{ code: number | null; said: string }> {
  const { file, args, ...user } = runner.wrap(program, words)
  const options = { ...user, cwd: runner.home, env: serverEnvironment }
  // Away from Ctrl-C too: a cluster that is being made is finished or thrown away whole.
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, said: error.message }))
    child.on('close', (code) => resolve({ code, said }))
  })
}
