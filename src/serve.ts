import { lookEverywhere } from '#modules/early-warning/public.ts'
import { readProviders } from '#modules/identity/public.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { loadDemonstration } from './demonstration.ts'
import { jobsOf } from './jobs.ts'
import { systemClock } from '#platform/clock.ts'
import { connect, connectAsApplication, ensureCannotBypass } from '#platform/db/connect.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startJobs } from '#platform/jobs.ts'
import { keyPlace } from '#platform/key-ring.ts'
import type { Say } from '#platform/log.ts'
import { initialiseSealing } from '#platform/sealing.ts'
import { scanner } from '#platform/uploads/scan.ts'
import { withoutWords } from '#platform/without-words.ts'

export type Running = { url: string; close(): Promise<void> }

/**
 * Brings the application up over a database that is there: migrations, the demonstration when it is wanted and missing, then
 * the web server.
 *
 * @param say told in plain words what is being done, so that a first start never looks hung
 * @param environment where the providers' secrets are, by the names that their file gives
 */
export async function serve(
  config: Config,
  say: Say,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Running> {
  initialiseSealing(keyPlace(config))
  const providers = await readProviders(config.signInProvidersFile, environment)
  // The owner brings the database up to date and does the installation's own work; what serves people is under row-level security.
  const owner = connect(config.databaseUrl, 3)
  const db = connectAsApplication(config.databaseAppUrl ?? config.databaseUrl)
  const closeDatabase = () => Promise.all([db.destroy(), owner.destroy()])
  try {
    const applied = await migrate(owner)
    await ensureCannotBypass(db)
    if (applied.length > 0) say(`The database was brought up to date (${applied.length} steps).`)
    if (config.demonstration) await loadDemonstration(owner, systemClock, say)
    const app = await buildApp({
      db,
      clock: systemClock,
      production: config.production,
      isDemonstration: config.demonstration,
      publicUrl: config.publicUrl,
      scan: scanner(config.clamd),
      trustProxy: config.trustProxy,
      providers,
      say,
      report: (error, id) =>
        say(`Request ${id} failed: ${withoutWords(error)}`, { level: 'error', event: 'failure', request: id }),
    })
    await app.listen({ port: config.port, host: config.host })
    // A process that ended between an acceptance and the look for signals left the look to the next start.
    const look = lookEverywhere(owner, systemClock).catch((error: unknown) =>
      say(`Looking for signals failed: ${withoutWords(error)}`, { level: 'error', event: 'failure' }),
    )
    const running = config.jobs ? await startJobs(jobsOf(config, owner, say)) : null
    const close = async () => {
      await running?.stop()
      await look
      await app.close()
      await closeDatabase()
    }
    return { url: `http://${config.host}:${config.port}`, close }
  } catch (error) {
    await closeDatabase()
    throw error
  }
}
