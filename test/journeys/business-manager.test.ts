import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import ical from 'ical.js'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { readTable } from '#platform/sheets/read-table.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { noBrowser } from './browser.ts'
import { addPriority, emailOf } from './county.ts'
import { choose, follow, opened, press, says, unfold, walk, type Walk } from './walk.ts'

/** An action tracker as they really are: headings in the middle, dates that are none, owners in every spelling. */
const tracker = () =>
  writeWorkbook({
    title: 'Tracker',
    creator: 'somebody',
    sheets: [
      {
        kind: 'table',
        name: 'Actions 2026',
        titles: ['ESCP ACTION TRACKER', 'Last saved by an administrator'],
        columns: ['Ref', 'Action / Recommendation', 'Lead agency', 'Date raised', 'Target date', 'RAG', 'Progress'].map(
          (header) => ({ header, width: 20 }),
        ),
        rows: [
          ['Learning from audits', null, null, null, null, null, null],
          [
            '1',
            'Write a joint protocol for strategy discussions',
            'Police',
            '12/01/2026',
            '30.06.26',
            'Amber',
            'Draft',
          ],
          ['2', 'Dip sample twenty files', 'E.C.C.', '12th January 2026', 'end of March 2027', 'Green', 'Begun'],
          [null, 'and report to the Learning Group', null, null, null, null, null],
          ['3', 'Refresh the threshold poster', 'ECC / Police', '01/02/2026', '30/02/2026', 'Amber', null],
          ['4', 'Train everybody', 'All agencies', '01/02/2026', '1 May 2026', 'Red', null],
          ['5', 'Ask health visitors about their caseloads', 'Eastshire Hospitls', '1/2/26', 'Feb 2027', 'R', null],
        ],
      },
    ],
  })

/** A paper as somebody sends it: two pages. */
async function paper(): Promise<Buffer> {
  const document = await PDFDocument.create()
  for (const number of [1, 2]) document.addPage().drawText(`Neglect audit, page ${number} as it was sent`)
  return Buffer.from(await document.save())
}

/** What a download of a page holds. */
async function downloaded(page: Page, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), follow(page, name)])
  return readFile(await download.path())
}

/** The text of each page of a PDF and the titles of its bookmarks. */
async function readPdf(bytes: Buffer): Promise<{ texts: string[]; bookmarks: string[] }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent()
    texts.push(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
  }
  const outline = (await pdf.getOutline()) as { title: string }[] | null
  return { texts, bookmarks: (outline ?? []).map(({ title }) => title) }
}

async function addHoliday(page: Page, name: string, first: string, last: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('First day').fill(first)
  await page.getByLabel('Last day').fill(last)
  await page.getByRole('radio').first().check()
  await press(page, 'Add holiday')
  await page.getByText(name).first().waitFor()
}

async function theYear({ look, step }: Walk, page: Page): Promise<void> {
  await step('a year is proposed that avoids holidays and people who would be in two groups at once', async () => {
    await follow(page, 'Meetings')
    await opened(page, 'Meetings')
    await says(page, 'No meeting in these months')
    await follow(page, 'Plan a year')
    await opened(page, 'Plan a year of meetings')
    await follow(page, /List the term dates/)
    await addHoliday(page, 'Easter holiday', '29/3/2027', '11/4/2027')
    await look(page)
    await follow(page, 'Plan a year')
    await opened(page, 'Plan a year of meetings')
    await says(page, /school holiday \(Easter holiday, 29 March 2027 to 11 April 2027\)/)
    await says(page, /Named nurse, Eastshire Hospitals must be at Quality Group on/)
    await says(page, /How often it meets is not stated/)
    await look(page)
    await press(page, 'Accept the selected meetings')
    await opened(page, 'Meetings')
    await says(page, 'Quality Group')
    await look(page)
  })
}

async function theMeeting(way: Walk, page: Page): Promise<void> {
  const { look, step, moveTo, runJob, mails } = way

  await step('something is put on the forward plan, a meeting is called and its members are invited', async () => {
    await choose(page, 'Group', 'Quality Group')
    await press(page, 'Show')
    await follow(page, 'Forward plan of this group')
    await opened(page, /Forward plan/)
    await follow(page, 'Add a matter')
    await page.getByLabel('What is it about?').fill('Neglect audit')
    await page.getByLabel('For assurance').check()
    await page.getByLabel('OFFICIAL', { exact: true }).check()
    await press(page, 'Save matter')
    await opened(page, 'Neglect audit')
    await follow(page, 'Meetings')
    await follow(page, 'Quality Group')
    await opened(page, 'Quality Group')
    await follow(page, 'Call the meeting')
    await says(page, 'Named nurse, Eastshire Hospitals')
    await look(page)
    await press(page, 'Call this meeting')
    await says(page, 'The meeting is called and its members are invited.')
    await runJob('mail.deliver')
    const invited = mails.filter(({ mail }) => mail.subject?.startsWith('Invitation: Quality Group'))
    assert.deepEqual(invited.flatMap(({ to }) => to).toSorted(), [emailOf('Carol Chair'), emailOf('Lena Lead')])
    for (const { raw, mail } of invited) {
      assert.match(raw, /text\/calendar;[^\n]*method=REQUEST/i)
      const entry = mail.attachments.find(({ contentType }) => contentType === 'text/calendar')
      const event = new ical.Event(
        new ical.Component(ical.parse(entry?.content.toString() ?? '')).getFirstSubcomponent('vevent') ?? undefined,
      )
      assert.equal(event.summary, 'Quality Group')
      assert.match(mail.text ?? '', new RegExp(`${way.address}/meetings/ESCP-`))
    }
  })

  await step('the agenda is built from what is suggested, and a paper is asked for', async () => {
    await follow(page, 'Change the agenda')
    await opened(page, 'Agenda: Quality Group')
    await press(page, /Put on the agenda\s*: Neglect audit/)
    await says(page, 'It is on the agenda.')
    await look(page)
    await follow(page, /Paper\s+for Neglect audit/)
    await page.getByLabel('Title of the paper').fill('What the neglect audit found')
    await page.getByLabel('OFFICIAL', { exact: true }).check()
    await choose(page, 'Which office writes it?', 'Named nurse')
    await page.getByLabel('Due by').fill('11/12/2026')
    await look(page)
    await press(page, 'Save paper')
    await says(page, 'The office is asked for the paper')
  })

  await step('the named nurse finds it among what she owes and sends it', async () => {
    const lena = await way.windowOf('Lena Lead')
    await look(lena)
    await follow(lena, /Paper for Quality Group: What the neglect audit found/)
    const form = lena.getByLabel('PDF or Word document')
    await form.setInputFiles({ name: 'audit.pdf', mimeType: 'application/pdf', buffer: await paper() })
    await look(lena)
    await press(lena, 'Send paper')
    await says(lena, 'The paper is with its agenda item.')
    await follow(lena, 'Today')
    await says(lena, 'Nothing is due from you')
    await lena.context().close()
  })

  await step('a late one is added, and the pack holds both, bookmarked, the late one marked', async () => {
    await page.context().close()
    await moveTo('2027-01-04T09:00:00Z')
    const mary = await way.windowOf('Mary Manager')
    await follow(mary, 'Meetings')
    await follow(mary, 'Quality Group')
    await unfold(mary, 'Neglect audit')
    await follow(mary, /Add or ask for a paper\s+for Neglect audit/)
    await mary.getByLabel('Title of the paper').fill('Late figures')
    await mary.getByLabel('OFFICIAL', { exact: true }).check()
    await mary.getByLabel(/Or write it here/).fill('# Late figures\n\nThese came after the papers were due.')
    await press(mary, 'Save paper')
    await says(mary, 'The paper is with its agenda item.')
    await look(mary)
    const { texts, bookmarks } = await readPdf(await downloaded(mary, 'Pack as one PDF'))
    const [cover = ''] = texts
    const sent = texts.findIndex((text) => text.includes('page 1 as it was sent'))
    assert.match(texts[sent - 1] ?? '', /What the neglect audit found/)
    assert.match(texts[sent + 1] ?? '', /page 2 as it was sent/)
    assert.match(cover, new RegExp(`What the neglect audit found, page ${sent}\\b`))
    assert.match(cover, /Late figures \(late supplement\), page \d/)
    assert.ok(texts.every((text, index) => text.includes(`Page ${index + 1} of ${texts.length}`)))
    assert.deepEqual(
      bookmarks.filter((title) => /found|Late/.test(title)).map((title) => title.replace(/^Item \d+: /, '')),
      ['What the neglect audit found', 'Late figures'],
    )
    const lena = await way.windowOf('Lena Lead')
    await follow(lena, 'Meetings')
    await follow(lena, 'Quality Group')
    await unfold(lena, 'Neglect audit')
    await follow(lena, 'Late figures')
    await says(lena, 'These came after the papers were due.')
    await lena.context().close()
    await mary.context().close()
  })
}

async function theTracker({ look, step, windowOf }: Walk): Promise<void> {
  const page = await windowOf('Mary Manager')

  await step(
    'a messy spreadsheet is read, what cannot be placed is given back, and the rest is brought in',
    async () => {
      await follow(page, 'Assurance')
      await opened(page, 'Recommendations and actions')
      await follow(page, 'Bring in a spreadsheet')
      await press(page, 'Read it')
      await page.getByRole('alert').getByText('Select your action tracker').waitFor()
      await look(page)
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      await page.getByLabel('Your action tracker').setInputFiles({
        name: 'Action Tracker FINAL v7 (2).xlsx',
        mimeType: type,
        buffer: Buffer.from(await tracker()),
      })
      await press(page, 'Read it')
      await opened(page, 'What your spreadsheet was read as')
      await says(page, /3 rows will be brought in, 2 cannot be placed, 0 here already or twice, 1 /)
      await says(page, 'Nothing is brought in yet.')
      await look(page)
      const bytes = await downloaded(page, /Download the rows that cannot be placed/)
      const read = await readTable(bytes)
      assert.ok(read.ok)
      const texts = read.table.rows.flat().map(({ raw }) => raw)
      assert.ok(texts.includes('30/02/2026'))
      assert.ok(texts.some((text) => text.includes('‘All agencies’ is nobody in particular')))
      await press(page, 'Bring in 3 rows')
      await says(page, /3 rows brought in on 4 January 2027; 2 rows? could not be placed/)
    },
  )

  await step('they stand in the list, the most overdue agency first, and with the agencies that owe them', async () => {
    await follow(page, 'Recommendations and actions')
    await says(page, /3 recommendations and actions/)
    await look(page)
    await follow(page, 'By agency')
    await opened(page, 'What each agency owes')
    const first = page.getByRole('row').nth(1)
    assert.match(await first.innerText(), /Eastshire Police/)
    await look(page)
    await first.getByRole('link').nth(1).click()
    await says(page, /1 recommendation or action|1 recommendations? and actions?/)
    const pat = await windowOf('Pat Police')
    await says(pat, /Action: Write a joint protocol/)
    await pat.context().close()
  })

  await step('evidence is added, and the thread goes up to the priority and down to the evidence', async () => {
    await follow(page, 'Write a joint protocol for strategy discussions')
    await follow(page, 'Add evidence')
    await page.getByLabel('Practice', { exact: true }).check()
    await page.getByLabel('What does it show?').fill('Nine of ten strategy discussions had health there')
    await page.getByLabel('On what date was it true?').fill('18/12/2026')
    await press(page, 'Save evidence')
    await says(page, 'The evidence was saved.')
    await look(page)
    await follow(page, /^Whole thread, links and history/)
    await follow(page, 'Add a link')
    await page.getByLabel('Which record does it belong with?').fill('decisions together')
    await press(page, 'Find the record')
    await follow(page, 'Decisions about a child are taken together')
    await page.getByLabel('The recommendation serves the priority').check()
    await page.getByLabel('Why do they belong together?').fill('Its protocol says who must be there')
    await look(page)
    await press(page, 'Link the two records')
    await follow(page, /^Golden thread of ESCP-/)
    await look(page)
    await follow(page, 'Decisions about a child are taken together')
    await opened(page, 'Decisions about a child are taken together')
    await look(page)
    // From the priority down: what serves it, then what that rests on.
    await follow(page, 'Write a joint protocol for strategy discussions')
    await opened(page, 'Write a joint protocol for strategy discussions')
    await follow(page, 'Practice: Nine of ten strategy discussions had health there')
    await opened(page, 'Practice: Nine of ten strategy discussions had health there')
  })

  await step('a search with slips of the keys finds it, and the neighbour finds nothing', async () => {
    const search = async (who: Page, words: string) => {
      await who.getByLabel('Search for words or a reference').fill(words)
      await who.getByRole('search', { name: 'Site' }).getByRole('button').click()
    }
    await search(page, 'joint protocl for strategi discusions')
    await page.getByRole('link', { name: 'Write a joint protocol for strategy discussions' }).first().waitFor()
    await look(page)
    const max = await windowOf('Max Neighbour')
    for (const words of ['joint protocol', 'joint protocl for strategi discusions', 'Quality Group']) {
      await search(max, words)
      await says(max, 'Nothing that you may see')
      assert.equal(await max.getByRole('link', { name: /protocol|Quality Group/ }).count(), 0)
    }
  })
}

async function businessManager(t: TestContext, javaScript: boolean): Promise<void> {
  const way = await walk(t, { javaScript })
  await addPriority(way, 'Decisions about a child are taken together')
  const page = await way.windowOf('Mary Manager')
  await theYear(way, page)
  await theMeeting(way, page)
  await theTracker(way)
  way.finish()
}

const options = { skip: noBrowser(), timeout: 300_000 }

test('a business manager runs the year: meetings, a pack, invitations, a messy tracker, the thread', options, (t) =>
  businessManager(t, true),
)

test('a business manager runs the year with JavaScript off', options, (t) => businessManager(t, false))
