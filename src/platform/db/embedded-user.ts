import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copyPrograms } from './embedded-programs.ts'
import type { Programs } from './embedded-programs.ts'

/** How the server is run: PostgreSQL refuses to run as root, so root hands it to a user with no rights. */
export type Runner = {
  /** Folder that belongs to the server: cluster, socket, log. */
  readonly home: string
  readonly programs: Programs
  /** The same command as the server's user, ending with its parent where the system can do that. */
  wrap(program: string, args: readonly string[]): Command
}
export type Command = { file: string; args: string[]; uid?: number; gid?: number }
type User = { readonly name: string; readonly uid: number; readonly gid: number }

/** A clean environment: PGPORT and its like would be obeyed by the server. */
export const serverEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' }

/**
 * Chooses the way to run PostgreSQL on this data folder. As root, in order: as a user without rights, with the programs
 * where they are or copied beside the database; in a user namespace of its own, when the data lies where no other user can
 * reach it (as in /root); and else with the database kept under /var/lib/goldenthread, which is said.
 */
export function chooseRunner(programs: Programs, dataFolder: string, say: (line: string) => void): Runner {
  const home = join(dataFolder, 'postgres')
  if (process.getuid?.() !== 0) return asMyself(programs, home)
  const elsewhere = elsewhereFor(dataFolder)
  // What has once been put elsewhere stays there, or the data would seem to be gone.
  if (!hasCluster(elsewhere) || hasCluster(home)) {
    const runner = asUserWithoutRights(programs, home) ?? inUserNamespace(programs, home)
    if (runner !== undefined) return runner
  }
  const runner = asUserWithoutRights(programs, elsewhere)
  if (runner === undefined) {
    throw new Error(
      'PostgreSQL refuses to run as root and no other user could be used here. Start Goldenthread as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 server.',
    )
  }
  say(`No user without rights can reach ${dataFolder}, so its database is kept in ${elsewhere}.`)
  return runner
}

/** Where the server's folder is, of the places that chooseRunner may have chosen. */
export function findHome(dataFolder: string): string {
  const home = join(dataFolder, 'postgres')
  return process.getuid?.() === 0 && !hasCluster(home) && hasCluster(elsewhereFor(dataFolder))
    ? elsewhereFor(dataFolder)
    : home
}

export const clusterFolder = (home: string): string => join(home, 'cluster')
const hasCluster = (home: string): boolean => existsSync(join(clusterFolder(home), 'PG_VERSION'))
const elsewhereFor = (dataFolder: string): string =>
  join('/var/lib/goldenthread', createHash('sha256').update(dataFolder).digest('hex').slice(0, 16))

/** Makes the server end with us, even when we are killed with -9. Util-linux has it, so nearly every Linux. */
const endWithParent = (): string[] =>
  succeeds({ file: 'setpriv', args: ['--pdeathsig', 'INT', 'true'] }) ? ['setpriv', '--pdeathsig', 'INT'] : []

function command(words: readonly string[]): Command {
  const [file = '', ...args] = words
  return { file, args }
}

function asMyself(programs: Programs, home: string): Runner {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const before = endWithParent()
  return { home, programs, wrap: (program, args) => command([...before, program, ...args]) }
}

function asUserWithoutRights(programs: Programs, home: string): Runner | undefined {
  for (const user of usersWithoutRights(home)) {
    const withParent = endWithParent().length > 0
    const { uid, gid } = user
    const wrap = (program: string, args: readonly string[]): Command =>
      withParent
        ? command(['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs', '--pdeathsig', 'INT', program, ...args])
        : { ...command([program, ...args]), uid, gid }
    const isNew = !existsSync(home)
    mkdirSync(home, { recursive: true, mode: 0o755 })
    if (isNew) chmodSync(home, 0o755)
    if (!succeeds(wrap('/bin/sh', ['-c', 'cd "$1"', 'sh', home]))) continue
    giveTo(home, user)
    const reachable = [programs, undefined].map((there) => there ?? copyPrograms(programs, home))
    for (const found of lazily(programs, () => copyPrograms(programs, home))) {
      if (runsPostgres(found, wrap)) return { home, programs: found, wrap }
    }
    void reachable
  }
  return undefined
}

function inUserNamespace(programs: Programs, home: string): Runner | undefined {
  // --fork and --kill-child are left out: they keep SIGINT from the server.
  const before = ['unshare', '--user', '--map-user=65534', '--map-group=65534', ...endWithParent()]
  const wrap = (program: string, args: readonly string[]): Command => command([...before, program, ...args])
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!runsPostgres(programs, wrap)) return undefined
  giveTo(home, { name: 'root', uid: 0, gid: 0 })
  return { home, programs, wrap }
}
