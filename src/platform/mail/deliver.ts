import { createTransport, type Transporter } from 'nodemailer'
import type SmtpPool from 'nodemailer/lib/smtp-pool/index.js'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/connect.ts'

/** Where mails are handed over. `smtpUrl` may hold a password: never print it. */
export type MailSettings = { readonly smtpUrl: string; readonly from: string }

/** Minutes until the next attempt, by how many have failed: ten minutes of trouble cost ten minutes, a lost week-end costs no mail. */
const intervals = [1, 5, 15, 60, 240, 720, 1440, 1440, 1440] as const
const keptDays = 30

export type Delivery = { sent: number; postponed: number; failed: number }

/**
 * Hands every waiting mail that is due to the mail server, one after the other. Run by several processes at once, each mail is taken by
 * one of them: its row stays locked until the server has answered. A process killed between the server's answer and our note of it
 * sends the mail again, with the same Message-ID.
 *
 * @param db the owner's connection: the application may queue mails and not read them
 * @param stopping leaves the rest to the next run
 */
export async function deliverMails(
  db: Db,
  clock: Clock,
  settings: MailSettings,
  stopping?: AbortSignal,
): Promise<Delivery> {
  const transport = openTransport(settings)
  const delivery: Delivery = { sent: 0, postponed: 0, failed: 0 }
  try {
    for (;;) {
      if (stopping?.aborted) return delivery
      const outcome = await db.transaction().execute((tx) => deliverNext(tx, clock, settings.from, transport))
      if (outcome === null) return delivery
      delivery[outcome.state]++
      // The server itself is in trouble: the other mails keep their turn instead of each waiting for it.
      if (outcome.state === 'postponed' && !outcome.answered) return delivery
    }
  } finally {
    transport.close()
  }
}

function openTransport({ smtpUrl }: MailSettings): Transporter {
  const { hostname, searchParams } = new URL(smtpUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const options: SmtpPool.Options = {
    url: smtpUrl,
    pool: true,
    maxConnections: 1,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    // What is addressed to a named official does not leave the machine in the clear, unless the setting says so.
    ...(isLocal || searchParams.has('requireTLS') ? {} : { requireTLS: true }),
  }
  return createTransport(options)
}

type Outcome = { state: 'sent' | 'failed' } | { state: 'postponed'; answered: boolean }

async function deliverNext(tx: Tx, clock: Clock, from: string, transport: Transporter): Promise<Outcome | null> {
  const mail = await tx
    .selectFrom('platform.mail')
    .where('state', '=', 'queued')
    .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', clock.now())]))
    .orderBy('queued_at')
    .select(['id', 'to_address', 'subject', 'body', 'attempts'])
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!mail) return null
  const attempts = mail.attempts + 1
  const note = (values: { state: string; [column: string]: unknown }) =>
    tx
      .updateTable('platform.mail')
      .set({ attempts, next_attempt_at: null, ...values })
      .where('id', '=', mail.id)
      .execute()
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to_address },
      subject: mail.subject,
      text: mail.body ?? '',
      messageId: `<${mail.id}@${domainOf(from)}>`,
      // RFC 3834: nobody's absence notice answers a machine.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    })
  } catch (error) {
    const problem = problemOf(error)
    const minutes = intervals[attempts - 1]
    if (problem.isForGood || minutes === undefined) {
      await note({ state: 'failed', body: null, last_problem: problem.text })
      return { state: 'failed' }
    }
    const next = new Date(clock.now().getTime() + minutes * 60_000)
    await note({ state: 'queued', next_attempt_at: next, last_problem: problem.text })
    return { state: 'postponed', answered: problem.isOfThisMail }
  }
  await note({ state: 'sent', body: null, last_problem: null, sent_at: clock.now() })
  return { state: 'sent' }
}

const domainOf = (from: string): string => /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'

/** What went wrong, in codes only: the words of a mail server repeat addresses. */
function problemOf(error: unknown): { text: string; isOfThisMail: boolean; isForGood: boolean } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const kind = typeof code === 'string' ? code : 'unknown'
  const answer = typeof responseCode === 'number' ? responseCode : null
  // A refused address or message is refused for good (5xx); a refused sign-in or a broken line is the server's or our own trouble.
  const isOfThisMail = kind === 'EENVELOPE' || kind === 'EMESSAGE'
  return {
    text: answer === null ? kind : `${kind} ${answer}`,
    isOfThisMail,
    isForGood: isOfThisMail && (answer === null || answer >= 500),
  }
}

/** Removes mails thirty days after they were sent, or given up. Returns how many. */
export async function clearOldMails(db: Db, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000)
  const { numDeletedRows } = await db
    .deleteFrom('platform.mail')
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'sent'), where('sent_at', '<', before)]),
        where.and([where('state', '=', 'failed'), where('queued_at', '<', before)]),
      ]),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** How many mails wait. */
export async function waitingMails(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('platform.mail')
    .where('state', '=', 'queued')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
