import { NotifyClient } from 'notifications-node-client'
import type { HandingProblem, Sender } from './handing-over.ts'

/** GOV.UK Notify. `notifyKey` is a secret: never print it. */
export type NotifySettings = {
  readonly notifyKey: string
  /** A template of kind e-mail whose subject is ((subject)) and whose message is ((body)). */
  readonly templateId: string
  /** Where somebody subscribes to their calendar: Notify carries no invitation. */
  readonly calendarUrl: string
  /** Another address of the API than its own, for tests. */
  readonly apiUrl?: string
}

const timeout = 30_000

type Rest = (options: object) => Promise<unknown>

/** What a mail with an invitation says here instead of carrying it. */
const withoutInvitation = (calendarUrl: string): string => `

Your calendar cannot take this date from this mail. To have all your dates in your calendar:
${calendarUrl}
`

export function notifySender({ notifyKey, templateId, calendarUrl, apiUrl }: NotifySettings): Sender {
  const client = apiUrl === undefined ? new NotifyClient(notifyKey) : new NotifyClient(apiUrl, notifyKey)
  // The client waits for ever and follows wherever it is sent; a mail is locked for as long as this takes.
  const rest = (client as unknown as { apiClient: { restClient: Rest } }).apiClient.restClient
  const bounded: Rest = (options) => rest({ ...options, timeout, maxRedirects: 0 })
  client.setClient(bounded as unknown as Parameters<NotifyClient['setClient']>[0])
  return {
    async send({ id, to, subject, text, calendar }) {
      const body = calendar === null ? text : `${text.trimEnd()}${withoutInvitation(calendarUrl)}`
      await client.sendEmail(templateId, to, { personalisation: { subject, body }, reference: id })
    },
    problemOf,
    close: () => undefined,
  }
}

function problemOf(error: unknown): HandingProblem {
  const { response, code } = error as { response?: { status?: unknown; data?: unknown }; code?: unknown }
  const status = typeof response?.status === 'number' ? response.status : null
  const { errors } = (response?.data ?? {}) as { errors?: { error?: unknown; message?: unknown }[] }
  const first = Array.isArray(errors) ? errors[0] : undefined
  const kind = typeof first?.error === 'string' && /^\w{1,40}$/.test(first.error) ? first.error : ''
  // An address that Notify does not take stays wrong. A wrong key, template or limit is the service's own trouble, and all mails wait for it.
  const isAddress =
    status === 400 &&
    kind === 'ValidationError' &&
    typeof first?.message === 'string' &&
    first.message.startsWith('email_address')
  const text = status === null ? `NOTIFY ${typeof code === 'string' ? code : 'unknown'}` : `NOTIFY ${status} ${kind}`
  return { text: text.trim(), isOfThisMail: isAddress, isForGood: isAddress }
}
