import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { minutesWorld } from '#modules/minutes/testing.ts'
import { asApplication } from '#test/support/database.ts'
import type { Page } from 'playwright-core'
import { axeFindings, noBrowser, overflow, visit } from './browser.ts'

const skip = noBrowser()

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: new RegExp(`as ${name}`) }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** A meeting with two items, and the page on which its minutes are taken, open before the chair. */
async function minuting(t: TestContext) {
  const world = await minutesWorld(t)
  const { reference } = await world.addMeeting()
  const seen = await visit(t, asApplication(world.db))
  await signIn(seen.page, 'Carol Chair')
  const address = `/meetings/${reference}/minutes/take`
  await seen.page.goto(address)
  return { ...world, ...seen, address, reference }
}

const kept = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('goldenthread-minutes:')))

test(
  'a connection cut mid-minute loses nothing: kept unreadable, found again after the window closed, saved once',
  { skip },
  async (t) => {
    const { page, context, db, address, errors } = await minuting(t)
    const line = page.getByLabel('New line of Neglect audit')
    await line.fill('Written while connected')
    await page
      .getByRole('status')
      .filter({ hasText: /^Saved at \d\d:\d\d$/ })
      .waitFor()
    assert.deepEqual(await kept(page), [])

    await context.setOffline(true)
    await line.fill('Written while connected, and gone on after the connection went')
    await page.getByRole('status').filter({ hasText: 'No connection: kept on this computer' }).waitFor()
    const [entry] = await kept(page)
    assert.ok(entry)
    assert.doesNotMatch(entry.join(), /Written|connection/)
    assert.deepEqual(
      (await db.selectFrom('minutes.line').select('text').execute()).map(({ text }) => text),
      ['Written while connected'],
    )

    // The window is closed without a connection, and opened again when it is back.
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(address)
    await again
      .getByRole('status')
      .filter({ hasText: /^Saved at/ })
      .waitFor()
    assert.equal(
      await again.getByLabel('Line 1 of Neglect audit').inputValue(),
      'Written while connected, and gone on after the connection went',
    )
    assert.deepEqual(await kept(again), [])
    const wordings = await db
      .selectFrom('minutes.line_wording')
      .orderBy('version')
      .select(['version', 'text'])
      .execute()
    assert.deepEqual(wordings, [
      { version: 1, text: 'Written while connected' },
      { version: 2, text: 'Written while connected, and gone on after the connection went' },
    ])
    assert.deepEqual(
      errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED')),
      [],
    )
  },
)

test(
  'two people minute at once: each sees the other’s lines, and two wordings of one line are both kept',
  { skip },
  async (t) => {
    const { page, context, db, address } = await minuting(t)
    const browser = context.browser()
    assert.ok(browser)
    const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
    await signIn(other, 'Mary Manager')
    await other.goto(address)
    const saved = (of: Page) =>
      of
        .getByRole('status')
        .filter({ hasText: /^Saved at/ })
        .waitFor()

    await page.getByLabel('New line of Neglect audit').fill('By the chair')
    await saved(page)
    await other.getByLabel('New line of Neglect audit').fill('By the manager')
    await saved(other)
    // The manager's page has brought in the chair's line with its own save.
    const lines = other.getByRole('region', { name: /Neglect audit/ }).getByRole('textbox')
    await lines.nth(1).waitFor()
    const texts = () => lines.evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value))
    assert.deepEqual((await texts()).filter((text) => text !== '').toSorted(), ['By the chair', 'By the manager'])

    // Both change the chair's line from the same wording while neither sees the other.
    const chairs = page.getByLabel('New line of Neglect audit').first()
    const seenByOther = lines.nth((await texts()).indexOf('By the chair'))
    await context.setOffline(true)
    await chairs.fill('By the chair, who was cut off')
    await page.getByRole('status').filter({ hasText: 'No connection' }).waitFor()
    await seenByOther.fill('By the chair, changed by the manager')
    await other.waitForResponse((response) => response.url().endsWith('/minutes/lines'))
    await saved(other)
    await context.setOffline(false)
    await page.getByRole('link', { name: 'Merge the two wordings' }).click()
    await page.getByRole('heading', { name: 'Two people wrote on this line' }).waitFor()
    assert.ok(await page.getByText('By the chair, who was cut off').isVisible())
    assert.deepEqual(await axeFindings(page), [])
    await page.getByLabel('The line as it should read').fill('By the chair, with both changes')
    await page.getByRole('button', { name: 'Save the merged line' }).click()
    await page.waitForURL('**/minutes/take')
    const stand = await db.selectFrom('minutes.line').select('text').orderBy('text').execute()
    assert.deepEqual(
      stand.map(({ text }) => text),
      ['By the chair, with both changes', 'By the manager'],
    )
  },
)

test('the whole meeting is minuted from the keyboard, and signing out first saves', { skip }, async (t) => {
  const { page, db, address, reference } = await minuting(t)
  assert.deepEqual(await axeFindings(page), [])
  await page.setViewportSize({ width: 320, height: 800 })
  assert.equal(await overflow(page), 0)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByLabel('New line of Neglect audit').focus()
  await page.keyboard.type('First thought')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Second thought')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.type('Another item')
  // At once, before the page has saved by itself.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL((url) => !url.pathname.includes('/minutes'))
  const lines = await db
    .selectFrom('minutes.line as line')
    .innerJoin('meetings.agenda_item as item', 'item.id', 'line.agenda_item_id')
    .orderBy('item.position')
    .orderBy('line.position')
    .select(['item.title', 'line.text'])
    .execute()
  assert.deepEqual(lines, [
    { title: 'Neglect audit', text: 'First thought' },
    { title: 'Neglect audit', text: 'Second thought' },
    { title: 'Missing children', text: 'Another item' },
  ])
  assert.deepEqual(await kept(page), [])
  assert.ok(address.includes(reference))
})
