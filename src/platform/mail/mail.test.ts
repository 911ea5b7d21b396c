import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { fixedClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { invitation } from '#platform/calendar.ts'
import { asApplication, emptyDb, testClock } from '#test/support/database.ts'
import { mailServer, type Received } from '#test/support/mail-server.ts'
import { clearOldMails, deliverMails } from './deliver.ts'
import { queueMail, type Mail } from './outbox.ts'

const hello: Mail = { to: 'a.person@council.example', subject: 'Your return is due', text: 'Please send it by Friday.' }
const queue = (db: Db, mail: Mail) =>
  asApplication(db)
    .transaction()
    .execute((tx) => queueMail(tx, mail))
const rows = (db: Db) => db.selectFrom('platform.mail').selectAll().orderBy('queued_at').execute()

test('a mail goes out once, with its marking, wrapped, and marked as sent by a machine', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await mailServer(t)
  const link = `https://goldenthread.example/sign-in/${'a'.repeat(90)}`
  const text = `Return for quarter 2 – “late”. ${'One more word. '.repeat(20)}\n\n${link}\n`
  await queue(db, { ...hello, text, marking: 'OFFICIAL-SENSITIVE' })
  assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 1, postponed: 0, failed: 0 })
  assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 0, postponed: 0, failed: 0 })
  assert.equal(received.length, 1)
  const { mail, to } = received[0] as Received
  assert.deepEqual(to, ['a.person@council.example'])
  assert.equal(mail.subject, '[OFFICIAL-SENSITIVE] Your return is due')
  assert.equal(mail.from?.text, '"Goldenthread" <no-reply@partnership.example>')
  assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
  const lines = (mail.text ?? '').split('\n')
  assert.ok(lines.includes(link), 'a link stays whole')
  assert.ok(lines.every((line) => line.length <= 72 || line === link))
  assert.match(mail.text ?? '', /quarter 2 – “late”/)
  const [kept] = await rows(db)
  assert.equal(kept?.state, 'sent')
  assert.equal(kept?.body, null, 'a link that signs in does not stay in the database')
})

test('while the server is away mails wait, longer each time, and go out when it is back', async (t) => {
  const db = await emptyDb(t)
  const first = await mailServer(t)
  await first.close()
  await queue(db, hello)
  await queue(db, { ...hello, subject: 'A second mail' })
  assert.deepEqual(await deliverMails(db, testClock, first.settings), { sent: 0, postponed: 1, failed: 0 })
  const [kept] = await rows(db)
  assert.equal(kept?.state, 'queued')
  assert.equal(kept?.last_problem, 'ESOCKET')
  assert.deepEqual(kept?.next_attempt_at, new Date('2026-11-22T10:01:00Z'))
  const later = fixedClock('2026-11-22T10:01:00Z')
  await deliverMails(db, later, first.settings)
  const dates = (await rows(db)).map((row) => row.next_attempt_at?.toISOString() ?? 'at once')
  assert.deepEqual(dates.toSorted(), ['2026-11-22T10:06:00.000Z', 'at once'])
  const back = await mailServer(t, {}, first.port)
  const muchLater = fixedClock('2026-11-22T10:30:00Z')
  assert.deepEqual(await deliverMails(db, muchLater, back.settings), { sent: 2, postponed: 0, failed: 0 })
  assert.deepEqual(back.received.map(({ mail }) => mail.subject ?? '').toSorted(), [
    'A second mail',
    'Your return is due',
  ])
})

test('a server that refuses an address ends that mail alone, and its words are not kept', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await mailServer(t, {
    onRcptTo({ address }, _session, done) {
      if (!address.startsWith('gone')) return done()
      done(Object.assign(new Error(`no mailbox ${address} here`), { responseCode: 550 }))
    },
  })
  await queue(db, { ...hello, to: 'gone@council.example' })
  await queue(db, hello)
  assert.deepEqual(await deliverMails(db, testClock, settings), { sent: 1, postponed: 0, failed: 1 })
  assert.equal(received.length, 1)
  const failed = (await rows(db)).find((row) => row.state === 'failed')
  assert.equal(failed?.last_problem, 'EENVELOPE 550')
  assert.equal(failed?.body, null)
})

test('a server that says “later” keeps the mail, and one that always does ends it after nine attempts more', async (t) => {
  const db = await emptyDb(t)
  const { settings } = await mailServer(t, {
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('busy'), { responseCode: 451 })),
  })
  await queue(db, hello)
  const outcomes: string[] = []
  for (let day = 0; day < 11; day++) {
    const clock = fixedClock(new Date(Date.UTC(2026, 10, 22 + day * 2)).toISOString())
    const { postponed, failed } = await deliverMails(db, clock, settings)
    outcomes.push(postponed ? 'postponed' : failed ? 'failed' : 'nothing')
  }
  assert.deepEqual(outcomes, [...Array.from({ length: 9 }, () => 'postponed'), 'failed', 'nothing'])
})

test('four workers at once send each mail once', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await mailServer(t)
  const subjects = Array.from({ length: 20 }, (_, index) => `Mail ${index}`)
  for (const subject of subjects) await queue(db, { ...hello, subject })
  const done = await Promise.all([1, 2, 3, 4].map(() => deliverMails(db, testClock, settings)))
  assert.equal(
    done.reduce((sum, { sent }) => sum + sent, 0),
    20,
  )
  assert.deepEqual(received.map(({ mail }) => mail.subject ?? '').toSorted(), subjects.toSorted())
})

test('nothing typed reaches the headers of a mail', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await mailServer(t)
  const attempts: Partial<Mail>[] = [
    { to: 'a@council.example\r\nBcc: b@evil.example' },
    { to: 'a@council.example\nBcc: b@evil.example' },
    { to: 'a@council.example, b@evil.example' },
    { to: 'a@council.example;b@evil.example' },
    { to: 'A <a@council.example>' },
    { to: '"a b"@council.example' },
    { to: 'a@council.example\u2028' },
    { to: 'a@council.example\0' },
    { to: 'no address' },
    { to: '' },
    { subject: 'Hello\r\nBcc: b@evil.example' },
    { subject: 'Hello\nBcc: b@evil.example' },
    { subject: 'Hello\rBcc: b@evil.example' },
    { subject: 'Hello\u0085Bcc: b@evil.example' },
    { subject: 'Hello\u2028Bcc: b@evil.example' },
    { subject: 'Hello\0' },
    { subject: ' ' },
  ]
  for (const attempt of attempts) {
    await assert.rejects(queue(db, { ...hello, ...attempt }), (error: Error) => {
      assert.match(error.message, /^A mail was refused/)
      assert.doesNotMatch(error.message, /evil|council/)
      return true
    })
  }
  assert.deepEqual(await rows(db), [])
  await queue(db, {
    ...hello,
    subject: 'Ünïcode =?utf-8?q?x?= Bcc: b@evil.example',
    text: '.\r\nBcc: b@evil.example\r\n.\r\n',
  })
  await deliverMails(db, testClock, settings)
  assert.deepEqual(received[0]?.to, ['a.person@council.example'])
  assert.equal(received[0]?.mail.bcc, undefined)
  assert.match(received[0]?.mail.text ?? '', /Bcc: b@evil\.example/, 'a text may say anything')
})

test('a change that is undone sends no mail, and the application reads none', async (t) => {
  const db = await emptyDb(t)
  const application = asApplication(db)
  await assert.rejects(
    application.transaction().execute(async (tx) => {
      await queueMail(tx, hello)
      throw new Error('undone')
    }),
    /undone/,
  )
  assert.deepEqual(await rows(db), [])
  await queue(db, hello)
  const denied = { message: /permission denied/ }
  await assert.rejects(application.selectFrom('platform.mail').selectAll().execute(), denied)
  await assert.rejects(application.updateTable('platform.mail').set({ to_address: 'b@evil.example' }).execute(), denied)
  await assert.rejects(application.deleteFrom('platform.mail').execute(), denied)
})

test('mails are removed thirty days after they were sent, and never while they wait', async (t) => {
  const db = await emptyDb(t)
  const { settings } = await mailServer(t)
  await queue(db, hello)
  await deliverMails(db, testClock, settings)
  await queue(db, { ...hello, subject: 'Waits' })
  assert.equal(await clearOldMails(db, fixedClock('2026-12-22T09:00:00Z')), 0)
  assert.equal(await clearOldMails(db, fixedClock('2026-12-22T11:00:00Z')), 1)
  assert.deepEqual(
    (await rows(db)).map((row) => row.subject),
    ['Waits'],
  )
})

test('an invitation goes out beside the text, as the other reading of one mail, and is kept no longer', async (t) => {
  const db = await emptyDb(t)
  const { received, settings } = await mailServer(t)
  const calendar = invitation('REQUEST', {
    uid: 'meeting-1@goldenthread',
    when: { startsAt: new Date('2027-06-01T09:00:00Z'), endsAt: new Date('2027-06-01T11:00:00Z') },
    title: 'Executive Board',
    place: 'Sessions House, Maidstone',
    at: testClock.now(),
    organiser: { name: 'Business team', email: 'team@partnership.example' },
    attendees: [{ name: 'A Person', email: hello.to }],
  })
  await queue(db, { ...hello, calendar })
  await deliverMails(db, testClock, settings)
  const [mail] = received
  assert.match(mail?.raw ?? '', /^content-type: multipart\/alternative;/im)
  assert.match(mail?.raw ?? '', /^content-type: text\/calendar;\s+charset=utf-8;\s+method=REQUEST/im)
  assert.doesNotMatch(mail?.raw ?? '', /multipart\/mixed|content-disposition: attachment/i)
  assert.equal(mail?.mail.text?.trim(), hello.text)
  const part = mail?.mail.attachments.find(({ contentType }) => contentType === 'text/calendar')
  const event = new ICAL.Component(ICAL.parse(part?.content.toString() ?? '')).getFirstSubcomponent('vevent')
  assert.equal(event?.getFirstPropertyValue('summary'), 'Executive Board')
  const [row] = await rows(db)
  assert.deepEqual([row?.body, row?.calendar, row?.calendar_method], [null, null, null])
})
