import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOf, type Browser } from '#test/support/browser-of.ts'
import { town, type Person, type Town } from '#test/support/people.ts'
import { appCode } from '../factor-app.ts'
import { askForLink } from '../one-time-link.ts'
import { identityPaths } from '../paths.ts'
import type { Provider } from '../providers.ts'

/** A provider that vouches for the addresses of the town's council. */
const vouches = (organisations: readonly string[], settings: Partial<Provider> = {}): Provider => ({
  slug: 'council',
  name: 'Invented Council',
  kind: 'openid',
  issuer: 'https://sign-in.council.example',
  clientId: 'goldenthread',
  clientSecret: 'invented',
  organisations,
  emailDomains: ['council.example'],
  verifiesEmail: true,
  secondFactors: [],
  demandsSecondFactor: false,
  outOfOrder: false,
  clockTolerance: 30,
  endsSession: true,
  organisationIds: new Map(),
  ...settings,
})

async function ask(browser: Browser, email: string, next = '/') {
  await browser.get(identityPaths.askForLink())
  return browser.post(identityPaths.askForLink(), { email, next })
}

async function linkTo({ mailsTo }: Town, person: Person): Promise<string> {
  const { body } = (await mailsTo(person)).at(-1) ?? { body: '' }
  return /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec(body)?.[1] ?? 'no link'
}

/** Sets an authenticator app up. @returns its secret */
async function withApp({ app, enter, clock }: Town, person: Person): Promise<string> {
  const browser = browserOf(app)
  await enter(browser, person)
  const page = await browser.get(identityPaths.setUpApp())
  const secret = (/Key: ([A-Z2-7 ]+?) ?Open/.exec(page.text)?.[1] ?? '').replaceAll(' ', '')
  const done = await browser.post(identityPaths.setUpApp(), { code: appCode(secret, clock.now()) })
  assert.equal(done.status, 200, done.text)
  clock.on(2)
  return secret
}

test('nobody finds out who has an account: the same answer, the same work, a mail only to a known person', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, mailsTo } = place
  const ada = await addPerson('Ada')
  await addPerson('Sam', { isSample: true })
  const known = await ask(browserOf(app), 'ADA@council.example')
  const unknown = await ask(browserOf(app), 'eve@council.example')
  assert.equal(known.status, 200)
  assert.equal(unknown.status, 200)
  const plain = (html: string, email: string) =>
    html.replaceAll(email, 'x').replaceAll(/nonce="[^"]*"|value="[^"]*"/g, '')
  assert.equal(plain(known.html, 'ADA@council.example'), plain(unknown.html, 'eve@council.example'))
  const mails = await db.selectFrom('platform.mail').select(['to_address', 'subject', 'body']).execute()
  assert.deepEqual(
    mails.map(({ to_address, subject }) => [to_address, subject]),
    [[ada.email, 'Your link to sign in to Goldenthread']],
  )
  assert.doesNotMatch(mails[0]?.body ?? '', /Ada/)
  const rows = await db.selectFrom('identity.one_time_link').orderBy('expires_at').selectAll().execute()
  assert.equal(rows.length, 2, 'both keep a row')
  const token = (await linkTo(place, ada)).split('/').at(-1) ?? ''
  assert.ok(token.length === 43 && !JSON.stringify(rows).includes(token), 'the token itself is kept nowhere')
  assert.deepEqual((await mailsTo({ ...ada, email: 'eve@council.example' })).length, 0)
})

for (const [what, providers] of [
  ['', []],
  [', where a provider vouches for its domain', [vouches(['council'])]],
] as const)
  test(`the same statements run for an unknown address as for a known one${what}`, async (t) => {
    const place = await town(t)
    await place.addPerson('Ada')
    const seen: string[] = []
    const watched = place.db.withPlugin({
      transformQuery: ({ node }) => {
        seen.push(node.kind)
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    })
    const statementsFor = async (email: string) => {
      seen.length = 0
      await askForLink(watched, place.clock, {
        email,
        browser: 'b',
        next: '/',
        addressOf: (token) => `x/${token}`,
        providers,
      })
      return [...seen]
    }
    const known = await statementsFor('ada@council.example')
    assert.ok(known.length >= 5)
    assert.deepEqual(await statementsFor('eve@council.example'), known)
  })

test('what is no address is a mistake in the field, and what was typed stays', async (t) => {
  const { app, db } = await town(t)
  for (const [email, sentence] of [
    ['', 'Enter your e-mail address'],
    ['ada', 'Enter an e-mail address in the correct format'],
    ['ada@council.example, eve@evil.example', 'Enter an e-mail address in the correct format'],
    ['ada@council.example\r\nbcc: eve@evil.example', 'Enter an e-mail address in the correct format'],
    [`${'a'.repeat(250)}@b.example`, 'E-mail address must be 254 characters or fewer'],
  ] as const) {
    const answer = await ask(browserOf(app), email)
    assert.equal(answer.status, 400, email)
    assert.ok(answer.text.includes(sentence), email)
    assert.equal(answer.page.getByRole('link', { name: new RegExp(`^${sentence}`) }).getAttribute('href'), '#email')
  }
  assert.deepEqual(await db.selectFrom('identity.one_time_link').select('id').execute(), [])
})

test('a scanner that opens the link, also often, uses nothing up; the button does, once', async (t) => {
  const place = await town(t)
  const ada = await place.addPerson('Ada')
  const browser = browserOf(place.app)
  await ask(browser, ada.email, '/account')
  const link = await linkTo(place, ada)
  const scanner = browserOf(place.app)
  for (const method of ['HEAD', 'GET', 'GET', 'HEAD'] as const)
    assert.equal((await scanner.get(link, method)).status, 200)
  const page = await browser.get(link)
  page.page.getByRole('button', { name: 'Sign in' })
  const used = await browser.post(link)
  assert.deepEqual([used.status, used.location], [303, identityPaths.completeLink()])
  assert.equal(browser.cookies.has('goldenthread'), false, 'the link alone is no session')
  assert.equal((await browser.post(link)).status, 410)
  const again = await scanner.get(link)
  assert.equal(again.status, 410)
  assert.match(again.text, /This link does not work any more/)
  assert.equal((await scanner.post(link)).status, 410)
  const refusals = await place.db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.sign-in-refused')
    .select(['subject', 'person_id'])
    .execute()
  assert.deepEqual(refusals, [
    { subject: 'link', person_id: null },
    { subject: 'link', person_id: null },
  ])
  assert.equal((await scanner.get(identityPaths.completeLink())).location, identityPaths.askForLink())
})

test('a link is good for 10 minutes, and what is no link leads nowhere', async (t) => {
  const place = await town(t)
  const ada = await place.addPerson('Ada')
  const browser = browserOf(place.app)
  await ask(browser, ada.email)
  const link = await linkTo(place, ada)
  place.clock.on(9)
  assert.equal((await browser.get(link)).status, 200)
  place.clock.on(1)
  assert.equal((await browser.get(link)).status, 410)
  assert.equal((await browser.post(link)).status, 410)
  for (const token of ['x', 'a'.repeat(43), '%00', "'--"])
    assert.ok([404, 410].includes((await browser.get(`/sign-in/link/${token}`)).status), token)
})

test('without a second factor a person goes on with the link alone, in the browser that asked, for what is harmless', async (t) => {
  const place = await town(t)
  const { app, db, addPerson } = place
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await ask(browser, ada.email, '/account')
  await browser.post(await linkTo(place, ada))
  const page = await browser.get(identityPaths.completeLink())
  page.page.getByRole('button', { name: 'Go on with the link alone' })
  assert.equal(page.page.queryByRole('button', { name: 'Add a second factor now' }), null)
  const gone = await browser.post(identityPaths.completeLinkAlone(), { choice: 'go' })
  assert.deepEqual([gone.status, gone.location], [303, '/account'])
  const session = await db
    .selectFrom('identity.session')
    .select(['strength', 'method', 'stepped_up_at'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(session, { strength: 'link', method: 'link', stepped_up_at: null })
  const warnings = await browser.get('/warnings')
  assert.deepEqual([warnings.status, warnings.location], [303, '/step-up?next=%2Fwarnings'])
  const asked = await browser.get(warnings.location)
  assert.match(asked.text, /a link by e-mail is not enough to add one\. Ask whoever looks after the offices/)
  assert.match((await browser.get('/account')).text, /only what is harmless opens/)
  assert.equal((await browser.post(identityPaths.completeLinkAlone())).location, identityPaths.askForLink(), 'once')
  for (const path of [identityPaths.setUpApp(), identityPaths.addPasskey(), identityPaths.printedCodes()]) {
    assert.equal((await browser.get(path)).location, identityPaths.stepUp(path), 'the link alone adds no factor')
  }
  await browser.get('/account')
  assert.equal((await browser.post(identityPaths.printedCodes())).status, 303)
  for (const table of ['identity.passkey', 'identity.authenticator_app', 'identity.code_sheet'] as const) {
    assert.deepEqual(await db.selectFrom(table).select('person_id').execute(), [], table)
  }
})

test('who was just invited adds a first second factor after the link, once and for fourteen days', async (t) => {
  const place = await town(t)
  const { app, db, addPerson } = place
  const ada = await addPerson('Ada')
  await db.insertInto('identity.factor_opening').values({ person_id: ada.id, ends_on: '2026-11-21' }).execute()
  const browser = browserOf(app)
  await ask(browser, ada.email, '/warnings')
  await browser.post(await linkTo(place, ada))
  const late = await browser.get(identityPaths.completeLink())
  assert.equal(late.page.queryByRole('button', { name: 'Add a second factor now' }), null, 'the day after its last')
  await db.updateTable('identity.factor_opening').set({ ends_on: '2026-11-22' }).execute()
  const page = await browser.get(identityPaths.completeLink())
  page.page.getByRole('button', { name: 'Add a second factor now' })
  const gone = await browser.post(identityPaths.completeLinkAlone(), { choice: 'add' })
  assert.equal(gone.location, '/account')
  const setUp = await browser.get(identityPaths.setUpApp())
  assert.equal(setUp.status, 200)
  const secret = (/Key: ([A-Z2-7 ]+?) ?Open/.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '')
  await browser.post(identityPaths.setUpApp(), { code: appCode(secret, place.clock.now()) })
  const after = await db.selectFrom('identity.session').select('strength').executeTakeFirstOrThrow()
  assert.equal(after.strength, 'two', 'which makes the session whole')
  assert.equal((await browser.get('/warnings')).status, 200)
  assert.deepEqual(await db.selectFrom('identity.factor_opening').selectAll().execute(), [], 'and is used up')
  const told = (await place.mailsTo(ada)).at(-1)
  assert.equal(told?.subject, 'An authenticator app was added to your Goldenthread account')
})

test('in another browser a link goes on only with a second factor', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, clock } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const secret = await withApp(place, ben)
  const bensOwnSessions = (await db.selectFrom('identity.session').select('id').execute()).length
  await ask(browserOf(app), ada.email)
  const other = browserOf(app)
  const page = await other.get(await linkTo(place, ada))
  assert.equal(page.status, 200)
  await other.post(await linkTo(place, ada))
  const asked = await other.get(identityPaths.completeLink())
  assert.match(asked.text, /You asked for this link in another browser/)
  assert.equal(asked.page.queryByRole('button', { name: /link alone|Add a second/ }), null)
  assert.equal((await other.post(identityPaths.completeLinkAlone())).status, 400)
  assert.equal((await db.selectFrom('identity.session').select('id').execute()).length, bensOwnSessions)

  await ask(browserOf(app), ben.email)
  const elsewhere = browserOf(app)
  await elsewhere.get(await linkTo(place, ben))
  await elsewhere.post(await linkTo(place, ben))
  const told = await elsewhere.get(identityPaths.completeLink())
  assert.match(told.text, /in another browser.*Your link is good/)
  const done = await elsewhere.post(identityPaths.completeLink(), { way: 'app', given: appCode(secret, clock.now()) })
  assert.equal(done.status, 303, done.text)
  assert.equal((await elsewhere.get('/account')).status, 200)
})

test('who has a second factor proves it; the link alone is not enough', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, clock } = place
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const secret = await withApp(place, ada)
  const bens = await withApp(place, ben)
  const browser = browserOf(app)
  await ask(browser, ada.email, '/warnings')
  await browser.post(await linkTo(place, ada))
  const page = await browser.get(identityPaths.completeLink())
  page.page.getByRole('textbox', { name: 'Code from your app' })
  assert.equal((await browser.post(identityPaths.completeLinkAlone())).status, 400)
  const prove = (given: string) => browser.post(identityPaths.completeLink(), { way: 'app', given })
  const wrong = await prove(appCode(bens, clock.now()))
  assert.equal(wrong.status, 400, 'the code of another person')
  assert.match(wrong.text, /That code is not right or was used already/)
  assert.equal(wrong.page.getByRole('link', { name: /^That code is not right/ }).getAttribute('href'), '#app')
  assert.match((await prove('')).text, /Enter the 6 digits/)
  const done = await prove(appCode(secret, clock.now()))
  assert.deepEqual([done.status, done.location], [303, '/warnings'])
  const session = await db
    .selectFrom('identity.session')
    .where('method', '=', 'link')
    .select(['strength', 'stepped_up_at'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(session, { strength: 'two', stepped_up_at: clock.now() })
  await browser.get('/account')
  assert.equal(
    (await browser.post(identityPaths.completeLink(), { way: 'app', given: '123456' })).location,
    identityPaths.askForLink(),
  )
  const names = (
    await db.selectFrom('platform.audit_event').where('subject', '=', ada.id).orderBy('at').select('name').execute()
  ).map(({ name }) => name)
  assert.deepEqual(names.slice(-3), ['identity.link-used', 'identity.factor-refused', 'identity.signed-in'])
})

test('the second factor after a link may take 10 minutes, no longer', async (t) => {
  const place = await town(t)
  const ada = await place.addPerson('Ada')
  const secret = await withApp(place, ada)
  const browser = browserOf(place.app)
  await ask(browser, ada.email)
  await browser.post(await linkTo(place, ada))
  place.clock.on(10)
  const given = appCode(secret, place.clock.now())
  const late = await browser.post(identityPaths.completeLink(), { way: 'app', given })
  assert.equal(late.location, identityPaths.askForLink())
})

test('one address is mailed five times an hour, and the refusal is the same for an unknown one', async (t) => {
  const { app, addPerson, mailsTo } = await town(t)
  const ada = await addPerson('Ada')
  for (const email of [ada.email, 'eve@council.example']) {
    for (let asked = 0; asked < 5; asked++) assert.equal((await ask(browserOf(app), email)).status, 200)
    const refused = await ask(browserOf(app), email)
    assert.equal(refused.status, 429)
    assert.match(refused.text, /too many attempts\. Try again at /i)
  }
  assert.equal((await mailsTo(ada)).length, 5)
})
