import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { linkRecords } from '#modules/thread/public.ts'
import { world } from '#modules/thread/testing.ts'
import { asApplication } from '#test/support/database.ts'
import { axeFindings, noBrowser, overflow, visit } from './browser.ts'
import { follow, opened, press } from './walk.ts'

const skip = noBrowser()
const middle =
  'Every agency that works with an unborn baby asks who else will look after the child, writes it down and tells the others within two working days'

/** A recommendation with what it serves, two steps up, and what it rests on, two steps down; no evidence of its impact. */
async function threaded(t: TestContext, width: number) {
  const place = await world(t)
  const { aRecord, db } = place
  const recommendation = await aRecord('recommendation', middle, { state: 'delivered' })
  const priority = await aRecord('priority', 'Babies are safer')
  const outcome = await aRecord('outcome', 'Babies are seen by somebody who knows the risks to them, fathers included')
  const action = await aRecord('action', 'Put the question into the booking form of every hospital')
  const other = await aRecord('action', 'Tell every health visitor and midwife by letter')
  const evidence = await aRecord('evidence', 'Nineteen of twenty files name everybody')
  await db.transaction().execute(async (tx) => {
    await linkRecords(tx, outcome.id, 'serves', priority.id)
    await linkRecords(tx, recommendation.id, 'serves', outcome.id)
    await linkRecords(tx, action.id, 'came from', recommendation.id)
    await linkRecords(tx, other.id, 'came from', recommendation.id)
    await linkRecords(tx, evidence.id, 'evidences', action.id)
  })
  const { page, errors } = await visit(t, asApplication(db), { width })
  await page.goto('/sign-in')
  await press(page, /as Mary Manager/)
  await page.getByLabel('Search for words or a reference').fill('unborn baby')
  await page.getByRole('search', { name: 'Site' }).getByRole('button').click()
  await follow(page, /^Golden thread\s+of/)
  await opened(page, middle)
  return { page, errors }
}

type Box = { left: number; top: number; right: number; bottom: number }

/** What is drawn, as the screen shows it: boxes, texts with the size of their letters in pixels, and the page's smallest own letters. */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const boxOf = (element: Element): Box => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return { left, top, right, bottom }
    }
    const isShown = (element: Element) => element.getClientRects().length > 0
    const svg = [...document.querySelectorAll<SVGSVGElement>('svg.gt-chart')].find(isShown)
    if (!svg) throw new Error('nothing is drawn')
    const scale = svg.getScreenCTM()?.a ?? 0
    const sizeOf = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize)
    const ownText = [...document.querySelectorAll('main *')].filter(
      (element) =>
        element.closest('svg') === null &&
        isShown(element) &&
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    )
    return {
      boxes: [...svg.querySelectorAll('.gt-chart__box')].map(boxOf),
      texts: [...svg.querySelectorAll('text')].map((text) => ({
        words: text.textContent ?? '',
        pixels: sizeOf(text) * scale,
        box: boxOf(text),
        ink: getComputedStyle(text).fill,
        paper: getComputedStyle(text.parentElement?.querySelector('.gt-chart__box') ?? document.body).fill,
        isInBox: text.parentElement?.querySelector('.gt-chart__box') !== null && !Object.is(text.parentElement, svg),
      })),
      frame: boxOf(svg),
      smallest: Math.min(...ownText.map(sizeOf)),
    }
  })

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right - 0.5 &&
  other.left < one.right - 0.5 &&
  one.top < other.bottom - 0.5 &&
  other.top < one.bottom - 0.5

/** How two colours stand against each other, as WCAG 2.2 counts it (1.4.3). */
function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

test('at 320 pixels the picture of a thread is readable: large enough, nothing over anything', { skip }, async (t) => {
  const { page, errors } = await threaded(t, 320)
  assert.equal(await overflow(page), 0)
  assert.deepEqual(await axeFindings(page), [])
  const { boxes, texts, frame, smallest } = await drawn(page)
  assert.equal(boxes.length, 7, 'six records and what is missing')
  for (const { words, pixels } of texts)
    assert.ok(pixels >= smallest - 0.01, `‘${words}’ is ${pixels} pixels, the page’s small text ${smallest}`)
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.left >= frame.left - 1 && box.right <= frame.right + 1, 'a box sticks out')
    for (const other of boxes.slice(index + 1)) assert.equal(overlap(box, other), false)
  }
  for (const [index, text] of texts.entries()) {
    assert.ok(text.box.left >= frame.left - 1 && text.box.right <= frame.right + 1, `‘${text.words}’ sticks out`)
    for (const other of texts.slice(index + 1))
      assert.equal(overlap(text.box, other.box), false, `‘${text.words}’ lies over ‘${other.words}’`)
  }
  assert.ok(texts.some(({ words }) => words.includes('No evidence')))
  assert.deepEqual(errors, [])
})

test(
  'each box of a thread is reached and opened from the keyboard, and is the same as in the list',
  { skip },
  async (t) => {
    for (const width of [320, 1280]) {
      await t.test(`at ${width} pixels`, async (inner) => {
        const { page } = await threaded(inner, width)
        const links = page.locator('svg.gt-chart a:visible')
        const count = await links.count()
        assert.equal(count, 5, 'every record but the one in the middle')
        const reached = new Set<string>()
        await page.getByRole('heading', { name: 'Golden thread', exact: true }).click()
        for (let presses = 0; presses < 60 && reached.size < count; presses++) {
          await page.keyboard.press('Tab')
          const href = await page.evaluate(() => {
            const at = document.activeElement
            return at?.closest('svg') ? at.getAttribute('href') : null
          })
          if (href !== null) reached.add(href)
        }
        const drawnLinks = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
        assert.deepEqual([...reached].toSorted(), drawnLinks.toSorted())
        const listed = await page
          .locator('.gt-tree a')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
        assert.deepEqual([...new Set(listed)].toSorted(), drawnLinks.toSorted())
        await page.keyboard.press('Enter')
        await page.waitForURL((url) => [...reached].some((href) => url.pathname === href))
      })
    }
  },
)

test('in colours that a person chose, every word of a thread stands out from its box', { skip }, async (t) => {
  const { page } = await threaded(t, 1280)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    const { texts } = await drawn(page)
    const inBoxes = texts.filter(({ isInBox }) => isInBox)
    assert.ok(inBoxes.length >= 14)
    for (const { words, ink, paper } of inBoxes)
      assert.ok(contrast(ink, paper) >= 4.5, `‘${words}’ is ${ink} on ${paper} in ${colorScheme}`)
  }
})

test('without a script the picture, its links and its list are the same', { skip }, async (t) => {
  const { page } = await threaded(t, 320)
  const scriptless = await page
    .context()
    .browser()
    ?.newContext({
      javaScriptEnabled: false,
      baseURL: new URL(page.url()).origin,
      viewport: { width: 320, height: 800 },
      storageState: await page.context().storageState(),
    })
  const same = await scriptless?.newPage()
  assert.ok(same)
  await same.goto(page.url())
  assert.equal(await same.locator('svg.gt-chart a:visible').count(), 5)
  await same.locator('svg.gt-chart a:visible').first().click()
  await opened(same, /Babies are/)
})
