/** A real clamd for tests, with a signature of our own in place of the real ones, which would need the network and a gigabyte. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClamdAddress } from './clamd-address.ts'

/** Text that the tests' scanner takes for a virus. It does nothing. */
export const virusMarker = 'GOLDENTHREAD-INVENTED-VIRUS-MARKER-0001'

export const hasClamd = spawnSync('clamd', ['--version']).status === 0

/** For a test's options: skipped, and said why, where there is no clamd. */
export const needsClamd = hasClamd ? {} : { skip: 'clamd is not installed' }

/** A scanner that can be started and stopped; it listens where `address` says. */
export function clamd(t: TestContext): {
  address: ClamdAddress
  start: () => Promise<void>
  stop: () => Promise<void>
} {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-clamd-'))
  const path = join(folder, 'socket')
  writeFileSync(join(folder, 'local.ndb'), `Invented.Marker:0:*:${Buffer.from(virusMarker).toString('hex')}\n`)
  writeFileSync(
    join(folder, 'clamd.conf'),
    `DatabaseDirectory ${folder}\nLocalSocket ${path}\nForeground yes\nFixStaleSocket yes\nStreamMaxLength 20M\n`,
  )
  let child: ReturnType<typeof spawn> | undefined
  async function stop(): Promise<void> {
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  t.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    address: { path },
    async start() {
      child = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
      while (!existsSync(path) && child.exitCode === null) await sleep(20)
    },
    stop,
  }
}
