import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { emptyDb } from '#test/support/database.ts'
import type { Db } from '#platform/db/connect.ts'
import { loadPacks } from './load-pack.ts'

const folder = join(import.meta.dirname, '../../../packs')

/** The folders of the packs that come with the project. */
export const packFolders = ['kent', 'medway'].map((name) => join(folder, name))

/** A database of this test's own with Kent and Medway loaded, their sample people included, and nothing else. */
export async function partnershipsDb(t: TestContext): Promise<Db> {
  const db = await emptyDb(t)
  await loadPacks(db, packFolders, () => undefined, { withSamplePeople: true })
  return db
}
