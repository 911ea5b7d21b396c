import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { ensureDatabaseServer } from './platform/db/database-server.ts'
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { ensurePortIsFree, listenProblem } from './platform/http-port.ts'
import { liveUntilAsked } from './platform/lifecycle.ts'
import type { Say } from './platform/log.ts'

/** What serves pages from a running database; `close` must let requests under way finish. */
export type Serve = (
  config: Config,
  say: Say,
  environment: Readonly<Record<string, string | undefined>>,
) => Promise<{ url: string; close(): Promise<void> }>

/**
 * Runs the application until it is asked to stop: looks at the settings and the port before it touches any data, starts the
 * embedded PostgreSQL unless DATABASE_URL names another, then serves. Returns the exit code; every failure has been said.
 */
export function startServer(
  environment: Readonly<Record<string, string | undefined>>,
  serve: Serve,
  say: Say,
): Promise<number> {
  return liveUntilAsked({
    say,
    async start(life) {
      const settings = readConfig(environment)
      await ensurePortIsFree(settings.host, settings.port)
      let { databaseUrl, databaseAppUrl } = settings
      if (databaseUrl === null) {
        const postgres = await startEmbeddedPostgres({ dataFolder: settings.dataFolder, say, durable: true })
        await life.keep(() => postgres.stop())
        void postgres.lost.then((sentence) => life.fail(new Error(sentence)))
        databaseUrl = postgres.url
        databaseAppUrl = postgres.applicationUrl
      } else {
        await ensureDatabaseServer(databaseUrl)
      }
      const site = await serve({ ...settings, databaseUrl, databaseAppUrl }, say, environment).catch(
        (error: unknown) => {
          throw listenProblem(error, settings.host, settings.port)
        },
      )
      await life.keep(() => site.close())
      say(`Goldenthread is ready: ${site.url}`)
    },
  })
}
