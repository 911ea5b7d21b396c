import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { schemaTypes } from '#platform/db/schema-types.ts'
import { emptyDb } from '#test/support/database.ts'
import { pagesDocument } from '#test/support/pages-document.ts'

const root = join(import.meta.dirname, '../..')

test('the generated types are what the migrations make (npm run db:types)', async (t) => {
  const db = await emptyDb(t)
  assert.equal(await readFile(join(root, 'db/schema.gen.ts'), 'utf8'), await schemaTypes(db))
})

test('docs/pages.md lists what the application registers (npm run docs:pages)', async () => {
  assert.equal(await readFile(join(root, 'docs/pages.md'), 'utf8'), await pagesDocument())
})
