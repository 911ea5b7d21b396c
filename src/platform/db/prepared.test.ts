import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { asApplication, emptyDb } from '#test/support/database.ts'

type Kept = { name: string; statement: string; times: number }

test('a question is planned for good from its second time on, on each connection, and answers by its own values', async (t) => {
  const db = asApplication(await emptyDb(t), 1)
  const ask = async (number: number) => {
    const { rows } = await sql<{ answer: number }>`select ${number}::int * 2 as answer`.execute(db)
    return rows[0]?.answer
  }
  const kept = async () =>
    (
      await sql<Kept>`select name, statement, (generic_plans + custom_plans)::int as times from pg_prepared_statements
        where statement like 'select $1::int * 2%'`.execute(db)
    ).rows
  assert.equal(await ask(1), 2)
  assert.deepEqual(await kept(), [], 'what was asked once is not kept')
  for (const number of [2, 3, 4, 5, 6, 7, 8, 9]) assert.equal(await ask(number), number * 2)
  const [only, ...others] = await kept()
  assert.deepEqual(others, [])
  assert.equal(only?.times, 8)
})

test('endless different questions do not fill the server’s memory', async (t) => {
  const db = asApplication(await emptyDb(t), 1)
  for (let twice = 0; twice < 2; twice += 1) {
    for (let length = 1; length <= 400; length += 1) {
      const list = Array.from({ length }, (_, each) => each)
      const { rows } = await sql<{ found: number }>`select 7 as found where 0 in (${sql.join(list)})`.execute(db)
      assert.equal(rows.length, 1)
    }
  }
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_prepared_statements`.execute(db)
  assert.ok((rows[0]?.count ?? 0) >= 300 && (rows[0]?.count ?? 0) <= 302, String(rows[0]?.count))
})

test('a statement that fails is a clear error each time, and the connection goes on', async (t) => {
  const db = asApplication(await emptyDb(t), 1)
  const wrong = () => sql`select no_such_column from platform.setting where key = ${'a'}`.execute(db)
  for (let times = 0; times < 3; times += 1) await assert.rejects(wrong, /no_such_column/)
  const half = (by: number) => sql<{ half: number }>`select 1 / ${by}::int as half`.execute(db)
  await half(1)
  await half(1)
  await assert.rejects(() => half(0), /division by zero/)
  assert.equal((await half(1)).rows[0]?.half, 1)
})
