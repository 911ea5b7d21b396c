import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasksFor } from '../due.ts'
import { governancePaths as paths } from '../paths.ts'
import {
  assertTold,
  delegate,
  eventsOf,
  lead,
  medway,
  police,
  referenceIn,
  versionOn,
  world,
  type World,
} from '../testing.ts'

/** A quarterly rhythm from 1 April 2026: by 22 November two periods have ended. */
async function rhythm({ post, office, db }: World): Promise<string> {
  const { status, page } = await post(paths.addRhythm(), {
    delegated: await office('Dee Delegate'),
    lead: await office('Lee Lead'),
    everyMonths: '3',
    startsOn: '1 April 2026',
    dueDays: '21',
  })
  assert.equal(status, 303, page.text)
  return (await db.selectFrom('governance.assurance_rhythm').select('id').executeTakeFirstOrThrow()).id
}

const given = {
  period: '2026-04-01',
  assured: 'Functions were carried out',
  evidence: 'KENT-DOC-2026-001',
  reservation: '',
}

test('a rhythm is the partnership’s own choice, and its mistakes are explained', async (t) => {
  const { post, get, office, db } = await world(t)
  assert.match((await get(paths.assurances())).page.text, /No rhythm is set. Set one for each delegated officer/)
  const same = await office('Dee Delegate')
  const form = { delegated: same, lead: same, everyMonths: '40', startsOn: '', dueDays: 'x' }
  const { status, page } = await post(paths.addRhythm(), form)
  assert.equal(status, 400)
  assertTold(page, 'Enter a whole number from 1 to 24', 'everyMonths')
  assertTold(page, 'Enter a whole number from 0 to 180', 'dueDays')
  assertTold(page, 'Enter the first day of the first period', 'startsOn')
  const twice = await post(paths.addRhythm(), { ...form, everyMonths: '3', startsOn: '1/4/2026', dueDays: '21' })
  assertTold(twice.page, 'Select the chief officer, another office than the delegate’s', 'lead')
  assert.equal((await post(paths.addRhythm(), form, police)).status, 403)
  assert.deepEqual(await db.selectFrom('governance.assurance_rhythm').select('id').execute(), [])
})

test('each ended period is owed by the delegate, given once, and acknowledged by the chief officer', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const id = await rhythm(one)
  const owed = async (name: string) =>
    (await tasksFor(db, await actor(name), '2026-11-22')).map(({ what, dueOn }) => `${what}: ${dueOn}`)
  assert.deepEqual(await owed('Dee Delegate'), [
    'Assurance to Lee Lead’s office for 1 April to 30 June 2026: 2026-07-21',
    'Assurance to Lee Lead’s office for 1 July to 30 September 2026: 2026-10-21',
  ])
  assert.deepEqual(await owed('Lee Lead'), [])
  assert.match((await get(paths.assurances())).page.text, /Overdue: Dee Delegate’s office/)
  assert.match((await get(paths.assurances())).page.text, /Next due by 21 January 2027/)

  assert.equal((await get(paths.giveAssurance(id))).status, 403, 'nobody writes it for the delegate')
  assert.equal((await post(paths.giveAssurance(id), given, lead)).status, 403)
  const bare = await post(paths.giveAssurance(id), { ...given, assured: '', period: '2026-10-01' }, delegate)
  assert.equal(bare.status, 400)
  assertTold(bare.page, 'Enter what you assure', 'assured')
  const running = await post(paths.giveAssurance(id), { ...given, period: '2026-10-01' }, delegate)
  assertTold(running.page, 'Select one of the periods for which an assurance is owed', 'period')

  const reservation = 'One agency did not attend'
  const { location } = await post(paths.giveAssurance(id), { ...given, reservation }, delegate)
  const reference = referenceIn(location)
  assert.equal((await post(paths.giveAssurance(id), given, delegate)).status, 400, 'once a period')
  assert.deepEqual(await owed('Dee Delegate'), [
    'Assurance to Lee Lead’s office for 1 July to 30 September 2026: 2026-10-21',
  ])
  assert.equal((await owed('Lee Lead')).length, 1)
  assert.equal((await get(paths.receiveAssurance(reference), delegate)).status, 403, 'nobody acknowledges to themself')
  const form = await get(paths.receiveAssurance(reference), lead)
  assert.match(form.page.text, /Its reservation: One agency did not attend/)
  const receipt = { reply: 'Raise it at the Executive', version: versionOn(form.page) }
  assert.equal((await post(paths.receiveAssurance(reference), receipt, lead)).status, 303)
  assert.deepEqual(await owed('Lee Lead'), [])
  const { page } = await get(paths.assurance(reference))
  assert.match(page.text, /Acknowledged/)
  assert.match(page.text, /Raise it at the Executive/)
  assert.match((await get(`${paths.assurances()}?state=reservation`)).page.text, new RegExp(reference))
  assert.doesNotMatch((await get(`${paths.assurances()}?state=unreceived`)).page.text, new RegExp(reference))
  assert.equal((await get(paths.assurance(reference), medway)).status, 404)
  assert.equal((await get(paths.giveAssurance(id), medway)).status, 404)
  assert.deepEqual(await eventsOf(db), [
    'governance.assurance-rhythm-set',
    'governance.assurance-given',
    'governance.assurance-received',
  ])
})

test('a rhythm that was ended owes nothing for later periods', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const id = await rhythm(one)
  const version = versionOn((await get(paths.endRhythm(id))).page)
  assert.equal((await post(paths.endRhythm(id), { endedOn: '1 January 2020', version })).status, 400)
  assert.equal((await post(paths.endRhythm(id), { endedOn: '30 June 2026', version })).status, 303)
  assert.equal((await tasksFor(db, await actor('Dee Delegate'), '2027-11-22')).length, 1)
  assert.equal((await post(paths.endRhythm(id), { endedOn: '30 June 2026', version })).status, 400)
})
