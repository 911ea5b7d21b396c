import assert from 'node:assert/strict'
import { test } from 'node:test'
import { site, type Page } from '#test/support/site.ts'
import { packFolders, partnershipsDb } from '../testing.ts'
import { readPack } from '../pack.ts'

const names = (page: Page) => page.queryAllByRole('heading', { level: 3 }).map((heading) => heading.textContent.trim())
const entry = (page: Page, name: string) =>
  page.getByRole('heading', { level: 3, name }).closest('.gt-agency')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

test('lists every agency of the pack with its standing in words', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/agencies')
  const [kent] = packFolders.map(readPack)
  assert.equal(names(page).length, kent?.agencies.length)
  assert.match(page.getByRole('status').textContent, /^43 agencies$/)
  const fire = entry(page, 'Kent Fire and Rescue Service')
  assert.match(fire, /Relevant agency: Not stated in the source/)
  assert.match(fire, /Section 11 body: Not stated in the source/)
  assert.match(fire, /Represented by the Scrutiny, Assurance and Audit Sub-group/)
  assert.match(entry(page, 'Kent Police'), /Also serves MSCP: one organisation/)
  assert.match(entry(page, 'Kent Police'), /Safeguarding partner: Yes ?Relevant agency: No ?Section 11 body: Yes/)
})

test('finds by part of a name and by any other name that a source uses', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/agencies?name=clinical+commissioning')
  assert.deepEqual(names(page), ['NHS Kent and Medway Integrated Care Board'])
  assert.equal(page.getByRole('textbox', { name: /Name/ }).getAttribute('value'), 'clinical commissioning')
  assert.equal(page.getByRole('status').textContent, '1 of 43 agencies')
  const { page: lower } = await get('/partnerships/kent/agencies?name=kcc')
  assert.ok(names(lower).includes('Kent County Council'))
})

test('filters by category and by sector together', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/agencies?category=Other+agencies&sector=probation')
  assert.deepEqual(names(page), ['Probation Service'])
  const category = page.getByRole('combobox', { name: 'Category in the source' })
  assert.equal(category.querySelector('option[selected]')?.textContent.trim(), 'Other agencies')
})

test('says what to do when nothing fits, and takes odd addresses calmly', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/agencies?name=%25')
  assert.deepEqual(names(page), [])
  assert.match(page.text, /No agency fits/)
  assert.equal(page.getAllByRole('link', { name: 'show all' })[0]?.getAttribute('href'), '/partnerships/kent/agencies')
  const { status, page: all } = await get('/partnerships/kent/agencies?name=a&name=b&sector[]=x')
  assert.equal(status, 200)
  assert.equal(names(all).length, 43)
})
