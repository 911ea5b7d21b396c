import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { arranged, world, type World } from '../testing.ts'

const nurse = { role: 'safeguarding-lead' }
const outside = { role: 'group-member' }
const medway = { role: 'business-manager', partnership: 'medway' }

async function pdfOf(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create()
  for (let number = 1; number <= pages; number++) document.addPage().drawText(`Sent page ${number}`)
  return Buffer.from(await document.save())
}

async function itemOf({ db }: World, title: RegExp): Promise<string> {
  const items = await db.selectFrom('meetings.agenda_item').select(['id', 'title']).execute()
  return items.find((item) => title.test(item.title))?.id ?? ''
}
const ask = { title: 'Budget', marking: 'OFFICIAL', owner: '', dueOn: '3/12/2026', body: '' }

test('a paper is asked of an office, owed by it, sent once, and late when it is late', async (t) => {
  const service = await world(t)
  const { get, post, db, groups, offices } = service
  const reference = await arranged(service, groups.quality)
  const item = await itemOf(service, /Minutes of the last/)
  const page = `/meetings/${reference}/agenda/${item}/paper`
  const nobody = await post(page, ask)
  assert.equal(nobody.status, 400)
  assert.match(nobody.page.text, /Select the office that writes the paper/)
  assert.equal((await post(page, { ...ask, owner: offices['Nora Nurse'] ?? '' })).status, 303)
  const [paper] = await db.selectFrom('meetings.paper').selectAll().execute()
  assert.ok(paper)
  const send = `/papers/${paper.reference}/send`
  assert.equal((await get(send, outside)).status, 403)
  assert.equal((await get(send, medway)).status, 404)
  const empty = await post(send, { body: '' }, nurse)
  assert.match(empty.page.text, /Select a PDF or a Word document, or write the paper below/)
  const wrong = await post(send, { body: '', file: { fileName: 'budget.pdf', bytes: Buffer.from('not a pdf') } }, nurse)
  assert.equal(wrong.status, 400)
  const later = await service.on('2026-12-05T10:00:00Z')
  const file = { fileName: 'budget.pdf', bytes: await pdfOf(2) }
  assert.equal((await later.post(send, { body: '', file }, nurse)).status, 303)
  assert.equal((await later.post(send, { body: 'Again' }, nurse)).status, 400)
  const shown = await later.get(`/meetings/${reference}`)
  assert.match(shown.page.text, /Budget Late ?Late, received 5 December 2026 at 10:00am/)
  const download = await later.get(`/papers/${paper.reference}/file`, outside)
  assert.equal(download.headers['content-type'], 'application/pdf')
  assert.deepEqual(download.body, file.bytes)
})

test('the pack is one PDF with pages, bookmarks, tags, language and marking; marked papers are not everybody’s', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  const reference = await arranged(service, groups.quality)
  const item = await itemOf(service, /Minutes of the last/)
  const page = `/meetings/${reference}/agenda/${item}/paper`
  const body = '# What we found\n\nFirst paragraph with *stars* and #let x = 1.\n\n- one\n- two'
  assert.equal((await post(page, { ...ask, title: 'Written here', body })).status, 303)
  assert.equal(
    (await post(page, { ...ask, title: 'As sent', file: { fileName: 'a.pdf', bytes: await pdfOf(3) } })).status,
    303,
  )
  assert.equal(
    (await post(page, { ...ask, title: 'Secret', marking: 'OFFICIAL-SENSITIVE', body: 'Hidden words' })).status,
    303,
  )
  const read = async (bytes: Buffer) => {
    const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise
    const texts: string[] = []
    for (let number = 1; number <= pdf.numPages; number++) {
      const content = await (await pdf.getPage(number)).getTextContent()
      texts.push(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
    }
    return { pdf, texts }
  }
  const whole = await get(`/meetings/${reference}/pack.pdf`)
  assert.equal(whole.headers['content-type'], 'application/pdf')
  const { pdf, texts } = await read(whole.body)
  const sent = texts.findIndex((text) => text.includes('Sent page 1'))
  assert.match(texts[sent - 1] ?? '', /Item 2: As sent/)
  assert.match(texts[sent + 2] ?? '', /Sent page 3/)
  assert.match(texts[0] ?? '', new RegExp(`Item 2: As sent, page ${sent}\\b`))
  const secret = texts.findIndex((text) => /Hidden words/.test(text))
  assert.equal(secret, sent + 3, 'the next paper follows what was sent')
  assert.match(texts[0] ?? '', new RegExp(`Item 2: Secret, page ${secret + 1}\\b`))
  for (const [index, text] of texts.entries()) {
    assert.ok(text.includes(`Page ${index + 1} of ${texts.length}`), `page ${index + 1} is numbered`)
    assert.equal(text.split('OFFICIAL-SENSITIVE').length - 1 >= 2, true, `page ${index + 1} is marked twice`)
  }
  const outline = await pdf.getOutline()
  assert.match(JSON.stringify(outline.map((each) => each.title)), /Agenda.*Item 2: Written here.*Item 2: As sent/)
  assert.deepEqual(
    await pdf.getPageLabels(),
    texts.map((_text, index) => String(index + 1)),
  )
  const { info } = await pdf.getMetadata()
  assert.equal((info as { Title?: string }).Title, 'Quality Group: Extraordinary')
  assert.equal((info as { Language?: string }).Language, 'en-GB')
  assert.equal((await pdf.getMarkInfo())?.['Marked'], true)
  assert.ok(texts.some((text) => text.includes('First paragraph with *stars* and #let x = 1.')))
  assert.ok(await (await pdf.getPage(1)).getStructTree())

  const open = await read((await get(`/meetings/${reference}/pack.pdf`, outside)).body)
  assert.ok(!open.texts.some((text) => /Hidden words|Secret|OFFICIAL-SENSITIVE/.test(text)))
  assert.doesNotMatch((await get(`/meetings/${reference}`, outside)).page.text, /Secret/)
  assert.match((await get(`/meetings/${reference}`, nurse)).page.text, /Secret/)
  assert.equal((await get(`/meetings/${reference}/pack.pdf`, medway)).status, 404)
})
