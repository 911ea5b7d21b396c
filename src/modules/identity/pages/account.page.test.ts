import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installation } from '#platform/actor.ts'
import { actingAs, actingAsNobody, signingIn } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { browserOf } from '#test/support/browser-of.ts'
import { town } from '#test/support/people.ts'
import { appCode } from '../factor-app.ts'
import { identityPaths } from '../paths.ts'

test('a person sees their name, e-mail, offices with dates and second factors', async (t) => {
  const { app, db, addPerson, enter } = await town(t)
  const ada = await addPerson('Ada', { offices: 2 })
  const browser = browserOf(app)
  await enter(browser, ada)
  await db.updateTable('identity.access').set({ ends_on: '2026-12-31' }).where('id', '=', ada.accessId).execute()
  const { status, text, page } = await browser.get(identityPaths.account())
  assert.equal(status, 200)
  assert.match(text, /Name ?Ada ?E-mail ?ada@council\.example/)
  const rows = [...page.document.querySelectorAll('tbody tr')].map((row) =>
    (row.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  )
  assert.deepEqual(rows, [
    'Office 1 of Ada, Invented CouncilBusiness manager Invented 1 January 2026 no end',
    'Office 2 of Ada, Invented CouncilBusiness manager Invented 1 January 2026 31 December 2026',
  ])
  for (const name of ['Add a passkey', 'Set up an authenticator app', 'Make a sheet of printed codes'])
    page.getByRole('link', { name })
  assert.match(text, /You have no second factor yet/)
})

test('an app is set up with its picture or key, replaced only by a code of the new one, and removed after a question', async (t) => {
  const { app, db, addPerson, enter, clock, mailsTo } = await town(t)
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await enter(browser, ada)
  const secretIn = (text: string) => (/Key: ([A-Z2-7 ]+?) ?Open/.exec(text)?.[1] ?? '').replaceAll(' ', '')
  const asked = await browser.get(identityPaths.setUpApp())
  const secret = secretIn(asked.text)
  assert.match(asked.page.getByRole('img', { name: /QR code/ }).getAttribute('src') ?? '', /^data:image\/png;base64,/)
  assert.equal(secretIn((await browser.get(identityPaths.setUpApp())).text), secret, 'reloading shows the same key')
  const rows = await db.selectFrom('identity.authenticator_app').select(['sealed_secret', 'is_confirmed']).execute()
  assert.ok(rows.every((row) => !row.sealed_secret.includes(secret) && !row.is_confirmed))
  const set = (code: string) => browser.post(identityPaths.setUpApp(), { code })
  const wrong = await set('123')
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('textbox', { name: 'Code from the app' }).getAttribute('value'), '123')
  assert.match((await browser.get('/account')).text, /Set up an authenticator app/, 'nothing counts until confirmed')
  assert.equal((await set(appCode(secret, clock.now()))).status, 200)

  const other = secretIn((await browser.get(identityPaths.setUpApp())).text)
  assert.notEqual(other, secret)
  clock.on(1)
  const proof = { way: 'app', given: appCode(secret, clock.now()), next: '/account' }
  assert.equal((await browser.post(identityPaths.stepUp(), proof)).status, 303, 'the old one counts until then')
  await browser.get(identityPaths.setUpApp())
  const moved = await set(appCode(other, clock.now()))
  assert.equal(moved.location, '/account?done=app')
  clock.on(1)
  const old = { ...proof, given: appCode(secret, clock.now()) }
  assert.equal((await browser.post(identityPaths.stepUp(), old)).status, 400)

  const question = await browser.get(identityPaths.removeApp())
  question.page.getByRole('heading', { name: 'Remove the authenticator app?' })
  assert.equal((await browser.post(identityPaths.removeApp())).location, '/account?done=app-removed')
  assert.equal((await browser.get(identityPaths.removeApp())).status, 404)
  assert.deepEqual(
    (await mailsTo(ada)).map(({ subject }) => subject.replace(' Goldenthread account', '…')),
    [
      'An authenticator app was added to your…',
      'An authenticator app was added to your…',
      'The authenticator app was removed from your…',
    ],
  )
})

test('printed codes are shown once, each change is one event and one mail', async (t) => {
  const { app, db, addPerson, enter, mailsTo } = await town(t)
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await enter(browser, ada, { steppedUp: true })
  assert.equal((await browser.get(identityPaths.recoveryCodes())).status, 200)
  const early = await browser.post(identityPaths.recoveryCodes())
  assert.equal(early.status, 400)
  assert.match(early.text, /add one of these first/)
  const sheet = await browser.post(identityPaths.printedCodes())
  const codes = [...sheet.page.document.querySelectorAll('.gt-codes code')].map((code) => code.textContent ?? '')
  assert.equal(codes.length, 40)
  assert.match(sheet.text, /Made 22 November 2026 at 10:00am/)
  const kept = JSON.stringify(await db.selectFrom('identity.sheet_code').selectAll().execute())
  const trail = JSON.stringify(await db.selectFrom('platform.audit_event').selectAll().execute())
  const mails = JSON.stringify(await mailsTo(ada))
  for (const code of codes) assert.ok(![kept, trail, mails].some((text) => text.includes(code)), code)
  const ask = await browser.get(identityPaths.withdrawPrintedCodes())
  assert.match(ask.text, /Withdraw the printed codes\?.*with 40 codes left/)
  assert.equal((await browser.post(identityPaths.withdrawPrintedCodes())).location, '/account?done=printed-withdrawn')
  assert.equal((await browser.post(identityPaths.withdrawPrintedCodes())).status, 404)
  const names = (await db.selectFrom('platform.audit_event').orderBy('at').select('name').execute()).map(
    ({ name }) => name,
  )
  assert.deepEqual(names, ['identity.printed-codes-made', 'identity.printed-codes-withdrawn'])
  assert.equal((await mailsTo(ada)).length, 2)
})

test('the database shows second factors to their person and to identity alone', async (t) => {
  const place = await town(t)
  const { app, db, addPerson, enter } = place
  const ada = await addPerson('Ada')
  const ben = await addPerson('Ben')
  const browser = browserOf(app)
  await enter(browser, ada)
  await browser.get(identityPaths.setUpApp())
  await browser.post(identityPaths.printedCodes())
  await db
    .insertInto('identity.passkey')
    .values({
      id: 'x',
      person_id: ada.id,
      name: 'x',
      public_key: Buffer.from('x'),
      counter: 0,
      is_backed_up: false,
      created_at: place.clock.now(),
    })
    .execute()
  await db
    .insertInto('identity.one_time_link')
    .values({ id: 'x', person_id: ada.id, browser_hash: 'x', next: '/', expires_at: place.clock.now() })
    .execute()
  const application = asApplication(db)
  const { id } = await db.selectFrom('partnerships.partnership').select('id').executeTakeFirstOrThrow()
  const actor = (personId: string | null) => ({ ...installation({ id, slug: 'kent', name: 'x' }, []), personId })
  const seen = async () => {
    const counts: number[] = []
    for (const table of ['passkey', 'authenticator_app', 'code_sheet', 'sheet_code', 'one_time_link'] as const) {
      const { count } = await application
        .selectFrom(`identity.${table}`)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      counts.push(count)
    }
    return counts
  }
  assert.deepEqual(await actingAs(actor(ada.id), seen), [1, 1, 1, 40, 0])
  assert.deepEqual(await actingAs(actor(ben.id), seen), [0, 0, 0, 0, 0])
  assert.deepEqual(await actingAs(actor(null), seen), [0, 0, 0, 0, 0])
  assert.deepEqual(await actingAsNobody(seen), [0, 0, 0, 0, 0])
  assert.deepEqual(await signingIn(seen), [1, 1, 1, 40, 1])
})
