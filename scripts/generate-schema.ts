/**
 * Writes db/schema.gen.ts from the migrated database: every table's columns as the driver returns them. Run after adding a
 * migration (`npm run db:types`); a test fails when the file and the migrations disagree.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schemaTypes } from '#platform/db/schema-types.ts'
import { connect } from '#platform/db/connect.ts'
import { migrate } from '#platform/db/migrate.ts'

const url = process.env['DATABASE_URL']
if (url === undefined) {
  console.error('Set DATABASE_URL to an empty PostgreSQL database that may be migrated.')
  process.exit(1)
}
const db = connect(url, 1)
await migrate(db)
await writeFile(join(import.meta.dirname, '../db/schema.gen.ts'), await schemaTypes(db))
await db.destroy()
