import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { buildApp } from '#src/app.ts'
import { loadDemonstration } from '#src/demonstration.ts'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { systemClock } from '#platform/clock.ts'
import { connect, connectAsApplication, type Db } from '#platform/db/connect.ts'
import { startEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'
import { migrate } from '#platform/db/migrate.ts'
import { sessionCookie } from '#platform/http.ts'
import { useKeyRing } from '#platform/sealing.ts'
import { line, middle } from './measuring.ts'

const pages = ['/data', '/executive', '/indicators/re-referral-rate', '/returns', '/warnings']
const rounds = 150

const appOn = (db: Db) =>
  buildApp({ db, clock: systemClock, production: false, isDemonstration: true, publicUrl: 'http://localhost' })

/** What row-level security costs a page: the same application over the owner's connections, which no policy binds, and over its own. */
export async function benchRowLevel(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-bench-'))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({
    dataFolder: join(folder, 'data'),
    say: () => undefined,
    durable: false,
  })
  const owner = connect(postgres.url)
  const application = connectAsApplication(postgres.applicationUrl)
  useKeyRing({ current: 'k-bench', keys: new Map([['k-bench', Buffer.alloc(32, 'only to measure')]]) })
  try {
    await migrate(owner)
    await loadDemonstration(owner, systemClock, () => undefined)
    const today = systemClock.today()
    const analyst = (await listSamplePeople(owner, today)).find(({ role }) => role === 'analyst')
    const token = await signInAsSample(owner, analyst?.accessId ?? '', systemClock)
    const cookie = `${sessionCookie(false)}=${token ?? ''}`
    const apps = { bound: await appOn(application), free: await appOn(owner) }
    const ask = async (app: (typeof apps)['free'], url: string): Promise<number> => {
      const began = performance.now()
      const { statusCode } = await app.inject({
        url,
        headers: { cookie, host: 'localhost' },
        remoteAddress: '127.0.0.1',
      })
      if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`)
      return performance.now() - began
    }
    for (const url of pages) {
      for (let warm = 0; warm < 5; warm += 1) await Promise.all([ask(apps.bound, url), ask(apps.free, url)])
      const times = { bound: [] as number[], free: [] as number[] }
      // Turn and turn about, each first as often as the other: a shared machine drifts, and neighbours are compared.
      for (let round = 0; round < rounds; round += 1) {
        const order = round % 2 === 0 ? (['bound', 'free'] as const) : (['free', 'bound'] as const)
        for (const which of order) times[which].push(await ask(apps[which], url))
      }
      const [bound, free] = [middle(times.bound), middle(times.free)]
      line(`${url} under row-level security (aim: under 1.10)`, `${(bound / free).toFixed(3)} of ${free.toFixed(1)} ms`)
    }
    await Promise.all([apps.bound.close(), apps.free.close()])
  } finally {
    await Promise.all([owner.destroy(), application.destroy()])
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
