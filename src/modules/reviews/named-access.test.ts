import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { listRecentChanges } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { actingAs } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { AppError } from '#platform/errors.ts'
import { asApplication, setDatabaseClock, testClock } from '#test/support/database.ts'
import { listAccess } from './access-store.ts'
import { breakGlass } from './break-glass.ts'
import { tasksFor } from './case-tasks.ts'
import { listCases } from './case-store.ts'
import { describeChild } from './describe-child.ts'
import { endAccessTo } from './end-access.ts'
import { grantAccess } from './grant-access.ts'
import { handOverCase } from './hand-over-case.ts'
import { lookAtBreakGlass } from './look-at-break-glass.ts'
import { openCase } from './open-case.ts'
import { permissions } from './permissions.ts'
import { readIdentity } from './read-identity.ts'
import { recusePerson } from './recuse-person.ts'
import { casesDb, sampleActor } from './testing.ts'

const [today, now] = [testClock.today(), testClock.now()]
const kit = 'KSCMP-REV-2026-001'
const publicUrl = 'https://goldenthread.example'
const all = Object.keys(permissions)
const notFound = (error: unknown) => error instanceof AppError && error.status === 404
const forbidden = (error: unknown) => error instanceof AppError && error.status === 403

type Person = Actor & { personId: string; officeId: string }
const read = (db: Db, actor: Actor, at = now) =>
  readIdentity(db, actor, { reference: kit, now: at, withHistory: false })
const sees = async (db: Db, actor: Actor) =>
  (await actingAs(actor, () => listCases(db, actor, now))).map((one) => one.reference)
const give = (db: Db, owner: Actor, to: Person, dates: { startsOn?: string; endsOn?: string | null } = {}) =>
  grantAccess(db, owner, {
    reference: kit,
    personId: to.personId,
    officeId: to.officeId,
    reason: 'Chairs the panel',
    startsOn: today,
    endsOn: null,
    ...dates,
    today,
    now,
  })

test('with every filter forgotten, the database itself shows a case to nobody without named access', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const others = [
    await sampleActor(db, 'business-manager', all),
    await sampleActor(db, 'scrutineer', all),
    await sampleActor(db, 'review-officer', all, 'medway'),
    { ...owner, partnershipId: (await sampleActor(db, 'review-officer', all, 'medway')).partnershipId },
  ]
  const tables = ['reviews.case', 'reviews.case_access', 'reviews.case_history', 'reviews.case_recusal'] as const
  const countAll = (actor: Actor) =>
    actingAs(actor, async () => {
      const counts = []
      for (const table of tables) counts.push((await app.selectFrom(table).select('id').execute()).length)
      const records = await app.selectFrom('thread.record').where('kind', '=', 'review').select('id').execute()
      const events = await app
        .selectFrom('platform.audit_event')
        .where('name', 'like', 'reviews.%')
        .select('id')
        .execute()
      return [...counts, records.length, events.length]
    })
  assert.deepEqual(await countAll(owner), [2, 2, 6, 0, 2, 4])
  for (const actor of others) assert.deepEqual(await countAll(actor), [0, 0, 0, 0, 0, 0], actor.personName)
  // Nor may they write themselves in, or write in somebody else's case.
  const { id } = await db.selectFrom('reviews.case').select('id').executeTakeFirstOrThrow()
  const [manager] = others as [Person]
  await assert.rejects(
    () =>
      actingAs(manager, () =>
        sql`insert into reviews.case_access (id, case_id, partnership_id, person_id, office_id, kind, reason, granted_by, granted_at, starts_on)
      values (gen_random_uuid(), ${id}, ${manager.partnershipId}, ${manager.personId}, ${manager.officeId}, 'named', 'sealed1.x', ${manager.personId}, now(), '2026-01-01')`.execute(
          app,
        ),
      ),
    /row-level security/,
  )
  const { numUpdatedRows } = await actingAs(manager, () =>
    app.updateTable('reviews.case').set({ pseudonym: 'Changed' }).executeTakeFirstOrThrow(),
  )
  assert.equal(numUpdatedRows, 0n)
  // The thread's own lists show it to nobody, not even to its owner: only the case's own pages do.
  const changes = await actingAs(owner, () => listRecentChanges(app, owner, 50))
  assert.ok(!changes.some((change) => change.reference.includes('-REV-')))
})

test('access is given and ended by the owner alone, with a reason, and ends at midnight in London', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const manager = await sampleActor(db, 'business-manager', all)
  const partner = await sampleActor(db, 'delegated-partner', all)
  await assert.rejects(() => give(app, manager, partner), notFound)
  must(await give(app, owner, manager, { endsOn: '2026-11-23' }))
  assert.deepEqual(await sees(app, manager), [kit])
  assert.deepEqual((await give(app, owner, manager)).ok, false, 'twice is refused')
  await assert.rejects(() => give(app, manager, partner), forbidden)
  const analyst = await sampleActor(db, 'analyst', all)
  assert.equal((await give(app, owner, analyst)).ok, false, 'the analyst’s role opens no case')
  assert.equal((await give(app, owner, partner, { startsOn: '2026-11-24', endsOn: '2026-11-23' })).ok, false)

  // In winter London's midnight is UTC's: the last second of the last day, and the first of the next.
  for (const [at, status] of [
    ['2026-11-23T23:59:59Z', 200],
    ['2026-11-24T00:00:00Z', 404],
  ] as const) {
    const clock = fixedClock(at)
    await setDatabaseClock(db, clock)
    const reading = read(app, manager, clock.now())
    if (status === 200) must(await reading)
    else await assert.rejects(() => reading, notFound)
    const rows = await actingAs(manager, () => app.selectFrom('reviews.case').select('id').execute())
    assert.equal(rows.length, status === 200 ? 1 : 0, `the policy at ${at}`)
  }
  await setDatabaseClock(db, testClock)
  const { id: caseId } = await db
    .selectFrom('thread.record')
    .where('reference', '=', kit)
    .select('id')
    .executeTakeFirstOrThrow()
  const access = (await listAccess(db, caseId)).find((each) => each.personId === manager.personId)
  assert.equal(access?.reason, 'Chairs the panel')
  const ending = { reference: kit, accessId: access?.id ?? '', reason: 'The panel has met', now }
  // An access of one case cannot be ended by way of another.
  await assert.rejects(() => endAccessTo(app, owner, { ...ending, reference: 'KSCMP-REV-2026-002' }), notFound)
  must(await endAccessTo(app, owner, ending))
  assert.deepEqual(await sees(app, manager), [])
  const own = (await listAccess(db, caseId)).find((each) => each.personId === owner.personId)
  assert.equal((await endAccessTo(app, owner, { ...ending, accessId: own?.id ?? '' })).ok, false)
  // Whoever leaves the office for which access was given has none.
  await db
    .updateTable('identity.tenure')
    .set({ ends_on: '2026-11-21' })
    .where('person_id', '=', owner.personId)
    .execute()
  const left = await actingAs(owner, () => app.selectFrom('reviews.case').select('id').execute())
  assert.deepEqual(left, [])
})

test('breaking glass: access for a day, the owner told at once, and listed until they have looked', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const manager = await sampleActor(db, 'business-manager', all)
  const elsewhere = await sampleActor(db, 'business-manager', all, 'medway')
  await db
    .updateTable('identity.person')
    .set({ email: 'officer@kent.example' })
    .where('id', '=', owner.personId)
    .execute()
  const breaking = { reference: kit, reason: 'A sibling may be at risk tonight', today, now, publicUrl }
  for (const [actor, reference] of [
    [manager, 'KSCMP-REV-2026-999'],
    [elsewhere, kit],
  ] as const) {
    assert.equal(must(await breakGlass(app, actor, { ...breaking, reference })).caseId, null)
  }
  assert.equal(must(await breakGlass(app, manager, { ...breaking, reference: 'My name is Kit' })).caseId, null)
  const { accessId } = must(await breakGlass(app, manager, breaking))
  must(await read(app, manager))
  await assert.rejects(
    () =>
      describeChild(app, manager, {
        reference: kit,
        version: 2,
        identity: { child_name: 'X', date_of_birth: null, nhs_number: null, address_area: null, summary: null },
        now,
      }),
    forbidden,
  )
  const mails = await db.selectFrom('platform.mail').select(['to_address', 'subject', 'body']).execute()
  assert.equal(mails.length, 1)
  assert.equal(mails[0]?.to_address, 'officer@kent.example')
  assert.equal(mails[0].subject, '[OFFICIAL-SENSITIVE] Break-glass access to a case that you own')
  assert.match(mails[0].body ?? '', /https:\/\/goldenthread\.example\/reviews\/cases\/KSCMP-REV-2026-001\/access/)
  assert.doesNotMatch(mails[0].body ?? '', /Sample|Kit|Child K|sibling/)
  const tasks = await actingAs(owner, () => tasksFor(app, owner, now))
  assert.deepEqual(
    tasks.map((task) => task.what),
    ['Somebody used break-glass access to KSCMP-REV-2026-001'],
  )
  const looking = { reference: kit, accessId: accessId ?? '', opinion: 'It was needed', now }
  await assert.rejects(() => lookAtBreakGlass(app, manager, looking), forbidden)
  must(await lookAtBreakGlass(app, owner, looking))
  assert.deepEqual(await actingAs(owner, () => tasksFor(app, owner, now)), [])
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'reviews.break-glass-asked')
    .orderBy('at')
    .select(['details', 'subject'])
    .execute()
  const details = events.map((event) => event.details as { found: boolean; reference: string | null })
  assert.deepEqual(
    details.map((each) => [each.found, each.reference]),
    [
      [false, 'KSCMP-REV-2026-999'],
      [false, kit],
      [false, null],
      [true, kit],
    ],
  )
  // After 24 hours to the second nothing is there.
  const after = fixedClock('2026-11-23T10:00:00Z')
  await setDatabaseClock(db, after)
  await assert.rejects(() => read(app, manager, after.now()), notFound)
  assert.deepEqual(await actingAs(manager, () => app.selectFrom('reviews.case').select('id').execute()), [])
})

test('somebody recused loses access at once, is given none, and breaking glass finds no case', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const manager = await sampleActor(db, 'business-manager', all)
  must(await give(app, owner, manager))
  const recusal = { reference: kit, personId: manager.personId, reason: 'Their own practice', today, now }
  assert.equal((await recusePerson(app, owner, { ...recusal, personId: owner.personId })).ok, false)
  must(await recusePerson(app, owner, recusal))
  assert.equal((await recusePerson(app, owner, recusal)).ok, false, 'once is enough')
  assert.deepEqual(await sees(app, manager), [])
  const again = await give(app, owner, manager)
  assert.ok(!again.ok)
  assert.match(again.problems[0]?.text ?? '', /recused/)
  const broken = must(await breakGlass(app, manager, { reference: kit, reason: 'Please', today, now, publicUrl }))
  assert.equal(broken.caseId, null)
  const asked = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'reviews.break-glass-asked')
    .select('subject')
    .execute()
  assert.deepEqual(asked, [{ subject: manager.personId }])
  assert.deepEqual(await db.selectFrom('platform.mail').select('id').execute(), [])
})

test('each reading is an event without content; a change leaves fingerprints there and a sealed history with the case', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const { identity } = must(await read(app, owner))
  const changed = { ...identity, child_name: 'Kim Otherinvented', nhs_number: '9434765919' }
  must(await describeChild(app, owner, { reference: kit, version: 2, identity: changed, now }))
  const { history, identity: after } = must(await readIdentity(app, owner, { reference: kit, now, withHistory: true }))
  assert.equal(after.child_name, 'Kim Otherinvented')
  assert.equal(after.nhs_number, null, 'NHS numbers are off')
  const change = history.find((each) => each.field === 'child_name' && each.before !== null)
  assert.equal(change?.before, 'Kit Inventedname (invented)')
  assert.equal(change.after, 'Kim Otherinvented')
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'in', ['reviews.case-read', 'reviews.case-described'])
    .where('person_id', '=', owner.personId)
    .orderBy('at', 'desc')
    .select(['name', 'details', 'person_id'])
    .execute()
  const readings = events.filter((event) => event.name === 'reviews.case-read')
  assert.equal(readings.length, 2)
  const { fields } = (readings[1]?.details ?? {}) as { fields?: string[] }
  assert.deepEqual(fields, ['child_name', 'date_of_birth', 'address_area', 'summary'])
  const stored =
    JSON.stringify(events) + JSON.stringify(await db.selectFrom('reviews.case_history').selectAll().execute())
  assert.doesNotMatch(stored, /Kit|Kim|Inventedname|2019-03-27|Sampleton|summary for/)
  const described = events.find((event) => event.name === 'reviews.case-described')?.details as { after: object }
  assert.deepEqual(Object.keys(described.after), ['child_name'])
  assert.match(JSON.stringify(described.after), /k-test:[\w-]{22}/)
  // A value copied to another row by somebody who can write the database is refused.
  const rows = await db
    .selectFrom('reviews.case')
    .orderBy('opened_at')
    .orderBy('id')
    .select(['id', 'child_name'])
    .execute()
  await db
    .updateTable('reviews.case')
    .set({ child_name: rows[0]?.child_name ?? '' })
    .execute()
  const outcomes = await Promise.allSettled(
    [kit, 'KSCMP-REV-2026-002'].map((reference) => readIdentity(app, owner, { reference, now, withHistory: false })),
  )
  assert.equal(outcomes.filter((outcome) => outcome.status === 'rejected').length, 1)
})

test('a case is handed over to an office whose holder has access; then the new owner decides', async (t) => {
  const db = await casesDb(t)
  const app = asApplication(db)
  const owner = await sampleActor(db, 'review-officer', all)
  const manager = await sampleActor(db, 'business-manager', all)
  const handing = { reference: kit, version: 2, officeId: manager.officeId, today, now }
  assert.equal((await handOverCase(app, owner, handing)).ok, false, 'its holder has no access yet')
  must(await give(app, owner, manager))
  must(await handOverCase(app, owner, handing))
  await assert.rejects(() => give(app, owner, manager), forbidden)
  const partner = await sampleActor(db, 'delegated-partner', all)
  must(await give(app, manager, partner))
  // A case of somebody else's is not there for whoever owns another.
  const { reference } = must(
    await openCase(app, manager, {
      kind: 'notification',
      pseudonym: 'Child Z',
      awareOn: null,
      notifiedOn: null,
      today,
      now,
    }),
  )
  await assert.rejects(() => readIdentity(app, owner, { reference, now, withHistory: false }), notFound)
})
