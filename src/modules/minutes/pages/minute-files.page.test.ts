import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { minutesWorld } from '../testing.ts'

const chair = { role: 'group-chair', organisation: 'Shared Police' }
const member = { role: 'group-member' }
const medway = { role: 'business-manager', partnership: 'medway' }

async function read(bytes: Buffer) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent()
    texts.push(content.items.map((each) => ('str' in each ? each.str : '')).join(' '))
  }
  const outline = (await pdf.getOutline()) ?? []
  const { info } = await pdf.getMetadata()
  return { text: texts.join(' '), headings: outline.map(({ title }) => title), info: info as Record<string, unknown> }
}

test('minutes leave as Word and as a tagged PDF with their headings, and the marking stands in the file’s name', async (t) => {
  const { get, post, addMeeting } = await minutesWorld(t)
  const { reference, items } = await addMeeting({
    items: [{ title: 'Neglect audit' }, { title: 'One child’s case', marking: 'OFFICIAL-SENSITIVE' }],
  })
  const base = `/meetings/${reference}/minutes`
  assert.equal((await get(`${base}/file/pdf`)).status, 404, 'nothing is minuted yet')
  const [open, closed] = [randomUUID(), randomUUID()]
  await post(`${base}/take`, {
    [`line-${open}`]: 'Ten cases were read; *none* of them #twice.',
    [`item-${open}`]: items[0] ?? '',
    [`version-${open}`]: '0',
    [`line-${closed}`]: 'In confidence.',
    [`item-${closed}`]: items[1] ?? '',
    [`version-${closed}`]: '0',
  })
  const { page } = await get(base)
  assert.equal(page.getByRole('link', { name: 'Word file' }).getAttribute('href'), `${base}/file/docx`)
  const href = page.getByRole('link', { name: 'PDF' }).getAttribute('href') ?? ''
  const whole = await get(href)
  assert.equal(whole.headers['content-type'], 'application/pdf')
  assert.match(
    String(whole.headers['content-disposition']),
    new RegExp(`minutes-${reference}-OFFICIAL-SENSITIVE\\.pdf`),
  )
  const { text, headings, info } = await read(whole.body)
  assert.equal(info['Title'], 'Minutes: Scrutiny group')
  assert.equal(info['Language'], 'en-GB')
  assert.deepEqual(headings, ['1. Neglect audit', '2. One child’s case (OFFICIAL-SENSITIVE)'])
  assert.match(text, /Ten cases were read; \*none\* of them #twice\..*In confidence\./)
  assert.match(text, /This is a draft, which the group has not agreed/)
  // Who does not sit in the group has the same file without what is marked, and its name says so.
  const open2 = await get(href, member)
  assert.match(String(open2.headers['content-disposition']), /-OFFICIAL\.pdf/)
  assert.doesNotMatch((await read(open2.body)).text, /In confidence|One child|OFFICIAL-SENSITIVE/)
  assert.equal((await get(href, medway)).status, 404)
  assert.equal((await get(`${base}/file/odt`)).status, 404)
  assert.equal((await get(`${base}/file/published.pdf`)).status, 404, 'it is not published')

  const agree = { way: 'circulation', agreedOn: '22 November 2026', note: '', version: '1' }
  assert.equal((await post(`${base}/agree`, agree, chair)).status, 303)
  assert.equal((await post(`${base}/publish`, { names: 'no', version: '2' })).status, 303)
  const published = (await get(`${base}/published`)).page.getByRole('link', { name: 'PDF' }).getAttribute('href') ?? ''
  const file = await get(published)
  assert.match(String(file.headers['content-disposition']), /-published\.pdf/)
  const seen = await read(file.body)
  assert.match(seen.text, /Ten cases were read/)
  assert.doesNotMatch(seen.text, /In confidence|One child|OFFICIAL/)
})
