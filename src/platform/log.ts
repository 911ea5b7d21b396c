/** What a line of the log says beside its words. Never personal data, and no address: it may name a record or carry a token. */
type About = {
  /** 'warn': something was refused; 'error': it is ours to mend. Information when not given. */
  level?: 'info' | 'warn' | 'error'
  /** What kind of thing happened, such as 'request'. */
  event?: string
  /** The request's id, which an error page shows as its reference. */
  request?: string
  [fact: string]: string | number | undefined
}

/** Says something to whoever runs the service. */
export type Say = (line: string, about?: About) => void

/** JSON lines for a collector, or words for a person at a terminal. */
export type LogForm = 'json' | 'words'

/**
 * Writes what is said: as words each line alone; as JSON one object a line with `time` (UTC), `level` and `message`. Requests stand in the
 * JSON only, a terminal would drown in them.
 *
 * @param write takes one line, without its end
 */
export const logTo =
  (form: LogForm, write: (line: string) => void, now: () => Date = () => new Date()): Say =>
  (line, { level = 'info', ...about } = {}) => {
    if (form === 'json') write(JSON.stringify({ time: now().toISOString(), level, message: line, ...about }))
    else if (about.event !== 'request') write(line)
  }
