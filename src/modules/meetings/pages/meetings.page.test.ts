import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { arranged, world, type World } from '../testing.ts'

const chair = { role: 'group-chair' }
const nurse = { role: 'safeguarding-lead' }
const outside = { role: 'group-member' }
const medway = { role: 'business-manager', partnership: 'medway' }

const errorsOf = (page: { document: Document }) =>
  [...page.document.querySelectorAll('.govuk-error-summary__list a')].map((link) => link.textContent?.trim())
const eventsOf = ({ db }: World, name: string) =>
  db.selectFrom('platform.audit_event').where('name', '=', name).select(['subject', 'details']).execute()
const versionOf = (page: { document: Document }) =>
  page.document.querySelector('input[name=version]')?.getAttribute('value') ?? ''
const mailsOf = ({ db }: World) =>
  db.selectFrom('platform.mail').orderBy('queued_at').orderBy('id').selectAll().execute()
const itemsOf = ({ db }: World) =>
  db.selectFrom('meetings.agenda_item').orderBy('position').select(['id', 'title', 'position', 'outcome']).execute()

test('arranging a meeting asks, explains mistakes, saves, and is the team’s', async (t) => {
  const service = await world(t)
  const { get, post, db, groups } = service
  const asks = await get('/meetings/arrange')
  assert.ok(asks.page.getByRole('radio', { name: 'Themed' }))
  assert.ok(asks.page.getByRole('combobox', { name: 'Group' }))
  const wrong = await post('/meetings/arrange', {
    group: '',
    title: 'Kept',
    on: '31/2/2027',
    startsAt: 'ten',
    endsAt: '11am',
  })
  assert.equal(wrong.status, 400)
  assert.deepEqual(errorsOf(wrong.page), [
    'Select the group',
    'Select the kind of meeting',
    'Date must be a real date, like 27/3/2027',
    'Enter a time, like 10am or 14:30',
  ])
  assert.equal(wrong.page.getByRole('textbox', { name: /Title/ }).getAttribute('value'), 'Kept')
  assert.deepEqual(await db.selectFrom('meetings.meeting').select('id').execute(), [])
  const past = await post('/meetings/arrange', {
    group: groups.quality,
    kind: 'themed',
    title: '',
    on: '1/1/2026',
    startsAt: '10am',
    endsAt: '11am',
    place: '',
    theme: '',
  })
  assert.deepEqual(errorsOf(past.page), ['Enter a date and time that are still to come'])

  const reference = await arranged(service, groups.quality)
  const shown = await get(`/meetings/${reference}`)
  assert.equal(shown.page.getByRole('heading', { level: 1 }).textContent, 'Quality Group: Extraordinary')
  assert.match(shown.page.text, /10 December 2026, 10am to midday\. Sessions House/)
  assert.match(shown.page.text, /Papers due\s*3 December 2026/)
  assert.equal((await eventsOf(service, 'meetings.meeting-arranged')).length, 1)
  assert.equal((await get('/meetings/arrange', chair)).status, 403)
  assert.equal((await get(`/meetings/${reference}`, medway)).status, 404)
  assert.equal((await get(`/meetings/${reference}`, outside)).status, 200)
})

test('a joint group’s meeting is one, seen and changed by each owner', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  const reference = await arranged(service, groups.joint)
  const seen = await get(`/meetings/${reference}`, medway)
  assert.equal(seen.status, 200)
  assert.match(seen.page.text, /Convened by KENT partnership/)
  const move = await get(`/meetings/${reference}/move`, medway)
  const done = await post(
    `/meetings/${reference}/move`,
    {
      title: 'Joint Group',
      on: '11/12/2026',
      startsAt: '2pm',
      endsAt: '4pm',
      place: '',
      theme: '',
      papersDueOn: '3/12/2026',
      version: versionOf(move.page),
    },
    medway,
  )
  assert.equal(done.status, 303)
  assert.match((await get(`/meetings/${reference}`)).page.text, /11 December 2026, 2pm to 4pm/)
})

test('members are invited once, their calendars move and are cleared, and a stale form changes nothing', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  const reference = await arranged(service, groups.quality)
  const call = await get(`/meetings/${reference}/call`)
  assert.match(call.page.text, /Chris Chair’s office, Shared Police/)
  const version = versionOf(call.page)
  assert.equal((await post(`/meetings/${reference}/call`, { version })).status, 303)
  assert.equal((await post(`/meetings/${reference}/call`, { version })).status, 409)
  const again = versionOf((await get(`/meetings/${reference}/call`)).page)
  assert.equal((await post(`/meetings/${reference}/call`, { version: again })).status, 303)
  let mails = await mailsOf(service)
  assert.deepEqual(mails.map((mail) => mail.to_address).toSorted(), ['chris@police.example', 'nora@hospital.example'])
  const read = (mail: (typeof mails)[number]) => {
    const calendar = new ICAL.Component(ICAL.parse(mail.calendar ?? ''))
    const event = calendar.getFirstSubcomponent('vevent')
    assert.ok(event)
    return { method: calendar.getFirstPropertyValue('method'), event, of: new ICAL.Event(event) }
  }
  const first = read(mails[0] ?? assert.fail())
  assert.equal(first.method, 'REQUEST')
  assert.equal(first.of.sequence, 0)
  assert.equal(first.of.startDate.toJSDate().toISOString(), '2026-12-10T10:00:00.000Z')
  assert.equal(first.event.getFirstProperty('attendee')?.getParameter('rsvp'), 'TRUE')
  assert.match(String(first.event.getFirstPropertyValue('organizer')), /mailto:mary@team\.example/i)

  const fields = {
    title: 'Quality Group',
    on: '16/6/2027',
    startsAt: '10am',
    endsAt: '11:30',
    place: '',
    theme: '',
    papersDueOn: '3/12/2026',
  }
  const moved = await post(`/meetings/${reference}/move`, {
    ...fields,
    version: versionOf((await get(`/meetings/${reference}/move`)).page),
  })
  assert.equal(moved.status, 303)
  mails = await mailsOf(service)
  assert.equal(mails.length, 4)
  const second = read(mails[2] ?? assert.fail())
  assert.deepEqual([second.method, second.of.sequence, second.of.uid], ['REQUEST', 1, first.of.uid])
  assert.equal(
    second.of.startDate.toJSDate().toISOString(),
    '2027-06-16T09:00:00.000Z',
    'ten on London’s clocks in summer',
  )
  assert.match((await get(`/meetings/${reference}`)).page.text, /Papers due\s*9 June 2027/)

  const cancel = await get(`/meetings/${reference}/cancel`)
  assert.deepEqual(
    errorsOf((await post(`/meetings/${reference}/cancel`, { reason: '', version: versionOf(cancel.page) })).page),
    ['Enter the reason'],
  )
  await post(`/meetings/${reference}/cancel`, { reason: 'No quorum in the holidays', version: versionOf(cancel.page) })
  mails = await mailsOf(service)
  const last = read(mails[5] ?? assert.fail())
  assert.deepEqual([mails.length, last.method, last.of.sequence, last.of.uid], [6, 'CANCEL', 2, first.of.uid])
  assert.equal(last.event.getFirstPropertyValue('status'), 'CANCELLED')
  assert.match((await get(`/meetings/${reference}`)).page.text, /Cancelled: No quorum in the holidays/)
  assert.equal((await get(`/meetings/${reference}/move`)).status, 404)
})

test('a chair builds the agenda of their own group only; order, carry-over and removal', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  const first = await arranged(service, groups.quality)
  const later = await arranged(service, groups.quality, { on: '14/1/2027' })
  const joint = await arranged(service, groups.joint)
  assert.equal((await get(`/meetings/${joint}/agenda`, chair)).status, 403)
  assert.equal((await get(`/meetings/${first}/agenda`, nurse)).status, 403)
  const item = {
    title: 'Neglect audit',
    purpose: 'challenge',
    marking: 'OFFICIAL',
    presenter: service.offices['Nora Nurse'] ?? '',
    minutes: '20',
    note: 'What changed?',
    history: 'matter',
  }
  const wrong = await post(`/meetings/${first}/agenda/add`, { ...item, title: '', minutes: 'long' }, chair)
  assert.deepEqual(errorsOf(wrong.page), [
    'Enter what the item is about',
    'Minutes must be a whole number from 1 to 480',
  ])
  assert.equal((await post(`/meetings/${first}/agenda/add`, item, chair)).status, 303)
  const own = (await itemsOf(service)).find((each) => each.title === 'Neglect audit')
  assert.equal(own?.position, 3)
  const shown = await get(`/meetings/${first}`, nurse)
  assert.match(
    shown.page.text,
    /3\. Neglect audit To challenge, 20 minutes, from 10:15am\. Presented by Nora Nurse’s office, Kent Hospital/,
  )
  await post(`/meetings/${first}/agenda`, { up: own.id }, chair)
  const order = [
    ...(await get(`/meetings/${first}/agenda`, chair)).page.text.matchAll(/(\d)\. (Neglect|Minutes)/g),
  ].map((match) => match[0])
  assert.deepEqual(order, ['2. Neglect', '3. Minutes'])
  const meeting = await service.db
    .selectFrom('meetings.meeting')
    .where('reference', '=', later)
    .select('id')
    .executeTakeFirstOrThrow()
  const carried = await post(`/meetings/${first}/agenda/${own.id}/carry-over`, { meeting: meeting.id }, chair)
  assert.equal(carried.status, 303)
  assert.match((await get(`/meetings/${later}`)).page.text, /Neglect audit[\s\S]*Carried over from/)
  assert.match((await get(`/meetings/${first}`)).page.text, /Carried over to a later meeting/)
})

test('a recurring rule and the forward plan suggest items, each once', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  const reference = await arranged(service, groups.quality)
  const rule = {
    title: 'Risk register',
    purpose: 'assure',
    marking: 'OFFICIAL',
    presenter: '',
    minutes: '10',
    source: 'Framework',
  }
  assert.equal(
    (await post('/meetings/groups/quality/forward-plan/rules/add', { ...rule, months: ['6', '12'] }, chair)).status,
    303,
  )
  const added = await post('/meetings/groups/quality/forward-plan/add', {
    title: 'Dental health',
    purpose: 'note',
    marking: 'OFFICIAL',
    summary: '',
    presenter: '',
    minutes: '',
    dueOn: '15/12/2026',
    meeting: '',
  })
  assert.equal(added.status, 303)
  const page = (await get(`/meetings/${reference}/agenda`)).page
  assert.match(page.text, /Dental health ?Forward plan ?To note\. The forward plan has it for 15 December 2026/)
  for (const name of [/Put on the agenda: Dental health/, /Put on the agenda: Risk register/]) {
    const button = page.getByRole('button', { name }) as unknown as { value: string }
    assert.equal((await post(`/meetings/${reference}/agenda`, { accept: button.value })).status, 303)
    assert.equal((await post(`/meetings/${reference}/agenda`, { accept: button.value })).status, 303)
  }
  assert.deepEqual(
    (await itemsOf(service)).map((item) => item.title).filter((title) => /Dental|Risk/.test(title)),
    ['Dental health', 'Risk register'],
  )
  assert.doesNotMatch((await get(`/meetings/${reference}/agenda`)).page.text, /Put on the agenda/)
  const plan = await get('/meetings/groups/quality/forward-plan', nurse)
  assert.match(plan.page.text, /Risk register ?For assurance, June and December/)
})

test('an escalated matter keeps one history and is seen by both groups', async (t) => {
  const service = await world(t)
  const { post, get, groups } = service
  const added = await post(
    '/meetings/groups/quality/forward-plan/add',
    {
      title: 'Capacity of the hub',
      purpose: 'decide',
      marking: 'OFFICIAL-SENSITIVE',
      summary: '',
      presenter: '',
      minutes: '',
      dueOn: '',
      meeting: '',
    },
    chair,
  )
  assert.equal(added.status, 303, added.page.text)
  const missing = await post(`${added.location}/refer`, { toGroup: '', reason: '' }, chair)
  assert.deepEqual(errorsOf(missing.page), ['Select the group', 'Select how it goes there', 'Enter the reason'])
  const referred = await post(
    `${added.location}/refer`,
    { toGroup: groups.executive, way: 'escalated', reason: 'Beyond our budget' },
    chair,
  )
  assert.equal(referred.status, 303)
  const page = await get(added.location, nurse)
  assert.match(page.page.text, /Escalated from Quality Group to Executive ?Beyond our budget/)
  assert.equal(
    (await get(added.location, outside)).status,
    404,
    'marked: only those whose office sits in a group that had it',
  )
  assert.equal((await get(added.location)).status, 200)
})
