import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copyPrograms } from './embedded-programs.ts'
import type { Programs } from './embedded-programs.ts'

/** How the server is run: PostgreSQL refuses to run as root, so root hands it to a user with no rights. */
export type Runner = {
  /** Folder that belongs to the server: cluster, socket, log. */
  readonly home: string
  readonly programs: Programs
  /** Whom the home belongs to, when it is not simply us. */
  readonly owner?: Owner
  /** The same command as the server's user, ending with its parent where the system can do that. */
  wrap(program: string, args: readonly string[]): Command
}
export type Command = { file: string; args: string[]; uid?: number; gid?: number }
type Owner = { readonly uid: number; readonly gid: number }

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
    leaveNoTrace(home)
  }
  const runner = asUserWithoutRights(programs, elsewhere)
  if (runner === undefined) {
    throw new Error(
      'PostgreSQL refuses to run as root and no other user could be used here: start Goldenthread as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 server.',
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
  const before = endWithParent()
  for (const { uid, gid } of usersWithoutRights(home)) {
    const asUser = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs']
    const wrap = (program: string, args: readonly string[]): Command =>
      before.length > 0
        ? command([...before, ...asUser, program, ...args])
        : { ...command([program, ...args]), uid, gid }
    const owner = { uid, gid }
    mkdirSync(home, { recursive: true })
    giveTo(home, owner)
    // Not there: a folder above is closed to this user.
    if (!succeeds(wrap('/bin/sh', ['-c', 'cd "$1"', 'sh', home]))) continue
    if (runsPostgres(programs, wrap)) return { home, programs, owner, wrap }
    const copied = copyPrograms(programs, home)
    execFileSync('chown', ['-R', `${uid}:${gid}`, copied.folder])
    if (runsPostgres(copied, wrap)) return { home, programs: copied, owner, wrap }
  }
  return undefined
}

function inUserNamespace(programs: Programs, home: string): Runner | undefined {
  // --fork and --kill-child are left out: they keep SIGINT from the server.
  const before = ['unshare', '--user', '--map-user=65534', '--map-group=65534', ...endWithParent()]
  const wrap = (program: string, args: readonly string[]): Command => command([...before, program, ...args])
  if (!runsPostgres(programs, wrap)) return undefined
  // To the world outside, the user of the namespace is root.
  const owner = { uid: 0, gid: 0 }
  mkdirSync(home, { recursive: true })
  giveTo(home, owner)
  return { home, programs, owner, wrap }
}

/** Those whom root may become, best first: who has the database already, then the customary names. */
function usersWithoutRights(home: string): Owner[] {
  const known = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0)
  const ownerNow = existsSync(home) ? statSync(home).uid : 0
  // PostgreSQL wants a user that has a name.
  const owner = known.find(({ uid }) => uid === ownerNow)
  const customary = ['postgres', 'nobody'].map((name) => known.find((user) => user.name === name))
  return [owner, ...customary].filter((user) => user !== undefined)
}

/** A folder made only to find that it cannot be used. Anything in it is left alone. */
function leaveNoTrace(home: string): void {
  if (existsSync(home) && readdirSync(home).length === 0) rmdirSync(home)
}

/** Only the server's own folder changes hands, never the data folder that it lies in. */
function giveTo(home: string, { uid, gid }: Owner): void {
  const cluster = clusterFolder(home)
  const isTheirs = statSync(home).uid === uid && (!existsSync(cluster) || statSync(cluster).uid === uid)
  if (!isTheirs) execFileSync('chown', ['-RH', `${uid}:${gid}`, home])
  chmodSync(home, 0o700)
}

const runsPostgres = (programs: Programs, wrap: Runner['wrap']): boolean =>
  succeeds(wrap(join(programs.folder, 'bin', 'postgres'), ['--version']))

function succeeds({ file, args, ...user }: Command): boolean {
  // The working folder may be one that the user cannot enter.
  return spawnSync(file, args, { ...user, cwd: '/', env: serverEnvironment, stdio: 'ignore' }).status === 0
}
