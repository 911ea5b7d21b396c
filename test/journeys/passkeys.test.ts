import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { browserOf } from '#test/support/browser-of.ts'
import { town } from '#test/support/people.ts'
import { axeFindings, launch, noBrowser } from './browser.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0))
    })
  })

test('in a real browser a person adds a passkey, signs out and signs in with it', { skip: noBrowser() }, async (t) => {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const { app, addPerson, enter } = await town(t, address)
  await app.listen({ port, host: 'localhost' })
  const browser = await launch()
  t.after(() => browser.close())
  const context = await browser.newContext({ baseURL: address })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) errors.push(message.text())
  })
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const own = browserOf(app)
  await enter(own, await addPerson('Ada'))
  await context.addCookies([...own.cookies].map(([name, value]) => ({ name, value, url: address })))

  await page.goto('/account')
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  assert.deepEqual(await axeFindings(page), [])
  await page.getByRole('textbox', { name: 'Name of the passkey' }).fill('Work laptop')
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  assert.equal(await page.locator('.gt-codes li').count(), 10)
  assert.deepEqual(await axeFindings(page), [])
  await page.getByRole('link', { name: /go to my account/ }).click()
  await page.getByText('Work laptop', { exact: true }).waitFor()
  assert.deepEqual(await axeFindings(page), [])
  for (const path of ['/account/authenticator-app', '/account/printed-codes', '/step-up', '/sessions']) {
    await page.goto(path)
    assert.deepEqual(await axeFindings(page), [])
  }

  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await page.goto('/sign-in/link')
  assert.deepEqual(await axeFindings(page), [])
  await page.goto('/sign-in/passkey?next=/account')
  assert.deepEqual(await axeFindings(page), [])
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await page.waitForURL(`${address}/account`)
  await page.getByText(/Last used 22 November 2026/).waitFor()

  await page.goto('/step-up?next=/account')
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await page.getByText('Nothing was sent').waitFor()
  assert.deepEqual(errors, [])
})
