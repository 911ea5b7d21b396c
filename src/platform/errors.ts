/**
 * What a person cannot put right on the page in front of them. One handler turns it into a page; `message` is shown, so it is
 * written for people and holds no personal data.
 */
export class AppError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429
  readonly whoCanHelp: string | undefined
  /** Seconds after which it may be tried again; sent as Retry-After. */
  retryAfter: number | undefined

  constructor(status: AppError['status'], message: string, whoCanHelp?: string) {
    super(message)
    this.name = 'AppError'
    this.status = status
    this.whoCanHelp = whoCanHelp
  }
}

/** The page or record does not exist, or this person may not know whether it does. */
export const notFound = (what = 'Page'): AppError => new AppError(404, `${what} not found`)

/** The page exists for everybody, but this person's office does not carry the right. Says who can grant it. */
export const forbidden = (message: string, whoCanHelp = 'your partnership’s business team'): AppError =>
  new AppError(403, message, whoCanHelp)

/** Somebody else saved first, or the record has moved on since the page was opened. Nothing was saved. */
export const conflict = (message: string): AppError => new AppError(409, message)

/** The request itself is broken (not a person's typing): a missing form token, a malformed upload. */
export const badRequest = (message: string): AppError => new AppError(400, message)

/** Tried too often. `message` says when to try again. */
export function tooMany(message: string, retryAfter: number): AppError {
  const error = new AppError(429, message)
  error.retryAfter = retryAfter
  return error
}
