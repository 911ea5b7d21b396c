import { createTransport } from 'nodemailer'
import type SmtpPool from 'nodemailer/lib/smtp-pool/index.js'
import type { HandingProblem, Sender } from './handing-over.ts'

/** A mail server. `smtpUrl` may hold a password: never print it. */
export type SmtpSettings = { readonly smtpUrl: string; readonly from: string }

export function smtpSender({ smtpUrl, from }: SmtpSettings): Sender {
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
  const transport = createTransport(options)
  return {
    async send({ id, to, subject, text, calendar }) {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        // Beside the text, as the other way of reading the same mail: so Outlook and others offer to accept, move or remove it.
        ...(calendar === null
          ? {}
          : {
              alternatives: [
                { contentType: `text/calendar; charset=utf-8; method=${calendar.method}`, content: calendar.ics },
              ],
            }),
        messageId: `<${id}@${domainOf(from)}>`,
        // RFC 3834: nobody's absence notice answers a machine.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
    problemOf,
    close: () => transport.close(),
  }
}

const domainOf = (from: string): string => /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'

function problemOf(error: unknown): HandingProblem {
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
