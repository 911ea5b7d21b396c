import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { smallDb } from '#test/support/small-db.ts'
import { noBrowser, visit } from './browser.ts'

const skip = noBrowser()
const minutes = (count: number) => count * 60_000

async function signedIn(t: TestContext) {
  const { page, errors } = await visit(t, await smallDb(t))
  await page.clock.install()
  await page.goto('/sign-in?next=/acting')
  await page.getByRole('button', { name: /as Sam analyst/ }).click()
  await page.waitForURL('**/acting')
  return { page, errors, warning: page.getByRole('dialog', { name: 'You will be signed out in 2 minutes' }) }
}

test('two minutes before the session ends a dialog offers to stay, and staying closes it', { skip }, async (t) => {
  const { page, errors, warning } = await signedIn(t)
  await page.clock.runFor(minutes(27.5))
  assert.equal(await warning.isVisible(), false)
  await page.clock.runFor(minutes(1))
  await warning.waitFor()
  const stay = page.getByRole('button', { name: 'Stay signed in' })
  assert.equal(await stay.evaluate((button) => button === document.activeElement), true)
  await stay.click()
  await warning.waitFor({ state: 'hidden' })
  await page.clock.runFor(minutes(27))
  assert.equal(await warning.isVisible(), false)
  assert.deepEqual(errors, [])
})

test('when it has ended the sign-in page follows, but never over something typed', { skip }, async (t) => {
  const { page, errors } = await signedIn(t)
  await page.getByRole('radio').first().dispatchEvent('input')
  await page.clock.runFor(minutes(31))
  await page.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
  await page.getByRole('button', { name: 'Go back to the page' }).click()
  assert.match(page.url(), /\/acting$/)
  await page.reload()
  await page.clock.runFor(minutes(31))
  await page.waitForURL('**/sign-in?next=%2Facting')
  assert.deepEqual(errors, [])
})
