import assert from 'node:assert/strict'
import { test } from 'node:test'
import { site } from '#test/support/site.ts'
import { partnershipsDb } from '../testing.ts'

test('the arrangements on one page: purpose, vision, partners, objectives, structure, agencies, documents', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { status, page } = await get('/partnerships/kent')
  assert.equal(status, 200)
  assert.equal(page.title, 'Kent Safeguarding Children Multi-agency Partnership - Goldenthread for KSCMP')
  for (const heading of ['Purpose', 'Vision', 'Safeguarding partners', 'Structure', 'Agencies', 'Source documents']) {
    assert.ok(page.getByRole('heading', { name: heading, level: 2 }), heading)
  }
  assert.match(page.text, /Safeguard and promote the welfare of children and young people/)
  assert.match(page.text, /Protect children from harm and from the risk of being harmed/)
  assert.ok(page.getByRole('heading', { name: 'KSCMP Executive: objectives' }))
  assert.ok(page.getByText('The public have confidence in our safeguarding arrangements to keep children safe'))
})

test('a published name always carries its date and document, and earlier holders are kept', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent')
  const names = [...page.document.querySelectorAll('.gt-office strong')]
  assert.ok(names.length >= 12, String(names.length))
  for (const name of names) {
    assert.match(name.nextElementSibling?.textContent ?? '', /as at .*\d{4}, .{20}/, name.textContent)
  }
  assert.match(page.text, /Tim Smith as at December 2024, Medway Safeguarding Children Partnership, Multi-Agency/)
  const earlier = page.getByText('Alan Pughsley').closest('details')
  assert.equal(earlier?.querySelector('summary')?.textContent.trim(), 'Named earlier (1)')
  assert.match(page.text, /Independent Scrutineer, .* No holder is named/)
})

test('the structure is drawn, and stands as a nested list with the same groups and joint groups in words', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'scrutineer' })
  const { page } = await get('/partnerships/kent/structure')
  const [drawing] = page.document.querySelectorAll('svg.gt-chart--structure')
  assert.ok(drawing?.querySelector('title')?.textContent.includes('KSCMP'))
  const list = [...page.document.querySelectorAll('.gt-tree a')].map((link) => link.getAttribute('href'))
  const drawn = [...(drawing?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))
  assert.equal(drawn.length, 12)
  assert.equal(list.length, 14)
  assert.deepEqual(
    drawn.filter((href) => !list.includes(href)),
    [],
  )
  const joint = page
    .getAllByRole('link', { name: 'Policy and Procedures Group' })
    .find((link) => link.closest('.gt-tree') !== null)
  assert.match(joint?.parentElement?.textContent ?? '', /Joint with MSCP/)
  assert.match(joint?.parentElement?.textContent ?? '', /Its place here is worked out/)
  const executive = page
    .getAllByRole('link', { name: 'KSCMP Executive' })
    .find((link) => link.closest('.gt-tree .gt-tree') !== null)
  assert.ok(executive, 'the Executive stands under the lead safeguarding partners')
})

test('agencies stand by category with the group that speaks for them', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent')
  const section = page.getByRole('heading', { name: /^District councils \(12\)/ }).closest('section')
  assert.match(section?.textContent ?? '', /Represented by the District Council Safeguarding Group/)
  assert.equal(section?.querySelectorAll('li').length, 12)
})

test('lists the partnerships of this installation, mine first', async (t) => {
  const { get } = await site(t, await partnershipsDb(t))
  const names = async (partnership: string) => {
    const { page } = await get('/partnerships', { role: 'analyst', partnership })
    return page.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent.trim().split(' ')[0])
  }
  assert.deepEqual(await names('kent'), ['Kent', 'Medway'])
  assert.deepEqual(await names('medway'), ['Medway', 'Kent'])
})

test('another partnership’s arrangements are public to everybody who is signed in', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'data-lead', organisation: 'Kent County' })
  for (const url of ['/partnerships/medway', '/partnerships/medway/structure', '/partnerships/medway/groups']) {
    const { status, page } = await get(url)
    assert.equal(status, 200, url)
    assert.match(page.title, /Goldenthread for KSCMP$/)
  }
})

test('asks to sign in, and knows no partnership of another name', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const urls = ['', '/structure', '/groups', '/groups/kscmp-executive', '/agencies']
  for (const url of urls) {
    const stranger = await get(`/partnerships/kent${url}`, null)
    assert.equal(stranger.status, 303, url)
    assert.equal(stranger.location, `/sign-in?next=${encodeURIComponent(`/partnerships/kent${url}`)}`)
    const { status, page } = await get(`/partnerships/essex${url}`)
    assert.equal(status, 404, url)
    assert.equal(page.title, 'Page not found - Goldenthread for KSCMP')
  }
})
