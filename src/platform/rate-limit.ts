import { createHmac } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Clock } from './clock.ts'
import type { Db } from './db/connect.ts'
import { tooMany } from './errors.ts'

/**
 * How often something may be tried. Whoever shares an address with a whole office must not be locked out by a colleague, so what is
 * strict counts per account, e-mail or person, and an address has a high ceiling.
 */
const limits = {
  /** Sign-in attempts from one address, whoever signs in. */
  'sign-in-address': { points: 300, minutes: 15 },
  /** Mails with a link to sign in, per e-mail address. */
  'link-mail': { points: 5, minutes: 60 },
  /** Codes of a second factor, per person; a right one clears the count. */
  'second-factor': { points: 5, minutes: 15 },
  /** Break-glass requests for a case, per person: references follow one another, and each try tells somebody whether one is there. */
  'break-glass': { points: 10, minutes: 60 },
  /** Refusals that the trail keeps of one person, or of everybody who is not signed in: it must not be filled by trying doors. */
  refusal: { points: 60, minutes: 60 },
  /** Fetches of one calendar: programmes ask every few minutes at most. */
  feed: { points: 60, minutes: 60 },
  /** Fetches of calendars from one address, whosever they are: a cloud's calendars fetch for many people from few addresses. */
  'feed-address': { points: 3_000, minutes: 15 },
} as const

export type LimitName = keyof typeof limits

export type RateLimits = {
  /**
   * Counts one attempt.
   *
   * @param key the account, e-mail, person's id or address; kept only as a salted hash
   * @throws AppError 429 with a sentence that says when to try again, London time, and Retry-After
   */
  take(name: LimitName, key: string): Promise<void>
  /** Forgets the attempts, after one that succeeded. */
  clear(name: LimitName, key: string): Promise<void>
}

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** '3:05pm' in London, rounded up to the minute so that nobody who waits until then is refused. */
function whenAgain(now: Date, milliseconds: number): string {
  const minute = 60_000
  return time.format(new Date(Math.ceil((now.getTime() + milliseconds) / minute) * minute)).replace(/\s/, '')
}

/** The counts, kept in the database so that they hold over every process and restart. */
export function rateLimits(db: Db, clock: Clock): RateLimits {
  const storeClient = {
    async query({ text, values }: { text: string; values: unknown[] }) {
      const { rows, numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, values))
      return { rows, rowCount: numAffectedRows === undefined ? rows.length : Number(numAffectedRows) }
    },
  }
  const limiter = (keyPrefix: string, { points, minutes }: { points: number; minutes: number }) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      schemaName: 'platform',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: minutes * 60,
    })
  const limiters = new Map(Object.entries(limits).map(([name, limit]) => [name, limiter(name, limit)]))
  const limiterOf = (name: LimitName) => {
    const found = limiters.get(name)
    if (!found) throw new Error(`there is no limit named ${name}`)
    return found
  }

  let salt: Promise<string> | undefined
  async function hashed(key: string): Promise<string> {
    salt ??= findSalt(db)
    salt.catch(() => (salt = undefined))
    return createHmac('sha256', await salt)
      .update(key.trim().toLowerCase())
      .digest('base64url')
  }

  return {
    async take(name, key) {
      try {
        await limiterOf(name).consume(await hashed(key))
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        throw tooMany(
          `There have been too many attempts. Try again at ${whenAgain(clock.now(), error.msBeforeNext)}.`,
          Math.ceil(error.msBeforeNext / 1000),
        )
      }
    },
    async clear(name, key) {
      await limiterOf(name).delete(await hashed(key))
    },
  }
}

async function findSalt(db: Db): Promise<string> {
  const { value } = await db
    .selectFrom('platform.setting')
    .where('key', '=', 'rate-limit.salt')
    .select('value')
    .executeTakeFirstOrThrow()
  return String(value)
}

/** Removes counts that have run out: a job's work. Returns how many. */
export async function clearExpiredLimits(db: Db, clock: Clock): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('platform.rate_limit')
    .where('expire', '<', clock.now().getTime())
    .executeTakeFirst()
  return Number(numDeletedRows)
}
