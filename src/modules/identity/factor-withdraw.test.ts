import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installation } from '#platform/actor.ts'
import { asApplication } from '#test/support/database.ts'
import { browserOf } from '#test/support/browser-of.ts'
import { town } from '#test/support/people.ts'
import { clearOldSignIns } from './factor-clear.ts'
import { withdrawSecondFactors } from './factor-withdraw.ts'
import { identityPaths } from './paths.ts'

test('who has lost everything begins anew: factors gone, sessions ended, one event, one mail', async (t) => {
  const { app, db, clock, addPerson, enter, mailsTo } = await town(t)
  const [ada, ben] = [await addPerson('Ada'), await addPerson('Ben')]
  const [one, other] = [browserOf(app), browserOf(app)]
  for (const [browser, person] of [
    [one, ada],
    [other, ben],
  ] as const) {
    await enter(browser, person)
    await browser.post(identityPaths.printedCodes())
  }
  const { id } = await db.selectFrom('partnerships.partnership').select('id').executeTakeFirstOrThrow()
  const administrator = { ...installation({ id, slug: 'kent', name: 'Invented' }, []), personId: ben.id }
  assert.equal(await withdrawSecondFactors(asApplication(db), clock, administrator, ada.id), 1)
  assert.match((await one.get('/account')).location, /^\/sign-in/)
  assert.match((await other.get('/account')).text, /40 of 40 left/, 'Ben’s are untouched')
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'identity.factors-withdrawn')
    .select(['subject', 'person_id', 'partnership_id', 'details'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(event, {
    subject: ada.id,
    person_id: ben.id,
    partnership_id: id,
    details: { passkeys: 0, apps: 0, sheets: 1 },
  })
  assert.equal((await mailsTo(ada)).at(-1)?.subject, 'Your second factors for Goldenthread were withdrawn')
  await enter(one, ada)
  assert.equal((await one.get(identityPaths.setUpApp())).status, 200, 'and a first one may be added')
})

test('challenges and links that ran out are cleared, others stay', async (t) => {
  const { app, db, clock, addPerson } = await town(t)
  const ada = await addPerson('Ada')
  const browser = browserOf(app)
  await browser.get(identityPaths.askForLink())
  await browser.post(identityPaths.askForLink(), { email: ada.email })
  await browser.ask(identityPaths.passkeySignInOptions())
  assert.equal(await clearOldSignIns(db, clock), 0)
  clock.on(6)
  assert.equal(await clearOldSignIns(db, clock), 1, 'the challenge')
  clock.on(15)
  assert.equal(await clearOldSignIns(db, clock), 0)
  clock.on(24 * 60)
  assert.equal(await clearOldSignIns(db, clock), 1, 'the link')
})
