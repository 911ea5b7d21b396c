import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween } from '#platform/dates.ts'
import { planMeetings, type GroupToPlan, type PlanInput } from './plan-meetings.ts'

const group = (over: Partial<GroupToPlan> = {}): GroupToPlan => ({
  id: 'executive',
  name: 'Executive',
  perYear: 6,
  isOperating: true,
  endsOn: null,
  weekday: null,
  startsAt: '10:00',
  minutesLong: 120,
  offices: ['dcs'],
  setOn: [],
  ...over,
})

const year = (over: Partial<PlanInput> = {}): PlanInput => ({
  from: '2027-01-01',
  to: '2027-12-31',
  groups: [group()],
  engagements: [],
  bankHolidays: new Map([
    ['2027-03-26', 'Good Friday'],
    ['2027-03-29', 'Easter Monday'],
    ['2027-08-30', 'Summer bank holiday'],
  ]),
  bankHolidaysKnownTo: '2027-12-31',
  schoolHolidays: [],
  officeTitles: new Map([['dcs', 'Director of Children’s Services']]),
  ...over,
})

const only = (input: PlanInput) => {
  const [plan] = planMeetings(input)
  assert.ok(plan)
  return plan
}

test('as many meetings as the group holds a year, evenly spread, whatever the number', () => {
  for (const perYear of [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 26, 52]) {
    const { state, slots } = only(year({ groups: [group({ perYear })] }))
    assert.equal(state, 'proposed')
    assert.equal(slots.length, perYear, `${perYear} a year`)
    const days = slots.map((slot) => slot.on)
    assert.deepEqual(days, days.toSorted(), `${perYear} in order`)
    assert.equal(new Set(days).size, perYear)
    const step = 365 / perYear
    for (const [index, day] of days.entries()) {
      assert.ok(![0, 6].includes(new Date(day).getUTCDay()), `${day} is a weekday`)
      const before = days[index - 1]
      if (before === undefined) continue
      const gap = daysBetween(before, day)
      assert.ok(gap >= Math.floor(step) - 6 && gap <= Math.ceil(step) + 6, `${perYear} a year: ${before} to ${day}`)
    }
  }
})

test('in a leap year and for part of a year the number stays right', () => {
  assert.equal(only(year({ from: '2028-01-01', to: '2028-12-31' })).slots.length, 6)
  assert.equal(only(year({ from: '2027-04-01', to: '2028-03-31' })).slots.length, 6)
  assert.equal(only(year({ to: '2027-06-30' })).slots.length, 3)
  assert.equal(only(year({ groups: [group({ perYear: 2 })], to: '2027-02-28' })).slots.length, 1)
})

test('a group whose frequency nobody states is asked about; one that does not operate or has ended has none', () => {
  const states = planMeetings(
    year({
      groups: [
        group({ id: 'a', perYear: null }),
        group({ id: 'b', perYear: 0 }),
        group({ id: 'c', isOperating: false }),
        group({ id: 'd', isOperating: false, perYear: null }),
        group({ id: 'e', endsOn: '2026-11-30' }),
      ],
    }),
  ).map((plan) => [plan.groupId, plan.state, plan.slots.length])
  assert.deepEqual(states, [
    ['a', 'ask', 0],
    ['b', 'ask', 0],
    ['c', 'not-operating', 0],
    ['d', 'not-operating', 0],
    ['e', 'ended', 0],
  ])
})

test('a task-and-finish group has meetings until it ends', () => {
  const { slots } = only(year({ groups: [group({ perYear: 12, endsOn: '2027-03-31' })] }))
  assert.equal(slots.length, 3)
  assert.ok(slots.every((slot) => slot.on <= '2027-03-31'))
})

test('a bank holiday is missed, and said', () => {
  // Two a year from 30 May: the second lies on 30 August without the holiday.
  const [first] = only(year({ groups: [group({ perYear: 1 })], from: '2027-08-28', to: '2027-09-02' })).slots
  assert.equal(first?.idealOn, '2027-08-31')
  const [moved] = only(year({ groups: [group({ perYear: 1 })], from: '2027-08-28', to: '2027-09-01' })).slots
  assert.equal(moved?.idealOn, '2027-08-30')
  assert.equal(moved?.on, '2027-08-31')
  assert.deepEqual(moved?.reasons, ['Monday 30 August 2027 is a bank holiday (Summer bank holiday)'])
})

test('school holidays are missed, with how sure they are', () => {
  const summer = { name: 'Summer holiday', startsOn: '2027-06-25', endsOn: '2027-07-09', isCertain: false }
  const slot = only(year({ groups: [group({ perYear: 1 })], schoolHolidays: [summer] })).slots[0]
  assert.equal(slot?.idealOn, '2027-07-02')
  assert.equal(slot?.on, '2027-06-24')
  assert.match(
    slot?.reasons.join('; ') ?? '',
    /school holiday \(Summer holiday, 25 June 2027 to 9 July 2027, to be confirmed\)/,
  )
  assert.deepEqual(slot?.warnings, [])
})

test('where every near day is a school holiday, the meeting is proposed with a warning rather than left out', () => {
  const all = { name: 'Summer holiday', startsOn: '2027-05-01', endsOn: '2027-08-31', isCertain: true }
  const slot = only(year({ groups: [group({ perYear: 1 })], schoolHolidays: [all] })).slots[0]
  assert.equal(slot?.on, slot?.idealOn)
  assert.match(slot?.warnings.join('; ') ?? '', /school holiday \(Summer holiday/)
})

test('an office that sits on two groups is not asked to be at both at once', () => {
  const plans = planMeetings(
    year({
      groups: [
        group({ perYear: 4 }),
        group({ id: 'learning', name: 'Learning', perYear: 4, offices: ['dcs', 'nurse'] }),
        group({ id: 'apart', name: 'Apart', perYear: 4, offices: ['police'] }),
        group({ id: 'later', name: 'Later', perYear: 4, offices: ['dcs'], startsAt: '14:00' }),
      ],
    }),
  )
  const days = (id: string) => plans.find((plan) => plan.groupId === id)?.slots.map((slot) => slot.on) ?? []
  assert.ok(days('learning').every((day) => !days('executive').includes(day)))
  assert.deepEqual(days('apart'), days('executive'), 'who shares no office may meet on the same day')
  assert.deepEqual(days('later'), days('executive'), 'another time of the same day is no clash')
  const reasons = plans[1]?.slots[0]?.reasons.join('; ') ?? ''
  assert.match(reasons, /Director of Children’s Services must be at Executive on \w+ \d+ February 2027/)
})

test('the usual day of the week is kept where it can be', () => {
  const { slots } = only(year({ groups: [group({ perYear: 6, weekday: 4 })] }))
  assert.deepEqual([...new Set(slots.map((slot) => new Date(slot.on).getUTCDay()))], [4])
  assert.ok(slots.some((slot) => slot.reasons.includes('the group’s usual day is Thursday')))
})

test('meetings that are set already count, and only the others are proposed', () => {
  const setOn = ['2027-01-21', '2027-03-18', '2027-05-20']
  const { slots } = only(year({ groups: [group({ setOn })] }))
  assert.equal(slots.length, 3)
  assert.ok(slots.every((slot) => slot.on > '2027-06-01'))
  assert.equal(
    only(year({ groups: [group({ perYear: 2, setOn: ['2027-02-01', '2027-02-02', '2027-02-03'] })] })).state,
    'complete',
  )
})

test('days beyond the known bank holidays are proposed with that said', () => {
  const slot = only(year({ from: '2030-01-01', to: '2030-12-31', groups: [group({ perYear: 1 })] })).slots[0]
  assert.ok(slot)
  assert.deepEqual(slot.reasons, [])
  assert.deepEqual(slot.warnings, ['bank holidays after 31 December 2027 are not known yet'])
})
