import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingPaths } from '../paths.ts'
import { world } from '../testing.ts'

const chair = { role: 'group-chair' }
const outside = { role: 'group-member' }
const medway = { role: 'business-manager', partnership: 'medway' }

test('a matter is closed with a reason that is kept when it is too long, and can be opened again', async (t) => {
  const service = await world(t)
  const { get, post, db } = service
  const matter = {
    title: 'Waiting lists',
    purpose: 'decide',
    marking: 'OFFICIAL',
    presenter: '',
    minutes: '',
    summary: '',
    dueOn: '',
    meeting: '',
  }
  const { location } = await post(meetingPaths.addMatter('quality'), matter)
  const version = async () =>
    (await get(location)).page.document.querySelector<HTMLInputElement>('input[name=version]')?.value ?? ''
  const long = 'Because. '.repeat(150)
  const wrong = await post(`${location}/close`, { reason: long, version: await version() })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('link', { name: /^Reason must be 1,000/ }).getAttribute('href'), '#closeReason')
  assert.equal(wrong.page.getByLabelText<HTMLTextAreaElement>('Why is it closed?').value, long.trim())
  assert.equal(wrong.page.getByLabelText<HTMLTextAreaElement>('Reason').value, '')
  const stale = await version()
  assert.equal((await post(`${location}/close`, { reason: 'Done', version: stale }, outside)).status, 403)
  assert.equal((await post(`${location}/close`, { reason: 'Done', version: stale })).status, 303)
  assert.equal((await post(`${location}/close`, { reason: 'Done again', version: stale })).status, 409)
  const { page } = await get(location)
  assert.match(page.text, /Closed: Done/)
  const open = page.getByRole('button', { name: 'Open it again' }).closest('form')?.getAttribute('action') ?? ''
  assert.equal((await post(open, { version: await version() }, medway)).status, 404)
  assert.equal((await post(open, { version: await version() }, outside)).status, 403)
  assert.equal((await post(open, { version: await version() }, chair)).status, 303)
  assert.equal((await post(open, { version: '1' }, chair)).status, 303)
  const row = await db.selectFrom('meetings.matter').select(['state', 'closed_reason']).executeTakeFirstOrThrow()
  assert.deepEqual(row, { state: 'open', closed_reason: null })
})
