import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { buildApp } from '#src/app.ts'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { findGaps } from '#modules/thread/public.ts'
import { fixedClock } from '#platform/clock.ts'
import { connect, connectAsApplication, type Db } from '#platform/db/connect.ts'
import { startEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'
import { migrate } from '#platform/db/migrate.ts'
import { sessionCookie } from '#platform/http.ts'
import { useKeyRing } from '#platform/sealing.ts'
import { country, fillPartnerships, fillThread } from './country.ts'
import { line, middle } from './measuring.ts'

const clock = fixedClock('2026-11-22T10:00:00Z')
const rounds = 40
const roles = ['business-manager', 'safeguarding-lead'] as const

/** What is opened: the name that is printed, and the address, which may hold a reference of the database that was filled. */
const pagesOf = (own: string, hub: string): readonly (readonly [name: string, url: string])[] => [
  ['what I owe (/)', '/'],
  ['tracker list', '/actions'],
  ['search, a word in half of the records', '/search?q=neglect'],
  ['search, two words and a kind', '/search?q=infant+sleep&kind=action'],
  ['search, a misspelt word', '/search?q=negelct'],
  ['search, a reference', `/search?q=${own}`],
  ['thread of a record', `/records/${own}`],
  ['thread of a hub', `/records/${hub}`],
  ['links of a hub', `/records/${hub}/links`],
  ['gaps', '/records/gaps'],
]

const share = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(Math.floor(times.length * part), times.length - 1)] ?? Number.NaN

async function cookieOf(owner: Db, role: string): Promise<string> {
  const person = (await listSamplePeople(owner, clock.today())).find((each) => each.role === role)
  const token = await signInAsSample(owner, person?.accessId ?? '', clock)
  return `${sessionCookie(false)}=${token ?? ''}`
}

/** The milliseconds of each page for each role, after five that do not count; a page that the application does not have is left out. */
async function measure(app: FastifyInstance, owner: Db): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ own: string; hub: string }>`
    with mine as (select r.id, r.reference, r.kind from thread.record r join partnerships.partnership p on p.id = r.partnership_id
      where p.slug = 'largeshire' and organisation_id is null)
    select (select reference from mine where kind = 'recommendation' order by id limit 1) as own,
      (select m.reference from mine m join thread.link l on l.to_id = m.id group by m.reference order by count(*) desc limit 1) as hub`.execute(
    owner,
  )
  const found = new Map<string, number[]>()
  for (const role of roles) {
    const headers = { cookie: await cookieOf(owner, role), host: 'localhost' }
    for (const [name, url] of pagesOf(rows[0]?.own ?? '', rows[0]?.hub ?? '')) {
      const ask = async (): Promise<number | null> => {
        const began = performance.now()
        const { statusCode } = await app.inject({ url, headers, remoteAddress: '127.0.0.1' })
        if (statusCode === 404) return null
        if (statusCode !== 200) throw new Error(`${url} answered ${statusCode} to the ${role}`)
        return performance.now() - began
      }
      const times: number[] = []
      for (let round = -5; round < rounds; round += 1) {
        const took = await ask()
        if (took !== null && round >= 0) times.push(took)
      }
      if (times.length > 0) found.set(`${name}, ${role}`, times)
    }
  }
  return found
}

/**
 * The pages of the thread, the tracker and Today over a country: one in a hundred of its records and links, then all of them, for two
 * people of a partnership that holds a twentieth of everything. The application is under row-level security.
 */
export async function benchThread(): Promise<void> {
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
    const app = await buildApp({
      db: application,
      clock,
      production: false,
      isDemonstration: true,
      publicUrl: 'http://localhost',
      report: (error) => console.error(error),
    })
    const seconds = async (name: string, work: () => Promise<unknown>) => {
      const began = performance.now()
      await work()
      line(name, `${((performance.now() - began) / 1000).toFixed(1)} s`)
    }
    const { partnerships, records, links } = country
    console.log(
      `The thread of ${partnerships} partnerships: ${records / 100} records and ${links / 100} links, then ${records} and ${links}\n`,
    )
    await seconds('filled with one in a hundred', async () => {
      await fillPartnerships(owner)
      await fillThread(owner, 0, records / 100)
    })
    await seconds('gaps looked for everywhere', () => findGaps(owner, clock))
    const few = await measure(app, owner)
    await seconds('filled with all', () => fillThread(owner, records / 100, records))
    await seconds('gaps looked for everywhere', () => findGaps(owner, clock))
    await seconds('gaps looked for again', () => findGaps(owner, clock))
    await sql`vacuum analyze`.execute(owner)
    const all = await measure(app, owner)
    console.log('\nMilliseconds: p95 (median) with one in a hundred → with all, and how many times as long the median')
    for (const [name, times] of all) {
      const before = few.get(name) ?? []
      const words = (of: readonly number[]) => `${share(of, 0.95).toFixed(0)} (${middle(of).toFixed(0)})`
      line(name, `${words(before)} → ${words(times)}, ${(middle(times) / middle(before)).toFixed(1)} times`)
    }
    await app.close()
  } finally {
    await Promise.all([owner.destroy(), application.destroy()])
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
