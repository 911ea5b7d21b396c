import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arranged, world } from '../testing.ts'

const nurse = { role: 'safeguarding-lead' }
const outside = { role: 'group-member' }

test('apologies, attendance, quorum, and the year by agency without what was cancelled', async (t) => {
  const service = await world(t)
  const { get, post, db, groups } = service
  const reference = await arranged(service, groups.quality)
  const cancelled = await arranged(service, groups.quality, { on: '11/12/2026' })
  assert.match((await get(`/meetings/${reference}`)).page.text, /quorum of this group is not stated/)
  const settings = {
    weekday: '4',
    startsAt: '10am',
    minutesLong: '120',
    place: '',
    papersDaysBefore: '7',
    quorumMembers: '2',
    quorumPercent: '',
    quorumWords: '',
    quorumSource: 'Terms of reference',
    termsReviewMonths: '12',
    version: '0',
  }
  assert.equal((await post('/meetings/groups/quality/settings', settings)).status, 303)
  for (const each of [reference, cancelled]) {
    const version =
      (await get(`/meetings/${each}/call`)).page.document.querySelector('input[name=version]')?.getAttribute('value') ??
      ''
    assert.equal((await post(`/meetings/${each}/call`, { version })).status, 303)
  }
  const version =
    (await get(`/meetings/${cancelled}/cancel`)).page.document
      .querySelector('input[name=version]')
      ?.getAttribute('value') ?? ''
  await post(`/meetings/${cancelled}/cancel`, { reason: 'Snow', version })

  assert.equal((await get(`/meetings/${reference}/apologies`, outside)).status, 403)
  const missing = await post(`/meetings/${reference}/apologies`, { answer: 'deputy', deputy: '' }, nurse)
  assert.equal(missing.status, 400)
  assert.equal(
    (await post(`/meetings/${reference}/apologies`, { answer: 'deputy', deputy: 'Deputy nurse' }, nurse)).status,
    303,
  )
  assert.match(
    (await get(`/meetings/${reference}`)).page.text,
    /So far the quorum can be reached[\s\S]*Deputy announced: Deputy nurse/,
  )
  assert.equal((await post(`/meetings/${reference}/apologies`, { answer: 'apologies', deputy: '' }, nurse)).status, 303)
  assert.match(
    (await get(`/meetings/${reference}`)).page.text,
    /There is no quorum: 1 of 2 voting members can still come/,
  )

  const later = await service.on('2026-12-10T12:30:00Z')
  const rows = await db
    .selectFrom('meetings.attendance as a')
    .innerJoin('meetings.meeting as m', 'm.id', 'a.meeting_id')
    .where('m.reference', '=', reference)
    .orderBy('a.position')
    .select(['a.id', 'a.version'])
    .execute()
  const [chair, nora] = rows
  assert.ok(chair && nora)
  const fields = {
    [`state-${chair.id}`]: 'remote',
    [`version-${chair.id}`]: String(chair.version),
    [`deputy-${chair.id}`]: '',
    [`state-${nora.id}`]: 'deputy',
    [`version-${nora.id}`]: String(nora.version),
    [`deputy-${nora.id}`]: '',
  }
  const wrong = await later.post(`/meetings/${reference}/attendance`, { ...fields, held: 'yes' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.page.text, /Enter who came for this seat/)
  const right = { ...fields, [`deputy-${nora.id}`]: 'Deputy nurse', held: 'yes' }
  assert.equal((await later.post(`/meetings/${reference}/attendance`, right)).status, 303)
  assert.equal(
    (await later.post(`/meetings/${reference}/attendance`, { ...right, [`state-${chair.id}`]: 'absent' })).status,
    409,
  )
  const shown = await later.get(`/meetings/${reference}`)
  assert.match(shown.page.text, /There is a quorum: 2 voting members there, 2 needed/)
  const year = await later.get('/meetings/attendance?from=1/12/2026&to=31/12/2026')
  assert.match(year.page.text, /1 meeting held, 1 to 31|1 meeting held/)
  assert.match(year.page.text, /1 cancelled, which count for nobody/)
  const cells = [...year.page.document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  )
  assert.deepEqual(cells, [
    ['Kent Hospital', '1', '0', '0', '1', '0', '0', '0', '100%'],
    ['Shared Police', '1', '0', '1', '0', '0', '0', '0', '100%'],
  ])
  assert.equal(
    (await later.get('/meetings/attendance.xlsx')).headers['content-type'],
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  assert.equal((await get(`/meetings/${reference}/attendance`, nurse)).status, 403)
  assert.equal((await later.post(`/meetings/${reference}/attendance`, right, nurse)).status, 403)
  // The chair of this group records who came; the same office has no say in a group that it does not chair.
  const again = { ...fields, [`version-${chair.id}`]: String(chair.version + 1), [`state-${chair.id}`]: 'attended' }
  const own = { ...again, [`state-${nora.id}`]: 'deputy', [`deputy-${nora.id}`]: 'Deputy nurse' }
  assert.equal((await later.post(`/meetings/${reference}/attendance`, own, { role: 'group-chair' })).status, 303)
  const joint = await arranged(later, groups.joint, { on: '17/12/2026' })
  assert.equal((await later.get(`/meetings/${joint}/attendance`, { role: 'group-chair' })).status, 403)
})

test('the year’s proposal asks where nothing is stated, is changed, and is accepted in part', async (t) => {
  const service = await world(t)
  const { get, post, db, groups } = service
  const page = (await get('/meetings/year?from=1/1/2027&to=31/12/2027')).page
  assert.match(page.text, /No school holidays are listed for these days/)
  assert.ok(page.getByRole('textbox', { name: 'Joint Group: meetings a year' }))
  assert.equal(page.getAllByRole('checkbox', { name: /Accept ?Quality Group/ }).length, 4)
  const key = (index: number) => `${groups.quality}_${index}`
  const frame = { from: '1/1/2027', to: '31/12/2027' }
  const wrong = await post('/meetings/year', {
    ...frame,
    [`take-${key(0)}`]: 'yes',
    [`on-${key(0)}`]: '31/2/2027',
    [`at-${key(0)}`]: '10am',
  })
  assert.equal(wrong.status, 400)
  assert.match(wrong.page.text, /Date of Quality Group must be a real date/)
  const none = await post('/meetings/year', frame)
  assert.match(none.page.text, /Select at least one meeting/)
  const done = await post('/meetings/year', {
    ...frame,
    [`take-${key(0)}`]: 'yes',
    [`on-${key(0)}`]: '17/2/2027',
    [`at-${key(0)}`]: '2pm',
    [`on-${key(1)}`]: '18/5/2027',
    [`at-${key(1)}`]: '10am',
  })
  assert.equal(done.status, 303)
  const meetings = await db.selectFrom('meetings.meeting').select(['starts_at', 'state', 'kind']).execute()
  assert.deepEqual(
    meetings.map((each) => [each.starts_at.toISOString(), each.state, each.kind]),
    [['2027-02-17T14:00:00.000Z', 'planned', 'ordinary']],
  )
  assert.equal(
    (await get('/meetings/year?from=1/1/2027&to=31/12/2027')).page.getAllByRole('checkbox', {
      name: /Accept ?Quality Group/,
    }).length,
    3,
  )
  assert.equal((await get('/meetings/year', nurse)).status, 403)
})
