import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator, type Faults } from '#test/support/authenticator.ts'
import { browserOf, type Browser } from '#test/support/browser-of.ts'
import { town, type Person, type Town } from '#test/support/people.ts'
import { identityPaths } from '../paths.ts'

const origin = 'http://localhost'
type Device = ReturnType<typeof authenticator>

async function withPasskey({ app, enter }: Town, person: Person, device: Device): Promise<void> {
  const browser = browserOf(app)
  await enter(browser, person)
  await browser.get(identityPaths.addPasskey())
  const given = device.create(await browser.ask(identityPaths.addPasskeyOptions()))
  assert.equal((await browser.post(identityPaths.addPasskey(), { name: 'Key', given })).status, 200)
}

async function signIn(browser: Browser, device: Device, faults: Faults = {}, next = '/') {
  await browser.get(identityPaths.passkeySignIn())
  const options = await browser.ask(identityPaths.passkeySignInOptions())
  assert.equal(options.allowCredentials, undefined, 'nobody learns which passkeys exist')
  return browser.post(identityPaths.passkeySignIn(), { given: device.get(options, faults), next })
}

test('a passkey signs its person in with two factors, and says where they were going', async (t) => {
  const place = await town(t)
  const { app, db, addPerson } = place
  const ada = await addPerson('Ada')
  const device = authenticator(origin)
  await withPasskey(place, ada, device)
  const browser = browserOf(app)
  const done = await signIn(browser, device, {}, '/account?x=1')
  assert.deepEqual([done.status, done.location], [303, '/account?x=1'])
  assert.match((await browser.get('/account')).text, /Your account.*Ada/)
  const { strength, method, stepped_up_at, person_id } = await db
    .selectFrom('identity.session')
    .orderBy('created_at', 'desc')
    .where('method', '=', 'passkey')
    .select(['strength', 'method', 'stepped_up_at', 'person_id'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(
    [strength, method, stepped_up_at?.toISOString(), person_id],
    ['two', 'passkey', '2026-11-22T10:00:00.000Z', ada.id],
  )
  assert.equal((await browser.get(identityPaths.addPasskey())).status, 200, 'it counts as a fresh second factor')
  const elsewhere = await signIn(browserOf(app), device, {}, '//evil.example')
  assert.equal(elsewhere.location, '/')
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.signed-in')
    .select(['details', 'subject'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(event, {
    details: { role: 'business-manager', method: 'passkey', strength: 'two' },
    subject: ada.id,
  })
})

test('somebody with several offices chooses one', async (t) => {
  const place = await town(t)
  const device = authenticator(origin)
  await withPasskey(place, await place.addPerson('Ada', { offices: 2 }), device)
  assert.equal((await signIn(browserOf(place.app), device)).location, '/acting')
})

test('what is not a right and fresh answer signs nobody in', async (t) => {
  const place = await town(t)
  const { app, db, clock, addPerson } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const [device, bens] = [authenticator(origin), authenticator(origin)]
  await withPasskey(place, ada, device)
  await withPasskey(place, ben, bens)
  assert.equal((await signIn(browserOf(app), device)).status, 303)
  const counterOf = async () =>
    (await db.selectFrom('identity.passkey').where('id', '=', device.id).select('counter').executeTakeFirstOrThrow())
      .counter
  const counted = await counterOf()

  const handleOf = (id: string) => Buffer.from(id).toString('base64url')
  const cases: [string, Faults][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of the same name', { origin: 'http://localhost:81' }],
    ['another site’s id', { rpId: 'evil.example' }],
    ['a key that was not registered', { otherKey: true }],
    ['a counter that stands still', { counter: counted }],
    ['a counter that goes back to nothing', { counter: 0 }],
    ['a person who was not verified', { unverified: true }],
    ['a challenge of one’s own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['a passkey that says it is Ben’s', { userHandle: handleOf(ben.id) }],
  ]
  for (const [name, faults] of cases) {
    const browser = browserOf(app)
    const answer = await signIn(browser, device, faults)
    assert.equal(answer.status, 400, name)
    assert.match(answer.text, /That passkey was not accepted/)
    assert.equal(browser.cookies.has('goldenthread'), false, name)
  }
  assert.equal(await counterOf(), counted)
  const refusals = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.sign-in-refused')
    .select(['subject', 'person_id', 'details'])
    .execute()
  assert.deepEqual(
    refusals,
    cases.map(() => ({ subject: 'passkey', person_id: null, details: { method: 'passkey' } })),
  )

  const unknown = await signIn(browserOf(app), authenticator(origin))
  assert.equal(unknown.status, 400)

  const browser = browserOf(app)
  await browser.get(identityPaths.passkeySignIn())
  const options = await browser.ask(identityPaths.passkeySignInOptions())
  const given = device.get(options)
  assert.equal((await browser.post(identityPaths.passkeySignIn(), { given })).status, 303)
  const thief = browserOf(app)
  await thief.get(identityPaths.passkeySignIn())
  assert.equal((await thief.post(identityPaths.passkeySignIn(), { given })).status, 400, 'replayed')
  assert.equal(
    (await thief.post(identityPaths.passkeySignIn(), { given: device.get(options) })).status,
    400,
    'signed anew',
  )

  const late = await thief.ask(identityPaths.passkeySignInOptions())
  clock.on(5)
  assert.equal(
    (await thief.post(identityPaths.passkeySignIn(), { given: device.get(late) })).status,
    400,
    'after 5 minutes',
  )
  for (const nonsense of ['', '{', '{}', JSON.stringify({ id: device.id, rawId: device.id, response: {} })])
    assert.equal((await thief.post(identityPaths.passkeySignIn(), { given: nonsense })).status, 400, nonsense)
})

test('a challenge for one purpose or person is none for another', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const [device, bens] = [authenticator(origin), authenticator(origin)]
  await withPasskey(place, ada, device)
  await withPasskey(place, ben, bens)
  const browser = browserOf(app)
  await enter(browser, ada)
  await browser.get(identityPaths.stepUp('/account'))
  const toProve = await browser.ask(identityPaths.stepUpOptions())
  assert.deepEqual(
    toProve.allowCredentials?.map(({ id }) => id),
    [device.id],
    'only one’s own',
  )
  const other = browserOf(app)
  await other.get(identityPaths.passkeySignIn())
  const toSignIn = await other.ask(identityPaths.passkeySignInOptions())
  assert.equal((await other.post(identityPaths.passkeySignIn(), { given: device.get(toProve) })).status, 400)
  const proof = (given: string) => browser.post(identityPaths.stepUp(), { way: 'passkey', given, next: '/account' })
  assert.equal((await proof(device.get(toSignIn))).status, 400)
  assert.equal((await proof(bens.get(toProve))).status, 400, 'somebody else’s passkey')
  const again = await browser.ask(identityPaths.stepUpOptions())
  const before = browser.cookies.get('goldenthread')
  const done = await proof(device.get(again))
  assert.deepEqual([done.status, done.location], [303, '/account'])
  assert.notEqual(browser.cookies.get('goldenthread'), before)
  assert.equal((await browser.get(identityPaths.addPasskey())).status, 200)
})

test('a person whose office has ended is told so, only after the passkey', async (t) => {
  const place = await town(t)
  const ada = await place.addPerson('Ada')
  const device = authenticator(origin)
  await withPasskey(place, ada, device)
  await place.db.updateTable('identity.tenure').set({ ends_on: '2026-11-21' }).where('person_id', '=', ada.id).execute()
  const answer = await signIn(browserOf(place.app), device)
  assert.equal(answer.status, 403)
  assert.match(answer.text, /You hold no office today/)
})
