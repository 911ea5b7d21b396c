import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { holders } from '#src/app.ts'
import { emptyDb } from '#test/support/database.ts'
import { withheld } from '../held-on-person.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { administrator, analyst, anUpload, manager, medwayManager, policeLead, small } from '../testing.ts'

test('every column of the database that names a person is in what is held on a person', async (t) => {
  const db = await emptyDb(t)
  const { rows } = await sql<{ column: string }>`
    select n.nspname || '.' || c.relname || '.' || a.attname as column
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
    where k.contype = 'f' and k.confrelid = 'identity.person'::regclass order by 1`.execute(db)
  assert.ok(rows.length > 15)
  const covered = new Set(holders.flatMap(({ from }) => from))
  assert.deepEqual(
    rows.map(({ column }) => column).filter((column) => !covered.has(column)),
    [],
    'add it to the held-on.ts of its module',
  )
  // And what is said to be covered is there.
  const all = await sql<{ column: string }>`
    select table_schema || '.' || table_name || '.' || column_name as column from information_schema.columns`.execute(
    db,
  )
  const known = new Set(all.rows.map(({ column }) => column))
  assert.deepEqual(
    [...covered].filter((column) => !known.has(column)),
    [],
  )
})

test('somebody is found by a part of the name or e-mail, and what is typed stands in no address', async (t) => {
  const { get, post, db, ids } = await small(t)
  await db
    .updateTable('identity.person')
    .set({ email: 'priya@kent.example' })
    .where('name', '=', 'Priya Samplewood')
    .execute()
  const asked = (await get(paths.people())).page
  asked.getByRole('textbox', { name: 'Name or e-mail address' })
  assert.equal(asked.document.querySelector('main form')?.getAttribute('method'), 'post')
  assert.match((await post(paths.people(), { text: '' })).page.text, /Enter a name or an e-mail address/)
  for (const text of ['samplewood', 'priya@kent']) {
    const { page } = await post(paths.people(), { text })
    assert.equal(
      page.getByRole('link', { name: 'Priya Samplewood' }).getAttribute('href'),
      paths.person(ids.person('Priya Samplewood')),
    )
    assert.equal(page.document.querySelectorAll('tbody tr').length, 1)
  }
  assert.match((await post(paths.people(), { text: '%' })).page.text, /Nobody of this partnership fits/)
  assert.match((await post(paths.people(), { text: 'Fictionford' })).page.text, /Nobody of this partnership fits/)
})

test('all that is held is read after a second factor, marked, without anybody else’s name, and leaves a trace', async (t) => {
  const { get, db, ids, stepUp } = await small(t)
  const priya = ids.person('Priya Samplewood')
  await get('/', analyst)
  const upload = await anUpload(db, ids, '2026-05-01T12:00:00Z', 'From Pat Madeupham for Priya Samplewood.csv')
  await db.updateTable('returns.upload').set({ received_by: priya }).where('id', '=', upload).execute()
  await db.updateTable('identity.person').set({ email: 'priya@kent.example' }).where('id', '=', priya).execute()
  await db
    .insertInto('platform.mail')
    .values({ to_address: 'Priya@kent.example', subject: 'Your return is due', state: 'queued', body: 'secret link' })
    .execute()
  assert.match((await get(paths.person(priya))).location, /^\/step-up\?next=/)
  assert.match((await get(paths.personFile(priya, 'json'))).location, /^\/step-up/)
  await stepUp()
  const { page } = await get(paths.person(priya))
  assert.equal(page.getByRole('heading', { level: 1 }).textContent, 'Held on Priya Samplewood')
  assert.match(page.text, /OFFICIAL-SENSITIVE/)
  assert.match(page.text, /priya@kent\.example/)
  assert.match(page.text, /Your return is due ?queued/)
  assert.doesNotMatch(page.text, /secret link/)
  assert.match(page.text, /identity\.signed-in/)
  assert.ok(page.text.includes(`From ${withheld} for Priya Samplewood.csv`))
  assert.doesNotMatch(
    page.text.replaceAll('Declan Exampleby, business-manager of kent', ''),
    /Pat Madeupham|Declan Exampleby/,
  )

  const file = await get(paths.personFile(priya, 'html'))
  assert.equal(file.headers['content-disposition'], `attachment; filename="held-on-${priya}-OFFICIAL-SENSITIVE.html"`)
  assert.match(file.page.text, /^ ?Held on|OFFICIAL-SENSITIVE/)
  assert.equal(file.page.document.querySelectorAll('script, link').length, 0, 'the file stands by itself')
  const json = JSON.parse((await get(paths.personFile(priya, 'json'))).body.toString()) as {
    marking: string
    held: { title: string; rows: string[][] }[]
  }
  assert.equal(json.marking, 'OFFICIAL-SENSITIVE')
  assert.deepEqual(json.held.find(({ title }) => title === 'Files you uploaded')?.rows.length, 1)
  assert.doesNotMatch(JSON.stringify(json), /Pat Madeupham/)

  const traces = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'data-protection.held-on-person-read')
    .orderBy('at')
    .select(['subject', 'details', 'person_id'])
    .execute()
  assert.deepEqual(
    traces,
    ['page', 'html', 'json'].map((as) => ({
      subject: priya,
      details: { as },
      person_id: ids.person('Declan Exampleby'),
    })),
  )
})

test('somebody of another partnership is not known here, and only those who handle requests look', async (t) => {
  const { get, post, ids, stepUp } = await small(t)
  await stepUp()
  const [priya, mo] = [ids.person('Priya Samplewood'), ids.person('Mo Fictionford')]
  assert.equal((await get(paths.person(mo), manager)).status, 404)
  assert.equal((await get(paths.person(priya), medwayManager)).status, 404)
  assert.equal((await get(paths.personFile(priya, 'json'), medwayManager)).status, 404)
  assert.equal((await get(paths.person('x'), manager)).status, 404)
  assert.equal((await get(paths.person(priya), administrator)).status, 200)
  assert.equal((await get(paths.person(priya), analyst)).status, 403)
  assert.equal((await post(paths.people(), { text: 'Priya' }, policeLead)).status, 403)
})
