import type { CommandIo } from '#platform/command-line.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startJobs } from '#platform/jobs.ts'
import { keyPlace } from '#platform/key-ring.ts'
import { liveUntilAsked } from '#platform/lifecycle.ts'
import { logTo } from '#platform/log.ts'
import { initialiseSealing } from '#platform/sealing.ts'
import { withDatabase } from '#platform/with-database.ts'
import { logForm, readConfig } from './config.ts'
import { jobsOf } from './jobs.ts'

/** Does the jobs, and nothing else, until it is asked to stop: beside web servers that run with GOLDENTHREAD_JOBS=no, or with them. */
export function work(_args: readonly string[], { environment, say: write }: CommandIo): Promise<number> {
  const say = logTo(logForm(environment), write)
  const settings = readConfig(environment)
  initialiseSealing(keyPlace(settings))
  return withDatabase(settings, say, async (db, databaseUrl) => {
    await migrate(db)
    return liveUntilAsked({
      say,
      async start(life) {
        const running = await startJobs(jobsOf({ ...settings, databaseUrl }, db, say))
        await life.keep(() => running.stop())
        say('Goldenthread is at work. Ctrl-C ends it.')
      },
    })
  })
}
