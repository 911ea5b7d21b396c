import { retentionLines } from '#modules/data-protection/public.ts'
import { lookEverywhere } from '#modules/early-warning/public.ts'
import { importNationalFile, loadPublished, loadSupply } from '#modules/indicators/public.ts'
import { findPartnership, loadPacks } from '#modules/partnerships/public.ts'
import { loadPublishedPriorities } from '#modules/plan/public.ts'
import { loadPackFigures } from '#modules/reports/public.ts'
import { systemClock } from '#platform/clock.ts'
import type { CommandIo } from '#platform/command-line.ts'
import type { Db } from '#platform/db/connect.ts'
import { migrate } from '#platform/db/migrate.ts'
import { keyPlace } from '#platform/key-ring.ts'
import { initialiseSealing } from '#platform/sealing.ts'
import { migrateJobs } from '#platform/jobs.ts'
import { withDatabase } from '#platform/with-database.ts'
import { number, plural } from '#platform/words.ts'
import { disposables } from './app.ts'
import { readConfig } from './config.ts'
import { loadDemonstration } from './demonstration.ts'

/** Runs work on a database of the newest shape: the one that the environment names, or the embedded one. */
const onDatabase = <T>({ environment, say }: CommandIo, work: (db: Db) => Promise<T>): Promise<T> =>
  withDatabase(readConfig(environment), say, async (db) => {
    await migrate(db)
    return work(db)
  })

/** Says how far long work is, once a step and then at most every second. */
function progressLines(say: (line: string) => void) {
  let lastStep = ''
  let lastSaid = 0
  return (step: string, done: number, total: number) => {
    const now = Date.now()
    if (step === lastStep && now - lastSaid < 1_000 && done < total) return
    lastStep = step
    lastSaid = now
    say(total > 0 ? `${step}: ${number(done)} of ${number(total)}` : `${step}…`)
  }
}

/** Brings the database to the newest shape. */
export async function migrateDatabase(_args: readonly string[], { environment, say }: CommandIo): Promise<void> {
  const applied = await withDatabase(readConfig(environment), say, async (db, url) => {
    const steps = await migrate(db)
    await migrateJobs(url)
    return steps
  })
  say(applied.length === 0 ? 'The database has the newest shape already.' : `Applied: ${applied.join(', ')}`)
}

/** Loads the demonstration into an empty database. */
export async function demonstrate(_args: readonly string[], io: CommandIo): Promise<void> {
  if (readConfig(io.environment).production) {
    throw new Error('A demonstration has people who sign in without a password, so it is never loaded in production.')
  }
  initialiseSealing(keyPlace(readConfig(io.environment)))
  await onDatabase(io, (db) => loadDemonstration(db, systemClock, io.say))
  io.say('The demonstration is loaded. Start the service with GOLDENTHREAD_DEMONSTRATION=yes to say so on every page.')
}

/** Loads the packs named, and before them what their partnerships need from the first day. */
export async function loadPack(args: readonly string[], io: CommandIo): Promise<void> {
  const folders = args.filter((word) => !word.startsWith('--'))
  const unknown = args.find((word) => word.startsWith('--') && word !== '--sample-people')
  const withSamplePeople = args.includes('--sample-people')
  if (unknown !== undefined) throw new Error(`load-pack does not know ${unknown}.`)
  if (folders.length === 0) throw new Error('Say which folder: npm run goldenthread -- load-pack packs/kent')
  if (withSamplePeople && readConfig(io.environment).production) {
    throw new Error('Sample people sign in without a password, so they are never loaded in production.')
  }
  await onDatabase(io, async (db) => {
    // The areas, the catalogue and what the indicators compare with: a partnership needs them from its first day.
    await loadPublished(db, progressLines(io.say))
    await loadPacks(db, folders, io.say, { withSamplePeople })
    await loadPackFigures(db, folders, io.say)
    await loadPublishedPriorities(db, folders)
    await loadSupply(db)
  })
}

/** Loads every shipped published figure, or one newer file. */
export async function importNational(args: readonly string[], io: CommandIo): Promise<void> {
  const [kind, path, ...rest] = args
  if (kind === undefined) {
    await onDatabase(io, (db) => loadPublished(db, progressLines(io.say), true))
    io.say('Every shipped figure is loaded.')
    return
  }
  if ((kind !== 'dfe' && kind !== 'lait') || path === undefined || rest.length > 0) {
    throw new Error(
      'Say which file: npm run goldenthread -- import-national dfe path/to/file.csv (or lait path/to/file.csv.gz)',
    )
  }
  const report = await onDatabase(io, (db) => importNationalFile(db, kind, path))
  if (report.status === 'unchanged') return io.say('This very file is loaded already; nothing changed.')
  const { written, kept, refusedRows, held } = report
  io.say(`${plural(written, 'figure')} loaded, ${number(kept)} were there already.`)
  if (!report.isUsed) {
    io.say(
      'No indicator reads them. Keep the name under which the department publishes the table (it begins with its number, such as c1_), and load the catalogue first with: npm run goldenthread -- import-national',
    )
  }
  if (refusedRows.length > 0)
    io.say(`${plural(refusedRows.length, 'row')} could not be read, the first: ${refusedRows[0]?.text ?? ''}`)
  if (held.length > 0)
    io.say(`${plural(held.length, 'figure')} out of every area’s range held back until a person has checked them.`)
}

/** Looks at every indicator of every partnership. */
export async function lookForSignals(_args: readonly string[], io: CommandIo): Promise<void> {
  const looks = await onDatabase(io, (db) => lookEverywhere(db, systemClock))
  const opened = looks.flatMap((look) => look.opened)
  io.say(opened.length === 0 ? 'No new signal was found.' : `Opened: ${opened.join(', ')}`)
}

/** Lists what is past its time in one partnership. Changes nothing. */
export async function listRetention(args: readonly string[], io: CommandIo): Promise<void> {
  const [flag, slug, ...rest] = args
  if (flag !== '--partnership' || slug === undefined || rest.length > 0) {
    throw new Error('Say which partnership: npm run goldenthread -- retention --partnership kent')
  }
  const lines = await onDatabase(io, async (db) => {
    const partnership = await findPartnership(db, slug)
    if (!partnership) throw new Error(`There is no partnership '${slug}'.`)
    return retentionLines(db, partnership, disposables, systemClock.today())
  })
  io.output.write(`${lines.join('\n')}\n`)
  io.say('Nothing was changed.')
}
