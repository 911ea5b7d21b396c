import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { casesDb, sampleActor } from '#modules/reviews/testing.ts'
import { readIdentity } from '#modules/reviews/read-identity.ts'
import type { CommandIo } from '#platform/command-line.ts'
import { must } from '#platform/command.ts'
import { readKeyRing, replaceKeyFile } from '#platform/key-ring.ts'
import { initialiseSealing } from '#platform/sealing.ts'
import { emptyDb, testClock, urlOfDb } from '#test/support/database.ts'
import { newKey, reseal } from './key-commands.ts'
import { sealedColumns } from './sealed-columns.ts'

test('a key is changed from end to end: made, everything sealed anew, the old one thrown away, all of it read', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-keys-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'keys.json')
  const said: string[] = []
  const withoutDatabase = {
    environment: { GOLDENTHREAD_KEYS: path, NODE_ENV: 'production' },
    say: (line: string) => void said.push(line),
  } as unknown as CommandIo
  await newKey([], withoutDatabase)
  initialiseSealing({ path, mayBeMade: false })
  const db = await casesDb(t)
  const io = {
    ...withoutDatabase,
    environment: { ...withoutDatabase.environment, DATABASE_URL: urlOfDb(db) },
  } as CommandIo
  const first = readKeyRing({ path, mayBeMade: false }).current
  await newKey([], io)
  said.length = 0
  await reseal([], io)
  assert.match(said.join('\n'), /reviews\.case\.child_name: 2 values sealed anew/)
  assert.match(said.at(-1) ?? '', /^14 values sealed with the current key/)
  await reseal([], io)
  assert.equal(said.at(-1), 'Everything is sealed with the current key already.')

  const { current, keys } = readKeyRing({ path, mayBeMade: false })
  replaceKeyFile(path, { current, keys: new Map([...keys].filter(([id]) => id !== first)) })
  const owner = await sampleActor(db, 'review-officer', ['reviews.cases'])
  const { identity, history } = must(
    await readIdentity(db, owner, { reference: 'KSCMP-REV-2026-001', now: testClock.now(), withHistory: true }),
  )
  assert.equal(identity.child_name, 'Kit Inventedname (invented)')
  assert.equal(history.length, 4)

  // A key that is lost is said, and nothing of what it sealed is touched.
  const only = withoutRing(path)
  await assert.rejects(
    () => reseal([], io),
    /^Error: 14 values could not be opened and stay as they are\. What is kept in .* which is not in the key file/,
  )
  only()
  await reseal([], io)
  assert.equal(said.at(-1), 'Everything is sealed with the current key already.')
})

/** Puts a ring with another key in the file's place. @returns what puts the right one back */
function withoutRing(path: string): () => void {
  const ring = readKeyRing({ path, mayBeMade: false })
  replaceKeyFile(path, { current: 'k-other', keys: new Map([['k-other', Buffer.alloc(32, 1)]]) })
  return () => replaceKeyFile(path, ring)
}

test('every column that the database checks to be sealed is on the list that is sealed anew', async (t) => {
  const db = await emptyDb(t)
  const { rows } = await sql<{ name: string }>`
    select c.table_schema || '.' || c.table_name || '.' || c.column_name as name
    from information_schema.constraint_column_usage c join information_schema.check_constraints k using (constraint_schema, constraint_name)
    where k.check_clause like '%sealed1.%' order by 1`.execute(db)
  const listed = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`))
  assert.equal(rows.length, 11)
  for (const { name } of rows) assert.ok(listed.has(name), name)
})
