import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { sessionCookie, visitorCookie, visitorToken } from '#platform/http.ts'
import { buildApp } from '#src/app.ts'
import { asApplication } from '#test/support/database.ts'
import { smallDb } from '#test/support/small-db.ts'

/** A clock that a test moves on. */
function movingClock(at: string): Clock & { to: (at: string) => void } {
  let clock = fixedClock(at)
  return { now: () => clock.now(), today: () => clock.today(), to: (next) => void (clock = fixedClock(next)) }
}

async function service(t: TestContext, at = '2026-11-23T09:00:00Z') {
  const db = await smallDb(t)
  const clock = movingClock(at)
  const failures: unknown[] = []
  const app = await buildApp({
    db: asApplication(db),
    clock,
    production: false,
    isDemonstration: true,
    publicUrl: 'http://localhost',
    report: (error) => failures.push(error),
  })
  t.after(() => app.close())
  return { db, clock, app, failures }
}

/** A browser that keeps cookies and reads the token of the forms that it is shown. */
function browser({ app, failures }: Pick<Awaited<ReturnType<typeof service>>, 'app' | 'failures'>) {
  const cookies = new Map<string, string>([[visitorCookie(false), 'somebody']])
  let csrf = visitorToken('somebody')
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.inject({
      method,
      url,
      remoteAddress: '127.0.0.1',
      headers: { host: 'localhost', cookie, ...type },
      ...(payload === undefined ? {} : { payload }),
    })
    if (answer.statusCode >= 500) throw failures.at(-1)
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = answer.body.replaceAll(/\s+/g, ' ')
    csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf
    return { status: answer.statusCode, location: answer.headers.location ?? '', text, html: answer.body }
  }
  return {
    cookies,
    token: () => cookies.get(sessionCookie(false)),
    csrf: () => csrf,
    get: (url: string) => ask('GET', url),
    post: (url: string, fields: Record<string, string>) =>
      ask('POST', url, new URLSearchParams({ _csrf: csrf, ...fields }).toString()),
  }
}

async function signIn(
  place: Awaited<ReturnType<typeof service>>,
  visitor: ReturnType<typeof browser>,
  role = 'analyst',
  next = '/acting',
) {
  const people = await listSamplePeople(place.db, place.clock.today())
  const person = people.find((each) => each.role === role)
  assert.ok(person)
  const answer = await visitor.post('/sign-in', { access: person.accessId, next })
  assert.equal(answer.status, 303)
  assert.equal((await visitor.get('/acting')).status, 200)
  return person
}

const sessions = (db: Db) => db.selectFrom('identity.session').selectAll().execute()

test('a session ends after 30 minutes without use, which the sign-in page says', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  await signIn(place, visitor)
  place.clock.to('2026-11-23T09:29:00Z')
  const page = await visitor.get('/acting')
  assert.match(page.text, /You are signed out on 23 November 2026 at 9:59am if you do not use the service before/)
  assert.match(page.text, /data-session-ends-in="1800"/)
  place.clock.to('2026-11-23T09:59:00Z')
  const over = await visitor.get('/acting')
  assert.deepEqual([over.status, over.location], [303, '/sign-in?next=%2Facting'])
  assert.match((await visitor.get(over.location)).text, /You were signed out after 30 minutes in which you did not use/)
  assert.doesNotMatch((await browser(place).get('/sign-in')).text, /You were signed out/)
})

test('a session ends after 12 hours however much it is used', async (t) => {
  const place = await service(t, '2026-11-23T08:00:00Z')
  const visitor = browser(place)
  await signIn(place, visitor)
  for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
    place.clock.to(new Date(Date.parse('2026-11-23T08:00:00Z') + minutes * 60_000).toISOString())
    assert.equal((await visitor.get('/session/stay')).status, 200)
  }
  place.clock.to('2026-11-23T20:00:00Z')
  assert.equal((await visitor.get('/acting')).status, 303)
  assert.match((await visitor.get('/sign-in')).text, /12 hours after you signed in/)
})

test('staying signed in counts as use and says for how long', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  await signIn(place, visitor)
  place.clock.to('2026-11-23T09:28:30Z')
  assert.deepEqual(JSON.parse((await visitor.get('/session/stay')).html), { seconds: 1800 })
  place.clock.to('2026-11-23T09:58:00Z')
  assert.equal((await visitor.get('/acting')).status, 200)
})

test('signing in, and changing office, give the browser a token that was not known before', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  visitor.cookies.set(sessionCookie(false), 'planted')
  const person = await signIn(place, visitor)
  const first = visitor.token()
  assert.notEqual(first, 'planted')
  const oldForm = visitor.csrf()
  const changed = await visitor.post('/acting', { access: person.accessId, next: '/acting' })
  assert.deepEqual([changed.status, changed.location], [303, '/acting'])
  assert.notEqual(visitor.token(), first)
  const after = await visitor.get('/acting')
  assert.equal(after.status, 200)
  assert.notEqual(visitor.csrf(), oldForm)
  assert.equal((await visitor.post('/acting', { _csrf: oldForm, access: person.accessId })).status, 400)
  const thief = browser(place)
  thief.cookies.set(sessionCookie(false), first ?? '')
  assert.equal((await thief.get('/acting')).status, 303)
  assert.equal((await sessions(place.db)).length, 1)
})

test('a person sees where they are signed in, ends one sign-in, and all of them', async (t) => {
  const place = await service(t)
  const [here, there, third] = [browser(place), browser(place), browser(place)]
  const stranger = browser(place)
  for (const each of [here, there, third]) await signIn(place, each)
  await signIn(place, stranger, 'scrutineer')
  const page = await here.get('/sessions')
  assert.equal(page.text.match(/Signed in on 23 November 2026 at 9:00am/g)?.length, 3)
  assert.equal(page.text.match(/\(this one\)/g)?.length, 1)
  const [other] = [...page.text.matchAll(/name="session" value="([0-9a-f]{64})"/g)].map(([, id]) => id ?? '')
  const ofStranger = (await sessions(place.db)).at(-1)?.id ?? ''
  await here.post('/sessions/end', { session: ofStranger })
  assert.equal((await stranger.get('/acting')).status, 200)
  const ended = await here.post('/sessions/end', { session: other ?? '' })
  assert.equal(ended.location, '/sessions?ended=yes')
  assert.match((await here.get(ended.location)).text, /That sign-in has ended/)
  assert.equal((await sessions(place.db)).length, 3)
  const everywhere = await here.post('/sessions/end', { session: 'every' })
  assert.equal(everywhere.location, '/signed-out')
  for (const each of [here, there, third]) assert.equal((await each.get('/acting')).status, 303)
  assert.equal((await stranger.get('/acting')).status, 200)
  const events = await place.db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.sessions-ended')
    .orderBy('id')
    .select('details')
    .execute()
  assert.deepEqual(
    events.map(({ details }) => details),
    [
      { count: 1, everywhere: false },
      { count: 2, everywhere: true },
    ],
  )
})

test('signing out, and signing in anew in the same browser, stand in the trail', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  await signIn(place, visitor)
  await signIn(place, visitor)
  await visitor.post('/sign-out', {})
  const events = await place.db
    .selectFrom('platform.audit_event as event')
    .innerJoin('identity.person as person', 'person.id', 'event.person_id')
    .where('event.name', 'in', ['identity.signed-in', 'identity.signed-out'])
    .where('event.office_id', 'is not', null)
    .where('event.partnership_id', 'is not', null)
    .orderBy('event.id')
    .select(['event.name', 'event.details'])
    .execute()
  assert.deepEqual(
    events.map(({ name, details }) => `${name} ${(details as { why?: string }).why ?? ''}`.trim()),
    ['identity.signed-in', 'identity.signed-in', 'identity.signed-out signed-in-anew', 'identity.signed-out asked'],
  )
})

test('signing out works, also when the session has ended meanwhile', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  await signIn(place, visitor)
  place.clock.to('2026-11-23T10:00:00Z')
  const answer = await visitor.post('/sign-out', {})
  assert.deepEqual([answer.status, answer.location], [303, '/signed-out'])
  assert.equal(visitor.token(), undefined)
  assert.deepEqual(await sessions(place.db), [])
})

test('nobody signs a browser in with a form from elsewhere: its token is tied to a cookie of the browser', async (t) => {
  const place = await service(t)
  const [person] = await listSamplePeople(place.db, place.clock.today())
  const post = (cookie: string, token: string) =>
    place.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '127.0.0.1',
      headers: { host: 'localhost', cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ access: person?.accessId ?? '', _csrf: token }).toString(),
    })
  const name = visitorCookie(false)
  for (const [cookie, token] of [
    ['', ''],
    ['', visitorToken('attacker')],
    [`${name}=victim`, visitorToken('attacker')],
    [`${name}=victim`, 'victim'],
  ] as const) {
    const answer = await post(cookie, token)
    assert.deepEqual(
      [answer.statusCode, answer.cookies.some((each) => each.name === sessionCookie(false))],
      [400, false],
    )
  }
  assert.equal((await post(`${name}=victim`, visitorToken('victim'))).statusCode, 303)
  const page = await place.app.inject({ url: '/sign-in', remoteAddress: '127.0.0.1', headers: { host: 'localhost' } })
  const given = page.cookies.find((each) => each.name === name)
  assert.ok(given)
  assert.match(page.body, new RegExp(`name="_csrf" value="${visitorToken(given.value)}"`))
  // A page without a form sets nothing.
  const plain = await place.app.inject({ url: '/signed-out', headers: { host: 'localhost' } })
  assert.deepEqual(plain.cookies, [])
})

test('what was typed when the session had ended is kept, shown to that person alone and sent again', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  const person = await signIn(place, visitor)
  const typed = 'Two lines\r\nof <b>typing</b>'
  place.clock.to('2026-11-23T09:31:00Z')
  const late = await visitor.post('/acting', {
    access: person.accessId,
    next: '/sessions',
    note: typed,
    noteVersion: '3',
  })
  assert.deepEqual([late.status, late.location], [303, '/sign-in?next=%2Fheld-form'])
  const [row] = await place.db.selectFrom('identity.held_form').selectAll().execute()
  assert.equal(row?.person_id, person.personId)
  assert.doesNotMatch(row?.sealed.toString('latin1') ?? '', /typing|acting/)
  const asked = await visitor.get(late.location)
  assert.match(asked.text, /What you typed is kept for one hour/)

  // Somebody else at the same browser sees nothing of it.
  await signIn(place, visitor, 'scrutineer')
  assert.match((await visitor.get('/held-form')).text, /Nothing is kept/)

  await signIn(place, visitor)
  const page = await visitor.get('/held-form')
  assert.match(page.text, /<h1[^>]*>What you typed was kept/)
  assert.match(page.html, /Two lines\r?\nof &lt;b&gt;typing&lt;\/b&gt;/)
  assert.doesNotMatch(page.text, /Note version/)
  assert.match(page.text, /<form method="post" action="\/acting"/)
  const sent = await visitor.post('/acting', { _held: 'yes', access: person.accessId, next: '/sessions', note: typed })
  assert.deepEqual([sent.status, sent.location], [303, '/sessions'])
  assert.match((await visitor.get('/held-form')).text, /Nothing is kept/)
  assert.deepEqual(await place.db.selectFrom('identity.held_form').selectAll().execute(), [])
})

test('a form is kept for one hour, and only when it carries the token of the session that ended', async (t) => {
  const place = await service(t)
  const visitor = browser(place)
  const person = await signIn(place, visitor)
  const own = visitor.csrf()
  place.clock.to('2026-11-23T09:31:00Z')
  const foreign = await visitor.post('/acting', { _csrf: 'guessed', access: person.accessId })
  assert.equal(foreign.status, 400)
  await visitor.post('/acting', { _csrf: own, access: person.accessId })
  await signIn(place, visitor)
  place.clock.to('2026-11-23T09:58:00Z')
  assert.match((await visitor.get('/held-form')).text, /What you typed was kept/)
  place.clock.to('2026-11-23T10:27:00Z')
  await visitor.get('/acting')
  place.clock.to('2026-11-23T10:31:00Z')
  assert.match((await visitor.get('/held-form')).text, /Nothing is kept/)
})

for (const [season, before, after, day] of [
  ['summer', '2027-06-30T22:59:59Z', '2027-06-30T23:00:00Z', '2027-06-30'],
  ['winter', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z', '2026-12-31'],
] as const) {
  for (const table of ['tenure', 'access'] as const) {
    test(`in ${season}, the last day of ${table === 'tenure' ? 'an office' : 'a role'} ends at midnight in London`, async (t) => {
      const place = await service(t, new Date(Date.parse(before) - 60_000).toISOString())
      const visitor = browser(place)
      const person = await signIn(place, visitor)
      await (table === 'tenure'
        ? place.db
            .updateTable('identity.tenure')
            .set({ ends_on: day })
            .where('person_id', '=', person.personId)
            .execute()
        : place.db.updateTable('identity.access').set({ ends_on: day }).where('id', '=', person.accessId).execute())
      place.clock.to(before)
      assert.equal((await visitor.get('/acting')).status, 200)
      place.clock.to(after)
      assert.equal((await visitor.get('/acting')).status, 303)
      const again = browser(place)
      assert.equal((await again.post('/sign-in', { access: person.accessId })).status, 400)
    })
  }

  test(`in ${season}, a first day begins at midnight in London`, async (t) => {
    const place = await service(t, before)
    const people = await listSamplePeople(place.db, place.clock.today())
    const person = people.find((each) => each.role === 'analyst')
    const starts_on = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
    await place.db
      .updateTable('identity.access')
      .set({ starts_on })
      .where('id', '=', person?.accessId ?? '')
      .execute()
    assert.equal((await browser(place).post('/sign-in', { access: person?.accessId ?? '' })).status, 400)
    place.clock.to(after)
    assert.equal((await browser(place).post('/sign-in', { access: person?.accessId ?? '' })).status, 303)
  })
}
