import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import type { TestContext } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { buildApp } from '#src/app.ts'
import { jobs } from '#src/jobs.ts'
import { londonDate } from '#platform/london-time.ts'
import type { Clock } from '#platform/clock.ts'
import { useKeyRing } from '#platform/sealing.ts'
import { noScan } from '#platform/uploads/scan.ts'
import { asApplication, emptyDb, setDatabaseClock, urlOfDb } from '#test/support/database.ts'
import { mailServer } from '#test/support/mail-server.ts'
import { axeFindings, launch, overflow } from './browser.ts'
import { county, type County } from './county.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0))
    })
  })

export type Walk = County & {
  address: string
  clock: Clock
  /** Goes on to an instant, such as '2026-12-04T09:00:00Z'; sessions that would have ended by then have. */
  moveTo: (instant: string) => Promise<void>
  /** Does one of the service's own jobs now, as it is in the list of them. */
  runJob: (name: string) => Promise<void>
  mails: Awaited<ReturnType<typeof mailServer>>['received']
  /** A browser of somebody's own, on its sign-in page. */
  openWindow: () => Promise<Page>
  /** A browser of somebody's own, in which the sample person with this name is signed in and sees Today. */
  windowOf: (name: string) => Promise<Page>
  /** Notes what axe finds on the page, and whether something sticks out at 320 pixels; `key` pages are read by axe at both widths. */
  look: (page: Page, options?: { key?: boolean }) => Promise<void>
  /** One step of the journey; after one that failed the others have nothing to stand on. */
  step: (what: string, run: () => Promise<void>) => Promise<void>
  /** Asserts that axe, the browser's console and the service's own log have nothing to say. */
  finish: () => void
}

/** The application started on a port, with a mail server and a clock that the journey moves, before an invented county. */
export async function walk(
  t: TestContext,
  { javaScript, at = '2026-11-22T10:00:00Z' }: { javaScript: boolean; at?: string },
): Promise<Walk> {
  useKeyRing({ current: 'k-walk', keys: new Map([['k-walk', randomBytes(32)]]) })
  const db = await emptyDb(t)
  const place = await county(db)
  let now = new Date(at)
  const clock: Clock = { now: () => new Date(now), today: () => londonDate(now) }
  await setDatabaseClock(db, clock)
  const mail = await mailServer(t)
  const port = await freePort()
  const address = `http://localhost:${port}`
  const failures: string[] = []
  const app = await buildApp({
    db: asApplication(db),
    clock,
    production: false,
    isDemonstration: true,
    publicUrl: address,
    report: (error) => failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  await app.listen({ port, host: 'localhost' })
  const browser = await launch()
  t.after(async () => {
    await browser.close()
    await app.close()
  })
  const findings: string[] = []
  let current: Page | undefined
  let broken = false

  async function openWindow(): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      baseURL: address,
      javaScriptEnabled: javaScript,
      viewport: { width: 1280, height: 900 },
      acceptDownloads: true,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => failures.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) failures.push(message.text())
    })
    page.on('request', () => (current = page))
    await page.goto('/sign-in')
    return page
  }

  return {
    ...place,
    address,
    clock,
    async moveTo(instant) {
      assert.ok(new Date(instant) > now, `${instant} is still to come`)
      now = new Date(instant)
      await setDatabaseClock(db, clock)
    },
    async runJob(name) {
      const job = jobs.find((each) => each.name === name)
      assert.ok(job, `there is a job ${name}`)
      const said: string[] = []
      await job.run(
        db,
        clock,
        {
          mail: mail.settings,
          publicUrl: address,
          applicationUrl: urlOfDb(db),
          scan: noScan,
          auditHeadsFile: null,
          auditKeyFile: null,
          say: (line) => said.push(line),
        },
        new AbortController().signal,
      )
      assert.deepEqual(said, [])
    },
    mails: mail.received,
    openWindow,
    async windowOf(name) {
      const page = await openWindow()
      await page.getByRole('button', { name: new RegExp(`as ${name}`) }).click()
      await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
      return page
    },
    async look(page, { key = false } = {}) {
      if (!javaScript) return
      findings.push(...(await axeFindings(page)))
      const size = page.viewportSize()
      await page.setViewportSize({ width: 320, height: 800 })
      const over = await overflow(page)
      if (over > 0) findings.push(`${new URL(page.url()).pathname} is ${over} pixels too wide at 320`)
      if (key) findings.push(...(await axeFindings(page)).map((finding) => `at 320 pixels: ${finding}`))
      if (size) await page.setViewportSize(size)
    },
    step: (what, run) =>
      t.test(what, { skip: broken }, async () => {
        try {
          await run()
        } catch (error) {
          broken = true
          const seen = await current
            ?.locator('body')
            .innerText()
            .catch(() => 'nothing: its window is closed')
          throw new Error(`on ${current?.url() ?? ''}, which says: ${(seen ?? '').slice(0, 2_500)}`, { cause: error })
        }
      }),
    finish() {
      assert.deepEqual(findings, [])
      assert.deepEqual(failures, [])
    },
  }
}

/** Follows a link by its name; one that looks like a button is a button to those who hear the page. */
export function follow(page: Page, name: string | RegExp): Promise<void> {
  const named = typeof name === 'string' ? { name, exact: true } : { name }
  return page
    .getByRole('link', named)
    .or(page.locator('a').and(page.getByRole('button', named)))
    .first()
    .click()
}

/** Presses a button by its name. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()

/** Opens what is folded under these words, such as an item of an agenda. */
export const unfold = (page: Page, words: string): Promise<void> =>
  page.locator('summary').filter({ hasText: words }).first().click()

/** Waits until the page with this heading is open. */
export const opened = (page: Page, heading: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: heading }).waitFor()

/** Waits for words on the page. */
export const says = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByText(words).first().waitFor({ state: 'attached' })

/** Chooses the option whose words contain these. */
export async function choose(page: Page, label: string | RegExp, words: string): Promise<void> {
  const select = page.getByLabel(label)
  const value = await select.locator('option', { hasText: words }).first().getAttribute('value')
  assert.ok(value, `‘${words}’ can be chosen`)
  await select.selectOption(value)
}
