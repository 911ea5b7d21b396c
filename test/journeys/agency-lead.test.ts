import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { confirmPending, pendingSecret } from '#modules/identity/factor-app-store.ts'
import { appCode } from '#modules/identity/factor-app.ts'
import { noBrowser } from './browser.ts'
import { emailOf } from './county.ts'
import { choose, follow, opened, press, says, walk, type Walk } from './walk.ts'

const title = 'Ask every parent who else looks after the baby'
const lena = emailOf('Lena Lead')

/** What the business team does before: a recommendation is written down, accepted with a weak strength, and assigned. */
async function assigned({ windowOf, step }: Walk): Promise<void> {
  await step('a recommendation is accepted and given to the named nurse', async () => {
    const mary = await windowOf('Mary Manager')
    await follow(mary, 'Assurance')
    await follow(mary, 'Write down a recommendation or action')
    await mary.getByLabel('A recommendation', { exact: true }).check()
    await mary.getByLabel('Its own words').fill(title)
    await choose(mary, 'What did it come from?', 'Rapid review')
    await mary.getByLabel('Or the title of what it came from').fill('A rapid review that never was')
    await mary.getByLabel('High', { exact: true }).check()
    await press(mary, 'Save')
    await follow(mary, 'Answer it')
    await mary.getByLabel('Accept', { exact: true }).check()
    await press(mary, 'Save answer')
    // Nothing is accepted before it is said how anybody would know.
    await mary.getByRole('alert').waitFor()
    await mary.getByLabel('Remind', { exact: true }).check()
    await mary.getByLabel('What would a child notice?').fill('Whoever looks after me is known')
    await mary.getByLabel('An audit question', { exact: true }).check()
    await mary.getByLabel('Which one?').fill('Is everybody named who looks after the child?')
    await press(mary, 'Save answer')
    await follow(mary, 'Say who owes it')
    await choose(mary, 'Who owes it?', 'Named nurse')
    await mary.getByLabel('By when?').fill('18/12/2026')
    await press(mary, 'Save')
    await says(mary, 'It was assigned.')
    await mary.context().close()
  })
}

/** The addresses that a person's mails since the last look hold, and what else they say. */
async function mailed({ runJob, mails }: Walk, to: string): Promise<{ subject: string; text: string }[]> {
  const before = mails.length
  await runJob('today.remind')
  await runJob('mail.deliver')
  return mails
    .slice(before)
    .filter((each) => each.to.includes(to))
    .map(({ mail }) => ({ subject: mail.subject ?? '', text: mail.text ?? '' }))
}

/** The first address in a mail that ends in these words. */
const addressIn = (text: string, ending: string): string =>
  text.split(/\s+/).find((word) => word.startsWith('http://') && word.endsWith(ending)) ?? ''

/** From an address in a mail through signing in, by a link in another mail and a code of her app, to the page that the mail is about. */
async function fromMail({ openWindow, runJob, mails, clock }: Walk, address: string, secret: string): Promise<Page> {
  const page = await openWindow()
  await page.goto(address)
  await follow(page, 'Get a link by e-mail')
  await page.getByLabel('Your e-mail address').fill(lena)
  await press(page, 'Send me a link')
  await says(page, /e-mail/)
  await runJob('mail.deliver')
  await page.goto(/http:\/\/\S+\/sign-in\/link\/\S+/.exec(mails.at(-1)?.mail.text ?? '')?.[0] ?? '/')
  await press(page, 'Sign in')
  await page.getByLabel('Code from your app').fill(appCode(secret, clock.now()))
  await press(page, 'Use this code')
  await page.waitForURL(address)
  return page
}

/** Makes the named nurse somebody who is mailed and signs in by herself, with an authenticator app. @returns the app's secret */
async function asHerself({ db, offices, clock }: Walk): Promise<string> {
  const personId = offices.get('Lena Lead')?.personId ?? ''
  await db.updateTable('identity.person').set({ is_sample: false }).where('id', '=', personId).execute()
  return db.transaction().execute(async (tx) => {
    const secret = await pendingSecret(tx, personId, clock.now())
    assert.ok(await confirmPending(tx, personId, appCode(secret, clock.now()), clock.now()))
    return secret
  })
}

async function answers(way: Walk, secret: string): Promise<void> {
  const { step, look, moveTo, windowOf } = way

  await step(
    'the named nurse is mailed, opens the link, signs in with her own account and gives an update',
    async () => {
      await moveTo('2026-12-11T07:00:00Z')
      const [mail, ...others] = await mailed(way, lena)
      assert.ok(mail)
      assert.deepEqual(others, [])
      assert.match(mail.text, /Ask every parent who else looks after the baby/)
      assert.match(mail.text, /Due 18 December 2026, in 5 working days/)
      assert.deepEqual(await mailed(way, lena), [], 'nobody is told the same twice')
      const page = await fromMail(way, addressIn(mail.text, '/update') || addressIn(mail.text, '-001'), secret)
      if (!page.url().endsWith('/update')) await follow(page, 'Give an update')
      await opened(page, 'Give an update')
      await look(page, { key: true })
      await press(page, 'Save update')
      await page.getByRole('alert').getByText('Enter the update').waitFor()
      await look(page)
      await page.getByLabel('At risk', { exact: true }).check()
      await page.getByLabel('Update', { exact: true }).fill('The form is changed on two wards of five')
      await press(page, 'Save update')
      await says(page, 'Your update was saved. Thank you.')
      await look(page, { key: true })
      await follow(page, 'Ask for a later date')
      await page.getByLabel('New date').fill('15/1/2027')
      await page.getByLabel('Reason', { exact: true }).fill('Three wards move house in December')
      await look(page)
      await press(page, 'Ask for this date')
      await says(page, 'You have asked for a later date. The business team decides.')
      await page.context().close()
      const mary = await windowOf('Mary Manager')
      await follow(mary, `A later date is asked for: ${title}`)
      await says(mary, 'Three wards move house in December')
      await mary.getByLabel('Grant it').check()
      await mary.getByLabel('Reason', { exact: true }).fill('It is not put off again')
      await press(mary, 'Save decision')
      await says(mary, 'The later date is granted.')
      await says(mary, 'First due 18 December 2026')
      await mary.context().close()
    },
  )
}

async function delivers(way: Walk, secret: string): Promise<void> {
  const { step, look, moveTo, windowOf } = way
  await step('she adds evidence and delivers; somebody of another agency verifies it, her own could not', async () => {
    await moveTo('2027-01-11T07:00:00Z')
    const [mail] = await mailed(way, lena)
    const page = await fromMail(way, addressIn(mail?.text ?? '', '/today'), secret)
    await follow(page, `Action: ${title}`)
    await follow(page, 'Report it as delivered')
    await opened(page, 'Report it as delivered')
    await page.getByLabel('What was delivered?').fill('All five wards ask it on the first day')
    await choose(page, 'Who verifies it?', 'Detective inspector')
    await page.getByLabel('Practice', { exact: true }).check()
    await page.getByLabel('What does it show?').fill('Nineteen of twenty files name everybody')
    await page.getByLabel('On what date was it true?').fill('8/1/2027')
    await look(page, { key: true })
    assert.equal(await page.locator('option', { hasText: 'Eastshire Hospitals' }).count(), 0)
    await press(page, 'Report as delivered')
    await says(page, 'It is reported as delivered. Somebody of another agency verifies it.')
    assert.equal(await page.getByRole('button', { name: 'Verify the delivery' }).count(), 0)
    await page.context().close()
    const pat = await windowOf('Pat Police')
    await follow(pat, `Verify what another agency delivered: ${title}`)
    await pat.getByLabel('Yes, I have seen that it was').check()
    await pat.getByLabel('What you looked at, or what is missing').fill('Read five of the files')
    await look(pat)
    await press(pat, 'Save')
    await says(pat, 'The delivery is verified.')
    await says(pat, /Verified by Eastshire Police, 11 January 2027/)
    await pat.context().close()
    const mary = await windowOf('Mary Manager')
    await follow(mary, 'Assurance')
    await follow(mary, title)
    await follow(mary, 'Say that impact is evidenced')
    await mary.getByLabel('What changed, and how do you know?').fill('The files name everybody')
    await press(mary, 'Save judgement')
    await says(mary, 'Impact is evidenced. Its first re-test is planned.')
    await look(mary, { key: true })
    await mary.context().close()
  })
}

async function again(way: Walk, secret: string): Promise<void> {
  const { step, look, moveTo, windowOf } = way
  await step('the re-test falls due by itself, fails and opens it again, and the named nurse is told', async () => {
    await moveTo('2027-04-12T07:00:00Z')
    await way.runJob('tracker.lapse-missed')
    const mary = await windowOf('Mary Manager')
    await follow(mary, `Re-test: ${title}`)
    await opened(mary, 'Record a re-test')
    await says(mary, 'Is everybody named who looks after the child?')
    await mary.getByLabel(/does not hold|failed/i).check()
    await mary.getByLabel('What was found?').fill('Six of twenty files name nobody')
    await mary.getByLabel('Practice', { exact: true }).check()
    await mary.getByLabel('What does it show?').fill('Six of twenty files of March name nobody')
    await mary.getByLabel('On what date was it true?').fill('9/4/2027')
    await look(mary)
    await press(mary, 'Save re-test')
    await says(mary, 'The re-test was saved, and the recommendation is open again.')
    await look(mary, { key: true })
    await mary.context().close()
    await moveTo('2027-07-05T06:00:00Z')
    const found = await mailed(way, lena)
    assert.match(found.map(({ text }) => text).join('\n'), /Ask every parent who else looks after the baby/)
    const page = await fromMail(way, addressIn(found[0]?.text ?? '', '/today'), secret)
    await follow(page, `Action: ${title}`)
    await says(page, 'Six of twenty files name nobody')
    await says(page, 'It does not hold')
    await page.context().close()
    const max = await windowOf('Max Neighbour')
    await follow(max, 'Assurance')
    await says(max, 'Nothing fits.')
  })
}

async function agencyLead(t: TestContext, javaScript: boolean): Promise<void> {
  const way = await walk(t, { javaScript, at: '2026-11-23T09:00:00Z' })
  const secret = await asHerself(way)
  await assigned(way)
  await answers(way, secret)
  await delivers(way, secret)
  await again(way, secret)
  way.finish()
}

const options = { skip: noBrowser(), timeout: 300_000 }

test('an agency’s safeguarding lead answers from a mail, delivers, and is asked again', options, (t) =>
  agencyLead(t, true),
)

test('an agency’s safeguarding lead answers with JavaScript off', options, (t) => agencyLead(t, false))
