import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { setDatabaseClock } from '#test/support/database.ts'
import { findGroupById } from '../group-store.ts'
import { beginDay } from './begin-day.ts'
import { changeGroupFrom } from './change-from.ts'
import { changePartnershipName } from './change-partnership-name.ts'
import { listChairTerms } from './chair-store.ts'
import { fillSeat } from './fill-seat.ts'
import { setChairRule } from './set-chair-rule.ts'
import { arrangementsWorld } from './testing.ts'

const today = '2026-11-22'

test('a year passes: the chair goes round on its day and only once, with two workers, and its authority with it', async (t) => {
  const { db, app, actor, groups, seats, officeOf, authoritiesOf } = await arrangementsWorld(t)
  const mary = await actor('Mary Manager')
  for (const [seatId, name] of [
    [seats.hospital, 'Nora Nurse'],
    [seats.police, 'Pat Police'],
  ] as const) {
    const filled = {
      groupId: groups.board,
      seatId,
      officeId: await officeOf(name),
      isDeputy: false,
      startsOn: today,
      endsOn: null,
      replaces: false,
      today,
    }
    assert.ok((await fillSeat(app, mary, filled)).ok)
  }
  const rule = await setChairRule(app, mary, {
    groupId: groups.board,
    version: 0,
    every: 'years',
    number: 1,
    seatIds: [seats.hospital, seats.police],
    presentSeatId: seats.hospital,
    since: '2026-09-01',
    source: 'Invented',
    today,
  })
  assert.deepEqual(rule, { ok: true, value: { id: groups.board, nextOn: '2027-09-01' } })
  assert.deepEqual(await authoritiesOf('Nora Nurse'), ['chair'])
  const on = async (instant: string) => {
    const clock = fixedClock(instant)
    await setDatabaseClock(db, clock)
    await Promise.all([beginDay(db, clock), beginDay(db, clock)])
  }
  await on('2027-08-31T01:00:00Z')
  assert.equal((await listChairTerms(db, groups.board)).length, 1)
  await on('2027-09-01T01:00:00Z')
  await on('2027-09-01T05:00:00Z')
  const terms = await listChairTerms(db, groups.board)
  assert.deepEqual(
    terms.map(({ seatId, startsOn, cameBy }) => [seatId, startsOn, cameBy]),
    [
      [seats.police, '2027-09-01', 'rotation'],
      [seats.hospital, '2026-09-01', 'first'],
    ],
  )
  assert.deepEqual([await authoritiesOf('Nora Nurse'), await authoritiesOf('Pat Police')], [[], ['chair']])
  // After a stop of two years each turn is made up for on its own day.
  await on('2029-09-05T01:00:00Z')
  assert.deepEqual(
    (await listChairTerms(db, groups.board)).map(({ startsOn }) => startsOn),
    ['2029-09-01', '2028-09-01', '2027-09-01', '2026-09-01'],
  )
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'partnerships.chair-rotated')
    .select('details')
    .execute()
  assert.equal(events.length, 2, 'two workers leave one event each time')
})

test('a name and a frequency change on their day and leave their history; the partnership’s own name too', async (t) => {
  const { db, app, actor, groups, partnerships } = await arrangementsWorld(t)
  const mary = await actor('Mary Manager')
  const change = { groupId: groups.board, timesAYear: null, reason: 'Decided by the partners', today }
  const later = await changeGroupFrom(app, mary, {
    ...change,
    version: 1,
    kind: 'name',
    words: 'Executive Board',
    startsOn: '2027-01-01',
  })
  assert.ok(later.ok)
  const stale = changeGroupFrom(app, mary, {
    ...change,
    version: 1,
    kind: 'name',
    words: 'Another',
    startsOn: '2027-01-01',
  })
  await assert.rejects(stale, /Somebody else changed this group/)
  const now = await changeGroupFrom(app, mary, {
    ...change,
    version: 2,
    kind: 'frequency',
    words: 'Monthly',
    timesAYear: 12,
    startsOn: today,
  })
  assert.ok(now.ok)
  const group = () => findGroupById(db, partnerships.kent, groups.board)
  assert.deepEqual([(await group())?.name, (await group())?.meetingsAYear], ['Executive', 12])
  const renamed = await changePartnershipName(app, mary, {
    name: 'New Kent Partnership',
    shortName: 'NKP',
    startsOn: '2027-01-01',
    reason: 'New council',
    version: 1,
    today,
  })
  assert.ok(renamed.ok)
  const clash = await changePartnershipName(app, mary, {
    name: 'Other',
    shortName: 'MEDWAY',
    startsOn: '2027-02-01',
    reason: 'x',
    version: 2,
    today,
  })
  assert.deepEqual(clash.ok ? [] : clash.problems.map(({ field }) => field), ['shortName'])
  const clock = fixedClock('2027-01-01T00:02:00Z')
  await setDatabaseClock(db, clock)
  await Promise.all([beginDay(db, clock), beginDay(db, clock)])
  assert.equal((await group())?.name, 'Executive Board')
  const { name } = await db
    .selectFrom('partnerships.partnership')
    .where('id', '=', partnerships.kent)
    .select('name')
    .executeTakeFirstOrThrow()
  assert.equal(name, 'New Kent Partnership')
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'in', ['partnerships.group-change-began', 'partnerships.name-change-began'])
    .select('name')
    .execute()
  assert.equal(events.length, 2)
})
