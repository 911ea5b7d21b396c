import { signAuditHeads, verifyAuditChains } from '#modules/audit/public.ts'
import { lookEverywhere } from '#modules/early-warning/public.ts'
import { clearOldSignIns, clearSignInLeftovers } from '#modules/identity/public.ts'
import { convertPapers } from '#modules/meetings/public.ts'
import { raiseLooks } from '#modules/minutes/public.ts'
import { openLists, suspendUnused } from '#modules/people/public.ts'
import { lapseMissed } from '#modules/tracker/public.ts'
import { systemClock, type Clock } from '#platform/clock.ts'
import { connectAsApplication, type Db } from '#platform/db/connect.ts'
import { beginDay } from '#modules/partnerships/public.ts'
import { linkShownEverywhere } from '#modules/reports/public.ts'
import { scanHeldUploads } from '#modules/returns/public.ts'
import { findGaps } from '#modules/thread/public.ts'
import type { Job, JobsOptions } from '#platform/jobs.ts'
import type { Say } from '#platform/log.ts'
import { clearOldMails, deliverMails, waitingMails, type MailSettings } from '#platform/mail/deliver.ts'
import { clearExpiredLimits } from '#platform/rate-limit.ts'
import { scanHeldFiles } from '#platform/files/scan-held-files.ts'
import { scanner, type Scan } from '#platform/uploads/scan.ts'
import { plural } from '#platform/words.ts'
import { remindOwed } from '#modules/today/public.ts'
import { rolePermissions } from './app.ts'
import type { Config } from './config.ts'
import { owedSources } from './owed-sources.ts'

/** What jobs are given beside the database and the clock. */
export type JobDeps = {
  mail: MailSettings | null
  publicUrl: string
  /** The application's own address of the same database, for what is read as one person: under row-level security. */
  applicationUrl: string
  scan: Scan
  /** Where the heads of the audit chains are signed out, and with which key; null: they are not. */
  auditHeadsFile: string | null
  auditKeyFile: string | null
  say: Say
}

/**
 * All that the service does by itself, with its time on London's clocks (minute, hour, day, month, day of the week). A line each: the
 * work itself is its module's.
 */
export const jobs: readonly Job<JobDeps>[] = [
  { name: 'mail.deliver', cron: '* * * * *', run: deliver },
  { name: 'mail.clear', cron: '40 3 * * *', run: clearOldMails },
  { name: 'rate-limit.clear', cron: '50 * * * *', run: clearExpiredLimits },
  { name: 'audit.sign-heads', cron: '10 2 * * *', run: signHeads },
  { name: 'audit.verify', cron: '20 2 * * *', run: verifyAudit },
  { name: 'identity.clear-leftovers', cron: '55 * * * *', run: clearSignInLeftovers },
  { name: 'identity.clear-old-sign-ins', cron: '56 * * * *', run: clearOldSignIns },
  {
    name: 'returns.scan-held',
    cron: '*/5 * * * *',
    run: (db, clock, { scan }, stopping) => scanHeldUploads(db, clock, scan, stopping),
  },
  {
    name: 'platform.scan-held-files',
    cron: '*/5 * * * *',
    run: (db, clock, { scan }, stopping) => scanHeldFiles(db, clock, scan, stopping),
  },
  {
    name: 'meetings.convert-papers',
    cron: '* * * * *',
    run: async (db, clock, _deps, stopping) => void (await convertPapers(db, clock, stopping)),
  },
  { name: 'early-warning.look', cron: '30 5 * * *', run: lookEverywhere },
  { name: 'thread.find-gaps', cron: '40 4 * * *', run: findGaps },
  { name: 'tracker.lapse-missed', cron: '40 5 * * *', run: lapseMissed },
  { name: 'reports.link-shown', cron: '50 5 * * *', run: linkShownEverywhere },
  {
    name: 'minutes.raise-looks',
    cron: '40 5 * * *',
    run: async (db, clock) => void (await raiseLooks(db, clock)),
  },
  { name: 'people.suspend-unused', cron: '10 6 * * *', run: suspendUnused },
  { name: 'today.remind', cron: '0 7 * * *', run: remind },
  { name: 'partnerships.begin-day', cron: '2 0 * * *', run: beginDay },
  { name: 'people.open-lists', cron: '20 6 * * *', run: async (db, clock) => void (await openLists(db, clock)) },
]

async function deliver(db: Db, clock: Clock, { mail, say }: JobDeps, stopping: AbortSignal): Promise<void> {
  if (mail) return void (await deliverMails(db, clock, mail, stopping))
  const waiting = await waitingMails(db)
  if (waiting > 0)
    say(`${plural(waiting, 'mail')} waiting: neither GOLDENTHREAD_SMTP_URL nor GOLDENTHREAD_NOTIFY_KEY is set.`)
}

/** Each person's lines are read on the application's connection, which lets nobody see more than they may. */
async function remind(db: Db, clock: Clock, { applicationUrl, publicUrl, say }: JobDeps, stopping: AbortSignal) {
  const application = connectAsApplication(applicationUrl, 4)
  try {
    await remindOwed(
      db,
      clock,
      { application, sources: owedSources, rights: rolePermissions, publicUrl, say },
      stopping,
    )
  } finally {
    await application.destroy()
  }
}

/** A broken chain is said each night until somebody has seen to it. */
async function verifyAudit(db: Db, clock: Clock, { auditHeadsFile, say }: JobDeps): Promise<void> {
  for (const { problem } of await verifyAuditChains(db, clock, auditHeadsFile))
    if (problem !== null) say(problem, { level: 'error', event: 'audit-chain' })
}

async function signHeads(db: Db, clock: Clock, { auditHeadsFile: heads, auditKeyFile: key }: JobDeps): Promise<void> {
  if (heads !== null && key !== null) await signAuditHeads(db, clock, { heads, key })
}

/** What `startJobs` needs for all of them. */
export const jobsOf = (config: Config, db: Db, say: Say): JobsOptions<JobDeps> => ({
  jobs,
  db,
  url: config.databaseUrl,
  clock: systemClock,
  deps: {
    mail: config.mail,
    publicUrl: config.publicUrl,
    applicationUrl: config.databaseAppUrl ?? config.databaseUrl,
    scan: scanner(config.clamd),
    auditHeadsFile: config.auditHeadsFile,
    auditKeyFile: config.auditKeyFile,
    say,
  },
  say,
})
