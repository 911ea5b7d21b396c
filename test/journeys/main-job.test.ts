import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import type { Db } from '#platform/db/connect.ts'
import { openZip } from '#platform/sheets/zip.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { axeFindings, noBrowser, overflow, signIn, visit } from './browser.ts'

type Line = {
  code: string
  name: string
  unit: string
  numerator: string | null
  denominator: string | null
  value: string | null
}

/** The police's newest figures, from which the next quarter's file is made. */
const newestOfPolice = (db: Db): Promise<Line[]> =>
  db
    .selectFrom('indicators.supply as supply')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'supply.partnership_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'supply.organisation_id')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'supply.indicator_id')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('indicators.observation as observation')
          .whereRef('observation.partnership_id', '=', 'supply.partnership_id')
          .whereRef('observation.indicator_id', '=', 'supply.indicator_id')
          .where('observation.state', '=', 'value')
          .orderBy('observation.starts_on', 'desc')
          .limit(1)
          .select(['observation.numerator', 'observation.denominator', 'observation.value'])
          .as('newest'),
      (join) => join.onTrue(),
    )
    .where('partnership.slug', '=', 'kent')
    .where('organisation.slug', '=', 'kent-police')
    .orderBy('indicator.position')
    .select([
      'indicator.code',
      'indicator.name',
      'indicator.unit',
      'newest.numerator',
      'newest.denominator',
      'newest.value',
    ])
    .execute()

/** The indicator whose figure the journey moves: it has enough points, and no warning is open for it yet. */
async function quietIndicator(db: Db, lines: readonly Line[]): Promise<string> {
  const warned = await db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'warning.indicator_id')
    .select('indicator.code')
    .execute()
  const counts = await db
    .selectFrom('indicators.observation as observation')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'observation.indicator_id')
    .where('observation.state', '=', 'value')
    .groupBy('indicator.code')
    .having((having) => having.fn.countAll(), '>=', 30)
    .select('indicator.code')
    .execute()
  const line = lines.find(
    ({ code, unit }) =>
      unit === 'count' && !warned.some((each) => each.code === code) && counts.some((each) => each.code === code),
  )
  assert.ok(line, 'the demonstration has a quiet count of the police')
  return line.code
}

function fileOf(lines: readonly Line[], moved: string, broken: boolean): Buffer {
  const rows = lines.map(({ code, unit, numerator, denominator, value }) => {
    const times = code === moved ? 3 : 1
    const count = numerator === null ? '' : String(Math.round(Number(numerator) * times))
    const plain = unit === 'count' || numerator === null
    const note = code === moved ? 'A new way of recording began in July' : 'As before'
    if (plain)
      return [code, '', '', broken && code === moved ? 'lots' : String(Math.round(Number(value ?? 0) * times)), note]
    return [code, count, denominator ?? '', '', note]
  })
  return Buffer.from(
    [['Code', 'Numerator', 'Denominator', 'Value', 'Note'], ...rows].map((row) => row.join(',')).join('\r\n'),
  )
}

async function wordText(bytes: Buffer): Promise<string> {
  const opened = openZip(bytes, { maxBytes: 50_000_000, maxEntries: 500 })
  assert.ok(opened.ok, 'the Word file is a zip')
  const xml = opened.zip.read('word/document.xml')?.toString() ?? ''
  return xml.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

async function mainJob(t: TestContext, javaScript: boolean): Promise<void> {
  const db = await demonstrationDb(t)
  const lines = await newestOfPolice(db)
  const moved = await quietIndicator(db, lines)
  const name = lines.find((line) => line.code === moved)?.name ?? ''
  const { page, errors } = await visit(t, db, { javaScript })
  const findings: string[] = []
  const look = async (what: Page) => {
    if (!javaScript) return
    findings.push(...(await axeFindings(what)))
  }

  let broken = false
  /** One step of the journey; after one that failed the others have nothing to stand on. */
  const step = (what: string, run: () => Promise<void>) =>
    t.test(what, { skip: broken }, async () => {
      try {
        await run()
      } catch (error) {
        broken = true
        const seen = (await page.locator('main').innerText()).slice(0, 1_500)
        throw new Error(`on ${page.url()}, which says: ${seen}`, { cause: error })
      }
    })

  await step('the police’s data lead sees what is owed', async () => {
    await signIn(page, 'Agency data lead', 'KSCMP', 'Kent Police')
    await look(page)
    await page
      .getByRole('link', { name: /return for KSCMP/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /Kent Police/ }).waitFor()
    await look(page)
  })

  await step('a wrong file is refused with every problem by its cell, and nothing is saved', async () => {
    await page
      .getByLabel(/Filled-in workbook/)
      .setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: fileOf(lines, moved, true) })
    await page.getByRole('button', { name: 'Upload' }).click()
    const summary = page.getByRole('alert')
    await summary.getByText(/lots/).waitFor()
    assert.match(await page.title(), /^Error: /)
    await look(page)
    const saved = await db
      .selectFrom('returns.entry')
      .select((one) => one.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    assert.equal(saved.n, 0)
  })

  await step('the right file fills the page in', async () => {
    await page
      .getByLabel(/Filled-in workbook/)
      .setInputFiles({ name: 'right.csv', mimeType: 'text/csv', buffer: fileOf(lines, moved, false) })
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByText(`${lines.length} of ${lines.length} filled`).first().waitFor()
    await look(page)
  })

  await step('it is signed off in the name of an officer', async () => {
    await page.getByRole('button', { name: 'Save and go to sign-off' }).click()
    await page.getByRole('heading', { level: 1, name: /^Sign off/ }).waitFor()
    await page.getByRole('button', { name: 'Sign off' }).click()
    await page.getByRole('alert').getByText('Enter the name of the officer who has approved the figures').waitFor()
    await page.getByLabel('Name of the officer who has approved these figures').fill('Sam Sampleton')
    await page.getByLabel('Office that they hold').fill('Head of protecting vulnerable people')
    await look(page)
    await page.getByRole('button', { name: 'Sign off' }).click()
    await page
      .getByText(/signed off/i)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
  })

  await step('the analyst accepts it, and the figure becomes a point of the course', async () => {
    await signIn(page, 'Analyst', 'KSCMP')
    await page
      .getByRole('link', { name: /Accept or return Kent Police/ })
      .first()
      .click()
    await page.getByLabel('Accept it').check()
    await look(page)
    await page.getByRole('button', { name: 'Save the decision' }).click()
    await page
      .getByText(/accepted/i)
      .first()
      .waitFor()
    await page.goto('/data')
    await look(page)
    await page.getByRole('link', { name, exact: true }).first().click()
    await page.getByText('Q2 2026-27').first().waitFor({ state: 'attached' })
    await look(page)
    await page.goto('/data')
    await page.getByRole('link', { name: 'Re-referrals within 12 months', exact: true }).first().click()
    for (const peer of [/England/, /South East/, /neighbours/, /of 153/]) {
      await page.getByText(peer).first().waitFor({ state: 'attached' })
    }
    await look(page)
  })

  await step('its signal has opened a warning, which is given to a group and an owner', async () => {
    await page.goto('/warnings')
    await look(page)
    await page.getByRole('link', { name: new RegExp(`^${name}: `) }).click()
    await look(page)
    await page.getByRole('button', { name: 'Judge this warning' }).click()
    await page.getByLabel('Act: give it to a group').check()
    await page
      .getByLabel('Reason', { exact: true })
      .fill('Three times the usual number; the group should hear whether children are safer or only counted otherwise.')
    await page.getByLabel('Which group answers?').selectOption({ label: 'Scrutiny, Assurance and Audit Sub-group' })
    const owner = page.getByLabel('Who owns the answer?')
    const police = await owner
      .locator('option', { hasText: /data lead.*Kent Police/i })
      .first()
      .getAttribute('value')
    await owner.selectOption(police ?? '')
    await look(page)
    await page.getByRole('button', { name: 'Save judgement' }).click()
    await page.getByText('The warning was given to its group.').waitFor()
    await page.locator('a[href$="/groups/kscmp-scrutiny-assurance-and-audit"]').first().click()
    await page.getByRole('heading', { name: 'Early warnings that this group must answer' }).waitFor()
    await page
      .getByRole('link', { name: new RegExp(`^${name}: `) })
      .first()
      .waitFor()
    await look(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
  })

  await step('its owner answers with evidence, and the answer closes it', async () => {
    await signIn(page, 'Agency data lead', 'KSCMP', 'Kent Police')
    await page
      .getByRole('link', { name: new RegExp(`Early warning: ${name}`) })
      .first()
      .click()
    await page
      .getByLabel('What did you find, and what was done?')
      .fill('The form changed in July: cases that were noted elsewhere are counted now.')
    await page.getByLabel('There is evidence that it has been dealt with').check()
    await page.getByLabel('What kind of evidence is it?').selectOption({ label: 'An audit’s finding' })
    await page
      .getByLabel('What is it, and where can it be found?')
      .fill('Dip sample of 30 records, invented for this test')
    await look(page)
    await page.getByRole('button', { name: 'Send the answer and close the warning' }).click()
    await page.getByText('Closed with evidence').first().waitFor()
    await page.getByRole('link', { name: 'Its golden thread' }).click()
    await page.getByText('Dip sample of 30 records').first().waitFor({ state: 'attached' })
    await look(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
  })

  await step('answer and figures stand in a draft report that knows what is missing', async () => {
    await signIn(page, 'Business manager', 'KSCMP')
    await page.goto('/reports/new')
    await page.getByLabel('Title').fill('Yearly report 2026 to 2027')
    await page.getByRole('textbox', { name: 'First day' }).fill('1 April 2026')
    await page.getByRole('textbox', { name: 'Last day' }).fill('31 March 2027')
    await look(page)
    await page.getByRole('button', { name: 'Begin the report' }).click()
    await page.getByRole('heading', { level: 1, name: 'Yearly report 2026 to 2027' }).waitFor()
    await page
      .getByText(/nothing/i)
      .first()
      .waitFor()
    await page.locator('#indicator-key').selectOption({ label: await optionWith(page, '#indicator-key', name) })
    await page.locator('#indicator-claim').selectOption('outcome')
    await page.getByRole('button', { name: 'Pin the chosen indicator' }).click()
    await page.getByText('Live figure, drawn now.').first().waitFor()
    // What was answered in the period is offered for this section by itself.
    const offered = page.locator('.gt-suggestion', { hasText: name }).first()
    await offered.getByLabel('It shows').selectOption('practice')
    await offered.getByRole('button', { name: /^Pin/ }).click()
    await page.getByText('cases that were noted elsewhere are counted now').first().waitFor()
    await page.getByRole('button', { name: 'Write this section' }).click()
    await page
      .getByLabel('What the section says')
      .fill('# Answered in the year\n\nA **warning** was answered with evidence.')
    await look(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByText(/1 of \d+ .*evidenced/i)
      .first()
      .waitFor()
    await look(page)
  })

  await step('the report comes out as a web page and as a Word file', async () => {
    await page.getByRole('link', { name: 'Read the whole report' }).click()
    await page.getByRole('heading', { name: 'Answered in the year' }).waitFor()
    await page.getByText('cases that were noted elsewhere are counted now').first().waitFor()
    await look(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Take it away as a Word file' }).click(),
    ])
    const text = await wordText(await readFile(await download.path()))
    assert.match(text, /Yearly report 2026 to 2027/)
    assert.match(text, /cases that were noted elsewhere are counted now/)
    assert.match(text, new RegExp(name))
    assert.match(text, /invented/i)
  })

  assert.deepEqual(findings, [])
  assert.deepEqual(errors, [])
}

/** The whole text of the first option that has these words. */
async function optionWith(page: Page, select: string, words: string): Promise<string> {
  return ((await page.locator(`${select} option`, { hasText: words }).first().textContent()) ?? '').trim()
}

test('the main job, from an agency’s file to the yearly report', { skip: noBrowser(), timeout: 300_000 }, (t) =>
  mainJob(t, true),
)

test('the main job with JavaScript off', { skip: noBrowser(), timeout: 300_000 }, (t) => mainJob(t, false))

test(
  'every door works on a screen 320 pixels wide, with nothing sticking out',
  { skip: noBrowser(), timeout: 300_000 },
  async (t) => {
    const db = await demonstrationDb(t)
    const { page, errors } = await visit(t, db, { width: 320 })
    const wide: string[] = []
    const findings: string[] = []
    const people = [
      [
        'Analyst',
        undefined,
        [
          '/',
          '/data',
          '/executive',
          '/areas',
          '/areas/826',
          '/returns',
          '/warnings',
          '/reports',
          '/partnerships/kent',
          '/funding',
          '/training',
          '/notifications',
        ],
      ],
      ['Agency data lead', 'Kent County Council', ['/', '/returns', '/partnerships/medway']],
    ] as const
    for (const [role, organisation, paths] of people) {
      await signIn(page, role, 'KSCMP', organisation)
      for (const path of paths) {
        await page.goto(path)
        const over = await overflow(page)
        if (over > 0) wide.push(`${path} is ${over} pixels too wide`)
        findings.push(...(await axeFindings(page)))
      }
      for (const inner of ['/warnings/', '/reports/K', '/returns/K', '/indicators/']) {
        await page.goto(inner.startsWith('/indicators') ? '/data' : `/${inner.split('/')[1] ?? ''}`)
        const link = page.locator(`main a[href^="${inner}"]`).first()
        if ((await link.count()) === 0) continue
        await page.goto((await link.getAttribute('href')) ?? '/')
        const over = await overflow(page)
        if (over > 0) wide.push(`${page.url()} is ${over} pixels too wide`)
        findings.push(...(await axeFindings(page)))
      }
      await page.getByRole('button', { name: 'Sign out' }).click()
    }
    assert.deepEqual(wide, [])
    assert.deepEqual(findings, [])
    assert.deepEqual(errors, [])
  },
)
