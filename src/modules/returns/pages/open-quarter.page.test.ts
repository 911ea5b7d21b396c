import assert from 'node:assert/strict'
import { test } from 'node:test'
import { returnPaths } from '../paths.ts'
import { openDemonstrationQuarter } from '../open-demonstration-quarter.ts'
import { analyst, council, eventNames, medwayAnalyst, police, policeLead, smallPartnership } from '../testing.ts'

const quarters = async (db: Awaited<ReturnType<typeof smallPartnership>>['db']) =>
  db.selectFrom('returns.quarter').orderBy('starts_on').select(['starts_on', 'due_on', 'is_demonstration']).execute()

test('asks which complete quarter, offers the usual due date and says who will owe what', async (t) => {
  const { get } = await smallPartnership(t, analyst)
  const { page } = await get(returnPaths.openQuarter())
  assert.deepEqual(
    page.getAllByRole('radio').map((radio) => radio.getAttribute('value')),
    ['2026-07-01', '2026-04-01', '2026-01-01', '2025-10-01'],
  )
  page.getByRole('radio', { name: 'Q1 2026-27, 1 April to 30 June 2026', checked: true })
  assert.equal(page.getByRole('textbox', { name: 'Due date' }).getAttribute('value'), '30 July 2026')
  assert.match(page.getByRole('row', { name: /Kent Police/ }).textContent ?? '', /4 figures\s*T1, T2, T3 and T4/)
})

test('opens a quarter: a return for each agency, one event, references in the thread', async (t) => {
  const kent = await smallPartnership(t, analyst)
  const before = await eventNames(kent)
  const { status, location } = await kent.post(returnPaths.openQuarter(), {
    quarter: '2026-04-01',
    dueOn: '30 November 2026',
  })
  assert.deepEqual([status, location], [303, `${returnPaths.list()}?done=opened`])
  assert.deepEqual(await eventNames(kent), [...before, 'returns.quarter-opened'])
  const records = await kent.db
    .selectFrom('thread.record')
    .where('kind', '=', 'return')
    .orderBy('reference')
    .select(['reference', 'title', 'page'])
    .execute()
  assert.deepEqual(records.slice(2, 4), [
    { reference: 'KSCMP-RET-2026-003', title: 'Kent County Council, Q1 2026-27', page: '/returns/KSCMP-RET-2026-003' },
    { reference: 'KSCMP-RET-2026-004', title: 'Kent Police, Q1 2026-27', page: '/returns/KSCMP-RET-2026-004' },
  ])
  const { page } = await kent.get(location)
  page.getByRole('combobox', { name: 'Quarter' })
  const first = await kent.get(`${returnPaths.list()}?quarter=2026-04-01`)
  assert.match(first.page.text, /Q1 2026-27, due 30 November 2026: 0 of 2 returns accepted, none late/)
})

const wrong: [fields: Record<string, string>, text: RegExp][] = [
  [{ quarter: '2026-07-01', dueOn: '' }, /This quarter is already open/],
  [{ quarter: '2026-10-01', dueOn: '' }, /This quarter has not ended yet/],
  [{ quarter: '2026-04-01', dueOn: '31 June 2026' }, /Due date must be a real date/],
  [{ quarter: '2026-04-01', dueOn: '30/6/2026' }, /Due date must be after 30 June 2026/],
  [{ dueOn: '' }, /Select the quarter/],
]

test('says what is wrong and opens nothing', async (t) => {
  const kent = await smallPartnership(t, analyst)
  const before = await quarters(kent.db)
  for (const [fields, text] of wrong) {
    const { status, page } = await kent.post(returnPaths.openQuarter(), fields)
    assert.equal(status, 400)
    page.getByRole('link', { name: text })
    if (fields['dueOn'] !== undefined) {
      assert.equal(page.getByRole('textbox', { name: 'Due date' }).getAttribute('value') ?? '', fields['dueOn'])
    }
  }
  assert.deepEqual(await quarters(kent.db), before)
  assert.equal((await kent.post(returnPaths.openQuarter(), { quarter: '2026-04-01' }, policeLead)).status, 403)
})

test('opening the demonstration’s quarter again changes nothing', async (t) => {
  const kent = await smallPartnership(t, analyst)
  const before = await quarters(kent.db)
  assert.deepEqual(
    before.map((each) => [each.starts_on, each.due_on, each.is_demonstration]),
    [
      ['2026-07-01', '2026-10-30', true],
      ['2026-07-01', '2026-10-30', true],
    ],
  )
  await openDemonstrationQuarter(kent.db, kent.clock)
  assert.deepEqual(await quarters(kent.db), before)
})

test('the list: an agency’s own, everybody’s for the team, another partnership’s for nobody', async (t) => {
  const kent = await smallPartnership(t, policeLead)
  const own = await kent.get(returnPaths.list())
  assert.match(own.page.text, /Due 30 October 2026, 23 days late 0 of 4 filled/)
  assert.ok(own.page.html.includes(police) && !own.page.html.includes(council))
  const team = await kent.get(returnPaths.list(), analyst)
  assert.match(team.page.text, /0 of 2 returns accepted, 2 late/)
  assert.match(
    team.page.getByRole('region', { name: 'Returns for Q2 2026-27' }).textContent ?? '',
    /Kent Police[\s\S]*not yet, 23 days late[\s\S]*0 of 4 filled[\s\S]*To 30 June 2026, 145 days old/,
  )
  assert.match(
    team.page.getByRole('region', { name: 'Timeliness over the quarters' }).textContent ?? '',
    /not received, 23 days late\s*0 of 1/,
  )
  const medway = await kent.get(returnPaths.list(), medwayAnalyst)
  assert.ok(!medway.page.html.includes('KSCMP-RET'))
})
