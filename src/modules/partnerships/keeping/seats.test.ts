import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actingAs } from '#platform/db/acting.ts'
import { fixedClock } from '#platform/clock.ts'
import { setDatabaseClock } from '#test/support/database.ts'
import { findChairOfGroup, listMembersOfGroup, mayActInGroup, ownersOfGroup } from '../member-store.ts'
import { beginDay } from './begin-day.ts'
import { changeSeat } from './change-seat.ts'
import { endFilling, fillSeat } from './fill-seat.ts'
import { arrangementsWorld } from './testing.ts'

const today = '2026-11-22'
const fill = { isDeputy: false, startsOn: today, endsOn: null, replaces: false, today }

test('members of a joint group are known to each owner, with the people of the other; nobody else learns of them', async (t) => {
  const { app, actor, groups, seats, officeOf, partnerships } = await arrangementsWorld(t)
  const [kent, medway] = [await actor('Mary Manager'), await actor('Max Medway')]
  const joint = { ...fill, groupId: groups.joint }
  assert.ok(
    (await fillSeat(app, kent, { ...joint, seatId: seats.jointKent, officeId: await officeOf('Pat Police') })).ok,
  )
  assert.ok(
    (await fillSeat(app, medway, { ...joint, seatId: seats.jointMedway, officeId: await officeOf('Mia Medway') })).ok,
  )
  for (const who of [kent, medway, await actor('Mia Medway')]) {
    const members = await actingAs(who, () => listMembersOfGroup(app, groups.joint, today))
    assert.deepEqual(
      members.map(({ kind, personName, organisationName, isVacant, mayVote }) => [
        kind,
        personName,
        organisationName,
        isVacant,
        mayVote,
      ]),
      [
        ['chair', 'Pat Police', 'Kent Police', false, true],
        ['member', 'Mia Medway', 'Medway Council', false, true],
      ],
    )
  }
  assert.deepEqual((await ownersOfGroup(app, groups.joint)).toSorted(), Object.values(partnerships).toSorted())
  const chair = await actingAs(medway, () => findChairOfGroup(app, groups.joint, today))
  assert.equal(chair?.personName, 'Pat Police')
  // A group of Kent's alone is nothing to Medway, whatever the caller asks for.
  assert.deepEqual(await actingAs(medway, () => listMembersOfGroup(app, groups.board, today)), [])
  assert.equal(
    await actingAs(kent, async () => mayActInGroup(app, await actor('Pat Police'), groups.joint, today)),
    'chair',
  )
  assert.equal(
    await actingAs(kent, async () => mayActInGroup(app, await actor('Mia Medway'), groups.joint, today)),
    'member',
  )
  assert.equal(
    await actingAs(kent, async () => mayActInGroup(app, await actor('Nora Nurse'), groups.joint, today)),
    null,
  )
})

test('what a seat lets its holder decide goes to the office with the seat and leaves it with the seat', async (t) => {
  const { db, app, actor, groups, seats, officeOf, authoritiesOf } = await arrangementsWorld(t)
  const mary = await actor('Mary Manager')
  const seated = { ...fill, groupId: groups.board, seatId: seats.council }
  const done = await fillSeat(app, mary, { ...seated, officeId: await officeOf('Carl Council') })
  assert.ok(done.ok)
  assert.deepEqual(await authoritiesOf('Carl Council'), ['decide', 'sign-off'])
  const deputy = await fillSeat(app, mary, { ...seated, officeId: await officeOf('Nora Nurse'), isDeputy: true })
  assert.ok(deputy.ok)
  assert.deepEqual(await authoritiesOf('Nora Nurse'), [], 'a deputy of the seat decides nothing by it')
  const plain = {
    role: 'member',
    title: 'Seat 1',
    organisations: [],
    condition: null,
    votes: 'yes',
    places: 1,
    isVacant: false,
    note: null,
  } as const
  const changed = await changeSeat(app, mary, {
    ...plain,
    organisations: ['kent council'],
    authorities: ['quorum'],
    groupId: groups.board,
    seatId: seats.council,
    version: 1,
    today,
  })
  assert.deepEqual(changed, { ok: true, value: { id: seats.council } })
  assert.deepEqual(await authoritiesOf('Carl Council'), ['quorum'])
  const left = await endFilling(app, mary, {
    groupId: groups.board,
    fillingId: done.value.id,
    version: 1,
    endsOn: '2026-11-21',
    today,
  })
  assert.deepEqual(left.ok ? [] : left.problems.map(({ field }) => field), ['endsOn'], 'not before its first day')
  assert.ok(
    (await endFilling(app, mary, { groupId: groups.board, fillingId: done.value.id, version: 1, endsOn: today, today }))
      .ok,
  )
  assert.deepEqual(await authoritiesOf('Carl Council'), ['quorum'], 'to the end of the day')
  const tomorrow = fixedClock('2026-11-23T00:02:00Z')
  await setDatabaseClock(db, tomorrow)
  await Promise.all([beginDay(db, tomorrow), beginDay(db, tomorrow)])
  assert.deepEqual(await authoritiesOf('Carl Council'), [])
  const { count } = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'partnerships.authorities-taken-from-seats')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  assert.equal(count, 1, 'with two workers it is taken once')
})

test('a seat holds as many offices as it has places, also when two people fill it at once', async (t) => {
  const { app, actor, groups, seats, officeOf } = await arrangementsWorld(t)
  const mary = await actor('Mary Manager')
  const seated = { ...fill, groupId: groups.board, seatId: seats.hospital }
  const offices = [await officeOf('Carl Council'), await officeOf('Nora Nurse')]
  const both = await Promise.all(offices.map((officeId) => fillSeat(app, mary, { ...seated, officeId })))
  assert.equal(both.filter(({ ok }) => ok).length, 1)
  const refused = both.find(({ ok }) => !ok)
  assert.match(refused && !refused.ok ? (refused.problems[0]?.text ?? '') : '', /Another office holds this seat/)
  const later = await fillSeat(app, mary, {
    ...seated,
    officeId: await officeOf('Pat Police'),
    startsOn: '2026-12-01',
    replaces: true,
  })
  assert.ok(later.ok)
  const on = async (day: string) =>
    (await actingAs(mary, () => listMembersOfGroup(app, groups.board, day))).find(
      (member) => member.seatId === seats.hospital,
    )?.personName
  assert.notEqual(await on('2026-11-30'), 'Pat Police')
  assert.equal(await on('2026-12-01'), 'Pat Police')
})

test('the application cannot give an authority by itself, nor write the seats of another partnership', async (t) => {
  const { app, actor, groups, seats, officeOf } = await arrangementsWorld(t)
  const medway = await actor('Max Medway')
  const office = await officeOf('Carl Council')
  await assert.rejects(
    actingAs(medway, () =>
      app
        .updateTable('identity.access')
        .set({ authorities: ['sign-off'] })
        .where('office_id', '=', office)
        .execute(),
    ),
    /permission denied/,
  )
  const touched = await actingAs(medway, () =>
    app
      .updateTable('partnerships.seat')
      .set({ authorities: ['sign-off'] })
      .where('id', '=', seats.hospital)
      .executeTakeFirst(),
  )
  assert.equal(touched.numUpdatedRows, 0n)
  await assert.rejects(
    fillSeat(app, medway, { ...fill, groupId: groups.board, seatId: seats.hospital, officeId: office }),
    /Group not found/,
  )
  await assert.rejects(
    fillSeat(app, await actor('Ann Analyst'), {
      ...fill,
      groupId: groups.board,
      seatId: seats.hospital,
      officeId: office,
    }),
    /does not carry the right/,
  )
})
