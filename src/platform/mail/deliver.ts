import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { Sender } from './handing-over.ts'
import { notifySender, type NotifySettings } from './notify.ts'
import { smtpSender, type SmtpSettings } from './smtp.ts'

/** Where mails are handed over. Holds secrets: never print it. */
export type MailSettings = SmtpSettings | NotifySettings

const senderOf = (settings: MailSettings): Sender =>
  'smtpUrl' in settings ? smtpSender(settings) : notifySender(settings)

/** Minutes until the next attempt, by how many have failed: ten minutes of trouble cost ten minutes, a lost week-end costs no mail. */
const intervals = [1, 5, 15, 60, 240, 720, 1440, 1440, 1440] as const
const keptDays = 30

export type Delivery = { sent: number; postponed: number; failed: number }

/**
 * Hands every waiting mail that is due to the mail server or to GOV.UK Notify, one after the other. Run by several processes at once, each mail is taken by
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
  const sender = senderOf(settings)
  const delivery: Delivery = { sent: 0, postponed: 0, failed: 0 }
  try {
    for (;;) {
      if (stopping?.aborted) return delivery
      const outcome = await db.transaction().execute((tx) => deliverNext(tx, clock, sender))
      if (outcome === null) return delivery
      delivery[outcome.state]++
      // The server itself is in trouble: the other mails keep their turn instead of each waiting for it.
      if (outcome.state === 'postponed' && !outcome.answered) return delivery
    }
  } finally {
    sender.close()
  }
}

type Outcome = { state: 'sent' | 'failed' } | { state: 'postponed'; answered: boolean }

async function deliverNext(tx: Tx, clock: Clock, sender: Sender): Promise<Outcome | null> {
  const mail = await tx
    .selectFrom('platform.mail')
    .where('state', '=', 'queued')
    .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', clock.now())]))
    .orderBy('queued_at')
    .select(['id', 'to_address', 'subject', 'body', 'attempts', 'calendar_method as method', 'calendar'])
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
    const { id, to_address: to, subject, body, method, calendar } = mail
    const part = method === null || calendar === null ? null : { method, ics: calendar }
    await sender.send({ id, to, subject, text: body ?? '', calendar: part })
  } catch (error) {
    const problem = sender.problemOf(error)
    const minutes = intervals[attempts - 1]
    if (problem.isForGood || minutes === undefined) {
      await note({ state: 'failed', ...gone, last_problem: problem.text })
      return { state: 'failed' }
    }
    const next = new Date(clock.now().getTime() + minutes * 60_000)
    await note({ state: 'queued', next_attempt_at: next, last_problem: problem.text })
    return { state: 'postponed', answered: problem.isOfThisMail }
  }
  await note({ state: 'sent', ...gone, last_problem: null, sent_at: clock.now() })
  return { state: 'sent' }
}

/** What a mail says is kept no longer than it waits. */
const gone = { body: null, calendar: null, calendar_method: null } as const

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
