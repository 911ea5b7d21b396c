import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { sessionCookie, visitorCookie, visitorToken } from '#platform/http.ts'
import { buildApp } from '#src/app.ts'
import { demonstrationDb, testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { visitor } from './visitor.ts'

const elsewhere = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '%2F%2Fevil.example',
  'https://evil.example',
  'javascript:alert(1)',
]

test('signing in never leads to another site, however its address is written', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const nobody = await visitor(service, null)
  const access = (await listSamplePeople(service.db, testClock.today()))[0]?.accessId ?? ''
  const after = async (next: string) => (await nobody.post('/sign-in', { access, next })).location
  for (const next of elsewhere) {
    const location = await after(next)
    assert.equal(
      new URL(location, 'http://localhost').host,
      'localhost',
      `${JSON.stringify(next)} leads to ${location}`,
    )
  }
  assert.equal(await after('/warnings?state=all#first'), '/warnings?state=all#first')
  const header = await nobody.post('/sign-in', { access, next: '/a\r\nset-cookie: x=y' })
  assert.equal(header.location, '/aset-cookie:%20x=y')
})

test('sample people are offered to nobody who comes through a proxy or under another name', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const nobody = await visitor(service, null)
  const access = (await listSamplePeople(service.db, testClock.today()))[0]?.accessId ?? ''
  for (const headers of [
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: '127.0.0.1.evil.example' },
  ] as Record<string, string>[]) {
    assert.doesNotMatch((await nobody.send('GET', '/sign-in', { headers })).text, /Sign in as/)
    const answer = await nobody.send('POST', '/sign-in', {
      fields: [
        ['_csrf', nobody.csrf],
        ['access', access],
      ],
      headers,
    })
    assert.deepEqual([answer.status, answer.headers['set-cookie']], [400, undefined])
  }
})

test('in production a demonstration’s people can neither sign in nor go on with a session from before', async (t) => {
  const db = await demonstrationDb(t)
  const app = await buildApp({
    db,
    clock: testClock,
    production: true,
    isDemonstration: false,
    publicUrl: 'http://localhost',
  })
  t.after(() => app.close())
  const access = (await listSamplePeople(db, testClock.today()))[0]?.accessId ?? ''
  const ask = { url: '/sign-in', remoteAddress: '127.0.0.1', headers: { host: 'localhost' } }
  assert.doesNotMatch((await app.inject(ask)).body, /Sign in as/)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const posted = await app.inject({
    ...ask,
    method: 'POST',
    headers: { ...ask.headers, ...form, cookie: `${visitorCookie(true)}=somebody` },
    payload: `access=${access}&_csrf=${visitorToken('somebody')}`,
  })
  assert.deepEqual([posted.statusCode, posted.headers['set-cookie']], [400, undefined])
  assert.match(posted.body, /Select one of the people on this page/)
  const token = (await signInAsSample(db, access, testClock)) ?? ''
  for (const production of [true, false]) {
    const cookie = `${sessionCookie(production)}=${token}`
    const answer = await app.inject({ ...ask, url: '/', headers: { ...ask.headers, cookie } })
    assert.deepEqual([answer.statusCode, answer.headers['location']], [303, '/sign-in'])
  }
})
