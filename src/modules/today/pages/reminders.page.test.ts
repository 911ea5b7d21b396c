import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { site } from '#test/support/site.ts'
import { todayPaths } from '../paths.ts'
import { town } from '../testing.ts'

async function service(t: TestContext) {
  const { db, add, partnerships } = await town(t)
  await add({ name: 'Ann', office: 'Lead', organisation: 'Police', role: 'data-lead' })
  await add({ name: 'Mary', office: 'Manager', organisation: 'Team', role: 'business-manager' })
  await add({
    name: 'Max',
    office: 'Manager',
    organisation: 'Medway Team',
    role: 'business-manager',
    partnerships: ['medway'],
  })
  return { ...(await site(t, db, { role: 'data-lead' })), partnerships }
}

const manager = { role: 'business-manager' }
const events = async (db: Awaited<ReturnType<typeof service>>['db'], name: string) =>
  (await db.selectFrom('platform.audit_event').where('name', '=', name).select('details').execute()).map(
    ({ details }) => details,
  )

test('asks how often, with what holds now chosen', async (t) => {
  const { get } = await service(t)
  const { page } = await get(todayPaths.reminders())
  assert.equal(page.getByRole('heading', { level: 1 }).textContent, 'How often you are reminded')
  const chosen = page.getByRole('radio', { checked: true })
  assert.equal(chosen.getAttribute('value'), 'due-and-weekly')
  page.getByRole('group', { name: 'When do you want a mail?' })
  assert.equal(page.getByRole<HTMLSelectElement>('combobox', { name: 'Day of the weekly list' }).value, '1')
  assert.match(page.text, /5 working days before something is due/)
  assert.equal(page.queryByRole('link', { name: 'Change this for the partnership' }), null)
})

test('saves what a person chooses, for them alone, and shows it again', async (t) => {
  const { get, post, db } = await service(t)
  const saved = await post(todayPaths.reminders(), { choice: 'weekly', weekday: '4' })
  assert.equal(saved.status, 303)
  assert.match((await get(saved.location)).page.text, /Saved\./)
  const rows = await db.selectFrom('today.reminder_setting').select(['choice', 'weekday']).execute()
  assert.deepEqual(rows, [{ choice: 'weekly', weekday: 4 }])
  assert.deepEqual(await events(db, 'today.reminders-chosen'), [{ choice: 'weekly', weekday: 4 }])
  const { page } = await get(todayPaths.reminders())
  assert.equal(page.getByRole('radio', { checked: true }).getAttribute('value'), 'weekly')
  assert.equal(page.getByRole<HTMLSelectElement>('combobox').value, '4')
  const other = await get(todayPaths.reminders(), manager)
  assert.equal(other.page.getByRole('radio', { checked: true }).getAttribute('value'), 'due-and-weekly')
  await post(todayPaths.reminders(), { choice: 'none', weekday: '4' })
  assert.equal((await db.selectFrom('today.reminder_setting').select('choice').execute())[0]?.choice, 'none')
})

test('explains what was not chosen, keeps the rest and saves nothing', async (t) => {
  const { post, db } = await service(t)
  for (const fields of [{ weekday: '3' }, { choice: 'hourly', weekday: '3' }]) {
    const { status, page } = await post(todayPaths.reminders(), fields)
    assert.equal(status, 400)
    assert.match(page.title, /^Error: How often you are reminded/)
    const link = page.getByRole('link', { name: 'Select how often you want to be reminded' })
    assert.equal(link.getAttribute('href'), '#choice')
    assert.equal(page.getByRole<HTMLSelectElement>('combobox').value, '3')
  }
  assert.equal((await post(todayPaths.reminders(), { choice: 'weekly', weekday: '7' })).status, 400)
  assert.deepEqual(await db.selectFrom('today.reminder_setting').selectAll().execute(), [])
})

const rule = { soon: '3', firstLate: '2', secondLate: '4', everyLate: '8', managerAfter: '6', version: '0' }

test('the business manager sets when everybody in the partnership is reminded; others do not', async (t) => {
  const { get, post, db, partnerships } = await service(t)
  const { page } = await get(todayPaths.rules(), manager)
  assert.equal(page.getByRole('textbox', { name: 'Before something is due' }).getAttribute('value'), '5')
  assert.equal((await post(todayPaths.rules(), rule, manager)).status, 303)
  const kept = await db.selectFrom('today.reminder_rule').selectAll().execute()
  assert.deepEqual(kept, [
    {
      partnership_id: partnerships.kent,
      soon: 3,
      first_late: 2,
      second_late: 4,
      every_late: 8,
      manager_after: 6,
      version: 1,
    },
  ])
  assert.deepEqual(await events(db, 'today.reminder-rules-set'), [
    { soon: 3, firstLate: 2, secondLate: 4, everyLate: 8, managerAfter: 6 },
  ])
  assert.match(
    (await get(todayPaths.reminders())).page.text,
    /3 working days before something is due.*After 6 working days/,
  )
  const medway = await get(todayPaths.rules(), { ...manager, partnership: 'medway' })
  assert.equal(medway.page.getByRole('textbox', { name: 'Before something is due' }).getAttribute('value'), '5')
  assert.equal((await get(todayPaths.rules())).status, 403)
  assert.equal((await post(todayPaths.rules(), rule)).status, 403)
})

test('of two who change the rules at once the second is told, and nothing is overwritten', async (t) => {
  const { post, db } = await service(t)
  await post(todayPaths.rules(), rule, manager)
  assert.equal((await post(todayPaths.rules(), { ...rule, soon: '9' }, manager)).status, 409)
  assert.equal((await post(todayPaths.rules(), { ...rule, soon: '7', version: '1' }, manager)).status, 303)
  assert.equal((await post(todayPaths.rules(), { ...rule, soon: '9', version: '1' }, manager)).status, 409)
  assert.equal((await db.selectFrom('today.reminder_rule').select('soon').execute())[0]?.soon, 7)
})

test('explains numbers that cannot be, and keeps what was typed', async (t) => {
  const { post, db } = await service(t)
  const { status, page } = await post(
    todayPaths.rules(),
    { ...rule, soon: 'five', firstLate: '0', secondLate: '4' },
    manager,
  )
  assert.equal(status, 400)
  assert.equal(
    page
      .getByRole('link', { name: 'Before something is due must be a whole number from 1 to 60' })
      .getAttribute('href'),
    '#soon',
  )
  assert.equal(page.getByRole('textbox', { name: 'Before something is due' }).getAttribute('value'), 'five')
  const order = await post(todayPaths.rules(), { ...rule, firstLate: '5', secondLate: '5' }, manager)
  order.page.getByRole('link', { name: 'The second time must be later than the first' })
  assert.deepEqual(await db.selectFrom('today.reminder_rule').selectAll().execute(), [])
})
