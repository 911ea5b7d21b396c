import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { connect, type Db } from '#platform/db/connect.ts'
import { runningEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'
import { start, temporaryFolder } from '#test/lifecycle/starting.ts'
import { client, forEach, linksOf, type Client } from './client.ts'

export type Route = { method: string; url: string; permission: string; roles: string[] }
export type Who = { role: string; partnership?: string; organisation?: string }

/** What an attack knows of the application it attacks: where it is, who can sign in, what its table of pages promises. */
export type World = {
  url: string
  /** The database as its owner, to see what an attack changed. */
  db: Db
  /** As docs/pages.md promises them. */
  routes: Route[]
  /** A sample person's own session, the same one each time it is asked for. */
  as: (who: Who) => Promise<Client>
  /** Nobody, with a jar of their own. */
  stranger: () => Client
  /** Notes one attack and whether it was withstood; `what` says what was tried. */
  tried: (what: string, withstood: boolean, found?: string) => void
  readonly cases: { count: number; failed: string[] }
}

/** The rows of the generated table of pages. */
async function promisedRoutes(): Promise<Route[]> {
  const text = await readFile(join(import.meta.dirname, '../../docs/pages.md'), 'utf8')
  return [...text.matchAll(/^\| (GET|POST|PUT|DELETE) \| `([^`]+)` \| ([^|]+) \| ([^|]+) \|/gm)].map(
    ([, method = '', url = '', permission = '', roles = '']) => ({
      method,
      url,
      permission: permission.trim(),
      roles: roles.split(',').map((role) => role.trim()),
    }),
  )
}

/** A port that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts the application as `npm start` does, on a data folder of its own, and waits until it answers. */
export async function world(t: TestContext): Promise<World> {
  const dataFolder = temporaryFolder(t)
  const started = start(t, process.execPath, ['bin/server.ts'], {
    PORT: String(await freePort()),
    GOLDENTHREAD_DATA: dataFolder,
  })
  const url = await started.ready()
  const database = runningEmbeddedPostgres(dataFolder)
  assert.ok(database)
  const db = connect(database, 4)
  t.after(() => db.destroy())
  const cases = { count: 0, failed: [] as string[] }
  const people = new Map<string, Promise<Client>>()

  async function signIn({ role, partnership = 'kent', organisation = '' }: Who): Promise<Client> {
    const person = await db
      .selectFrom('identity.access as access')
      .innerJoin('identity.office as office', 'office.id', 'access.office_id')
      .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
      .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
      .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
      .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
      .where('person.is_sample', '=', true)
      .where('access.role', '=', role)
      .where('partnership.slug', '=', partnership)
      .where('organisation.name', 'like', `%${organisation}%`)
      .orderBy('person.name')
      .select('access.id')
      .executeTakeFirst()
    assert.ok(person, `the demonstration has nobody who is ${role} of ${partnership} ${organisation}`)
    const somebody = client(url)
    const answer = await somebody.post('/sign-in', { access: person.id, next: '/' }, '/sign-in')
    assert.equal(answer.status, 303, answer.text.slice(0, 2_000))
    return somebody
  }

  return {
    url,
    db,
    routes: await promisedRoutes(),
    cases,
    stranger: () => client(url),
    as(who) {
      const key = `${who.role} ${who.partnership ?? 'kent'} ${who.organisation ?? ''}`
      const known = people.get(key) ?? signIn(who)
      people.set(key, known)
      return known
    },
    tried(what, withstood, found = '') {
      cases.count += 1
      if (!withstood) cases.failed.push(found === '' ? what : `${what}: ${found}`)
    },
  }
}

/** The pattern of an address: two of a kind are enough to look at. */
const patternOf = (address: string): string =>
  (address.split('?')[0] ?? '').replaceAll(/[^/]*\d[^/]*/g, '#') +
  (address.includes('?') ? `?${[...new URLSearchParams(address.split('?')[1]).keys()].join('&')}` : '')

/** Follows links from the front page and hands over each page; at most `most` of one pattern. */
export async function everyPage(
  somebody: Client,
  look: (path: string, html: string, headers: Record<string, unknown>) => void,
  most = 1,
): Promise<number> {
  const queue = ['/']
  const seen = new Set(queue)
  const times = new Map<string, number>()
  let pages = 0
  while (queue.length > 0) {
    const paths = queue.splice(0)
    const answers = await forEach(paths, (path) => somebody.get(path))
    pages += paths.length
    for (const [index, answer] of answers.entries()) {
      if (answer.status !== 200 || !String(answer.headers['content-type']).startsWith('text/html')) continue
      look(paths[index] ?? '', answer.text, answer.headers)
      for (const link of linksOf(answer.text)) {
        const count = times.get(patternOf(link)) ?? 0
        if (seen.has(link) || link.startsWith('/assets/') || count >= most) continue
        seen.add(link)
        times.set(patternOf(link), count + 1)
        queue.push(link)
      }
    }
  }
  return pages
}
