import { instantInWords, inWords } from '#platform/dates.ts'
import { isRunning, type Access } from './access-store.ts'

/** How an access stands, in words. */
export function standingOf(access: Access, now: Date, today: string): { runs: boolean; words: string } {
  const { endedAt, startsOn, endsOn, expiresAt } = access
  if (endedAt !== null) return { runs: false, words: `Ended on ${instantInWords(endedAt)}` }
  if (startsOn > today) return { runs: false, words: `Begins on ${inWords(startsOn)}` }
  const runs = isRunning(access, now, today)
  if (expiresAt !== null)
    return { runs, words: `Break-glass, ${runs ? 'until' : 'over since'} ${instantInWords(expiresAt)}` }
  if (endsOn === null) return { runs, words: `Since ${inWords(startsOn)}, until it is ended` }
  return { runs, words: runs ? `Until the end of ${inWords(endsOn)}` : `Over since the end of ${inWords(endsOn)}` }
}
