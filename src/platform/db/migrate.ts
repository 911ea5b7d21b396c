import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './connect.ts'

const folder = join(import.meta.dirname, '../../../db/migrations')

/** The migration files in order: plain SQL, forward only, one purpose each. */
async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const pairs = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(join(folder, name), 'utf8')
      return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) }]
    }),
  )
  return Object.fromEntries(pairs)
}

/**
 * Brings the database to the newest shape, all pending files in one transaction, one process at a time.
 *
 * @returns the names of the files applied, none when there was nothing to do
 * @throws when a file fails; nothing is then applied
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new Error(
      'This database was made by a newer version of Goldenthread than this one. Update this checkout, or use the version that made it.',
      { cause: error },
    )
  }
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}
