import { once } from 'node:events'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { connect as openSocket } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import {
  endLeftover,
  ensureCluster,
  lastLine,
  runningSocketFolder,
  socketFolder,
  startServer,
} from './embedded-cluster.ts'
import { lockHolder, takeLock } from './embedded-lock.ts'
import type { Purpose } from './embedded-lock.ts'
import { endProcess } from './embedded-process.ts'
import { embeddedPrograms } from './embedded-programs.ts'
import { applicationRole } from './connect.ts'
import { chooseRunner, clusterFolder, findHome } from './embedded-user.ts'

export type EmbeddedOptions = {
  /** Folder that holds everything this installation keeps; the server gets its folder `postgres`, and only that. */
  readonly dataFolder: string
  readonly say: (line: string) => void
  /** False only for tests: what was written may be lost with the machine, in return for speed. */
  readonly durable: boolean
  readonly purpose?: Purpose
}

export type EmbeddedPostgres = {
  /** Database `goldenthread` as the role `goldenthread`, which owns it and is no superuser. */
  readonly url: string
  /** The same database as the role of the application, which owns nothing. The first migration makes that role. */
  readonly applicationUrl: string
  /** Ends the server and gives the data folder free. May be called twice. */
  stop(): Promise<void>
  /** Resolves with a sentence if the server ends without having been asked to. */
  readonly lost: Promise<string>
}

const gentlyThenAtOnce = [
  ['SIGINT', 7_000],
  ['SIGQUIT', 2_000],
] as const

/**
 * Starts the PostgreSQL that comes with Goldenthread on a data folder of its own, over a Unix socket only. Makes the
 * database on first use, ends a server that was left behind, and lets one process at a time use the folder. Every failure
 * is an Error whose message is a sentence for the person who starts it.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { say, durable } = options
  const dataFolder = openDataFolder(options.dataFolder)
  const programs = embeddedPrograms()
  const lock = usingFolder(dataFolder, () => takeLock(dataFolder, options.purpose ?? 'application'))
  if ('heldBy' in lock) throw new Error(inUse(dataFolder, lock.heldBy))
  try {
    const runner = chooseRunner(programs, dataFolder, say)
    await refuseSharedFolder(runner.home)
    await endLeftover(runner.home)
    const isNew = !existsSync(join(clusterFolder(runner.home), 'PG_VERSION'))
    say(isNew ? `Starting PostgreSQL (first start: making a new database in ${dataFolder})…` : 'Starting PostgreSQL…')
    await ensureCluster(runner, durable)
    const socket = socketFolder(runner)
    const { child, logFile } = startServer(runner, socket.folder, durable)
    let asked = false
    const ended = once(child, 'exit').catch(() => [])
    const lost = ended.then(() =>
      asked ? new Promise<never>(() => {}) : `PostgreSQL has stopped: ${lastLine(readLog(logFile))} (${logFile})`,
    )
    const stop = async (): Promise<void> => {
      asked = true
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        await endProcess(child.pid, gentlyThenAtOnce)
      }
      socket.remove()
      lock.release()
    }
    try {
      const url = (role: string, database: string): string => socketUrl(socket.folder, role, database)
      await untilReady(url('postgres', 'postgres'), ended, logFile, say)
      await ensureRoleAndDatabase(url('postgres', 'postgres'))
      return {
        url: url('goldenthread', 'goldenthread'),
        applicationUrl: url(applicationRole, 'goldenthread'),
        stop,
        lost,
      }
    } catch (error) {
      await stop()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The address of the embedded server that the application has running on this data folder; undefined when nothing uses
 * the folder. Throws a sentence when another command uses it, since that one will end and take its server along.
 */
export function runningEmbeddedPostgres(dataFolder: string): string | undefined {
  if (!existsSync(dataFolder)) return undefined
  const folder = realpathSync(dataFolder)
  const holder = lockHolder(folder)
  if (holder === undefined) return undefined
  const socket = runningSocketFolder(findHome(folder))
  if (holder.purpose === 'command' || socket === undefined) throw new Error(inUse(folder, holder))
  return socketUrl(socket, 'goldenthread', 'goldenthread')
}

function inUse(dataFolder: string, { pid, purpose }: { pid: number; purpose: Purpose }): string {
  return purpose === 'application'
    ? `Goldenthread is already running on ${dataFolder} (process ${pid}): stop it first, or choose another folder with GOLDENTHREAD_DATA.`
    : `A Goldenthread command is using ${dataFolder} (process ${pid}): try again when it has ended.`
}

// The port and sslmode are written out because pg would otherwise take PGPORT and PGSSLMODE from the environment.
const socketUrl = (folder: string, role: string, database: string): string =>
  `postgres://${role}@localhost:5432/${database}?host=${encodeURIComponent(folder)}&sslmode=disable`

function openDataFolder(wanted: string): string {
  return usingFolder(wanted, () => {
    if (!existsSync(wanted)) {
      makeFolder(wanted)
      // The server's user must be able to walk through; a strict umask would close the folder that we have just made.
      if (process.getuid?.() === 0) chmodSync(wanted, 0o755)
    }
    const folder = realpathSync(wanted)
    // With a slash at its end, since a file may be readable and writable too.
    accessSync(`${folder}/`, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  })
}

/** As mkdir -p. Node's own recursive way never returns where the system answers ENOENT inside a folder that is there (/proc). */
function makeFolder(folder: string): void {
  const above = dirname(folder)
  if (above !== folder && !existsSync(above)) makeFolder(above)
  mkdirSync(folder)
}

function usingFolder<T>(folder: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    const why = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message
    throw new Error(
      `The data folder ${folder} cannot be used, since ${why}: choose one that you may write to, such as GOLDENTHREAD_DATA=~/goldenthread npm start`,
      { cause: error },
    )
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTDIR: 'it is a file, or lies in one',
  EEXIST: 'it is a file, or lies in one',
  EACCES: 'reading or writing there is not allowed',
  EPERM: 'reading or writing there is not allowed',
  EROFS: 'it lies on a disk that is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'it cannot be made there',
  ELOOP: 'its links lead round in a circle',
}

/** A server that answers although its process is not to be seen runs in another container on the same folder. */
async function refuseSharedFolder(home: string): Promise<void> {
  if (runningSocketFolder(home) !== undefined) return
  const answers = await new Promise<boolean>((resolve) => {
    const socket = openSocket(join(home, '.s.PGSQL.5432'))
    socket.on('connect', () => resolve(true) ?? socket.destroy())
    socket.on('error', () => resolve(false))
  })
  if (answers) throw new Error(`Another machine or container is running PostgreSQL on ${home}: stop it first.`)
}

async function untilReady(
  url: string,
  ended: Promise<unknown>,
  logFile: string,
  say: (line: string) => void,
): Promise<void> {
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  const began = Date.now()
  for (let waited = 0; ; waited++) {
    if (hasEnded) throw new Error(`PostgreSQL could not start: ${lastLine(readLog(logFile))} (its log is ${logFile})`)
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    try {
      await client.connect()
      return
    } catch {
      if (waited % 100 === 99) say(`… PostgreSQL is not ready yet (${Math.round((Date.now() - began) / 1000)} s)`)
      await pause(waited < 40 ? 25 : 100)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

async function ensureRoleAndDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'goldenthread') as role,
              exists (select from pg_database where datname = 'goldenthread') as database`,
    )
    // No superuser, so that nothing works here which a managed server would refuse. createdb is for the tests' clones.
    if (rows[0]?.role === false) await client.query('create role goldenthread login createdb createrole')
    if (rows[0]?.database === false) await client.query('create database goldenthread owner goldenthread')
  } finally {
    await client.end()
  }
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4_000)
  } catch {
    return ''
  }
}
