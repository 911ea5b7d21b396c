import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CommandIo } from '#platform/command-line.ts'
import { migrate } from '#platform/db/migrate.ts'
import { keyPlace, readKeyRing, replaceKeyFile, withNewKey } from '#platform/key-ring.ts'
import { resealColumn } from '#platform/reseal.ts'
import { initialiseSealing } from '#platform/sealing.ts'
import { withDatabase } from '#platform/with-database.ts'
import { plural } from '#platform/words.ts'
import { readConfig } from './config.ts'
import { sealedColumns } from './sealed-columns.ts'

/** Adds a key to the ring and makes it the current one; makes the ring where there is none. Running servers use it at once. */
export async function newKey(_args: readonly string[], { environment, say }: CommandIo): Promise<void> {
  const { path } = keyPlace(readConfig(environment))
  const isFirst = !existsSync(path)
  if (isFirst) mkdirSync(dirname(path), { recursive: true })
  const { ring, id } = withNewKey(isFirst ? null : readKeyRing({ path, mayBeMade: false }))
  replaceKeyFile(path, ring)
  say(`The key '${id}' is in ${path} and seals from now on; it holds ${plural(ring.keys.size, 'key')}.`)
  say(
    'Copy the file to where keys are kept safe, apart from the database and its backups: what a lost key sealed is lost.',
  )
  if (!isFirst) say('Older keys stay until everything is sealed with the new one: npm run goldenthread -- reseal')
}

/** Seals everything that an older key sealed with the current one, and says how much. Throws when something could not be opened. */
export async function reseal(_args: readonly string[], { environment, say }: CommandIo): Promise<void> {
  const config = readConfig(environment)
  initialiseSealing({ ...keyPlace(config), mayBeMade: false })
  const results = await withDatabase(config, say, async (db) => {
    await migrate(db)
    const all = []
    for (const column of sealedColumns) {
      const result = await resealColumn(db, column)
      if (result.resealed > 0) say(`${result.table}.${result.column}: ${plural(result.resealed, 'value')} sealed anew.`)
      all.push(result)
    }
    return all
  })
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  if (failed > 0) {
    const first = results.find((result) => result.problem !== null)?.problem ?? ''
    throw new Error(`${plural(failed, 'value')} could not be opened and stay as they are. ${first}`)
  }
  const resealed = results.reduce((sum, result) => sum + result.resealed, 0)
  say(
    resealed === 0
      ? 'Everything is sealed with the current key already.'
      : `${plural(resealed, 'value')} sealed with the current key. Older keys are needed only for backups made before.`,
  )
}
