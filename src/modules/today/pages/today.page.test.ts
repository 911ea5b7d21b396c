import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { everyRole } from '#modules/identity/public.ts'
import { peoplePaths } from '#modules/people/paths.ts'
import { openLists } from '#modules/people/public.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import { site } from '#test/support/site.ts'
import { todayPaths } from '../paths.ts'
import { town } from '../testing.ts'

const at = (date: string): Clock => fixedClock(`${date}T10:00:00Z`)
const pat = { role: 'agency-administrator', partnership: 'kent', organisation: 'Police' }

/** Pat looks after the offices of the police in both partnerships and of a school in Kent; each owes a confirmed list. */
async function threeLists(t: TestContext) {
  const invented = await town(t)
  const role = 'agency-administrator'
  await invented.add({
    name: 'Pat',
    office: 'Staff officer',
    organisation: 'Police',
    role,
    partnerships: ['kent', 'medway'],
  })
  await invented.add({ name: 'Pat', office: 'Governor', organisation: 'School', role })
  await invented.add({ name: 'Nora', office: 'Nurse', organisation: 'Hospital', role: 'data-lead' })
  await openLists(invented.db, at('2026-11-20'))
  const on = (date: string) => site(t, invented.db, pat, at(date))
  return { ...invented, on }
}

const police = 'Confirm who holds Police’s offices'
const school = 'Confirm who holds School’s offices'

test('shows what is due from all of a person’s offices in every partnership, with whom it is for and by when', async (t) => {
  const { on } = await threeLists(t)
  const { get } = await on('2026-12-14')
  for (const url of [todayPaths.show(), todayPaths.front()]) {
    const { status, page } = await get(url)
    assert.equal(status, 200)
    assert.match(page.text, /3 things due from you/)
    assert.equal(page.getByRole('heading', { level: 1 }).textContent, 'Today')
    page.getByRole('heading', { level: 3, name: /^This week \(3 things\)/ })
    assert.match(page.text, /Due 18 December 2026, in 4 working days\s*For KENT, as Staff officer/)
    assert.match(page.text, /Due 18 December 2026, in 4 working days\s*For MEDWAY, as Staff officer/)
    assert.match(page.text, /Due 18 December 2026, in 4 working days\s*For KENT, as Governor/)
  }
})

test('the three lists: late, this week and later', async (t) => {
  const { on } = await threeLists(t)
  const headings = async (date: string) =>
    (await (await on(date)).get(todayPaths.show())).page
      .getAllByRole('heading', { level: 3 })
      .map((each) => each.textContent?.replace(/\s+/g, ' ').trim())
  assert.deepEqual(await headings('2026-11-23'), ['Later (3 things)'])
  assert.deepEqual(await headings('2026-12-18'), ['This week (3 things)'])
  assert.deepEqual(await headings('2026-12-19'), ['Late (3 things)'])
})

test('what belongs to the acting office is a link; another office is changed to first, and the page opens', async (t) => {
  const { db, on } = await threeLists(t)
  const { get, post } = await on('2026-12-14')
  const { page } = await get(todayPaths.show())
  const own = page.getByRole('button', { name: `Confirm: ${police}` })
  assert.match(own.getAttribute('href') ?? '', /^\/people\/lists\//)
  const button = page.getByRole('button', {
    name: `Confirm: ${school}, for KENT, as Governor; changes the office in which you act`,
  })
  const form = button.closest('form')
  assert.equal(form?.getAttribute('action'), '/acting')
  const field = (name: string) => form?.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
  const { id } = await db
    .selectFrom('identity.organisation')
    .where('name', '=', 'School')
    .select('id')
    .executeTakeFirstOrThrow()
  assert.equal(field('next'), peoplePaths.confirm(id))
  const changed = await post('/acting', { access: field('access'), next: field('next') })
  assert.equal(changed.status, 303)
  assert.equal(changed.location, peoplePaths.confirm(id))
  const session = await db.selectFrom('identity.session').select('access_id').executeTakeFirstOrThrow()
  assert.equal(session.access_id, field('access'))
})

test('is filtered by partnership and by kind; what is not there filters nothing', async (t) => {
  const { on } = await threeLists(t)
  const { get } = await on('2026-12-14')
  const medway = (await get(`${todayPaths.show()}?partnership=medway`)).page
  assert.match(medway.text, /1 thing due from you/)
  assert.doesNotMatch(medway.text, /as Governor/)
  medway.getByRole('link', { name: 'Show everything' })
  assert.equal(medway.getByRole<HTMLSelectElement>('combobox', { name: 'Partnership' }).value, 'medway')
  for (const query of [
    'partnership=surrey',
    'kind=<script>',
    'page=99',
    'page=-1',
    'partnership=kent&partnership=medway',
  ])
    assert.match((await get(`${todayPaths.show()}?${query}`)).page.text, /3 things due from you/, query)
})

test('what is done is owed no more, and then it says what comes next', async (t) => {
  const { db, on } = await threeLists(t)
  await db.updateTable('people.list_check').set({ confirmed_at: '2026-12-01T10:00:00Z' }).execute()
  const { get } = await on('2026-12-14')
  assert.match((await get(todayPaths.show())).page.text, /Nothing is due from you\. Next: no date is known yet/)
  const nora = await get(todayPaths.show(), { role: 'data-lead' })
  assert.match(nora.page.text, /Nothing is due from you\. Next: the quarter ends on 31 December 2026/)
})

test('another person’s lists are not shown, nor those of an office that is suspended', async (t) => {
  const { db, on } = await threeLists(t)
  const { get } = await on('2026-12-14')
  assert.doesNotMatch((await get(todayPaths.show(), { role: 'data-lead' })).page.text, /Confirm who holds/)
  const governor = await db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .where('office.title', '=', 'Governor')
    .select(['access.id', 'tenure.person_id as personId'])
    .executeTakeFirstOrThrow()
  await db
    .insertInto('identity.office_use')
    .values({ access_id: governor.id, person_id: governor.personId, suspended_at: '2026-12-01T00:00:00Z' })
    .onConflict((conflict) =>
      conflict.columns(['access_id', 'person_id']).doUpdateSet({ suspended_at: '2026-12-01T00:00:00Z' }),
    )
    .execute()
  assert.match((await get(todayPaths.show())).page.text, /2 things due from you/)
})

test('a session that an e-mailed link began alone opens nothing of another office either', async (t) => {
  const { db, on } = await threeLists(t)
  const { get } = await on('2026-12-14')
  await get(todayPaths.show())
  await db.updateTable('identity.session').set({ strength: 'link' }).execute()
  const { page } = await get(todayPaths.show())
  assert.match(page.text, /Nothing is due from you/)
  assert.equal(
    (await get(todayPaths.calendar())).location,
    `/step-up?next=${encodeURIComponent(todayPaths.calendar())}`,
  )
})

test('says since when things have changed: since the visit before this one, not the last click', async (t) => {
  const { db, on } = await threeLists(t)
  const heading = async (instant: string) => {
    const { get } = await site(t, db, pat, fixedClock(instant))
    return (await get(todayPaths.show())).page.getAllByRole('heading', { level: 2 }).at(-1)?.textContent
  }
  await on('2026-12-14')
  assert.equal(await heading('2026-12-14T10:00:00Z'), 'What has changed lately')
  assert.equal(await heading('2026-12-14T10:20:00Z'), 'What has changed lately')
  const since = 'What has changed since you were last here, on 14 December 2026 at 10:20am'
  assert.equal(await heading('2026-12-15T09:00:00Z'), since)
  assert.equal(await heading('2026-12-15T09:10:00Z'), since)
  assert.match((await heading('2026-12-16T09:10:00Z')) ?? '', /15 December 2026 at 9:10am$/)
})

test('every role has the page, with the choice of reminders and of calendars', async (t) => {
  const { db, add } = await town(t)
  for (const role of everyRole) await add({ name: `Sam ${role}`, office: role, organisation: 'Team', role })
  const { get } = await site(t, db, null, at('2026-12-14'))
  for (const role of everyRole) {
    const { status, page } = await get(todayPaths.show(), { role })
    assert.equal(status, 200, role)
    // An inspector reads what was chosen for the inspection, and owes nothing.
    if (role === 'inspector') continue
    page.getByRole('link', { name: 'How often you are reminded' })
    page.getByRole('link', { name: 'Your dates in your own calendar' })
  }
  const asked = await get(todayPaths.show(), null)
  assert.equal(asked.status, 303)
  assert.match(asked.location, /^\/sign-in/)
})

test('the business team is told when the calendar of working days has ended, others are not', async (t) => {
  const { db, add } = await town(t)
  await add({ name: 'Mary', office: 'Manager', organisation: 'Team', role: 'business-manager' })
  await add({ name: 'Ann', office: 'Lead', organisation: 'Police', role: 'data-lead' })
  const { get } = await site(t, db, null, at('2035-06-18'))
  const ended = /The calendar of working days ended on 31 December \d{4}/
  assert.match((await get(todayPaths.show(), { role: 'business-manager' })).page.text, ended)
  assert.doesNotMatch((await get(todayPaths.show(), { role: 'data-lead' })).page.text, ended)
})
