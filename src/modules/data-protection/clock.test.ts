import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedCalendar } from '#modules/duties/public.ts'
import { dueOf, type Due, type Pause } from './clock.ts'
import { londonInstant, londonParts } from './london-time.ts'
import { standing } from './register.ts'
import { shipped } from './shipped.ts'

const calendar = await shippedCalendar()
const { clocks } = await shipped()

function due(register: string, receivedOn: string, pauses: Pause[] = [], isExtended = false, time = '09:00'): Due {
  const clock = clocks.find((each) => each.register === register)
  assert.ok(clock)
  return dueOf({ clock, receivedAt: londonInstant(receivedOn, time), receivedOn, isExtended, pauses, calendar })
}
const on = (found: Due): string => (found.kind === 'on' ? found.on : found.kind)

test('a subject-access request is due on the corresponding day of the next month, or the next working day', () => {
  for (const [received, expected, why] of [
    ['2026-11-03', '2026-12-03', 'a plain month'],
    ['2026-09-03', '2026-10-05', '3 October 2026 is a Saturday'],
    ['2026-01-31', '2026-03-02', 'February has no 31st: the last day, a Saturday, moves to Monday'],
    ['2027-01-31', '2027-03-01', '28 February 2027 is a Sunday'],
    ['2028-01-31', '2028-02-29', 'a leap year'],
    ['2026-11-25', '2026-12-29', 'Christmas Day, then the weekend, then Boxing Day’s substitute on the 28th'],
    ['2026-12-01', '2027-01-04', '1 January is a bank holiday, then a weekend'],
    ['2026-03-03', '2026-04-07', 'Good Friday to Easter Monday'],
    ['2026-03-29', '2026-04-29', 'over the change to summer time'],
    ['2026-11-22', '2026-12-22', 'received on a Sunday: it counts from then'],
  ] as const)
    assert.equal(on(due('subject-access', received)), expected, why)
  const moved = due('subject-access', '2026-01-31')
  assert.ok(moved.kind === 'on' && moved.moved === '2026-02-28' && moved.startsOn === '2026-01-31')
})

test('an extension makes three months; identity begins the clock; a clarification adds the days it took', () => {
  assert.equal(on(due('subject-access', '2026-11-03', [], true)), '2027-02-03')
  const identity: Pause = { why: 'identity', fromOn: '2026-11-04', toOn: '2026-11-10' }
  assert.equal(on(due('subject-access', '2026-11-03', [identity])), '2026-12-10')
  const clarified: Pause = { why: 'clarification', fromOn: '2026-11-05', toOn: '2026-11-09' }
  assert.equal(on(due('subject-access', '2026-11-03', [clarified])), '2026-12-07')
  assert.equal(on(due('subject-access', '2026-11-03', [identity, clarified])), '2026-12-14')
  assert.equal(on(due('subject-access', '2026-11-03', [{ ...clarified, toOn: null }])), 'paused')
})

test('freedom of information counts twenty working days after receipt, over Christmas and with its own pauses', () => {
  for (const [received, expected, why] of [
    ['2026-11-02', '2026-11-30', 'four plain weeks'],
    ['2026-12-07', '2027-01-07', 'Christmas Day, the 28th and New Year’s Day do not count'],
    ['2026-11-21', '2026-12-18', 'received on a Saturday'],
    ['2026-03-30', '2026-04-29', 'Easter'],
  ] as const)
    assert.equal(on(due('freedom-of-information', received)), expected, why)
  const clarified: Pause = { why: 'clarification', fromOn: '2026-11-03', toOn: '2026-11-16' }
  assert.equal(
    on(due('freedom-of-information', '2026-11-02', [clarified])),
    '2026-12-14',
    'counts anew from the answer',
  )
  const fee: Pause = { why: 'fee', fromOn: '2026-11-03', toOn: '2026-11-10' }
  assert.equal(on(due('freedom-of-information', '2026-11-02', [fee])), '2026-12-07', 'five working days more')
  assert.equal(on(due('freedom-of-information', '2026-11-02', [], true)), '2026-12-30', 'forty in all')
  assert.equal(
    on(due('freedom-of-information', '2028-12-20')),
    'beyond',
    'the calendar ends with 2028, and nothing is guessed',
  )
})

test('a breach is due 72 hours after awareness, weekends and both changes of the clocks included', () => {
  const at = (date: string, time: string) => {
    const found = due('breach', date, [], false, time)
    assert.ok(found.kind === 'at')
    return Object.values(londonParts(found.at)).join(' ')
  }
  assert.equal(at('2026-11-20', '17:30'), '2026-11-23 17:30')
  assert.equal(at('2026-10-24', '10:00'), '2026-10-27 09:00', 'an hour earlier by the clock: the night had 25 hours')
  assert.equal(at('2027-03-27', '10:00'), '2027-03-30 11:00', 'an hour later by the clock: the night had 23')
  assert.equal(due('disclosure', '2026-11-20').kind, 'none')
})

test('London’s wall clock is read as an instant; a time that comes twice is the earlier', () => {
  assert.equal(londonInstant('2026-07-01', '12:00').toISOString(), '2026-07-01T11:00:00.000Z')
  assert.equal(londonInstant('2026-12-01', '12:00').toISOString(), '2026-12-01T12:00:00.000Z')
  assert.equal(londonInstant('2026-10-25', '01:30').toISOString(), '2026-10-25T00:30:00.000Z')
  assert.equal(londonInstant('2026-10-25', '02:00').toISOString(), '2026-10-25T02:00:00.000Z')
})

test('how a clock stands is said in words, never by colour alone', () => {
  const now = new Date('2026-11-22T10:00:00Z')
  const say = (found: Due) => standing(found, '2026-11-22', now)
  assert.deepEqual(
    say({ kind: 'on', on: '2026-11-20', startsOn: '', moved: null }).words,
    '20 November 2026. Overdue: 2 days late',
  )
  assert.equal(say({ kind: 'on', on: '2026-11-22', startsOn: '', moved: null }).words, '22 November 2026. today')
  assert.equal(say({ kind: 'at', at: new Date('2026-11-22T09:00:00Z') }).isOverdue, true)
  assert.match(say({ kind: 'at', at: new Date('2026-11-22T09:00:00Z') }).words, /Overdue: 1 hour late/)
  assert.match(say({ kind: 'at', at: new Date('2026-11-22T10:30:00Z') }).words, /less than an hour left/)
  assert.equal(say({ kind: 'paused' }).isOverdue, false)
})
