import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { scanHeldFiles } from '#platform/files/scan-held-files.ts'
import { clamd, needsClamd, virusMarker } from '#platform/uploads/clamd-testing.ts'
import { noScan, scanner } from '#platform/uploads/scan.ts'
import { buildApp } from '#src/app.ts'
import { visitor } from '#test/security/visitor.ts'
import { asApplication, testClock } from '#test/support/database.ts'
import { arranged, world, type World } from '../testing.ts'
import { convertPapers } from './convert-papers.ts'

const ask = { title: 'Budget', marking: 'OFFICIAL', owner: '', dueOn: '3/12/2026', body: '' }

const hasOffice = (() => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const wordFile = () =>
  documentToDocx({
    title: 'Budget',
    language: 'en-GB',
    meta: [],
    blocks: [
      { type: 'heading', level: 1, text: 'What it costs', id: '' },
      { type: 'paragraph', text: 'Words that came from Word.' },
    ],
  })

async function pagesOf(bytes: Buffer): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent()
    texts.push(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
  }
  return texts
}

async function paperPage({ db }: World, meeting: string): Promise<string> {
  const items = await db.selectFrom('meetings.agenda_item').select(['id', 'title']).execute()
  return `/meetings/${meeting}/agenda/${items.find(({ title }) => title.startsWith('Minutes of'))?.id ?? ''}/paper`
}

test(
  'a Word file stands in the pack where LibreOffice is',
  { skip: !hasOffice && 'LibreOffice is not installed' },
  async (t) => {
    const service = await world(t)
    const { get, post, groups, db } = service
    const reference = await arranged(service, groups.quality)
    const file = { fileName: 'budget.docx', bytes: await wordFile() }
    assert.equal((await post(await paperPage(service, reference), { ...ask, file })).status, 303)
    const pack = async () => pagesOf((await get(`/meetings/${reference}/pack.pdf`)).body)
    assert.match((await pack()).join(' '), /Sent separately: this Word document is not part of the pack yet/)
    // Two workers at once make it once; a download makes nothing.
    const made = await Promise.all([convertPapers(db, testClock), convertPapers(db, testClock)])
    assert.equal(made[0] + made[1], 1)
    assert.equal(await convertPapers(db, testClock), 0)
    const texts = await pack()
    const at = texts.findIndex((text) => text.includes('Words that came from Word.'))
    assert.match(texts[at - 1] ?? '', /Item 2: Budget/)
    assert.match(texts[at] ?? '', new RegExp(`OFFICIAL.*Page ${at + 1} of ${texts.length}`))
  },
)

test('without LibreOffice the pack says that the Word file comes separately, and where it is', async (t) => {
  const service = await world(t)
  const { get, post, groups, db } = service
  const reference = await arranged(service, groups.quality)
  const file = { fileName: 'budget.docx', bytes: await wordFile() }
  assert.equal((await post(await paperPage(service, reference), { ...ask, file })).status, 303)
  const paper = await db.selectFrom('meetings.paper').select('reference').executeTakeFirstOrThrow()
  // Programmes are looked for in an empty folder.
  const { PATH } = process.env
  const nothing = mkdtempSync(join(tmpdir(), 'goldenthread-no-programmes-'))
  process.env['PATH'] = nothing
  t.after(() => {
    process.env['PATH'] = PATH
    rmSync(nothing, { recursive: true })
  })
  assert.equal(await convertPapers(db, testClock), 0)
  const whole = (await pagesOf((await get(`/meetings/${reference}/pack.pdf`)).body)).join(' ')
  assert.match(whole, /Sent separately: this Word document is not part of the pack yet\. Download it here:/)
  assert.ok(whole.replaceAll(/\s+/g, '').includes(`/papers/${paper.reference}`))
  assert.doesNotMatch(whole, /Words that came from Word/)
  const sent = await get(`/papers/${paper.reference}/file`)
  assert.deepEqual(sent.body, file.bytes)
})

test(
  'a paper that the virus check could not see is held back; then it is in the pack, or destroyed',
  needsClamd,
  async (t) => {
    const service = await world(t)
    const { db, groups } = service
    const scannerProcess = clamd(t)
    const scan = scanner(scannerProcess.address)
    const app = await buildApp({
      db: asApplication(db),
      clock: testClock,
      production: false,
      isDemonstration: true,
      publicUrl: 'http://localhost',
      scan,
    })
    t.after(() => app.close())
    const team = await visitor({ app, db, clock: testClock }, { role: 'business-manager' })
    const arrangedAt = await team.post('/meetings/arrange', {
      group: groups.quality,
      kind: 'extraordinary',
      title: '',
      on: '10/12/2026',
      startsAt: '10am',
      endsAt: 'midday',
      place: '',
      theme: '',
    })
    const reference = /meetings\/([^?]+)/.exec(arrangedAt.location)?.[1] ?? ''
    const page = await paperPage(service, reference)
    const pdf = async (text: string): Promise<Buffer> => {
      const document = await PDFDocument.create()
      document.addPage().drawText(text)
      // The marker is in the bytes as they are: streams are not packed.
      document.setSubject(text)
      return Buffer.from(await document.save({ useObjectStreams: false }))
    }
    const infected = Buffer.concat([await pdf('Bad paper'), Buffer.from(`\n% ${virusMarker}\n`)])
    for (const [title, bytes] of [
      ['Good', await pdf('Good paper')],
      ['Bad', infected],
    ] as const) {
      const sent = await team.post(page, { ...ask, title, file: { fileName: `${title}.pdf`, bytes } })
      assert.equal(sent.status, 303, sent.text)
    }
    const states = async () =>
      (await db.selectFrom('platform.file').orderBy('name').select(['name', 'scan_state as state']).execute()).map(
        ({ name, state }) => `${name} ${state}`,
      )
    assert.deepEqual(await states(), ['Bad.pdf held', 'Good.pdf held'])
    const pack = async () => (await pagesOf((await service.get(`/meetings/${reference}/pack.pdf`)).body)).join(' ')
    const waiting = await pack()
    assert.equal(waiting.split('Sent separately: it waits for the virus check.').length, 3)
    assert.doesNotMatch(waiting, /Good paper|Bad paper/)
    const papers = await db.selectFrom('meetings.paper').orderBy('title').select('reference').execute()
    for (const paper of papers)
      assert.equal((await team.send('GET', `/papers/${paper.reference}/file`)).status, 404, 'nobody gets it yet')
    assert.equal(await scanHeldFiles(db, testClock, scan), 0, 'still away')
    assert.equal(await scanHeldFiles(db, testClock, noScan), 0, 'nobody looked')

    await scannerProcess.start()
    // Two workers at once look at each file once.
    const looked = await Promise.all([scanHeldFiles(db, testClock, scan), scanHeldFiles(db, testClock, scan)])
    assert.equal(looked[0] + looked[1], 2)
    assert.deepEqual(await states(), ['Bad.pdf infected', 'Good.pdf clean'])
    const after = await pack()
    assert.match(after, /Good paper/)
    assert.match(after, /held a virus and was destroyed/)
    assert.doesNotMatch(after, /Bad paper/)
    const bad = await db
      .selectFrom('platform.file')
      .where('name', '=', 'Bad.pdf')
      .select(['content', 'scanned_at as at'])
      .executeTakeFirstOrThrow()
    assert.deepEqual([bad.content.length, bad.at], [0, testClock.now()])
    const events = db.selectFrom('platform.audit_event').where('name', '=', 'platform.infected-file-destroyed')
    assert.equal((await events.select('id').execute()).length, 1)
    // With the scanner there, a virus is refused at the door and nothing of it is kept.
    const refused = await team.post(page, { ...ask, title: 'Worse', file: { fileName: 'Worse.pdf', bytes: infected } })
    assert.equal(refused.status, 400)
    assert.match(refused.text, /This file holds a virus, so it was not kept/)
    assert.equal((await states()).length, 2)
  },
)
