import { Logger, parseCronItem, run, runMigrations, type Runner } from 'graphile-worker'
import type { Clock } from './clock.ts'
import type { Db } from './db/connect.ts'
import { londonCron } from './london-cron.ts'
import type { Say } from './log.ts'
import { withoutWords } from './without-words.ts'

/** Work that has its time. */
export type Job<Deps> = {
  /** 'module.what-it-does'; it stays the same for ever, since the database remembers by it when the job last ran. */
  readonly name: string
  /** Five cron fields on London's clocks, such as '15 6 * * *'. */
  readonly cron: string
  /**
   * Does the work as the owner of the tables, who sees every partnership. After a crash it is run again, so it must be able to be. Long
   * work looks at `stopping` between its steps.
   */
  run(db: Db, clock: Clock, deps: Deps, stopping: AbortSignal): Promise<unknown>
}

export type JobsOptions<Deps> = {
  jobs: readonly Job<Deps>[]
  /** The owner's connection, for the work. */
  db: Db
  /** The owner's address of the same database, for the queue's own connections. */
  url: string
  clock: Clock
  deps: Deps
  say: Say
}

export type RunningJobs = {
  /** Does a job now, whatever its time; resolves when it was queued. */
  wake: (name: string) => Promise<void>
  /** Takes no new job and waits for those that run: at most five seconds, then their connections end with the process. */
  stop: () => Promise<void>
}

// The queue's own messages hold payloads and the words of errors: what must be known is said below instead.
const silent = new Logger(() => () => undefined)

/** Makes the tables of the queue, or brings them up to date; as the owner. */
export const migrateJobs = (url: string): Promise<void> =>
  runMigrations({ connectionString: url, maxPoolSize: 1, logger: silent })

/**
 * Starts doing the jobs, each at its time. Any number of processes may do this over one database: each job is then done once. A job
 * whose time came while nothing ran is made up for within a day; one that fails is tried again up to five times, and said each time.
 */
export async function startJobs<Deps>(options: JobsOptions<Deps>): Promise<RunningJobs> {
  const { jobs, db, url, clock, deps, say } = options
  const stopping = new AbortController()
  const taskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async () => {
        try {
          await job.run(db, clock, deps, stopping.signal)
        } catch (error) {
          say(`The job ${job.name} failed: ${withoutWords(error)}`, { level: 'error', event: 'job', job: job.name })
          // The queue keeps the message of what is thrown here.
          throw new Error('failed; the log says where', { cause: error })
        }
      },
    ]),
  )
  const runner: Runner = await run({
    connectionString: url,
    maxPoolSize: 4,
    concurrency: 2,
    noHandleSignals: true,
    logger: silent,
    taskList,
    parsedCronItems: jobs.map((job) => parseCronItem(cronItem(job))),
  })
  runner.promise.catch((error: unknown) => {
    if (!stopping.signal.aborted)
      say(`Jobs stopped; they begin again when the service is started again: ${withoutWords(error)}`, {
        level: 'error',
        event: 'failure',
      })
  })
  return {
    async wake(name) {
      await runner.addJob(name, {}, { jobKey: name })
    },
    async stop() {
      stopping.abort()
      await runner.stop()
    },
  }
}

function cronItem<Deps>({ name, cron }: Job<Deps>) {
  const isEveryHour = cron.trim().split(/\s+/)[1] === '*'
  return {
    task: name,
    match: londonCron(cron, () => new Date()),
    options: {
      // A second one while the first waits would do nothing more.
      jobKey: name,
      maxAttempts: isEveryHour ? 1 : 5,
      backfillPeriod: isEveryHour ? 0 : 86_400_000,
    },
  }
}
