import { signAuditHeads, verifyAuditChains } from '#modules/audit/public.ts'
import { lookEverywhere } from '#modules/early-warning/public.ts'
import { clearOldSignIns, clearSignInLeftovers } from '#modules/identity/public.ts'
import { remindLists, suspendUnused } from '#modules/people/public.ts'
import { systemClock, type Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { scanHeldUploads } from '#modules/returns/public.ts'
import type { Job, JobsOptions } from '#platform/jobs.ts'
import { clearOldMails, deliverMails, waitingMails, type MailSettings } from '#platform/mail/deliver.ts'
import { clearExpiredLimits } from '#platform/rate-limit.ts'
import { scanner, type Scan } from '#platform/uploads/scan.ts'
import { plural } from '#platform/words.ts'
import type { Config } from './config.ts'

/** What jobs are given beside the database and the clock. */
export type JobDeps = {
  mail: MailSettings | null
  publicUrl: string
  scan: Scan
  /** Where the heads of the audit chains are signed out, and with which key; null: they are not. */
  auditHeadsFile: string | null
  auditKeyFile: string | null
  say: (line: string) => void
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
  { name: 'early-warning.look', cron: '30 5 * * *', run: lookEverywhere },
  { name: 'people.suspend-unused', cron: '10 6 * * *', run: suspendUnused },
  { name: 'people.remind-lists', cron: '20 6 * * *', run: remindLists },
]

async function deliver(db: Db, clock: Clock, { mail, say }: JobDeps, stopping: AbortSignal): Promise<void> {
  if (mail) return void (await deliverMails(db, clock, mail, stopping))
  const waiting = await waitingMails(db)
  if (waiting > 0) say(`${plural(waiting, 'mail')} waiting: GOLDENTHREAD_SMTP_URL is not set.`)
}

/** A broken chain is said each night until somebody has seen to it. */
async function verifyAudit(db: Db, clock: Clock, { auditHeadsFile, say }: JobDeps): Promise<void> {
  for (const { problem } of await verifyAuditChains(db, clock, auditHeadsFile)) if (problem !== null) say(problem)
}

async function signHeads(db: Db, clock: Clock, { auditHeadsFile: heads, auditKeyFile: key }: JobDeps): Promise<void> {
  if (heads !== null && key !== null) await signAuditHeads(db, clock, { heads, key })
}

/** What `startJobs` needs for all of them. */
export const jobsOf = (config: Config, db: Db, say: (line: string) => void): JobsOptions<JobDeps> => ({
  jobs,
  db,
  url: config.databaseUrl,
  clock: systemClock,
  deps: {
    mail: config.mail,
    publicUrl: config.publicUrl,
    scan: scanner(config.clamd),
    auditHeadsFile: config.auditHeadsFile,
    auditKeyFile: config.auditKeyFile,
    say,
  },
  say,
})
