import { connect } from '#platform/db/connect.ts'
import type { Db } from '#platform/db/connect.ts'
import { ensureDatabaseServer } from '#platform/db/database-server.ts'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '#platform/db/embedded-postgres.ts'

type Place = { readonly databaseUrl: string | null; readonly dataFolder: string }

/**
 * Gives `use` a connection to the database that the settings name, and closes it afterwards: DATABASE_URL, the server of an
 * application that runs on the data folder, or the embedded server, started for as long as this takes. Throws a sentence
 * when none can be had. The database is not migrated.
 */
export async function withDatabase<T>(
  { databaseUrl, dataFolder }: Place,
  say: (line: string) => void,
  use: (db: Db, url: string) => Promise<T>,
): Promise<T> {
  const url = databaseUrl ?? runningEmbeddedPostgres(dataFolder)
  if (url !== undefined) {
    await ensureDatabaseServer(url)
    return connected(url, use)
  }
  const postgres = await startEmbeddedPostgres({ dataFolder, say, durable: true, purpose: 'command' })
  try {
    return await connected(postgres.url, use)
  } finally {
    await postgres.stop()
  }
}

async function connected<T>(url: string, use: (db: Db, url: string) => Promise<T>): Promise<T> {
  const db = connect(url)
  try {
    return await use(db, url)
  } finally {
    await db.destroy()
  }
}
