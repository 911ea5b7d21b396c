import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { deliverMails } from '#platform/mail/deliver.ts'
import type { OwedSource } from '#platform/owed.ts'
import { asApplication } from '#test/support/database.ts'
import { mailServer } from '#test/support/mail-server.ts'
import { remindOwed } from './remind.ts'
import { saveSetting, type ReminderSetting } from './setting-store.ts'
import { morning, rights, town, works, type Work } from './testing.ts'

const publicUrl = 'https://goldenthread.example'

function reminder(db: Db, sources: readonly OwedSource[]) {
  const application = asApplication(db)
  const said: string[] = []
  const run = (date: string, stopping?: { readonly aborted: boolean }) =>
    remindOwed(db, morning(date), { application, sources, rights, publicUrl, say: (line) => said.push(line) }, stopping)
  return { run, said }
}

const choose = (db: Db, personId: string, setting: ReminderSetting) =>
  db.transaction().execute((tx) => saveSetting(tx, personId, setting))

const mails = async (db: Db) =>
  (
    await db.selectFrom('platform.mail').orderBy('to_address').select(['to_address as to', 'subject', 'body']).execute()
  ).map(({ to, subject, body }) => ({ to, subject, body: body ?? '' }))

const work = (more: Partial<Work> & Pick<Work, 'key' | 'office'>): Work => ({
  what: `Work ${more.key}`,
  href: `/works/${more.key}`,
  dueOn: null,
  action: 'Do it',
  ...more,
})

test('in a year that passes day by day, with two workers, each person is told once of each step on its working day', async (t) => {
  const { db, add } = await town(t)
  const { received, settings } = await mailServer(t)
  const ann = await add({
    name: 'Ann',
    office: 'Data lead',
    organisation: 'Police',
    role: 'data-lead',
    partnerships: ['kent', 'medway'],
    email: 'ann@police.example',
  })
  const chief = await add({
    name: 'Chief',
    office: 'Chief',
    organisation: 'Police',
    role: 'signing-officer',
    email: 'chief@police.example',
  })
  const bob = await add({
    name: 'Bob',
    office: 'Lead nurse',
    organisation: 'Hospital',
    role: 'safeguarding-lead',
    email: 'bob@nhs.example',
  })
  const cat = await add({
    name: 'Cat',
    office: 'Lead nurse',
    organisation: 'Hospital',
    role: 'safeguarding-lead',
    email: 'cat@nhs.example',
  })
  const mary = await add({
    name: 'Mary',
    office: 'Manager',
    organisation: 'Team',
    role: 'business-manager',
    email: 'mary@team.example',
  })
  const holds = (personId: string) => db.updateTable('identity.tenure').where('person_id', '=', personId)
  await holds(bob.personId).set({ ends_on: '2027-03-31' }).execute()
  await holds(cat.personId).set({ starts_on: '2027-04-01' }).execute()
  await db.updateTable('identity.office').set({ reports_to: chief.officeId }).where('id', '=', ann.officeId).execute()
  for (const { personId } of [ann, chief, bob, cat]) await choose(db, personId, { choice: 'due', weekday: 1 })
  await choose(db, mary.personId, { choice: 'weekly', weekday: 3 })

  const list: Work[] = []
  const moved = work({
    key: 'moved',
    office: 'Data lead',
    partnership: 'kent',
    startOn: '2026-12-15',
    dueOn: '2027-01-15',
  })
  const happenings: Record<string, () => void> = {
    '2026-11-23': () => list.push(moved, work({ key: 'handed-on', office: 'Lead nurse', dueOn: '2027-04-05' })),
    '2027-01-12': () => (moved.dueOn = '2027-02-12'),
    '2027-02-10': () => list.splice(list.indexOf(moved), 1),
    '2027-05-01': () =>
      list.push(
        work({ key: 'kent', office: 'Data lead', partnership: 'kent', dueOn: '2027-07-01' }),
        work({ key: 'medway', office: 'Data lead', partnership: 'medway', dueOn: '2027-07-01' }),
        work({ key: 'in-time', office: 'Data lead', partnership: 'medway', dueOn: '2027-06-30' }),
      ),
    '2027-05-20': () => list.splice(0, 1),
    '2027-06-01': () =>
      list.splice(
        list.findIndex(({ key }) => key === 'in-time'),
        1,
      ),
    '2027-07-20': () => list.splice(0, 2),
    '2027-08-02': () => list.push(work({ key: 'far', office: 'Manager', dueOn: '2027-12-01' })),
    '2027-09-01': () => list.splice(0, 1),
  }
  const [one, other] = [reminder(db, [works(list)]), reminder(db, [works(list)])]
  const told: string[] = []
  for (let day = '2026-11-23'; day <= '2027-11-22'; day = addDays(day, 1)) {
    happenings[day]?.()
    await Promise.all([one.run(day), other.run(day)])
    const before = received.length
    await deliverMails(db, morning(day), settings)
    told.push(...received.slice(before).map(({ to: [to] }) => `${day} ${to ?? ''}`))
  }
  assert.deepEqual(told, [
    '2026-12-15 ann@police.example',
    '2027-01-08 ann@police.example',
    // Its date moved: told of the new one, and of its steps.
    '2027-01-12 ann@police.example',
    '2027-02-05 ann@police.example',
    // Good Friday and Easter Monday lie between.
    '2027-03-25 bob@nhs.example',
    '2027-04-01 cat@nhs.example',
    '2027-04-05 cat@nhs.example',
    '2027-04-06 cat@nhs.example',
    '2027-04-12 cat@nhs.example',
    // Nobody is named above the office and the hospital has no administrator.
    '2027-04-19 mary@team.example',
    '2027-04-26 cat@nhs.example',
    // The bank holiday of 3 May lies between.
    '2027-05-11 cat@nhs.example',
    '2027-06-24 ann@police.example',
    '2027-07-01 ann@police.example',
    '2027-07-02 ann@police.example',
    '2027-07-08 ann@police.example',
    '2027-07-15 chief@police.example',
    '2027-08-04 mary@team.example',
    '2027-08-11 mary@team.example',
    '2027-08-18 mary@team.example',
    '2027-08-25 mary@team.example',
  ])
  const both = received.find(({ to: [to], mail }) => to === 'ann@police.example' && mail.text?.includes('medway'))
  assert.match(both?.mail.text ?? '', /Work kent[\s\S]*Work medway/, 'one mail for both partnerships')
  assert.deepEqual([one.said, other.said], [[], []])
})

test('a run that ended in the middle is taken up again, and nobody is written to twice', async (t) => {
  const { db, add } = await town(t)
  for (const name of ['Ann', 'Bob', 'Cat'])
    await add({
      name,
      office: 'Lead',
      organisation: `${name} House`,
      role: 'data-lead',
      email: `${name.toLowerCase()}@house.example`,
    })
  const list = [work({ key: 'one', office: 'Lead', dueOn: '2026-11-23' })]
  const { run } = reminder(db, [works(list)])
  let looks = 0
  // Three looks while the lists are read, one before the first mail; the process ends before the second.
  const stopping = {
    get aborted() {
      return ++looks > 4
    },
  }
  assert.equal(await run('2026-11-23', stopping), 1)
  assert.equal((await mails(db)).length, 1)
  await run('2026-11-23')
  await run('2026-11-23')
  assert.deepEqual(
    (await mails(db)).map(({ to }) => to),
    ['ann@house.example', 'bob@house.example', 'cat@house.example'],
  )
})

test('nobody is written to who is invented, has left, lies suspended, or wants no mails', async (t) => {
  const { db, add } = await town(t)
  const office = 'Lead'
  await add({ name: 'Sam Sample', office, organisation: 'A', role: 'data-lead' })
  const left = await add({ name: 'Left', office, organisation: 'B', role: 'data-lead', email: 'left@b.example' })
  await db
    .updateTable('identity.tenure')
    .set({ ends_on: '2026-11-20' })
    .where('person_id', '=', left.personId)
    .execute()
  const asleep = await add({ name: 'Asleep', office, organisation: 'C', role: 'data-lead', email: 'asleep@c.example' })
  const { id } = await db
    .selectFrom('identity.access')
    .where('office_id', '=', asleep.officeId)
    .select('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('identity.office_use')
    .values({ access_id: id, person_id: asleep.personId, suspended_at: '2026-11-01T00:00:00Z' })
    .execute()
  const quiet = await add({ name: 'Quiet', office, organisation: 'D', role: 'data-lead', email: 'quiet@d.example' })
  await choose(db, quiet.personId, { choice: 'none', weekday: 1 })
  await add({ name: 'Ann', office, organisation: 'E', role: 'data-lead', email: 'ann@e.example' })
  const { run } = reminder(db, [works([work({ key: 'one', office, dueOn: '2026-11-23' })])])
  await run('2026-11-23')
  assert.deepEqual(
    (await mails(db)).map(({ to }) => to),
    ['ann@e.example'],
  )
})

test('what stays late goes to the agency’s administrator when no office is named above, and not to who owes it', async (t) => {
  const { db, add } = await town(t)
  const ann = await add({
    name: 'Ann',
    office: 'Lead',
    organisation: 'Police',
    role: 'data-lead',
    email: 'ann@police.example',
  })
  await add({
    name: 'Pat',
    office: 'Staff officer',
    organisation: 'Police',
    role: 'agency-administrator',
    email: 'pat@police.example',
  })
  await add({
    name: 'Other',
    office: 'Staff officer',
    organisation: 'Hospital',
    role: 'agency-administrator',
    email: 'other@nhs.example',
  })
  await add({
    name: 'Mary',
    office: 'Manager',
    organisation: 'Team',
    role: 'business-manager',
    email: 'mary@team.example',
  })
  await choose(db, ann.personId, { choice: 'none', weekday: 1 })
  const { run } = reminder(db, [works([work({ key: 'one', office: 'Lead', dueOn: '2026-11-06' })])])
  await run('2026-11-19')
  assert.deepEqual(await mails(db), [])
  await run('2026-11-20')
  await run('2026-11-23')
  const [mail, ...more] = await mails(db)
  assert.deepEqual([mail?.to, more], ['pat@police.example', []])
  assert.match(mail?.subject ?? '', /1 thing late in an office that reports to yours/)
  assert.match(mail?.body ?? '', /Work one\n {2}Due 6 November 2026, 10 working days late\n {2}Lead, Police, for KENT/)
})

test('what is late in a vacant office goes to the office above, else to the business manager, once a step, and says so', async (t) => {
  const { db, add } = await town(t)
  const chief = await add({
    name: 'Chief',
    office: 'Chief',
    organisation: 'Police',
    role: 'signing-officer',
    email: 'chief@police.example',
  })
  const ann = await add({ name: 'Ann', office: 'Data lead', organisation: 'Police', role: 'data-lead' })
  const bob = await add({ name: 'Bob', office: 'Lead nurse', organisation: 'Hospital', role: 'safeguarding-lead' })
  for (const partnership of ['kent', 'medway'] as const) {
    await add({
      name: `Manager of ${partnership}`,
      office: `Manager of ${partnership}`,
      organisation: 'Team',
      role: 'business-manager',
      partnerships: [partnership],
      email: `${partnership}@team.example`,
    })
  }
  await db.updateTable('identity.office').set({ reports_to: chief.officeId }).where('id', '=', ann.officeId).execute()
  await db
    .updateTable('identity.tenure')
    .where('person_id', 'in', [ann.personId, bob.personId])
    .set({ ends_on: '2026-11-30' })
    .execute()
  const list = [
    work({ key: 'return', office: 'Data lead', dueOn: '2026-12-01' }),
    work({ key: 'nurse', office: 'Lead nurse', dueOn: '2026-12-01' }),
    // Somebody else may do it too, and is told of it themselves.
    work({ key: 'shared', office: 'Lead nurse', dueOn: '2026-12-01' }),
    work({ key: 'shared', office: 'Chief', dueOn: '2026-12-01' }),
    work({ key: 'later', office: 'Lead nurse', dueOn: '2027-06-01' }),
  ]
  const { run } = reminder(db, [works(list)])
  const told: Record<string, string[]> = {}
  let first: Awaited<ReturnType<typeof mails>> = []
  for (let day = '2026-12-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    await run(day)
    await run(day)
    const found = await mails(db)
    if (day === '2026-12-02') first = found
    for (const { to, body } of found.filter((each) => /in which nobody acts/.test(each.body))) {
      ;(told[to] ??= []).push(`${day} ${[...body.matchAll(/- Work (\w+)/g)].map(([, key]) => key).join(' ')}`)
    }
    await db.deleteFrom('platform.mail').execute()
  }
  assert.deepEqual(told, {
    'chief@police.example': ['2026-12-02 shared return', '2026-12-08 shared return', '2026-12-22 shared return'],
    'kent@team.example': ['2026-12-02 nurse', '2026-12-08 nurse', '2026-12-22 nurse'],
  })
  const manager = first.find(({ to }) => to === 'kent@team.example')
  assert.equal(manager?.subject, '[OFFICIAL] 1 thing late in an office in which nobody acts')
  assert.match(manager?.body ?? '', /Lead nurse, Hospital, for KENT\n {2}The office is vacant\n/)
})

test('nothing goes out on a weekend or bank holiday, and the weekly list then comes on the next working day', async (t) => {
  const { db, add } = await town(t)
  const ann = await add({
    name: 'Ann',
    office: 'Lead',
    organisation: 'Police',
    role: 'data-lead',
    email: 'ann@police.example',
  })
  await choose(db, ann.personId, { choice: 'weekly', weekday: 1 })
  const { run } = reminder(db, [works([work({ key: 'one', office: 'Lead', dueOn: '2027-12-01' })])])
  const sent: string[] = []
  // The first Monday in May 2027 is a bank holiday.
  for (let day = '2027-04-24'; day <= '2027-05-11'; day = addDays(day, 1)) if ((await run(day)) > 0) sent.push(day)
  assert.deepEqual(sent, ['2027-04-26', '2027-05-04', '2027-05-10'])
})

test('everything on every working day, for who wants that', async (t) => {
  const { db, add } = await town(t)
  const ann = await add({
    name: 'Ann',
    office: 'Lead',
    organisation: 'Police',
    role: 'data-lead',
    email: 'ann@police.example',
  })
  await choose(db, ann.personId, { choice: 'daily', weekday: 1 })
  const { run } = reminder(db, [works([work({ key: 'one', office: 'Lead', dueOn: '2027-12-01' })])])
  const sent: string[] = []
  for (let day = '2026-11-20'; day <= '2026-11-25'; day = addDays(day, 1)) if ((await run(day)) > 0) sent.push(day)
  assert.deepEqual(sent, ['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25'])
})

test('when the calendar has ended reminders go on by weekdays, and the business team is told', async (t) => {
  const { db, add } = await town(t)
  await add({
    name: 'Mary',
    office: 'Lead',
    organisation: 'Team',
    role: 'business-manager',
    email: 'mary@team.example',
  })
  await add({ name: 'Ann', office: 'Lead', organisation: 'Police', role: 'data-lead', email: 'ann@police.example' })
  const { run, said } = reminder(db, [works([work({ key: 'one', office: 'Lead', dueOn: '2035-06-20' })])])
  assert.equal(await run('2035-06-16'), 0, 'a Saturday')
  assert.equal(await run('2035-06-18'), 2)
  assert.match(said.at(-1) ?? '', /calendar of working days ended/)
  const [ann, mary] = await mails(db)
  assert.match(mary?.body ?? '', /The calendar of working days ended on 31 December \d{4}/)
  assert.doesNotMatch(ann?.body ?? '', /calendar of working days/)
})

test('a mail says what, for whom, by when, where, and how to change how often; of what is sensitive the reference alone', async (t) => {
  const { db, add } = await town(t)
  await add({ name: 'Ann', office: 'Lead', organisation: 'Police', role: 'data-lead', email: 'ann@police.example' })
  const list = [
    work({
      key: 'KSCMP-REV-2026-001:look',
      what: 'Rapid review of something that stays inside',
      office: 'Lead',
      marking: 'OFFICIAL-SENSITIVE',
    }),
    work({ key: 'KSCMP-ACT-2026-014:update', what: 'Update on the action', office: 'Lead', dueOn: '2026-11-26' }),
  ]
  const { run } = reminder(db, [works(list)])
  await run('2026-11-24')
  const [mail] = await mails(db)
  assert.equal(mail?.subject, '[OFFICIAL-SENSITIVE] 2 things due from you')
  assert.equal(
    mail?.body,
    `This is due from you:

- KSCMP-REV-2026-001
  No date: as soon as you can
  For KENT, as Lead
  https://goldenthread.example/works/KSCMP-REV-2026-001:look

- Update on the action
  Due 26 November 2026, in 2 working days
  For KENT, as Lead
  https://goldenthread.example/works/KSCMP-ACT-2026-014:update

All that you owe, in one place: https://goldenthread.example/today

To be told more or less often:
https://goldenthread.example/today/reminders
`,
  )
})

test('each person’s list is read on the application’s connection, as that person', async (t) => {
  const { db, add, partnerships } = await town(t)
  const ann = await add({
    name: 'Ann',
    office: 'Lead',
    organisation: 'Police',
    role: 'data-lead',
    email: 'ann@police.example',
  })
  const asked: unknown[] = []
  const source: OwedSource = {
    module: 'works',
    kind: 'Works',
    async tasksFor(connection) {
      const { rows } = await sql`select current_user as "user", platform.acting_person() as person,
        platform.acting_partnership() as partnership, platform.acting_reach() as reach`.execute(connection)
      asked.push(...rows)
      return []
    },
  }
  await reminder(db, [source]).run('2026-11-24')
  assert.deepEqual(asked, [
    { user: 'goldenthread_app', person: ann.personId, partnership: partnerships.kent, reach: 'organisation' },
  ])
})

test('a list that cannot be read leaves everybody else told', async (t) => {
  const { db, add } = await town(t)
  await add({ name: 'Ann', office: 'Broken', organisation: 'Police', role: 'data-lead', email: 'ann@police.example' })
  await add({ name: 'Bob', office: 'Lead', organisation: 'Police', role: 'data-lead', email: 'bob@police.example' })
  const good = works([work({ key: 'one', office: 'Lead', dueOn: '2026-11-24' })])
  const source: OwedSource = {
    ...good,
    async tasksFor(connection, actor, today, now) {
      if (actor.officeTitle === 'Broken') throw new Error(`a secret of ${actor.personName}`)
      return good.tasksFor(connection, actor, today, now)
    },
  }
  const { run, said } = reminder(db, [source])
  assert.equal(await run('2026-11-24'), 1)
  assert.match(said.join(), /could not be read/)
  assert.doesNotMatch(said.join(), /secret|Ann/)
})
