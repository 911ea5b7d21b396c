import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import nodeIcal, { type VEvent } from 'node-ical'
import { calendarFeed, invitation, type Invitation } from './calendar.ts'

const board: Invitation = {
  uid: 'meeting-0190@goldenthread',
  sequence: 2,
  when: { startsAt: new Date('2027-06-01T09:00:00Z'), endsAt: new Date('2027-06-01T11:30:00Z') },
  title: 'Executive Board; what’s due, “late”\\lost',
  text: 'Papers follow.\nCome early, please; parking is short.',
  place: 'Sessions House, Maidstone; room 2',
  url: 'https://goldenthread.example/meetings/0190',
  at: new Date('2026-11-22T10:00:00Z'),
  organiser: { name: 'Business team "KSCMP"', email: 'team@partnership.example' },
  attendees: [
    { name: 'Ada Lovelace, DSP', email: 'ada@council.example' },
    { name: 'Bob', email: 'bob@police.example', isOptional: true },
  ],
}

const calendarOf = (ics: string) => new ICAL.Component(ICAL.parse(ics))
const eventOf = (ics: string) => {
  const event = calendarOf(ics).getFirstSubcomponent('vevent')
  assert.ok(event)
  return event
}
const ours = (ics: string): VEvent => {
  const found = Object.values(nodeIcal.sync.parseICS(ics)).find((each) => each?.type === 'VEVENT')
  assert.ok(found)
  return found
}

test('an invitation asks each person, carries its version and reads the same in two other libraries', () => {
  const { method, ics } = invitation('REQUEST', board)
  assert.equal(method, 'REQUEST')
  assert.equal(calendarOf(ics).getFirstPropertyValue('method'), 'REQUEST')
  const event = eventOf(ics)
  assert.equal(event.getFirstPropertyValue('uid'), board.uid)
  assert.equal(event.getFirstPropertyValue('sequence'), 2)
  assert.equal(event.getFirstPropertyValue('summary'), board.title)
  assert.equal(event.getFirstPropertyValue('description'), board.text)
  assert.equal(event.getFirstPropertyValue('location'), board.place)
  assert.equal(event.getFirstPropertyValue('status'), 'CONFIRMED')
  const organiser = event.getFirstProperty('organizer')
  assert.equal(organiser?.getFirstValue(), 'mailto:team@partnership.example')
  assert.equal(organiser?.getFirstParameter('cn'), 'Business team ’KSCMP’')
  const people = event
    .getAllProperties('attendee')
    .map((each) => [
      each.getFirstValue(),
      each.getFirstParameter('cn'),
      each.getFirstParameter('role'),
      each.getFirstParameter('partstat'),
      each.getFirstParameter('rsvp'),
    ])
  assert.deepEqual(people, [
    ['MAILTO:ada@council.example', 'Ada Lovelace, DSP', 'REQ-PARTICIPANT', 'NEEDS-ACTION', 'TRUE'],
    ['MAILTO:bob@police.example', 'Bob', 'OPT-PARTICIPANT', 'NEEDS-ACTION', 'TRUE'],
  ])
  const other = ours(ics)
  assert.equal(other.uid, board.uid)
  assert.equal(other.summary, board.title)
  // Ten o'clock on London's clocks in June.
  assert.equal(other.start.toISOString(), '2027-06-01T09:00:00.000Z')
  assert.equal(other.end?.toISOString(), '2027-06-01T11:30:00.000Z')
})

test('a withdrawn meeting cancels, asks nobody, and keeps its uid', () => {
  const { method, ics } = invitation('CANCEL', { ...board, sequence: 3 })
  assert.equal(method, 'CANCEL')
  assert.equal(calendarOf(ics).getFirstPropertyValue('method'), 'CANCEL')
  const event = eventOf(ics)
  assert.equal(event.getFirstPropertyValue('status'), 'CANCELLED')
  assert.equal(event.getFirstPropertyValue('sequence'), 3)
  assert.equal(event.getFirstPropertyValue('uid'), board.uid)
  assert.doesNotMatch(ics, /RSVP/)
})

test('no line is longer than 75 bytes, whatever the letters, and lines end as the standard says', () => {
  const title = `${'Überprüfung – 🧵 safeguarding '.repeat(12)}end`
  const { ics } = invitation('REQUEST', { ...board, title })
  assert.ok(ics.endsWith('END:VCALENDAR\r\n'))
  const lines = ics.split('\r\n')
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n')))
  assert.equal(eventOf(ics).getFirstPropertyValue('summary'), title)
  assert.equal(ours(ics).summary, title)
})

test('nothing typed begins a line of its own', () => {
  const evil = 'x\r\nATTENDEE:mailto:evil@evil.example\u2028END:VEVENT\0'
  const { ics } = invitation('REQUEST', {
    ...board,
    uid: `a${evil}`,
    title: evil,
    text: evil,
    place: evil,
    organiser: { name: evil, email: 'team@partnership.example' },
    attendees: [{ name: `${evil}";X="`, email: 'ada@council.example' }],
  })
  assert.equal(eventOf(ics).getAllProperties('attendee').length, 1)
  const unfolded = ics.replaceAll('\r\n ', '')
  assert.doesNotMatch(unfolded, /^ATTENDEE:mailto:evil/m)
  assert.doesNotMatch(unfolded, /^END:VEVENT\0/m)
})

test('a feed holds days that block nobody, in the order given, and the same entries make the same bytes', () => {
  const due = { uid: 'due-1@goldenthread', when: { on: '2027-03-28' }, title: 'Return due', at: board.at, isFree: true }
  const make = () => calendarFeed('What I owe, in all; yes', [due, board])
  const ics = make()
  assert.equal(make(), ics)
  const calendar = calendarOf(ics)
  assert.equal(calendar.getFirstPropertyValue('x-wr-calname'), 'What I owe\\, in all\\; yes')
  assert.equal(String(calendar.getFirstPropertyValue('refresh-interval')), 'PT1H')
  assert.match(ics, /^X-PUBLISHED-TTL:PT1H\r$/m)
  const [day] = calendar.getAllSubcomponents('vevent')
  assert.ok(day)
  assert.equal(String(day.getFirstPropertyValue('dtstart')), '2027-03-28')
  // Summer time begins on this day: it is still one day long.
  assert.equal(String(day.getFirstPropertyValue('dtend')), '2027-03-29')
  assert.equal(day.getFirstPropertyValue('transp'), 'TRANSPARENT')
  const [first] = Object.values(nodeIcal.sync.parseICS(ics)).filter((each) => each?.type === 'VEVENT')
  assert.equal(first?.datetype, 'date')
  assert.equal(first?.summary, 'Return due')
})
