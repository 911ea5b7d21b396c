import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { administrator, analyst, manager, medwayManager, small } from '../testing.ts'

const request = {
  receivedOn: '3 November 2026',
  receivedTime: '9:05',
  who: 'A former colleague, ref 12',
  what: 'Everything held on them',
}
const sar = 'subject-access'

test('a subject-access request is entered, its clock runs, stands, goes on, is extended, and it is closed with a reason', async (t) => {
  const service = await small(t)
  const { get, post, db } = service
  assert.match((await get(paths.register(sar))).page.text, /No open entry\. Enter one as soon as it comes in/)
  const asked = (await get(paths.addEntry(sar))).page
  for (const name of ['Received on', 'Time of day, in London', 'Who asked', 'What was asked for'])
    asked.getByRole('textbox', { name })
  const saved = await post(paths.addEntry(sar), request, administrator)
  assert.equal(saved.location, paths.entry(sar, 'SAR-2026-001'))
  assert.match((await get(saved.location)).page.text, /Due ?3 December 2026\. in 11 days/)
  assert.match((await get(saved.location)).page.text, /UK GDPR Art 12\(3\)/)

  const pause = paths.pauseEntry(sar, 'SAR-2026-001')
  const early = await post(pause, { version: '1', why: 'clarification', fromOn: '2/11/2026' })
  assert.match(early.page.text, /Date must be on or after the day of receipt/)
  assert.match(
    (await post(pause, { version: '1', why: 'fee', fromOn: '5/11/2026' })).page.text,
    /Choose why the clock stands/,
  )
  assert.equal((await post(pause, { version: '1', why: 'clarification', fromOn: '5/11/2026' })).status, 303)
  assert.match((await get(saved.location)).page.text, /The clock stands: an answer is awaited/)
  assert.equal((await get(pause)).status, 404, 'it stands once at a time')
  assert.equal((await post(paths.resumeEntry(sar, 'SAR-2026-001'), { version: '2', toOn: '9/11/2026' })).status, 303)
  assert.match((await get(saved.location)).page.text, /7 December 2026/)
  const extend = paths.extendEntry(sar, 'SAR-2026-001')
  assert.match((await post(extend, { version: '3', reason: '' })).page.text, /Enter why more time is needed/)
  assert.equal((await post(extend, { version: '2', reason: 'Many requests' })).status, 409)
  assert.equal((await post(extend, { version: '3', reason: 'Many requests' })).status, 303)
  assert.match((await get(saved.location)).page.text, /8 February 2027/)

  const close = paths.closeEntry(sar, 'SAR-2026-001')
  const answer = {
    version: '4',
    decision: 'given-in-part',
    reason: 'Third parties withheld',
    decidedBy: 'Business manager',
    decidedOn: '22/11/2026',
    decidedTime: '09:30',
  }
  for (const [fields, problem] of [
    [{ decision: '' }, /Select what was decided/],
    [{ decision: 'reported' }, /Choose what was decided/],
    [{ reason: '' }, /Enter the reason/],
    [{ decidedTime: '25:00' }, /Time must be like/],
    [{ decidedOn: '23/11/2026' }, /Enter a time that is not in the future/],
    [{ decidedOn: '1/11/2026' }, /Enter a time after the entry began/],
    [{ reason: 'About 943 476 5919' }, /looks like an NHS number/],
  ] as const) {
    const refused = await post(close, { ...answer, ...fields })
    assert.equal(refused.status, 400)
    assert.match(refused.page.text, problem)
  }
  assert.equal((await post(close, answer)).status, 303)
  const done = (await get(saved.location)).page
  assert.match(done.text, /Closed: Given in part, 22 November 2026 at 9:30am/)
  assert.equal((await get(close)).status, 404)
  assert.doesNotMatch((await get(paths.register(sar))).page.text, /SAR-2026-001/)
  assert.match((await get(`${paths.register(sar)}?state=closed`)).page.text, /SAR-2026-001/)
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'data-protection.%')
    .orderBy('at')
    .select(['name', 'details'])
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name.split('.')[1]),
    ['entry-recorded', 'clock-stopped', 'clock-resumed', 'time-extended', 'entry-closed'],
  )
  assert.doesNotMatch(JSON.stringify(events), /colleague|Third parties/, 'the trail holds no words of the request')
})

test('what is overdue is said in words and comes first', async (t) => {
  const { post, get } = await small(t)
  for (const [receivedOn, who] of [
    ['1 November 2026', 'Later'],
    ['2 September 2026', 'Long ago'],
  ] as const)
    assert.equal((await post(paths.addEntry('freedom-of-information'), { ...request, receivedOn, who })).status, 303)
  const { page } = await get(paths.register('freedom-of-information'))
  assert.match(page.text, /Overdue: 1\./)
  const rows = [...page.document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '')
  assert.match(rows[0] ?? '', /Long ago.*30 September 2026\. Overdue: 53 days late/s)
  assert.match(rows[1] ?? '', /Later.*27 November 2026\. in 5 days/s)
  const newest = (await get(`${paths.register('freedom-of-information')}?order=received`)).page
  assert.match(newest.document.querySelector('tbody tr')?.textContent ?? '', /Later/)
})

test('a breach has 72 hours, and is closed with both decisions', async (t) => {
  const service = await small(t)
  const { post, get } = service
  const breach = {
    ...request,
    receivedOn: '21 November 2026',
    receivedTime: '17:30',
    who: 'The council’s help desk',
    what: 'A list of staff sent to one wrong address',
  }
  const saved = await post(paths.addEntry('breach'), breach)
  assert.match((await get(saved.location)).page.text, /24 November 2026 at 5:30pm\. 55 hours left/)
  assert.equal((await get(paths.pauseEntry('breach', 'BRE-2026-001'))).status, 404, 'this clock never stands')
  const late = await service.at(fixedClock('2026-11-25T09:00:00Z'))
  assert.match((await late.get(saved.location)).page.text, /Overdue: 16 hours late/)
  const close = paths.closeEntry('breach', 'BRE-2026-001')
  const answer = {
    version: '1',
    decision: 'not-reported',
    reason: 'Recalled unread',
    decidedBy: 'Data protection officer',
    decidedOn: '22/11/2026',
    decidedTime: '9:00',
  }
  assert.match(
    (await post(close, answer)).page.text,
    /Choose whether the people concerned are told, and give the reason/,
  )
  assert.equal((await post(close, { ...answer, peopleTold: 'not-needed', peopleReason: 'Nobody read it' })).status, 303)
  assert.match(
    (await get(saved.location)).page.text,
    /Not reported: a risk is unlikely.*They need not be told.*Nobody read it/,
  )
})

test('a disclosure names its legal gateway and has no clock in law', async (t) => {
  const { post, get } = await small(t)
  const saved = await post(paths.addEntry('disclosure'), { ...request, gateway: 'Children Act 2004 s.16H' })
  const { page } = await get(saved.location)
  assert.match(page.text, /Legal gateway ?Children Act 2004 s\.16H/)
  assert.match(page.text, /No day is set in law/)
})

test('what points to a child is questioned, kept as typed, and a date passes once somebody has looked', async (t) => {
  const { post, db } = await small(t)
  const typed = { ...request, what: 'Minutes of 3 May 2024' }
  const warned = await post(paths.addEntry(sar), typed)
  assert.equal(warned.status, 400)
  assert.match(warned.page.text, /'3 May 2024' looks like a date of birth: give a reference or a role/)
  assert.equal(warned.page.getByRole('textbox', { name: 'What was asked for' }).textContent?.trim(), typed.what)
  const nhs = await post(paths.addEntry(sar), { ...request, who: 'Mother of 943 476 5919', looked: 'yes' })
  assert.match(nhs.page.text, /looks like an NHS number/)
  assert.equal((await post(paths.addEntry(sar), { ...request, receivedOn: '23/11/2026' })).status, 400)
  assert.deepEqual(await db.selectFrom('data_protection.entry').select('id').execute(), [])
  assert.equal((await post(paths.addEntry(sar), { ...typed, looked: 'yes' })).status, 303)
})

test('another partnership and those who do not handle requests know nothing of an entry', async (t) => {
  const { post, get } = await small(t)
  const { location } = await post(paths.addEntry(sar), request)
  for (const url of [location, paths.closeEntry(sar, 'SAR-2026-001'), paths.pauseEntry(sar, 'SAR-2026-001')])
    assert.equal((await get(url, medwayManager)).status, 404, url)
  assert.equal((await post(paths.closeEntry(sar, 'SAR-2026-001'), { version: '1' }, medwayManager)).status, 404)
  assert.doesNotMatch((await get(paths.register(sar), medwayManager)).page.text, /SAR-2026-001/)
  assert.equal((await get(location, analyst)).status, 403)
  assert.equal((await get(paths.register('constructor'), manager)).status, 404)
  assert.equal(
    (await post(paths.addEntry(sar), request, medwayManager)).location,
    paths.entry(sar, 'SAR-2026-001'),
    'each has its own numbers',
  )
})
