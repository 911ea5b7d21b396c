import { howFar, inWords } from '#platform/dates.ts'
import { decisions, warningStates } from './warning.ts'
import type { Warning } from './warning-store.ts'

/** When a warning must be answered, as a person says it; '' when nobody must. */
export function dueWords(warning: Pick<Warning, 'state' | 'dueOn'>, today: string): string {
  if (warning.state !== 'with-group' || warning.dueOn === null) return ''
  return `${inWords(warning.dueOn)} (${howFar(today, warning.dueOn)})`
}

/** Where a warning stands, in one line. */
export function standing(warning: Warning, today: string): string {
  if (warning.state === 'new') return 'Nobody has looked at it yet'
  if (warning.state === 'with-group') {
    return `With ${warning.groupName ?? 'a group'}; ${warning.ownerOffice ?? 'an office'} answers by ${dueWords(warning, today)}`
  }
  const how = warning.decision === 'act' || warning.decision === null ? 'Answered' : decisions[warning.decision].short
  return `${how}: closed with ${warning.closeGround === 'evidence' ? 'evidence' : 'a reason'}`
}

export const stateTag = (warning: Pick<Warning, 'state'>) => warningStates[warning.state]

/** 'Something to worry about' or 'a change to understand': never more than the data says. */
export const kindWords = (warning: Pick<Warning, 'isConcern' | 'direction'>): string => {
  const way = warning.direction === 'up' ? 'higher' : 'lower'
  return warning.isConcern
    ? `Concern: ${way} than usual`
    : `Change: ${way} than usual; neither direction is known to be better`
}
