// The one door of every npm script. It is plain JavaScript because it runs on whatever Node the machine has (20 or later),
// before anything is installed: it puts the packages in place, then hands over to the pinned Node, which runs TypeScript.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line) => process.stderr.write(`${line}\n`)
// Somebody may close our standard error before we end (`npm start 2>&1 | head`); that must not end the application.
process.stderr.on('error', () => {})

const [mode = 'serve', ...rest] = process.argv.slice(2)
const entries = {
  serve: { file: 'bin/server.ts' },
  dev: { file: 'bin/server.ts', nodeFlags: ['--watch', '--watch-preserve-output'] },
  run: { file: 'bin/goldenthread.ts', keepFolder: true },
  test: { file: 'test/support/run-tests.ts', development: true },
  bench: { file: 'test/bench/bench.ts', development: true },
  script: { file: rest[0], development: true },
}

const entry = Object.hasOwn(entries, mode) ? entries[mode] : undefined
if (entry?.file === undefined) {
  say(`Use: node bin/start.mjs ${Object.keys(entries).join(' | ')} (script needs the name of a file)`)
  process.exit(2)
}
const args = mode === 'script' ? rest.slice(1) : rest

try {
  await installPackages({ root, development: entry.development === true, say })
  run(pinnedNode())
} catch (error) {
  say(error.message)
  process.exit(typeof error.exitCode === 'number' ? error.exitCode : 1)
}

/** The Node of the lockfile for this system, or this one when it is new enough and the lockfile has none. */
function pinnedNode() {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(pinned) ? pinned : ownNode('npm brings none for this system')
}

function ownNode(why) {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  throw new Error(
    `Goldenthread needs Node 24 or later and this is ${process.version}; ${why}. Install Node 24, then try again.`,
  )
}

function run(node, isSecondTry = false) {
  // The channel is how the child learns that we are gone: kill -9 gives us no chance to tell it.
  const stopWithParent = new URL('./stop-with-parent.mjs', import.meta.url).href
  const flags = [...(entry.nodeFlags ?? []), '--import', stopWithParent]
  const child = spawn(node, [...flags, join(root, entry.file), ...args], {
    cwd: entry.keepFolder ? process.cwd() : root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const forwarded = new Set()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      if (!forwarded.has(signal)) child.kill(signal)
      forwarded.add(signal)
    })
  }
  stopWithNpm(child)
  child.on('error', () => {
    // The pinned Node is there and does not run: a system with another C library, such as Alpine.
    try {
      if (isSecondTry || node === process.execPath) throw new Error(`${node} cannot be run on this machine.`)
      run(ownNode(`the Node ${readVersion()} that npm brought cannot run here`), true)
    } catch (error) {
      say(error.message)
      process.exit(1)
    }
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

/** npm killed with -9 cannot pass anything on; that our parent has changed is all there is to see. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = process.ppid
  const look = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(look)
    child.kill('SIGTERM')
  }, 500)
  look.unref()
}

function readVersion() {
  return readFileSync(join(root, '.nvmrc'), 'utf8').trim()
}
