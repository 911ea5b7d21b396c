import assert from 'node:assert/strict'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { invitation } from '#platform/calendar.ts'
import type { Db } from '#platform/db/connect.ts'
import { asApplication, emptyDb, testClock } from '#test/support/database.ts'
import { deliverMails } from './deliver.ts'
import { queueMail, type Mail } from './outbox.ts'

const serviceId = '26785a09-ab16-4eb0-8407-a37497a57506'
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0'
const templateId = '740e5834-3a29-46b4-9a6f-16142fde533a'
const calendarUrl = 'https://goldenthread.example/today/calendar'

type Received = { path: string; claims: { iss?: unknown; iat?: unknown }; isSigned: boolean; body: unknown }
type Answer = { status: number; errors?: { error: string; message: string }[]; location?: string }

const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>

/** A small stand-in of the API: it checks the token as the documents say, and answers as told. */
async function notify(t: TestContext, answer: (received: Received) => Answer = () => ({ status: 201 })) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(request.headers.authorization ?? '')
      const made = createHmac('sha256', secret).update(`${token?.[1]}.${token?.[2]}`).digest()
      const given = Buffer.from(token?.[3] ?? '', 'base64url')
      const one: Received = {
        path: `${request.method} ${request.url}`,
        claims: decode(token?.[2]),
        isSigned: given.length === made.length && timingSafeEqual(given, made) && decode(token?.[1])['alg'] === 'HS256',
        body: JSON.parse(Buffer.concat(chunks).toString()),
      }
      received.push(one)
      const { status, errors, location } = answer(one)
      response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) })
      response.end(JSON.stringify(errors ? { status_code: status, errors } : { id: 'made' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  const settings = {
    notifyKey: `goldenthread-${serviceId}-${secret}`,
    templateId,
    calendarUrl,
    apiUrl: `http://127.0.0.1:${port}`,
  }
  return { received, settings }
}

const hello: Mail = { to: 'a.person@council.example', subject: 'Your return is due', text: 'Please send it by Friday.' }
const queue = (db: Db, mail: Mail) =>
  asApplication(db)
    .transaction()
    .execute((tx) => queueMail(tx, mail))
const rows = (db: Db) =>
  db.selectFrom('platform.mail').orderBy('queued_at').select(['id', 'state', 'body', 'last_problem']).execute()

test('a mail goes to Notify with the template, its subject with the marking and its text, signed with the key', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await notify(t)
  await queue(db, { ...hello, marking: 'OFFICIAL' })
  assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 1, postponed: 0, failed: 0 })
  const [row] = await rows(db)
  assert.equal(received.length, 1)
  const [{ path, claims, isSigned, body }] = received as [Received]
  assert.equal(path, 'POST /v2/notifications/email')
  assert.ok(isSigned)
  assert.equal(claims.iss, serviceId)
  assert.equal(typeof claims.iat, 'number')
  assert.deepEqual(body, {
    template_id: templateId,
    email_address: hello.to,
    personalisation: { subject: '[OFFICIAL] Your return is due', body: hello.text },
    reference: row?.id,
  })
  assert.deepEqual([row?.state, row?.body], ['sent', null])
})

test('an invitation cannot go with it: the text says so and where the calendar is', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await notify(t)
  const calendar = invitation('REQUEST', {
    uid: 'meeting-1@goldenthread',
    when: { startsAt: new Date('2027-06-01T09:00:00Z'), endsAt: new Date('2027-06-01T11:00:00Z') },
    title: 'Executive Board',
    at: testClock.now(),
    organiser: { name: 'Business team', email: 'team@partnership.example' },
    attendees: [{ name: 'A Person', email: hello.to }],
  })
  await queue(db, { ...hello, calendar })
  await deliverMails(db, testClock, settings)
  const [one] = received as [Received]
  const { personalisation } = one.body as { personalisation: { body: string } }
  assert.match(
    personalisation.body,
    /^Please send it by Friday\.\n\nYour calendar cannot take this date from this mail/,
  )
  assert.ok(personalisation.body.includes(`\n${calendarUrl}\n`))
  assert.doesNotMatch(personalisation.body, /VCALENDAR/)
})

test('an address that Notify refuses ends that mail alone, and its words are not kept', async (t) => {
  const db = await emptyDb(t)
  const { settings } = await notify(t, ({ body }) =>
    (body as { email_address: string }).email_address.startsWith('gone')
      ? {
          status: 400,
          errors: [
            { error: 'ValidationError', message: 'email_address gone@council.example is not a valid email address' },
          ],
        }
      : { status: 201 },
  )
  await queue(db, { ...hello, to: 'gone@council.example' })
  await queue(db, hello)
  assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 1, postponed: 0, failed: 1 })
  const failed = (await rows(db)).find(({ state }) => state === 'failed')
  assert.deepEqual([failed?.last_problem, failed?.body], ['NOTIFY 400 ValidationError', null])
})

test('a wrong key or template, a limit, a fault or a way elsewhere lets every mail wait', async (t) => {
  for (const [status, error] of [
    [403, 'AuthError'],
    [400, 'BadRequestError'],
    [429, 'TooManyRequestsError'],
    [500, 'Exception'],
    [302, ''],
  ] as const) {
    const db = await emptyDb(t)
    const { received, settings } = await notify(t, () => ({
      status,
      location: 'http://127.0.0.1:1/',
      errors: [{ error, message: `a secret about ${hello.to}` }],
    }))
    await queue(db, hello)
    await queue(db, hello)
    assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 0, postponed: 1, failed: 0 }, String(status))
    assert.equal(received.length, 1, 'the other keeps its turn')
    const kept = await rows(db)
    assert.deepEqual(
      kept.map(({ state }) => state),
      ['queued', 'queued'],
    )
    assert.ok(kept.some(({ last_problem: problem }) => problem === `NOTIFY ${status} ${error}`.trim()))
  }
})

test('while Notify cannot be reached mails wait', async (t) => {
  const db = await emptyDb(t)
  const { settings } = await notify(t)
  await queue(db, hello)
  const nowhere = { ...settings, apiUrl: 'http://127.0.0.1:1' }
  assert.deepEqual(await deliverMails(db, testClock, nowhere), { sent: 0, postponed: 1, failed: 0 })
  assert.equal((await rows(db))[0]?.last_problem, 'NOTIFY ECONNREFUSED')
})
