import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { buildApp } from '#src/app.ts'
import type { Db } from '#platform/db/connect.ts'
import { testClock } from '#test/support/database.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium is on this machine, or undefined; CHROMIUM names another. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...places].find((path) => path !== '' && existsSync(path))

/** Why the browser journeys cannot run here, for `skip`; false when they can. */
export const noBrowser = (): string | false =>
  chromiumPath() === undefined ? 'no Chromium on this machine (Debian: apt-get install chromium)' : false

/** Starts Chromium as root and without reaching for the network. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export type Visit = { address: string; page: Page; context: BrowserContext; errors: string[] }

/** The application on a free port with a browser window before it. Errors of scripts and refused contents are collected. */
export async function visit(
  t: TestContext,
  db: Db,
  options: { javaScript?: boolean; width?: number } = {},
): Promise<Visit> {
  const failures: string[] = []
  const app = await buildApp({
    db,
    clock: testClock,
    production: false,
    isDemonstration: true,
    publicUrl: 'http://localhost',
    report: (error) => failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  await app.listen({ port: 0, host: 'localhost' })
  const [bound] = app.addresses()
  const port = typeof bound === 'object' ? bound.port : 0
  const browser = await launch()
  t.after(async () => {
    await browser.close()
    await app.close()
  })
  const context = await browser.newContext({
    baseURL: `http://localhost:${port}`,
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => failures.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) failures.push(message.text())
  })
  return { address: `http://localhost:${port}`, page, context, errors: failures }
}

/** Signs in as the sample person with this role in this partnership. */
export async function signIn(page: Page, role: string, partnership: string, organisation?: string): Promise<void> {
  await page.goto('/sign-in')
  const buttons = page.getByRole('button', { name: new RegExp(`Sign in as .*, ${role}, ${partnership}`) })
  const cards = page.getByRole('listitem').filter({ has: buttons })
  const card = organisation === undefined ? cards.first() : cards.filter({ hasText: organisation }).first()
  await card.getByRole('button').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** What axe finds on the page as it stands, colour contrast included. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(
    (violation) =>
      `${new URL(page.url()).pathname} ${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
}

/** How far the page, with everything on it unfolded, is wider than its window: 0 when nothing makes it scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
    return document.documentElement.scrollWidth - document.documentElement.clientWidth
  })
