import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticator, type Faults } from '#test/support/authenticator.ts'
import { browserOf, type Browser } from '#test/support/browser-of.ts'
import { town } from '#test/support/people.ts'
import { identityPaths } from '../paths.ts'

const origin = 'http://localhost'
type Device = ReturnType<typeof authenticator>

async function add(browser: Browser, device: Device, name = 'Work laptop', faults: Faults = {}) {
  const page = await browser.get(identityPaths.addPasskey())
  if (page.status !== 200) return page
  const options = await browser.ask(identityPaths.addPasskeyOptions())
  return browser.post(identityPaths.addPasskey(), { name, given: device.create(options, faults) })
}

test('a person adds a passkey soon after signing in, gets recovery codes once, and is told by mail', async (t) => {
  const { app, db, addPerson, enter, mailsTo } = await town(t)
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await enter(browser, ada)
  const before = new Map(browser.cookies)
  const done = await add(browser, authenticator(origin))
  assert.equal(done.status, 200, done.text)
  done.page.getByRole('heading', { name: 'Your recovery codes' })
  assert.equal(done.page.document.querySelectorAll('.gt-codes li').length, 10)
  assert.notDeepEqual(browser.cookies.get('goldenthread'), before.get('goldenthread'), 'the session has a new token')
  const account = await browser.get(identityPaths.account())
  assert.match(account.text, /Work laptop ?On one device only\. Added 22 November 2026 at 10:00am\. Never used\./)
  assert.match(account.text, /10 of 10 left/)
  const mails = await mailsTo(ada)
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    ['A passkey was added to your Goldenthread account'],
  )
  assert.doesNotMatch(mails[0]?.body ?? '', /Work laptop|Ada/)
  const events = await db
    .selectFrom('platform.audit_event')
    .orderBy('at')
    .select(['name', 'subject', 'details'])
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    ['identity.passkey-added', 'identity.stepped-up'],
  )
  assert.deepEqual(events[0]?.details, { isBackedUp: false })
  const again = await add(browser, authenticator(origin), 'Work laptop')
  assert.equal(again.status, 400)
  assert.match(again.text, /You have a passkey with this name already/)
  const second = await add(browser, authenticator(origin), 'Blue key')
  assert.equal(second.location, '/account?done=passkey')
})

test('an answer that is not right makes no passkey', async (t) => {
  const { app, db, addPerson, enter, clock } = await town(t)
  const browser = browserOf(app)
  await enter(browser, await addPerson('Ada'))
  const cases: Faults[] = [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { unverified: true },
    { challenge: 'AAAA' },
  ]
  for (const faults of cases) {
    const done = await add(browser, authenticator(origin), 'Key', faults)
    assert.equal(done.status, 400, JSON.stringify(faults))
    assert.match(done.text, /The passkey was not made/)
  }
  await browser.get(identityPaths.addPasskey())
  for (const given of ['', '{}', 'null', '[]', '"x"', '{"id":"a","rawId":"a","response":{"clientDataJSON":"e30"}}'])
    assert.equal((await browser.post(identityPaths.addPasskey(), { name: 'Key', given })).status, 400, given)
  const options = await browser.ask(identityPaths.addPasskeyOptions())
  clock.on(6)
  assert.equal(
    (await browser.post(identityPaths.addPasskey(), { name: 'Key', given: authenticator(origin).create(options) }))
      .status,
    400,
  )
  assert.deepEqual(await db.selectFrom('identity.passkey').select('id').execute(), [])
})

test('another person’s challenge, and a passkey that somebody has already, are refused', async (t) => {
  const { app, db, addPerson, enter } = await town(t)
  const [one, other] = [browserOf(app), browserOf(app)]
  await enter(one, await addPerson('Ada'))
  await enter(other, await addPerson('Ben'))
  await one.get(identityPaths.addPasskey())
  await other.get(identityPaths.addPasskey())
  const options = await one.ask(identityPaths.addPasskeyOptions())
  const device = authenticator(origin)
  const given = device.create(options)
  assert.equal((await other.post(identityPaths.addPasskey(), { name: 'Key', given })).status, 400)
  assert.equal((await one.post(identityPaths.addPasskey(), { name: 'Key', given })).status, 200)
  assert.equal(
    (await one.post(identityPaths.addPasskey(), { name: 'Again', given })).status,
    400,
    'a challenge is good once',
  )
  const taken = await add(other, device, 'Mine')
  assert.match(taken.text, /on your account or another one already/)
  assert.equal((await db.selectFrom('identity.passkey').select('id').execute()).length, 1)
})

test('a session that was left open, or has a factor and did not prove it, adds none', async (t) => {
  const { app, clock, addPerson, enter } = await town(t)
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await enter(browser, ada)
  clock.on(16)
  const asked = await browser.get(identityPaths.addPasskey())
  assert.deepEqual([asked.status, asked.location], [303, '/step-up?next=%2Faccount%2Fpasskeys%2Fadd'])
  assert.match((await browser.get(asked.location)).text, /sign out and in again/)
  await enter(browser, ada)
  assert.equal((await add(browser, authenticator(origin))).status, 200)
  const fresh = browserOf(app)
  await enter(fresh, ada)
  for (const url of [
    identityPaths.addPasskey(),
    identityPaths.setUpApp(),
    identityPaths.printedCodes(),
    identityPaths.recoveryCodes(),
  ]) {
    assert.match((await fresh.get(url)).location, /^\/step-up/, url)
    assert.match((await fresh.post(url, { name: 'x', code: '1' })).location, /^\/step-up/, url)
  }
  assert.match((await fresh.post(identityPaths.addPasskeyOptions())).location, /^\/step-up/)
})

test('a passkey is removed after a question; somebody else’s is not there', async (t) => {
  const { app, db, addPerson, enter, mailsTo } = await town(t)
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const [one, other] = [browserOf(app), browserOf(app)]
  await enter(one, ada)
  await enter(other, ben)
  const device = authenticator(origin)
  await add(one, device)
  await add(other, authenticator(origin))
  const url = identityPaths.removePasskey(device.id)
  assert.equal((await other.get(url)).status, 404)
  assert.equal((await other.post(identityPaths.removePasskey(), { id: device.id })).status, 404)
  const asked = await one.get(url)
  asked.page.getByRole('heading', { name: 'Remove the passkey ‘Work laptop’?' })
  assert.match(asked.text, /your only second factor/)
  const done = await one.post(identityPaths.removePasskey(), { id: device.id })
  assert.equal(done.location, '/account?done=passkey-removed')
  assert.match((await one.get(done.location)).text, /The passkey is removed\..*You have no second factor yet/)
  assert.equal((await mailsTo(ada)).at(-1)?.subject, 'A passkey was removed from your Goldenthread account')
  const sheets = await db.selectFrom('identity.code_sheet').where('person_id', '=', ada.id).select('id').execute()
  assert.deepEqual(sheets, [], 'recovery codes stand for another factor, so they went too')
})
