import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { minutesWorld, type World } from '../testing.ts'

const medway = { role: 'business-manager', partnership: 'medway' }
const chair = { role: 'group-chair', organisation: 'Shared Police' }

const decided = (group: string) => ({
  group,
  title: 'Pay for the helpline until March',
  reason: 'It could not wait',
  options: '',
  decidedBy: 'The chair, by mail',
  authority: 'chair',
  quorum: 'not said',
  dissent: '',
  decidedOn: '20 November 2026',
  lookQuestion: '',
  lookOn: '',
})

async function arrange({ post }: World, group: string, on: string): Promise<string> {
  const form = { group, kind: 'ordinary', title: '', on, startsAt: '10am', endsAt: 'midday', place: '', theme: '' }
  const answer = await post('/meetings/arrange', form)
  assert.equal(answer.status, 303, answer.page.text)
  return /\/meetings\/([^?]+)/.exec(answer.location)?.[1] ?? ''
}

/** Where decisions taken between meetings stand: the meeting, and what became of the item. */
const places = ({ db }: World) =>
  db
    .selectFrom('meetings.agenda_item as item')
    .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
    .where('item.title', 'like', 'Decided between meetings:%')
    .orderBy('m.starts_at')
    .select(['m.reference', 'item.outcome', 'item.marking'])
    .execute()

async function cancel({ get, post }: World, reference: string): Promise<void> {
  const { page } = await get(`/meetings/${reference}/cancel`)
  const version = page.document.querySelector<HTMLInputElement>('input[name=version]')?.value ?? ''
  const answer = await post(`/meetings/${reference}/cancel`, { reason: 'Snow', version })
  assert.equal(answer.status, 303, answer.page.text)
}

test('a decision taken between meetings waits for the next meeting, stands on its agenda once, and is minuted there', async (t) => {
  const world = await minutesWorld(t)
  const { get, post, groups, db } = world
  const { location } = await post('/decisions/record', decided(groups.scrutiny), chair)
  const decision = location.replace(/\?.*/, '')
  assert.match((await get(decision)).page.text, /Not minuted yet: it comes to the group’s next meeting by itself/)
  assert.deepEqual(await places(world), [], 'no meeting is planned yet')
  const matter = (await get(decision)).page.document.querySelector('a[href^="/matters/"]')
  assert.equal(matter?.textContent, 'Decided between meetings: Pay for the helpline until March')
  assert.match((await get(matter.getAttribute('href') ?? '')).page.text, /At the next meeting, by itself/)

  const first = await arrange(world, groups.scrutiny, '10/12/2026')
  const second = await arrange(world, groups.scrutiny, '10/3/2027')
  await arrange(world, groups.executive, '11/12/2026')
  assert.deepEqual(await places(world), [{ reference: first, outcome: 'open', marking: 'OFFICIAL' }])
  assert.match(
    (await get(`/meetings/${first}`)).page.text,
    /Decided between meetings: Pay for the helpline until March/,
  )

  // The first one does not take place: it goes on to the second, and stays there when a third is planned.
  await cancel(world, first)
  await arrange(world, groups.scrutiny, '10/6/2027')
  assert.deepEqual(
    (await places(world)).map(({ reference }) => reference),
    [first, second],
  )
  const { page } = await get(`/meetings/${second}/minutes/take`)
  assert.match(page.text, /Pay for the helpline until March.*It could not wait/)
  assert.equal(page.queryByText(/Minute here what was decided/), null, 'it is minuted by itself')
  const item = page.document.querySelector<HTMLElement>('[data-item]')?.dataset['item'] ?? ''
  const id = randomUUID()
  const line = { [`line-${id}`]: 'Welcome.', [`version-${id}`]: '0', [`item-${id}`]: item }
  assert.equal((await post(`/meetings/${second}/minutes/take`, line)).status, 303)
  assert.equal((await post(`/meetings/${second}/minutes/take`, line)).status, 303)
  assert.equal((await places(world)).at(-1)?.outcome, 'dealt-with')
  assert.match((await get(decision)).page.text, /Taken between meetings, minuted at\s*Scrutiny group/)
  const closed = await db
    .selectFrom('meetings.matter')
    .where('comes_next', '=', true)
    .select(['state', 'closed_reason'])
    .execute()
  assert.deepEqual(closed, [{ state: 'closed', closed_reason: `Minuted at ${second}` }])
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'minutes.decisions-minuted')
    .select('details')
    .execute()
  assert.deepEqual(
    events.map(({ details }) => details),
    [{ decisions: 1 }],
  )
  assert.equal(
    (await get(`/meetings/${second}/minutes`)).page.getAllByText('Pay for the helpline until March').length,
    1,
  )
})

test('what a person takes off the agenda does not come back by itself, and can still be minuted', async (t) => {
  const world = await minutesWorld(t)
  const { get, post, groups } = world
  const reference = await arrange(world, groups.scrutiny, '10/12/2026')
  await post('/decisions/record', decided(groups.scrutiny))
  const agenda = `/meetings/${reference}/agenda`
  const { page } = await get(agenda)
  const remove = page.getByRole('button', { name: /^Take off ?: Decided between meetings/ })
  assert.equal((await post(agenda, { remove: remove.getAttribute('value') ?? '' })).status, 303)
  await arrange(world, groups.scrutiny, '10/3/2027')
  assert.deepEqual(await places(world), [])
  assert.ok((await get(agenda)).page.getByRole('button', { name: /^Put on the agenda ?: Decided between meetings/ }))
  assert.match((await get(`/meetings/${reference}/minutes/take`)).page.text, /Minute here what was decided since/)
})

test('of a joint group each owner sees it; marked, it is known to the group alone', async (t) => {
  const world = await minutesWorld(t)
  const { get, post, groups } = world
  const reference = await arrange(world, groups.joint, '10/12/2026')
  const marked = { ...decided(groups.joint), title: 'In confidence', isSensitive: 'yes' }
  assert.equal((await post('/decisions/record', decided(groups.joint))).status, 303)
  assert.equal((await post('/decisions/record', marked)).status, 303)
  assert.deepEqual(
    (await places(world)).map(({ marking }) => marking),
    ['OFFICIAL', 'OFFICIAL-SENSITIVE'],
  )
  assert.match((await get(`/meetings/${reference}`, medway)).page.text, /Pay for the helpline/)
  assert.doesNotMatch((await get(`/meetings/${reference}`, { role: 'group-member' })).page.text, /In confidence/)
  assert.match((await get(`/meetings/${reference}`, chair)).page.text, /In confidence/)
})
