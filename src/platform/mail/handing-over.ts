/** A mail as it is handed over to whatever sends it. */
export type Outgoing = {
  id: string
  to: string
  subject: string
  text: string
  calendar: { method: string; ics: string } | null
}

/** What went wrong, in codes only: the words of a mail server repeat addresses. */
export type HandingProblem = { text: string; isOfThisMail: boolean; isForGood: boolean }

/** What mails are handed over to: a mail server, or GOV.UK Notify. */
export type Sender = {
  /** @throws what `problemOf` reads */
  send: (mail: Outgoing) => Promise<void>
  problemOf: (error: unknown) => HandingProblem
  close: () => void
}
