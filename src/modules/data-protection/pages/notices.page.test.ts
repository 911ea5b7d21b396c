import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataProtectionPaths as paths } from '../paths.ts'
import { administrator, analyst, medwayManager, small } from '../testing.ts'

test('anybody reads the privacy notice: who is controller, the law, rights, retention and where to complain', async (t) => {
  const { get } = await small(t)
  const { status, page } = await get(paths.privacy('kent'), null)
  assert.equal(status, 200)
  assert.equal(page.getByRole('heading', { level: 1 }).textContent, 'Privacy notice')
  for (const words of [
    /is not a legal person/,
    /Art 6\(1\)\(e\) public task/,
    /Art 6\(1\)\(c\) legal obligation/,
    /Art 9\(2\)\(g\).*Sch 1 Part 2 para 18/,
    /35 years after the review is published/,
    /have a copy \(Art 15\)/,
    /Not yet reviewed by the partnership/,
  ])
    assert.match(page.text, words)
  assert.match(
    page.getByRole('link', { name: /make-a-complaint/ }).getAttribute('href') ?? '',
    /^https:\/\/ico\.org\.uk/,
  )
  assert.equal((await get(paths.privacy('nowhere'), null)).status, 404)
})

test('anybody reads the accessibility statement, with its status, what is known, enforcement and its date', async (t) => {
  const { get } = await small(t)
  const { page } = await get(paths.accessibility('kent'), null)
  for (const words of [
    /partially compliant with the Web Content Accessibility Guidelines \(WCAG\) version 2\.2, level AA/,
    /Files that agencies upload/,
    /Equality and Human Rights Commission/,
    /Prepared on 22 November 2026/,
  ])
    assert.match(page.text, words)
  assert.equal((await get(paths.accessibility('x'), null)).status, 404)
})

test('both are linked at the foot of every page, for those signed in and for strangers', async (t) => {
  const { get } = await small(t)
  const footer = async (who: { role: string } | null) =>
    [...(await get('/about', who)).page.document.querySelectorAll('footer a')].map((link) => link.getAttribute('href'))
  assert.ok((await footer(null)).includes('/notices'))
  const own = await footer(analyst)
  for (const href of [paths.privacy('kent'), paths.accessibility('kent'), paths.home()])
    assert.ok(own.includes(href), href)
  assert.ok(!(await footer({ role: 'data-lead' })).includes(paths.home()))
  const { page } = await get(paths.notices(), null)
  assert.equal(
    page.getByRole('link', { name: 'Privacy notice of Medway partnership' }).getAttribute('href'),
    paths.privacy('medway'),
  )
})

test('a partnership puts in its own words and its own record of processing; another one’s stay as they are', async (t) => {
  const { get, post } = await small(t)
  assert.equal((await get(paths.changeNotice(), analyst)).status, 403)
  const shown = (await get(paths.changeNotice())).page
  const contact = shown.getByRole('textbox', { name: 'How to reach the team about personal data' })
  assert.match(contact.textContent ?? '', /has not yet put its address here/)
  const words = {
    version: '0',
    controller: '',
    contact: 'Write to <b>kent@example.org</b>',
    officer: '',
    accessibilityContact: '',
    accessibilityKnown: 'One old map\nAn old film',
  }
  assert.equal((await post(paths.changeNotice(), words, administrator)).location, paths.privacy('kent'))
  const { page } = await get(paths.privacy('kent'), null)
  assert.match(page.text, /Write to <b>kent@example\.org<\/b>/)
  assert.match(page.text, /Last reviewed on 22 November 2026/)
  assert.match(page.text, /is not a legal person/, 'an empty field goes back to the shipped words')
  assert.match((await get(paths.accessibility('kent'), null)).page.text, /One old map.*An old film/)
  assert.match((await get(paths.privacy('medway'), null)).page.text, /Not yet reviewed/)
  assert.equal((await post(paths.changeNotice(), words)).status, 409)

  const record = {
    version: '0',
    controllers: 'Kent Council alone',
    processors: '',
    recipients: 'The police\nThe board',
    note: '',
  }
  assert.equal((await post(paths.changeProcessing('people'), record)).status, 303)
  assert.match((await get(paths.processing(), analyst)).page.text, /Kent Council alone.*The police and The board/)
  assert.match((await get(paths.privacy('kent'), null)).page.text, /Controllers: Kent Council alone/)
  assert.doesNotMatch((await get(paths.processing(), medwayManager)).page.text, /Kent Council alone/)
  assert.equal((await get(paths.changeProcessing('nothing'))).status, 404)
})
