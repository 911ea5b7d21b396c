import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { getQueriesForElement, type BoundFunctions, type queries } from '@testing-library/dom'
import { JSDOM } from 'jsdom'
import { buildApp } from '#src/app.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { sessionCookie, visitorCookie, visitorToken } from '#platform/http.ts'
import { asApplication, testClock } from './database.ts'

/** A page as a person meets it: found by role and accessible name, not by class. */
export type Page = BoundFunctions<typeof queries> & { title: string; text: string; document: Document; html: string }

export type Answer = {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  location: string
  page: Page
  body: Buffer
}

export type Who = { role: string; partnership?: string; organisation?: string }

export type Site = {
  app: FastifyInstance
  db: Db
  clock: Clock
  get: (url: string, who?: Who | null) => Promise<Answer>
  /** Posts a form with the session's token; a Buffer or `{ fileName, bytes }` value makes it an upload. */
  post: (url: string, fields: Record<string, string | string[] | Upload>, who?: Who | null) => Promise<Answer>
}

export type Upload = { fileName: string; bytes: Buffer }

function read(html: string): Page {
  const { window } = new JSDOM(html)
  const { document } = window
  return Object.assign(getQueriesForElement(document.body), {
    title: document.title,
    text: (document.body.textContent ?? '').replaceAll(/\s+/g, ' '),
    document,
    html,
  })
}

/** Somebody who is not signed in, with the cookie that their forms are tied to. */
const visitor = { cookie: `${visitorCookie(false)}=somebody`, csrf: visitorToken('somebody') }

const isUpload = (value: unknown): value is Upload => typeof value === 'object' && value !== null && 'bytes' in value

function encode(fields: Record<string, string | string[] | Upload>): { payload: Buffer | string; type: string } {
  if (!Object.values(fields).some(isUpload)) {
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) {
      for (const each of Array.isArray(value) ? value : [value as string]) form.append(name, each)
    }
    return { payload: form.toString(), type: 'application/x-www-form-urlencoded' }
  }
  const boundary = 'goldenthread-test-boundary'
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(fields)) {
    const head = isUpload(value)
      ? `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${value.fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`
      : `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n`
    parts.push(Buffer.from(head), isUpload(value) ? value.bytes : Buffer.from(String(value)), Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` }
}

/**
 * The real application over a real database, spoken to without a port.
 *
 * @param application how the application itself reaches that database: as its own role when not given
 * @param who the sample person who acts when a call names nobody: found by role, partnership ('kent' when not given) and organisation
 */
export async function site(
  t: TestContext,
  db: Db,
  who: Who | null = null,
  clock: Clock = testClock,
  application: Db = asApplication(db),
): Promise<Site> {
  const failures: unknown[] = []
  const app = await buildApp({
    db: application,
    clock,
    production: false,
    isDemonstration: true,
    publicUrl: 'http://localhost',
    report: (error) => failures.push(error),
  })
  t.after(() => app.close())
  const sessions = new Map<string, { cookie: string; csrf: string }>()

  async function session({ role, partnership = 'kent', organisation }: Who) {
    const key = `${role} ${partnership} ${organisation ?? ''}`
    const known = sessions.get(key)
    if (known) return known
    const people = await listSamplePeople(db, clock.today())
    const person = people.find(
      (each) =>
        each.role === role &&
        each.partnershipSlug === partnership &&
        (organisation === undefined || each.organisationName.includes(organisation)),
    )
    if (!person) throw new Error(`the demonstration has no ${key}`)
    const token = await signInAsSample(db, person.accessId, clock)
    const row = await db
      .selectFrom('identity.session')
      .where('person_id', '=', person.personId)
      .where('access_id', '=', person.accessId)
      .orderBy('created_at', 'desc')
      .select('csrf_token')
      .executeTakeFirstOrThrow()
    const made = { cookie: `${sessionCookie(false)}=${token ?? ''}`, csrf: row.csrf_token }
    sessions.set(key, made)
    return made
  }

  const answer = (response: Awaited<ReturnType<typeof app.inject>>): Answer => {
    if (response.statusCode >= 500) throw failures.at(-1) ?? new Error(`status ${response.statusCode}`)
    return {
      status: response.statusCode,
      headers: response.headers,
      location: response.headers['location'] ?? '',
      page: read(response.body),
      body: response.rawPayload,
    }
  }

  return {
    app,
    db,
    clock,
    async get(url, as = who) {
      const headers: Record<string, string> = { host: 'localhost' }
      if (as) headers['cookie'] = (await session(as)).cookie
      return answer(await app.inject({ method: 'GET', url, headers, remoteAddress: '127.0.0.1' }))
    },
    async post(url, fields, as = who) {
      const { cookie, csrf } = as ? await session(as) : visitor
      const { payload, type } = encode({ _csrf: csrf, ...fields })
      const headers = { host: 'localhost', 'content-type': type, cookie }
      return answer(await app.inject({ method: 'POST', url, headers, payload, remoteAddress: '127.0.0.1' }))
    },
  }
}
