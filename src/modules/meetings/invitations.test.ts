import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { deliverMails } from '#platform/mail/deliver.ts'
import { testClock } from '#test/support/database.ts'
import { mailServer, type Received } from '#test/support/mail-server.ts'
import type { Who } from '#test/support/site.ts'
import { arranged, world, type World } from './testing.ts'

const medway = { role: 'business-manager', partnership: 'medway' }

/** What a calendar programme finds in a mail as it came over the wire. */
function entryOf({ raw, mail, to }: Received) {
  const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar')
  const calendar = new ICAL.Component(ICAL.parse(part?.content.toString() ?? ''))
  assert.equal(calendar.getAllSubcomponents('vevent').length, 1)
  const event = calendar.getFirstSubcomponent('vevent') ?? assert.fail()
  const value = (name: string) => String(event.getFirstPropertyValue(name))
  const type = /^content-type: text\/calendar;\s*charset=utf-8;\s*method=(\w+)/im.exec(raw)?.[1] ?? ''
  return {
    to: to[0] ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    type,
    method: calendar.getFirstPropertyValue('method'),
    uid: value('uid'),
    sequence: Number(value('sequence')),
    status: value('status'),
    start: value('dtstart'),
    organizer: value('organizer').toLowerCase(),
    attendees: event.getAllProperties('attendee').map((each) => String(each.getFirstValue()).toLowerCase()),
    rsvp: event.getFirstProperty('attendee')?.getFirstParameter('rsvp') ?? '',
    stamp: value('dtstamp'),
  }
}

async function change({ get, post }: World, address: string, form: Record<string, string>, who?: Who): Promise<void> {
  const { page } = await get(address, who)
  const version = page.document.querySelector<HTMLInputElement>('input[name=version]')?.value ?? ''
  const answer = await post(address, { ...form, version }, who)
  assert.equal(answer.status, 303, answer.page.text)
}

test('invitations, changes and cancellations reach a mail server as Outlook wants them, and a second library reads them', async (t) => {
  const service = await world(t)
  const { db, groups, offices } = service
  const { received, settings } = await mailServer(t)
  const sent = async (): Promise<ReturnType<typeof entryOf>[]> => {
    const before = received.length
    await deliverMails(db, testClock, settings)
    return received
      .slice(before)
      .map(entryOf)
      .toSorted((a, b) => a.to.localeCompare(b.to))
  }
  const reference = await arranged(service, groups.joint, {
    title: 'Joint “Group”; themes, all',
    place: 'Room 1, Maidstone',
  })
  await change(service, `/meetings/${reference}/call`, {})
  const called = await sent()
  assert.deepEqual(
    called.map(({ to }) => to),
    ['max@medway.example', 'nora@hospital.example'],
  )
  for (const entry of called) {
    assert.deepEqual(
      [entry.type, entry.method, entry.sequence, entry.status, entry.start, entry.rsvp],
      ['REQUEST', 'REQUEST', 0, 'CONFIRMED', '2026-12-10T10:00:00Z', 'TRUE'],
    )
    // Each names its reader alone, and the address that answers go to is that of whoever called it.
    assert.deepEqual(entry.attendees, [`mailto:${entry.to}`])
    assert.equal(entry.organizer, 'mailto:mary@team.example')
    assert.match(entry.text, /You are invited to this meeting.*Joint “Group”; themes, all/s)
  }
  for (const { raw } of received) {
    // One mail read two ways, the calendar last: an attachment would be a file to save, not an invitation to accept (RFC 6047, 2.4).
    const boundary = /^content-type: multipart\/alternative;\s*boundary="([^"]+)"/im.exec(raw)?.[1] ?? ''
    const parts = raw.split(`--${boundary}`).slice(1, -1)
    assert.deepEqual(
      parts.map((part) => /content-type: (\w+\/\w+)/i.exec(part)?.[1]),
      ['text/plain', 'text/calendar'],
    )
    assert.doesNotMatch(raw, /multipart\/mixed|content-disposition: attachment/i)
    assert.ok(raw.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')))
  }

  // The other owner's team moves it, and Nora's office no longer sits in the group.
  await db
    .updateTable('partnerships.seat_filling')
    .set({ ends_on: '2026-11-21' })
    .where('office_id', '=', offices['Nora Nurse'] ?? '')
    .execute()
  const moved = {
    title: 'Joint Group',
    on: '17/6/2027',
    startsAt: '10am',
    endsAt: 'midday',
    place: '',
    theme: '',
    papersDueOn: '3/12/2026',
  }
  await change(service, `/meetings/${reference}/move`, moved, medway)
  const [max, nora] = await sent()
  assert.ok(max && nora)
  assert.deepEqual(
    [max.type, max.method, max.sequence, max.uid, max.organizer, max.start],
    ['REQUEST', 'REQUEST', 1, called[0]?.uid, called[0]?.organizer, '2027-06-17T09:00:00Z'],
  )
  assert.match(max.subject, /Changed: Joint Group, 17 June 2027/)
  assert.deepEqual(
    [nora.type, nora.method, nora.sequence, nora.uid, nora.status],
    ['CANCEL', 'CANCEL', 1, called[0]?.uid, 'CANCELLED'],
  )
  assert.match(nora.text, /You are no longer invited/)

  await change(service, `/meetings/${reference}/cancel`, { reason: 'Snow' })
  const cancelled = await sent()
  assert.deepEqual(
    cancelled.map(({ to, type, method, sequence, status, uid, organizer }) => [
      to,
      type,
      method,
      sequence,
      status,
      uid,
      organizer,
    ]),
    [['max@medway.example', 'CANCEL', 'CANCEL', 2, 'CANCELLED', max.uid, max.organizer]],
    'who was taken off before is told nothing more',
  )
  assert.deepEqual(await sent(), [], 'each went out once')
})
