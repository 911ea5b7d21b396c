import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { useKeyRing } from '#platform/sealing.ts'
import { sessionCookie } from '#platform/http.ts'
import { beginSession } from '#modules/identity/session-store.ts'
import { buildApp } from '#src/app.ts'
import { asApplication, emptyDb } from './database.ts'
import type { Browser } from './browser-of.ts'

/** A clock that a test moves on. */
export function movingClock(at = '2026-11-22T10:00:00Z') {
  let now = new Date(at)
  return {
    now: () => new Date(now),
    today: () => now.toISOString().slice(0, 10),
    on(minutes: number) {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  }
}

export type Town = {
  app: FastifyInstance
  db: Db
  clock: ReturnType<typeof movingClock>
  /** An invented person with an e-mail address and an office; the role may do everything that a business manager does. */
  addPerson: (name: string, fields?: { isSample?: boolean; offices?: number }) => Promise<Person>
  /** Signs somebody in, as if their organisation had vouched for them. */
  enter: (
    browser: Browser,
    person: Person,
    session?: { strength?: 'link' | 'one' | 'two'; steppedUp?: boolean },
  ) => Promise<void>
  mailsTo: (person: Person) => Promise<{ subject: string; body: string }[]>
}
export type Person = { id: string; email: string; accessId: string }

/** The application over a database with one partnership and nobody in it yet. */
export async function town(t: TestContext, publicUrl = 'http://localhost'): Promise<Town> {
  useKeyRing({ current: 'test', keys: new Map([['test', randomBytes(32)]]) })
  const db = await emptyDb(t)
  const clock = movingClock()
  const failures: unknown[] = []
  const app = await buildApp({
    db: asApplication(db),
    clock,
    production: false,
    isDemonstration: true,
    publicUrl,
    report: (error) => failures.push(error),
  })
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode >= 500) throw failures.at(-1)
  })
  t.after(() => app.close())
  const partnership = await db
    .insertInto('partnerships.partnership')
    .values({ slug: 'kent', name: 'Invented partnership', short_name: 'Invented', purpose: 'None' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const organisation = await db
    .insertInto('identity.organisation')
    .values({ slug: 'council', name: 'Invented Council', sector: 'council' })
    .returning('id')
    .executeTakeFirstOrThrow()

  async function addOffice(title: string, personId: string): Promise<string> {
    const office = await db
      .insertInto('identity.office')
      .values({ organisation_id: organisation.id, title })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('identity.tenure')
      .values({ office_id: office.id, person_id: personId, starts_on: '2026-01-01' })
      .execute()
    const access = await db
      .insertInto('identity.access')
      .values({ office_id: office.id, partnership_id: partnership.id, role: 'business-manager' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return access.id
  }

  return {
    app,
    db,
    clock,
    async addPerson(name, { isSample = false, offices = 1 } = {}) {
      const email = `${name.toLowerCase()}@council.example`
      const person = await db
        .insertInto('identity.person')
        .values({ name, email: isSample ? null : email, is_sample: isSample })
        .returning('id')
        .executeTakeFirstOrThrow()
      let accessId = ''
      for (let number = 1; number <= offices; number++)
        accessId = await addOffice(`Office ${number} of ${name}`, person.id)
      return { id: person.id, email, accessId }
    },
    async enter(browser, { id, accessId }, { strength = 'two', steppedUp = false } = {}) {
      const { token } = await signingIn(() =>
        db
          .transaction()
          .execute((tx) =>
            beginSession(tx, { personId: id, accessId, method: 'organisation', strength, steppedUp, now: clock.now() }),
          ),
      )
      browser.cookies.set(sessionCookie(false), token)
      await browser.get('/account')
    },
    mailsTo: async ({ email }) =>
      (
        await db
          .selectFrom('platform.mail')
          .where('to_address', '=', email)
          .orderBy('queued_at')
          .orderBy('id')
          .select(['subject', 'body'])
          .execute()
      ).map(({ subject, body }) => ({ subject, body: body ?? '' })),
  }
}
