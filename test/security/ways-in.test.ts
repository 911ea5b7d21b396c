import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Provider } from '#modules/identity/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { buildApp } from '#src/app.ts'
import { authenticator } from '#test/support/authenticator.ts'
import { browserOf } from '#test/support/browser-of.ts'
import { asApplication, emptyDb } from '#test/support/database.ts'
import { signInProvider, type ProviderAccount, type SignInProvider } from '#test/support/sign-in-provider.ts'

const publicUrl = 'https://goldenthread.example'
const back = (slug: string) => `${publicUrl}/sign-in/organisation/${slug}/callback`
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** The provider's clock is the machine's; ours is as many seconds before it (or behind) as a test says. */
const clockAhead = (seconds: number): Clock => {
  const now = () => new Date(Date.now() + seconds * 1000)
  return { now, today: () => day.format(now()) }
}

/** A partnership with a council and a trust; invented people hold, held and never held offices there. */
async function people(db: Db) {
  const partnership = await db
    .insertInto('partnerships.partnership')
    .values({ slug: 'westshire', name: 'Westshire Partnership', short_name: 'Westshire', purpose: 'Invented' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const organisation = async (slug: string) =>
    (
      await db
        .insertInto('identity.organisation')
        .values({ slug, name: slug, sector: 'council' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const [council, trust] = [await organisation('westshire-council'), await organisation('westshire-trust')]
  const holds = async (email: string, organisation_id: string, title: string, ends_on: string | null = null) => {
    const person =
      (await db.selectFrom('identity.person').where('email', '=', email).select('id').executeTakeFirst()) ??
      (await db.insertInto('identity.person').values({ name: email, email }).returning('id').executeTakeFirstOrThrow())
    const office = await db
      .insertInto('identity.office')
      .values({ organisation_id, title })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('identity.tenure')
      .values({ office_id: office.id, person_id: person.id, starts_on: '2020-01-01', ends_on })
      .execute()
    await db
      .insertInto('identity.access')
      .values({ office_id: office.id, partnership_id: partnership.id, role: 'data-lead' })
      .execute()
    return person.id
  }
  return {
    analyst: await holds('Ada.Analyst@westshire.example', council, 'Analyst'),
    left: await holds('lea.left@westshire.example', council, 'Former lead', '2020-12-31'),
    nurse: await holds('nia.nurse@westshire.example', trust, 'Nurse'),
    both: [
      await holds('bo.both@westshire.example', council, 'First'),
      await holds('bo.both@westshire.example', trust, 'Second'),
    ][0],
  }
}

const nobody = { analyst: '', left: '', nurse: '', both: undefined }
type World = Awaited<ReturnType<typeof world>>

async function world(
  t: TestContext,
  {
    ahead = 0,
    settings = {},
    pkce = true,
    only = ['council', 'trust'],
  }: { ahead?: number; settings?: Partial<Provider>; pkce?: boolean; only?: string[] } = {},
  known?: Db,
) {
  const db = known ?? (await emptyDb(t))
  const there = await signInProvider(
    t,
    { first: back('council'), second: back('trust') },
    { pkce: { required: () => pkce } },
  )
  const provider = (slug: string, clientId: string, organisations: string[]): Provider => ({
    slug,
    name: `${slug} account`,
    kind: 'openid',
    issuer: there.issuer,
    clientId,
    clientSecret: 'invented',
    organisations,
    emailDomains: ['westshire.example'],
    verifiesEmail: false,
    secondFactors: ['mfa'],
    demandsSecondFactor: false,
    outOfOrder: false,
    clockTolerance: 30,
    endsSession: true,
    organisationIds: new Map(),
    ...settings,
  })
  const failures: unknown[] = []
  const app = await buildApp({
    db: asApplication(db),
    clock: clockAhead(ahead),
    production: true,
    isDemonstration: false,
    publicUrl,
    providers: [
      provider('council', 'first', ['westshire-council']),
      provider('trust', 'second', ['westshire-trust']),
    ].filter(({ slug }) => only.includes(slug)),
    report: (error) => failures.push(error),
  })
  t.after(() => app.close())
  return { db, there, app, failures, ...(known ? nobody : await people(db)) }
}

/** A browser: it keeps cookies and does not follow by itself. */
function browser({ app, failures }: World) {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async get(address: string) {
      const url = address.replace(publicUrl, '')
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await app.inject({
        url,
        headers: { cookie, host: 'goldenthread.example' },
        remoteAddress: '10.0.0.1',
      })
      if (answer.statusCode >= 500) throw failures.at(-1)
      for (const { name, value } of answer.cookies) {
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return {
        status: answer.statusCode,
        location: answer.headers.location ?? '',
        text: answer.body,
        headers: answer.headers,
      }
    },
  }
}

/** From our sign-in page through the provider to the address of ours to which it sends back, which is not opened yet. */
async function throughProvider(
  { there }: World,
  visitor: ReturnType<typeof browser>,
  { as, slug = 'council', next = '/warnings' }: { as: string; slug?: string; next?: string },
  change: (start: URL) => void = () => undefined,
): Promise<string> {
  there.signsIn = as
  const started = await visitor.get(`/sign-in/organisation/${slug}?next=${encodeURIComponent(next)}`)
  const start = new URL(started.location)
  assert.equal(start.origin, there.issuer, started.location)
  change(start)
  return there.passThrough(start.href)
}

const sessions = ({ db }: World) => db.selectFrom('identity.session').selectAll().execute()
const events = ({ db }: World, name: string) =>
  db.selectFrom('platform.audit_event').where('name', '=', name).selectAll().execute()

/** Nobody was signed in, for this reason, which the page says in words and the trail without a person. */
async function refused(
  place: World,
  visitor: ReturnType<typeof browser>,
  address: string,
  reason: string,
  words: RegExp,
) {
  const answer = await visitor.get(address)
  assert.equal(answer.status, 303)
  assert.equal(new URL(answer.location, publicUrl).searchParams.get('refused'), reason)
  const page = await visitor.get(answer.location)
  assert.match(page.text, /There is a problem/)
  assert.match(page.text, words)
  assert.deepEqual(await sessions(place), [])
  assert.equal(visitor.cookies.has('__Host-goldenthread'), false)
  const [event, ...more] = (await events(place, 'identity.sign-in-refused')) as {
    person_id: null
    details: { reason?: string }
  }[]
  assert.deepEqual(more, [])
  assert.deepEqual([event?.person_id, event?.details.reason], [null, reason])
  assert.doesNotMatch(JSON.stringify(event), /westshire\.example/)
}

const ada = { email: 'ada.analyst@WESTSHIRE.example', email_verified: true }

test('two providers sign in their own people, by address once and by account ever after', async (t) => {
  const place = await world(t)
  const { there } = place
  there.accounts = {
    a1: { ...ada, amr: ['pwd', 'mfa'] },
    n1: { email: 'nia.nurse@westshire.example', email_verified: true },
  }
  const page = await browser(place).get('/sign-in')
  assert.match(page.text, /Sign in with council account/)
  assert.match(page.text, /Sign in with trust account/)
  assert.doesNotMatch(page.text, /Sign in as/)

  const council = browser(place)
  const cameBack = await throughProvider(place, council, { as: 'a1', next: '/warnings?state=open' })
  const arrived = await council.get(cameBack)
  assert.deepEqual([arrived.status, arrived.location], [303, '/warnings?state=open'])
  assert.match(
    String(arrived.headers['set-cookie']),
    /__Host-goldenthread=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax/,
  )
  assert.match((await council.get('/acting')).text, /Analyst, westshire-council/)
  const [session] = await sessions(place)
  assert.deepEqual(
    [session?.person_id, session?.method, session?.strength, session?.provider, session?.stepped_up_at],
    [place.analyst, 'organisation', 'two', 'council', null],
  )
  assert.deepEqual(await place.db.selectFrom('identity.sign_in_attempt').selectAll().execute(), [])

  const trust = browser(place)
  const nurse = await trust.get(await throughProvider(place, trust, { as: 'n1', slug: 'trust' }))
  assert.equal(nurse.location, '/warnings')
  const strengths = Object.fromEntries((await sessions(place)).map((each) => [each.person_id, each.strength]))
  assert.deepEqual(strengths, { [place.analyst]: 'two', [place.nurse]: 'one' })

  // The address at the provider changes to somebody else's: the account stays whose it is.
  there.accounts['a1'] = { email: 'nia.nurse@westshire.example', email_verified: true }
  const again = browser(place)
  assert.equal((await again.get(await throughProvider(place, again, { as: 'a1' }))).location, '/warnings')
  const accounts = await place.db.selectFrom('identity.person_account').select(['person_id', 'subject']).execute()
  assert.deepEqual(Object.fromEntries(accounts.map((each) => [each.subject, each.person_id])), {
    a1: place.analyst,
    n1: place.nurse,
  })
  assert.deepEqual(
    (await events(place, 'identity.signed-in')).map(({ person_id }) => person_id),
    [place.analyst, place.nurse, place.analyst],
  )
})

test('a provider that states no second factor opens only what is harmless, until one is added', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  await visitor.get(await throughProvider(place, visitor, { as: 'a1', next: '/returns' }))
  const returns = await visitor.get('/returns')
  assert.deepEqual([returns.status, returns.location], [303, '/step-up?next=%2Freturns'])
  assert.match((await visitor.get(returns.location)).text, /Add a passkey, an app or printed codes to your account/)
  assert.match((await visitor.get('/account')).text, /You signed in with one factor, so only what is harmless opens/)
  assert.equal((await visitor.get('/account/authenticator-app')).status, 200, 'the account is a factor of its own')
})

test('a provider whose operator says that it demands a second factor opens everything', async (t) => {
  const place = await world(t, { settings: { demandsSecondFactor: true } })
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  await visitor.get(await throughProvider(place, visitor, { as: 'a1', next: '/returns' }))
  const returns = await visitor.get('/returns')
  assert.equal(returns.status, 200)
  assert.doesNotMatch(returns.text, /one factor/)
})

/** Asks for a link by e-mail. @returns the page, without what is its own in every answer */
async function askForLink(place: World, email: string) {
  const visitor = browserOf(place.app)
  await visitor.get('/sign-in/link')
  const { status, html, page } = await visitor.post('/sign-in/link', { email, next: '/returns' })
  assert.equal(status, 200)
  const plain = html.replaceAll(email, 'x').replaceAll(/nonce="[^"]*"|value="[^"]*"/g, '')
  return { visitor, page, plain }
}
const mails = ({ db }: World) => db.selectFrom('platform.mail').select(['to_address as to', 'body']).execute()
const linkIn = (body: string | null | undefined): string =>
  /goldenthread\.example(\/sign-in\/link\/\S+)/.exec(body ?? '')?.[1] ?? ''

test('whose organisation has a provider gets no link, and nobody learns who is registered', async (t) => {
  const place = await world(t)
  const known = await askForLink(place, 'ada.analyst@westshire.example')
  const left = await askForLink(place, 'lea.left@westshire.example')
  const unknown = await askForLink(place, 'eve@westshire.example')
  assert.equal(known.plain, unknown.plain)
  assert.equal(left.plain, unknown.plain)
  known.page.getByRole('heading', { level: 1, name: 'Sign in with your organisation’s account' })
  const button = known.page.getByRole('button', { name: 'Sign in with council account' })
  assert.equal(button.getAttribute('href'), '/sign-in/organisation/council?next=%2Freturns')
  assert.deepEqual(await mails(place), [], 'also not to somebody whose two organisations both have one')
  await askForLink(place, 'bo.both@westshire.example')
  assert.deepEqual(await mails(place), [])
  const rows = await place.db.selectFrom('identity.one_time_link').select('person_id').execute()
  assert.deepEqual(
    rows,
    Array.from({ length: 4 }, () => ({ person_id: null })),
  )
  const elsewhere = await askForLink(place, 'eve@elsewhere.example')
  elsewhere.page.getByRole('heading', { level: 1, name: 'Look into your e-mail' })
})

test('a link of somebody of several organisations opens the offices of those without a provider', async (t) => {
  const place = await world(t, { only: ['council'] })
  const { visitor, page } = await askForLink(place, 'Bo.Both@westshire.example')
  page.getByRole('button', { name: 'Sign in with council account' })
  const [mail] = await mails(place)
  await visitor.post(linkIn(mail?.body))
  await visitor.get('/sign-in/second-factor')
  const gone = await visitor.post('/sign-in/second-factor/without', { choice: 'go' })
  assert.deepEqual([gone.status, gone.location], [303, '/returns'], 'with no choice of office')
  const [session] = await sessions(place)
  assert.deepEqual(session?.organisations, ['westshire-trust'])
  const offices = await visitor.get('/acting')
  assert.match(offices.text, /Second, westshire-trust/)
  assert.doesNotMatch(offices.text, /First, westshire-council/)
  const council = await place.db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .where('office.title', '=', 'First')
    .select('access.id')
    .executeTakeFirstOrThrow()
  await visitor.post('/acting', { access: council.id })
  const [still] = await sessions(place)
  assert.equal(still?.access_id, session?.access_id, 'nor by its id')
})

test('a passkey opens no more than the session in which it was added', async (t) => {
  const place = await world(t, { settings: { demandsSecondFactor: true } })
  place.there.accounts = { b1: { email: 'bo.both@westshire.example', email_verified: true } }
  const visitor = browser(place)
  await visitor.get(await throughProvider(place, visitor, { as: 'b1' }))
  const adding = browserOf(place.app)
  for (const [name, value] of visitor.cookies) adding.cookies.set(name, value)
  const device = authenticator(publicUrl)
  await adding.get('/account/passkeys/add')
  const made = device.create(await adding.ask('/account/passkeys/options'))
  assert.equal((await adding.post('/account/passkeys/add', { name: 'Key', given: made })).status, 200)

  const later = browserOf(place.app)
  await later.get('/sign-in/passkey')
  const given = device.get(await later.ask('/sign-in/passkey/options'))
  assert.equal((await later.post('/sign-in/passkey', { given, next: '/' })).status, 303)
  const offices = await later.get('/acting')
  assert.match(offices.text, /First, westshire-council/)
  assert.doesNotMatch(offices.text, /Second, westshire-trust/)
})

test('a link that was asked for before the provider was set up opens nothing of its organisations', async (t) => {
  const place = await world(t, { settings: { outOfOrder: true } })
  const { visitor } = await askForLink(place, 'ada.analyst@westshire.example')
  const [mail] = await mails(place)
  const link = linkIn(mail?.body)
  const mended = await world(t, {}, place.db)
  const later = browserOf(mended.app)
  for (const [name, value] of visitor.cookies) later.cookies.set(name, value)
  await later.get(link)
  await later.post(link)
  await later.get('/sign-in/second-factor')
  assert.equal((await later.post('/sign-in/second-factor/without', { choice: 'go' })).status, 403)
  assert.deepEqual(await sessions(place), [])
})

test('while a provider is out of order, its people are mailed a link', async (t) => {
  const place = await world(t, { settings: { outOfOrder: true } })
  const signIn = await browser(place).get('/sign-in')
  assert.match(signIn.text, /This way may not work at present\. Until it does, you can get a link by e-mail/)
  const { page } = await askForLink(place, 'ada.analyst@westshire.example')
  page.getByRole('heading', { level: 1, name: 'Look into your e-mail' })
  assert.deepEqual(
    (await mails(place)).map(({ to, body }) => [to, linkIn(body).length > 50]),
    [['Ada.Analyst@westshire.example', true]],
  )
})

test('signing in anew ends the session that the browser had, under a new token', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  await visitor.get(await throughProvider(place, visitor, { as: 'a1' }))
  const first = visitor.cookies.get('__Host-goldenthread')
  await visitor.get(await throughProvider(place, visitor, { as: 'a1' }))
  assert.notEqual(visitor.cookies.get('__Host-goldenthread'), first)
  assert.equal((await sessions(place)).length, 1)
})

test('a person with offices of two organisations opens only those that the provider vouches for', async (t) => {
  const place = await world(t)
  place.there.accounts = { b1: { email: 'bo.both@westshire.example', email_verified: true } }
  const visitor = browser(place)
  const arrived = await visitor.get(await throughProvider(place, visitor, { as: 'b1' }))
  assert.equal(arrived.location, '/warnings')
  const page = await visitor.get('/acting')
  assert.match(page.text, /First, westshire-council/)
  assert.doesNotMatch(page.text, /Second, westshire-trust/)
})

test('with several offices there is a choice before the page that was asked for', async (t) => {
  const place = await world(t, { settings: { organisations: ['westshire-council', 'westshire-trust'] } })
  place.there.accounts = { b1: { email: 'bo.both@westshire.example', email_verified: true } }
  const visitor = browser(place)
  const arrived = await visitor.get(await throughProvider(place, visitor, { as: 'b1' }))
  assert.equal(arrived.location, '/acting?next=%2Fwarnings')
  const page = await visitor.get(arrived.location)
  assert.match(page.text, /First, westshire-council/)
  assert.match(page.text, /Second, westshire-trust/)
})

test('refuses a provider that says it is another one', async (t) => {
  const place = await world(t)
  const other = { ...place, there: place.there }
  const app = await buildApp({
    db: asApplication(place.db),
    clock: clockAhead(0),
    production: true,
    isDemonstration: false,
    publicUrl,
    providers: [wrong(place.there)],
  })
  t.after(() => app.close())
  await refused(
    { ...other, app },
    browser({ ...other, app }),
    '/sign-in/organisation/wrong',
    'issuer',
    /another service than Wrong/,
  )
})

const wrong = (there: SignInProvider): Provider => ({
  slug: 'wrong',
  name: 'Wrong',
  kind: 'openid',
  issuer: `http://127.0.0.1:${there.port}`,
  clientId: 'first',
  clientSecret: 'invented',
  organisations: ['westshire-council'],
  emailDomains: ['westshire.example'],
  verifiesEmail: false,
  secondFactors: [],
  demandsSecondFactor: false,
  outOfOrder: false,
  clockTolerance: 30,
  endsSession: true,
  organisationIds: new Map(),
})

test('refuses an answer that names another issuer', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = new URL(await throughProvider(place, visitor, { as: 'a1' }))
  cameBack.searchParams.set('iss', 'https://evil.example')
  await refused(place, visitor, cameBack.href, 'issuer', /another service than council account/)
})

test('refuses an answer that was used already, and a code that was', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = await throughProvider(place, visitor, { as: 'a1' })
  const attempt = visitor.cookies.get('__Host-goldenthread-attempt') ?? ''
  assert.equal((await visitor.get(cameBack)).location, '/warnings')
  await place.db.deleteFrom('identity.session').execute()

  const replayer = browser(place)
  replayer.cookies.set('__Host-goldenthread-attempt', attempt)
  await refused(place, replayer, cameBack, 'no-attempt', /was used already/)

  const other = browser(place)
  const second = new URL(await throughProvider(place, other, { as: 'a1' }))
  second.searchParams.set('code', new URL(cameBack).searchParams.get('code') ?? '')
  const answer = await other.get(second.href)
  assert.match(answer.location, /refused=code/)
  assert.deepEqual(await sessions(place), [])
})

test('refuses an answer in another browser than the one that began, with a sign-in of its own or none', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const attacker = browser(place)
  const stolen = await throughProvider(place, attacker, { as: 'a1' })
  const victim = browser(place)
  assert.match((await victim.get(stolen)).location, /refused=no-attempt/)

  await victim.get('/sign-in/organisation/council')
  const answer = await victim.get(stolen)
  assert.match(answer.location, /refused=state/)
  assert.match((await victim.get(answer.location)).text, /did not belong to the sign-in that this browser began/)
  assert.deepEqual(await sessions(place), [])
})

test('refuses the answer of one provider at the address of another', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = await throughProvider(place, visitor, { as: 'a1' })
  await refused(place, visitor, cameBack.replace('/council/', '/trust/'), 'state', /did not belong/)
})

test('refuses an attempt after ten minutes', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = await throughProvider(place, visitor, { as: 'a1' })
  await place.db
    .updateTable('identity.sign_in_attempt')
    .set({ expires_at: new Date(Date.now() - 1) })
    .execute()
  await refused(place, visitor, cameBack, 'no-attempt', /longer than 10 minutes/)
})

test('refuses a token with another nonce', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = await throughProvider(place, visitor, { as: 'a1' })
  await place.db.updateTable('identity.sign_in_attempt').set({ nonce: 'another' }).execute()
  await refused(place, visitor, cameBack, 'nonce', /was made for another sign-in/)
})

test('refuses a code that was given without PKCE, or for another verifier', async (t) => {
  const place = await world(t, { pkce: false })
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = await throughProvider(place, visitor, { as: 'a1' }, ({ searchParams }) => {
    searchParams.delete('code_challenge')
    searchParams.delete('code_challenge_method')
  })
  await refused(place, visitor, cameBack, 'code', /used already or has run out/)
  const other = browser(place)
  const second = await throughProvider(place, other, { as: 'a1' })
  await place.db
    .updateTable('identity.sign_in_attempt')
    .set({ verifier: 'v'.repeat(43) })
    .execute()
  assert.match((await other.get(second)).location, /refused=code/)
})

test('says it when the person cancels at the provider', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada }
  const visitor = browser(place)
  const cameBack = new URL(await throughProvider(place, visitor, { as: 'a1' }))
  cameBack.searchParams.delete('code')
  cameBack.searchParams.set('error', 'access_denied')
  await refused(place, visitor, cameBack.href, 'provider-refused', /help desk/)
})

for (const [name, ahead] of [
  ['20 seconds behind', -20],
  ['20 seconds ahead', 20],
] as const) {
  test(`signs in when our clock is ${name}`, async (t) => {
    const place = await world(t, { ahead })
    place.there.accounts = { a1: ada }
    const visitor = browser(place)
    assert.equal((await visitor.get(await throughProvider(place, visitor, { as: 'a1' }))).location, '/warnings')
  })
}

for (const [name, ahead] of [
  ['is from the future', -90],
  ['has expired', 3600 + 90],
] as const) {
  test(`refuses a token that ${name}, more than the tolerance`, async (t) => {
    const place = await world(t, { ahead })
    place.there.accounts = { a1: ada }
    const visitor = browser(place)
    await refused(place, visitor, await throughProvider(place, visitor, { as: 'a1' }), 'clock', /too far apart/)
  })
}

const strangers: readonly [string, string, ProviderAccount, string, RegExp][] = [
  [
    'somebody who is not registered',
    'council',
    { email: 'who@westshire.example', email_verified: true },
    'unknown-person',
    /can invite you/,
  ],
  [
    'somebody who has left',
    'council',
    { email: 'lea.left@westshire.example', email_verified: true },
    'left',
    /hold no office in a partnership today/,
  ],
  [
    'an address of another domain',
    'council',
    { email: 'ada.analyst@evil.example', email_verified: true },
    'not-vouched',
    /may not vouch for your e-mail/,
  ],
  [
    'a subdomain that looks like ours',
    'council',
    { email: 'ada.analyst@x.westshire.example', email_verified: true },
    'not-vouched',
    /may not vouch/,
  ],
  [
    'an address that the provider has not verified',
    'council',
    { email: 'ada.analyst@westshire.example' },
    'not-vouched',
    /may not vouch/,
  ],
  [
    'an address with two @',
    'council',
    { email: 'a@evil.example@westshire.example', email_verified: true },
    'no-email',
    /did not say your e-mail/,
  ],
  ['no address at all', 'council', {}, 'no-email', /did not say your e-mail/],
  [
    'an office of an organisation that the provider does not vouch for',
    'trust',
    ada,
    'other-organisation',
    /may not sign in people of the organisation/,
  ],
]
for (const [name, slug, account, reason, words] of strangers) {
  test(`refuses ${name}`, async (t) => {
    const place = await world(t)
    place.there.accounts = { x1: account }
    const visitor = browser(place)
    await refused(place, visitor, await throughProvider(place, visitor, { as: 'x1', slug }), reason, words)
  })
}

test('a second account with the address of somebody who has one is refused', async (t) => {
  const place = await world(t)
  place.there.accounts = { a1: ada, a2: ada }
  const visitor = browser(place)
  await visitor.get(await throughProvider(place, visitor, { as: 'a1' }))
  await place.db.deleteFrom('identity.session').execute()
  const other = browser(place)
  await refused(
    place,
    other,
    await throughProvider(place, other, { as: 'a2' }),
    'another-account',
    /already tied to another account/,
  )
})

test('a provider that does not answer is said, and signing out still works', async (t) => {
  const place = await world(t, { settings: { issuer: 'http://localhost:1' } })
  await refused(place, browser(place), '/sign-in/organisation/council', 'unreachable', /does not answer/)
  assert.match((await browser(place).get('/signed-out?from=council')).text, /close all windows/)
  assert.equal((await browser(place).get('/sign-in/organisation/nowhere')).status, 404)
})

test('signing out goes on to the provider', async (t) => {
  const place = await world(t)
  const page = await browser(place).get('/signed-out?from=council')
  const refresh = String(page.headers['refresh'])
  assert.match(refresh, /^0; url=http:\/\/localhost:\d+\/session\/end\?/)
  const there = new URL(refresh.replace('0; url=', ''))
  assert.deepEqual(
    [there.searchParams.get('client_id'), there.searchParams.get('post_logout_redirect_uri')],
    ['first', `${publicUrl}/signed-out`],
  )
  assert.equal((await fetch(there)).status, 200)
  assert.equal((await browser(place).get('/signed-out?from=https://evil.example')).headers['refresh'], undefined)
})

test('a link on another site leads to our own sign-in page, not straight to a provider', async (t) => {
  const place = await world(t)
  const ask = (headers: Record<string, string>) =>
    place.app.inject({ url: '/sign-in/organisation/council?next=%2Fdata', headers })
  const fromElsewhere = await ask({ 'sec-fetch-site': 'cross-site' })
  assert.deepEqual([fromElsewhere.statusCode, fromElsewhere.headers['location']], [303, '/sign-in?next=%2Fdata'])
  const fromOurs = await ask({ 'sec-fetch-site': 'same-origin' })
  assert.ok(fromOurs.headers['location']?.startsWith(place.there.issuer))
  const events = await place.db.selectFrom('identity.sign_in_attempt').selectAll().execute()
  assert.equal(events.length, 1, 'only the second began anything')
})
