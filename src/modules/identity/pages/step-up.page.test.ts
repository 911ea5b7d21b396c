import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOf, type Browser } from '#test/support/browser-of.ts'
import { town, type Person, type Town } from '#test/support/people.ts'
import { appCode } from '../factor-app.ts'
import { identityPaths } from '../paths.ts'

/** Sets an app up in a session of its own. @returns its secret and the recovery codes */
async function withApp({ app, enter, clock }: Town, person: Person): Promise<{ secret: string; recovery: string[] }> {
  const browser = browserOf(app)
  await enter(browser, person)
  const page = await browser.get(identityPaths.setUpApp())
  const secret = (/Key: ([A-Z2-7 ]+?) ?Open/.exec(page.text)?.[1] ?? '').replaceAll(' ', '')
  const done = await browser.post(identityPaths.setUpApp(), { code: appCode(secret, clock.now()) })
  clock.on(2)
  return { secret, recovery: codesOf(done.page.document) }
}

async function withSheet({ app, enter }: Town, person: Person, steppedUp = false): Promise<string[]> {
  const browser = browserOf(app)
  await enter(browser, person, { steppedUp })
  await browser.get(identityPaths.printedCodes())
  return codesOf((await browser.post(identityPaths.printedCodes())).page.document)
}

const codesOf = (document: Document): string[] =>
  [...document.querySelectorAll('.gt-codes code')].map((code) => code.textContent ?? '')

const prove = async (browser: Browser, way: string, given: string, next = '/account') => {
  const page = await browser.get(identityPaths.stepUp(next))
  return { page, done: await browser.post(identityPaths.stepUp(), { way, given, next }) }
}

test('a code of the app is a fresh second factor: a new token, one event, and back to where one was going', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, enter, clock } = place
  const ada = await addPerson('Ada')
  const { secret } = await withApp(place, ada)
  const browser = browserOf(app)
  await enter(browser, ada)
  const before = browser.cookies.get('goldenthread') ?? ''
  const { done } = await prove(browser, 'app', appCode(secret, clock.now()), '/warnings?state=all')
  assert.deepEqual([done.status, done.location], [303, '/warnings?state=all'])
  const stolen = browserOf(app)
  stolen.cookies.set('goldenthread', before)
  assert.match((await stolen.get('/account')).location, /^\/sign-in/, 'the token from before is worth nothing')
  assert.equal((await browser.get(identityPaths.printedCodes())).status, 200)
  clock.on(15)
  assert.match((await browser.get(identityPaths.printedCodes())).location, /^\/step-up/, 'for fifteen minutes')
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.stepped-up')
    .orderBy('at', 'desc')
    .select(['subject', 'details', 'partnership_id'])
    .executeTakeFirstOrThrow()
  assert.deepEqual([event.subject, event.details], [ada.id, { way: 'app' }])
  assert.notEqual(event.partnership_id, null)
})

test('a code counts once, one step early or late, and for its own person only', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter, clock } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const { secret } = await withApp(place, ada)
  const bens = await withApp(place, ben)
  const browser = browserOf(app)
  await enter(browser, ada)
  const at = (seconds: number) => appCode(secret, new Date(clock.now().getTime() + seconds * 1000))
  const answer = async (given: string) => (await prove(browser, 'app', given)).done.status
  assert.equal(await answer(appCode(bens.secret, clock.now())), 400, 'Ben’s')
  assert.equal(await answer(at(-60)), 400, 'two steps late')
  assert.equal(await answer(at(60)), 400, 'two steps early')
  assert.equal(await answer(at(-30)), 303, 'one step late')
  assert.equal(await answer(at(-30)), 400, 'a second time')
  assert.equal(await answer(at(0)), 303, 'the next one')
  assert.equal(await answer(at(30)), 303, 'one step early')
  assert.equal(await answer(at(0)), 400, 'an earlier one after it')
})

test('two who send the same code at once: one is let through', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter, clock } = place
  const ada = await addPerson('Ada')
  const { secret } = await withApp(place, ada)
  const browsers = [browserOf(app), browserOf(app), browserOf(app)]
  for (const browser of browsers) await enter(browser, ada)
  const given = appCode(secret, clock.now())
  const answers = await Promise.all(
    browsers.map((browser) => browser.post(identityPaths.stepUp(), { way: 'app', given, next: '/' })),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 400, 400],
  )
})

test('after five wrong codes a person waits, and nobody else does', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter, clock } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const { secret } = await withApp(place, ada)
  const bens = await withApp(place, ben)
  const [one, other] = [browserOf(app), browserOf(app)]
  await enter(one, ada)
  await enter(other, ben)
  for (let tried = 0; tried < 5; tried++) assert.equal((await prove(one, 'app', '000000')).done.status, 400)
  const refused = (await prove(one, 'app', appCode(secret, clock.now()))).done
  assert.equal(refused.status, 429)
  assert.match(refused.text, /Try again at /)
  assert.equal((await prove(other, 'app', appCode(bens.secret, clock.now()))).done.status, 303)
  assert.equal((await one.get('/account')).status, 200, 'the session goes on')
})

test('a recovery code counts once, and how many are left is shown', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter } = place
  const ada = await addPerson('Ada')
  const { recovery } = await withApp(place, ada)
  const [first = '', second = ''] = recovery
  assert.equal(recovery.length, 10)
  const browser = browserOf(app)
  await enter(browser, ada)
  assert.equal((await prove(browser, 'recovery', first.toLowerCase().replace('-', ' '))).done.status, 303)
  const { page, done } = await prove(browser, 'recovery', first)
  assert.match(page.text, /You have 9 left/)
  assert.equal(done.status, 400)
  assert.match(done.text, /not one of your recovery codes that are left/)
  assert.equal((await prove(browser, 'recovery', second)).done.status, 303)
  const made = await browser.post(identityPaths.recoveryCodes())
  assert.equal(codesOf(made.page.document).length, 10)
  assert.equal((await prove(browser, 'recovery', recovery[2] ?? '')).done.status, 400, 'new codes withdraw the old')
})

test('a printed code is asked for by its number until it is given; another number does not do', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter } = place
  const ada = await addPerson('Ada')
  const codes = await withSheet(place, ada)
  assert.equal(codes.length, 40)
  const browser = browserOf(app)
  await enter(browser, ada)
  const numberIn = (text: string) => Number(/Code number (\d+) of your sheet/.exec(text)?.[1])
  const asked = numberIn((await browser.get(identityPaths.stepUp('/account'))).text)
  assert.equal(
    numberIn((await browser.get(identityPaths.stepUp('/account'))).text),
    asked,
    'reloading asks for no other',
  )
  const wrong = (await prove(browser, 'printed', codes[asked % 40] ?? '')).done
  assert.equal(wrong.status, 400)
  assert.equal(numberIn(wrong.text), asked, 'nor does a wrong answer')
  assert.match(wrong.text, /That is not the code with this number/)
  assert.equal((await prove(browser, 'printed', codes[asked - 1] ?? '')).done.status, 303)
  const next = numberIn((await browser.get(identityPaths.stepUp('/account'))).text)
  assert.notEqual(next, asked)
  assert.equal((await prove(browser, 'printed', codes[asked - 1] ?? '')).done.status, 400, 'a second time')
  assert.match((await browser.get('/account')).text, /39 of 40 left/)

  const renewed = await withSheet(place, ada, true)
  const now = numberIn((await browser.get(identityPaths.stepUp('/account'))).text)
  assert.equal((await prove(browser, 'printed', codes[now - 1] ?? '')).done.status, 400, 'the old sheet is withdrawn')
  assert.equal((await prove(browser, 'printed', renewed[now - 1] ?? '')).done.status, 303)
})

test('only one’s own sheet counts, and a sheet that is used up does not make it easier', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, enter } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  await withSheet(place, ada)
  const bens = await withSheet(place, ben)
  const browser = browserOf(app)
  await enter(browser, ada)
  const { page } = await prove(browser, 'printed', 'x')
  const asked = Number(/Code number (\d+)/.exec(page.text)?.[1])
  assert.equal((await prove(browser, 'printed', bens[asked - 1] ?? '')).done.status, 400)
  await db.updateTable('identity.sheet_code').set({ used_at: new Date() }).execute()
  await db.updateTable('identity.code_sheet').set({ asked_number: null }).execute()
  const usedUp = await browser.get(identityPaths.stepUp('/account'))
  assert.match(usedUp.text, /Every code of your printed sheet was used\. Ask your partnership’s business team/)
  assert.match((await browser.get(identityPaths.setUpApp())).location, /^\/step-up/)
})

test('a sample person at the machine of the demonstration confirms with a button; nobody else can', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter } = place
  const [sam, ada] = [await addPerson('Sam', { isSample: true }), await addPerson('Ada')]
  const browser = browserOf(app)
  await enter(browser, sam)
  place.clock.on(16)
  const page = await browser.get(identityPaths.stepUp('/account'))
  page.page.getByRole('button', { name: /this is the demonstration only/ })
  const done = await browser.post(identityPaths.stepUp(), { way: 'demonstration', next: '/account' })
  assert.deepEqual([done.status, done.location], [303, '/account'])
  assert.equal((await browser.get(identityPaths.printedCodes())).status, 200)

  const real = browserOf(app)
  await enter(real, ada)
  assert.equal((await real.get(identityPaths.stepUp())).page.queryByRole('button', { name: /demonstration/ }), null)
  assert.equal((await real.post(identityPaths.stepUp(), { way: 'demonstration', next: '/' })).status, 400)
  await withApp(place, sam)
  assert.equal(
    (await browser.post(identityPaths.stepUp(), { way: 'demonstration', next: '/' })).status,
    400,
    'not with a factor',
  )
})

test('it never leads to another site, and what is no way to prove it is a mistake', async (t) => {
  const place = await town(t)
  const { app, addPerson, enter, clock } = place
  const ada = await addPerson('Ada')
  const { secret } = await withApp(place, ada)
  const browser = browserOf(app)
  await enter(browser, ada)
  const { done } = await prove(browser, 'app', appCode(secret, clock.now()), '//evil.example')
  assert.deepEqual([done.status, done.location], [303, '/'])
  for (const way of ['', 'password', 'passkey']) {
    const answer = await browser.post(identityPaths.stepUp(), { way, given: 'x', next: '/' })
    assert.equal(answer.status, 400, way)
  }
  const nobody = await browserOf(app).get(identityPaths.stepUp('/account'))
  assert.match(nobody.location, /^\/sign-in\?next=/)
})
