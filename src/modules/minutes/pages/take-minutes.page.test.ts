import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { minutesWorld } from '../testing.ts'

const line = (id: string, itemId: string, text: string, version = 0) => ({
  [`line-${id}`]: text,
  [`version-${id}`]: String(version),
  [`item-${id}`]: itemId,
})
const chair = { role: 'group-chair', organisation: 'Shared Police' }

test('it asks for the minutes of each item, and saves them as a plain form', async (t) => {
  const { get, post, addMeeting, db } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const { page } = await get(`/meetings/${reference}/minutes/take`)
  const box = page.getByLabelText<HTMLTextAreaElement>('New line of Neglect audit')
  const id = box.id.slice('line-'.length)
  const answer = await post(`/meetings/${reference}/minutes/take`, line(id, items[0] ?? '', 'The audit was read.'))
  assert.equal(answer.status, 303)
  assert.equal(answer.location, `/meetings/${reference}/minutes?done=saved`)
  const { page: shown } = await get(answer.location)
  assert.ok(shown.getByText('The audit was read.'))
  const { minutes_state: state } = await db
    .selectFrom('meetings.meeting')
    .select('minutes_state')
    .executeTakeFirstOrThrow()
  assert.equal(state, 'draft')
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'minutes.lines-saved')
    .select('details')
    .executeTakeFirstOrThrow()
  assert.deepEqual(event.details, { lines: [{ id, state: 'saved', version: 1 }] })
})

test('a line that is too long is explained, kept, and not saved', async (t) => {
  const { post, addMeeting, db } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const id = randomUUID()
  const text = 'a'.repeat(8_001)
  const { status, page } = await post(`/meetings/${reference}/minutes/take`, line(id, items[0] ?? '', text))
  assert.equal(status, 400)
  assert.match(page.title, /^Error: /)
  const link = page.getByRole('link', { name: 'A line must be 8,000 characters or fewer' })
  assert.equal(link.getAttribute('href'), `#line-${id}`)
  assert.equal(page.document.querySelector<HTMLTextAreaElement>(`#line-${id}`)?.value, text)
  assert.deepEqual(await db.selectFrom('minutes.line').select('id').execute(), [])
})

test('the same line sent twice is one line, and a change on an older wording keeps both until they are merged', async (t) => {
  const { get, post, addMeeting, db, offices, persons } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const [item = ''] = items
  const id = randomUUID()
  const take = `/meetings/${reference}/minutes/take`
  await post(take, line(id, item, 'First'))
  await post(take, line(id, item, 'First'))
  await post(take, line(id, item, 'Second, by the manager', 1))
  // The chair had the page open since the first wording.
  const clashed = await post(take, line(id, item, 'Second, by the chair', 1), chair)
  assert.equal(clashed.location, take)
  // A lost answer makes the chair's browser send it again: it is still one other wording.
  await post(take, line(id, item, 'Second, by the chair', 1), chair)
  assert.equal((await db.selectFrom('minutes.line').select('id').execute()).length, 1)
  const { page } = await get(take, chair)
  const merge = page.getByRole('link', { name: /^Merge: Carol Chair wrote on/ }).getAttribute('href') ?? ''
  const { page: both } = await get(merge, chair)
  // The wording of the manager stands in the line and in the box; the chair's stands beside it.
  assert.equal(both.getAllByText('Second, by the manager').length, 2)
  assert.ok(both.getByText('Second, by the chair'))
  const empty = await post(merge, { text: '', version: '2' }, chair)
  assert.equal(empty.status, 400)
  assert.ok(empty.page.getByRole('link', { name: 'Enter the line as it should read' }))
  const stale = await post(merge, { text: 'Both', version: '1' }, chair)
  assert.equal(stale.status, 409)
  assert.equal(stale.page.getByLabelText<HTMLTextAreaElement>('The line as it should read').value, 'Both')
  assert.equal((await post(merge, { text: 'Second, by both', version: '2' }, chair)).status, 303)
  const { text, version } = await db.selectFrom('minutes.line').select(['text', 'version']).executeTakeFirstOrThrow()
  assert.deepEqual([text, version], ['Second, by both', 3])
  const wordings = await db.selectFrom('minutes.line_wording').select('text').orderBy('version').execute()
  assert.deepEqual(
    wordings.map((each) => each.text),
    ['First', 'Second, by the manager', 'Second, by both'],
  )
  assert.equal((await get(merge, chair)).status, 404)
  assert.ok(offices['Carol Chair'] && persons['Carol Chair'])
})

test('an emptied line is taken out of the minutes and its wordings stay', async (t) => {
  const { get, post, addMeeting, db } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const id = randomUUID()
  await post(`/meetings/${reference}/minutes/take`, line(id, items[0] ?? '', 'A slip'))
  await post(`/meetings/${reference}/minutes/take`, line(id, items[0] ?? '', '', 1))
  assert.equal((await get(`/meetings/${reference}/minutes`)).page.queryByText('A slip'), null)
  assert.equal((await db.selectFrom('minutes.line_wording').select('text').execute()).length, 2)
})

test('it refuses whoever neither chairs the group nor belongs to the team', async (t) => {
  const { get, post, addMeeting, db } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const take = `/meetings/${reference}/minutes/take`
  assert.equal((await get(take, { role: 'group-member' })).status, 403)
  assert.equal((await get(take, { role: 'group-chair', organisation: 'Kent Hospital' })).status, 403)
  const sent = await post(take, line(randomUUID(), items[0] ?? '', 'No'), {
    role: 'group-chair',
    organisation: 'Kent Hospital',
  })
  assert.equal(sent.status, 403)
  assert.deepEqual(await db.selectFrom('minutes.line').select('id').execute(), [])
})

test('another partnership knows nothing of it, except of a group that it owns as well', async (t) => {
  const { get, post, addMeeting, groups } = await minutesWorld(t)
  const medway = { role: 'business-manager', partnership: 'medway' }
  const own = await addMeeting()
  assert.equal((await get(`/meetings/${own.reference}/minutes`, medway)).status, 404)
  assert.equal((await get(`/meetings/${own.reference}/minutes/take`, medway)).status, 404)
  const joint = await addMeeting({ group: groups.joint, title: 'Joint group' })
  const id = randomUUID()
  const sent = await post(
    `/meetings/${joint.reference}/minutes/take`,
    line(id, joint.items[0] ?? '', 'From Medway'),
    medway,
  )
  assert.equal(sent.status, 303)
  assert.ok((await get(`/meetings/${joint.reference}/minutes`)).page.getByText('From Medway'))
})

test('what is OFFICIAL-SENSITIVE is minuted for those who sit in the group, and marked', async (t) => {
  const { get, post, addMeeting } = await minutesWorld(t)
  const { reference, items } = await addMeeting({
    items: [{ title: 'Open business' }, { title: 'Staffing', marking: 'OFFICIAL-SENSITIVE' }],
  })
  const id = randomUUID()
  await post(`/meetings/${reference}/minutes/take`, line(id, items[1] ?? '', 'Said in confidence'), chair)
  const inside = await get(`/meetings/${reference}/minutes`, chair)
  assert.ok(inside.page.getByText('Said in confidence'))
  assert.equal(inside.page.getAllByText('OFFICIAL-SENSITIVE').length, 3)
  const outside = await get(`/meetings/${reference}/minutes`, { role: 'group-member' })
  assert.equal(outside.status, 200)
  assert.equal(outside.page.queryByText('Said in confidence'), null)
  assert.equal(outside.page.queryByText(/Staffing/), null)
})

test('the script is answered with the time, the new wordings and the lines of others', async (t) => {
  const { post, addMeeting, persons } = await minutesWorld(t)
  const { reference, items } = await addMeeting()
  const [item = ''] = items
  const [mine, others] = [randomUUID(), randomUUID()]
  await post(`/meetings/${reference}/minutes/take`, line(others, item, 'By the chair'), chair)
  const save = `/meetings/${reference}/minutes/lines`
  const { body } = await post(save, { person: persons['Mary Manager'] ?? '', ...line(mine, item, 'By me') })
  const answer = JSON.parse(body.toString()) as { at: string; saved: unknown[]; lines: { id: string }[] }
  assert.equal(answer.at, '10:00')
  assert.deepEqual(answer.saved, [{ id: mine, state: 'saved', version: 1, text: 'By me', merge: null }])
  assert.deepEqual(
    answer.lines.map(({ id }) => id),
    [others, mine],
  )
  // What somebody else typed at this computer is not saved under this name.
  const wrong = await post(save, { person: persons['Carol Chair'] ?? '', ...line(randomUUID(), item, 'Not mine') })
  assert.equal(wrong.status, 409)
})
