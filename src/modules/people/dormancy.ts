import { addDays } from '#platform/dates.ts'

/** Days after its rhythm in which an office may lie unused before it is suspended. */
export const grace = 28
/** Days before the suspension on which the first and the second notice are sent. */
export const noticeDays = { first: 14, second: 3 } as const

export type Unused = {
  /** The day of the last use; null: never used. */
  usedOn: string | null
  /** The first day of the holding. */
  startsOn: string
  /** Days of the role's rhythm. */
  rhythm: number
  firstNoticeOn: string | null
  secondNoticeOn: string | null
}

export type Step = { kind: 'none' | 'first' | 'second' | 'suspend'; suspendsOn: string }

const later = (a: string, b: string): string => (a > b ? a : b)

/**
 * What is due today for an office that lies unused. Nobody is suspended without both notices, each its full days before: where the job
 * did not run for a while, the suspension moves and not the notice.
 */
export function dormancyStep(unused: Unused, today: string): Step {
  const { usedOn, startsOn, rhythm, firstNoticeOn, secondNoticeOn } = unused
  const since = usedOn === null ? startsOn : later(usedOn, startsOn)
  const planned = addDays(since, rhythm + grace)
  if (firstNoticeOn === null) {
    const suspendsOn = later(planned, addDays(today, noticeDays.first))
    return { kind: addDays(planned, -noticeDays.first) <= today ? 'first' : 'none', suspendsOn }
  }
  const noticed = later(planned, addDays(firstNoticeOn, noticeDays.first))
  if (secondNoticeOn === null) {
    const suspendsOn = later(noticed, addDays(today, noticeDays.second))
    return { kind: addDays(noticed, -noticeDays.second) <= today ? 'second' : 'none', suspendsOn }
  }
  const suspendsOn = later(noticed, addDays(secondNoticeOn, noticeDays.second))
  return { kind: suspendsOn <= today ? 'suspend' : 'none', suspendsOn }
}
