import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { installation } from '#platform/actor.ts'
import { sessionCookie, webServer } from '#platform/http.ts'
import { templates } from '#platform/views.ts'
import { testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import type { GroupExtras } from '../group-extras.ts'
import { partnershipsModule } from '../module.ts'
import { readPack } from '../pack.ts'
import { findPartnership } from '../partnership-store.ts'
import { packFolders, partnershipsDb } from '../testing.ts'

test('every group of a pack has its page, with a row for each seat', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  for (const pack of packFolders.map(readPack)) {
    const { slug } = pack.partnership
    const { page: list } = await get(`/partnerships/${slug}/groups`)
    assert.equal(list.getAllByRole('row').length - 1, pack.groups.length, slug)
    for (const group of pack.groups) {
      const { status, page } = await get(`/partnerships/${slug}/groups/${group.slug}`)
      assert.equal(status, 200, group.slug)
      assert.ok(page.getByRole('heading', { level: 1, name: group.name }))
      assert.equal(page.document.querySelectorAll('.gt-seats tbody tr').length, group.seats.length, group.slug)
    }
  }
})

test('a vacancy is shown in words, as it is printed', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst', partnership: 'medway' })
  const { page } = await get('/partnerships/medway/groups/mscp-case-file-audit')
  const row = page.getByText('Deputy chair').closest('tr')
  assert.match(row?.textContent ?? '', /Vacant \(printed: TBC\)/)
  assert.match(page.text, /16 filled, 1 vacant seat/)
  const { page: list } = await get('/partnerships/medway/groups')
  const inList = list.getByRole('link', { name: 'Multi-Agency Case File Audit' }).closest('tr')
  assert.match(inList?.textContent ?? '', /16 filled\s+1 vacant seat/)
})

test('a holder is named with date and document; the printed spelling is kept with its note', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst', partnership: 'medway' })
  const { page } = await get('/partnerships/medway/groups/mscp-executive-group')
  const nurse = page.getByText('Chief Nurse', { selector: 'td' }).closest('tr')
  assert.match(
    nurse?.textContent.replaceAll(/\s+/g, ' ') ?? '',
    /Paul Lumsdon as at December 2024, Medway Safeguarding/,
  )
  assert.match(page.text, /September 2024-September 2025: Assistant Chief Constable, Kent Police/)
  const { page: lessons } = await get('/partnerships/medway/groups/mscp-learning-lessons')
  assert.match(lessons.text, /Principle Social Worker ?Printed "Principle"; the usual spelling is "Principal"\./)
})

test('a group was called otherwise before, and says when', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/groups/kscmp-executive')
  const called = page.getByRole('heading', { name: 'Called' }).closest('section')
  assert.match(
    called?.textContent.replaceAll(/\s+/g, ' ') ?? '',
    /KSCMP Executive as at December 2024.*Executive Board as at March 2022/,
  )
})

test('a group that both own names the other and leads to the same group there', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/groups/joint-exploitation')
  assert.match(page.text, /Owned jointly by KSCMP, MSCP and Kent and Medway Safeguarding Adults Board\./)
  const link = page.getByRole('link', { name: 'The same group as Medway Safeguarding Children Partnership sees it' })
  assert.equal(link.getAttribute('href'), '/partnerships/medway/groups/joint-exploitation')
})

test('silence of a source is said, and is no zero', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  const { page } = await get('/partnerships/kent/groups/kscmp-learning-and-improvement')
  const seats = page.getByRole('heading', { name: 'Seats' }).nextElementSibling
  assert.equal(seats?.textContent.trim(), 'Not stated in the source')
})

test('a group of another partnership is not found under this one', async (t) => {
  const { get } = await site(t, await partnershipsDb(t), { role: 'analyst' })
  assert.equal((await get('/partnerships/kent/groups/mscp-executive-group')).status, 404)
  assert.equal((await get('/partnerships/kent/groups/no-such-group')).status, 404)
})

/** The module alone, with something handed over, as an analyst of Kent sees it. */
async function withExtras(t: TestContext, groupExtras: GroupExtras): Promise<(url: string) => Promise<string>> {
  const db = await partnershipsDb(t)
  const kent = await findPartnership(db, 'kent')
  assert.ok(kent)
  const actor = installation({ id: kent.id, slug: 'kent', name: 'KSCMP' }, ['partnerships.read'])
  const app = await webServer({
    templates: templates(),
    stylesheet: { href: '/assets/app.css', css: '' },
    whoIs: () => Promise.resolve({ actor, csrfToken: 'token', steppedUpAt: null, endsAt: testClock.now() }),
    chrome: () => ({ serviceName: 'Goldenthread', colour: '#1d3557', isDemonstration: false }),
    doors: [],
    permissions: new Set(['partnerships.read', 'partnerships.arrange']),
    production: false,
    now: () => testClock.now(),
  })
  t.after(() => app.close())
  await app.register(partnershipsModule, {
    db,
    clock: testClock,
    isDemonstration: false,
    publicUrl: 'http://localhost',
    groupExtras,
  })
  return async (url) => {
    const { statusCode, body } = await app.inject({ url, cookies: { [sessionCookie(false)]: 'any' } })
    assert.equal(statusCode, 200)
    return body
  }
}

test('what another module hands over stands on the page of a group of one’s own partnership only', async (t) => {
  const asked: string[] = []
  const get = await withExtras(t, (actor, groupId) => {
    asked.push(`${actor.partnershipSlug} ${groupId}`)
    const empty = { heading: 'Decisions', items: [], empty: 'No decision is with this group.' }
    const items = [{ text: 'More <children>', href: '/warnings/KSCMP-WRN-2026-001', tag: 'Act' }]
    return Promise.resolve([{ heading: 'Early warnings given to this group', items, empty: '' }, empty])
  })
  const own = await get('/partnerships/kent/groups/joint-exploitation')
  assert.match(own, /Early warnings given to this group/)
  assert.match(own, /href="\/warnings\/KSCMP-WRN-2026-001">More &lt;children&gt;<\/a>/)
  assert.match(own, /No decision is with this group\./)
  assert.doesNotMatch(await get('/partnerships/medway/groups/joint-exploitation'), /Early warnings given/)
  assert.equal(asked.length, 1)
  assert.match(asked[0] ?? '', /^kent [0-9a-f-]{36}$/)
})
