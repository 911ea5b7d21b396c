/**
 * Writes db/schema.gen.ts from the migrated database: every table's columns as the driver returns them. Run after adding a
 * migration (`npm run db:types`); a test fails when the file and the migrations disagree. The database is one made for this and thrown
 * away.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemaTypes } from '#platform/db/schema-types.ts'
import { connect } from '#platform/db/connect.ts'
import { startEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'
import { migrate } from '#platform/db/migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'goldenthread-schema-'))
// When root runs this, the server's user must be able to walk through.
if (process.getuid?.() === 0) chmodSync(folder, 0o711)
const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data'), say: console.error, durable: false })
try {
  const db = connect(postgres.url, 1)
  await migrate(db)
  await writeFile(join(import.meta.dirname, '../db/schema.gen.ts'), await schemaTypes(db))
  await db.destroy()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
