import type { AssuranceIcon, AssuranceType, GroupLimits, ImprovementDirection } from './spc-types.ts'

const icons: Record<AssuranceType, AssuranceIcon> = {
  consistent_pass: 'pass',
  consistent_fail: 'fail',
  inconsistent: 'inconsistent',
}

/**
 * Will the process meet its target? Judged by the limits of the last group alone, strictly: a target on a limit, or no limits, is
 * `inconsistent`. `null` without a target or without a better direction. Source: NHSRplotthedots 0.2.2, `ptd_calculate_assurance_type`.
 */
export function assurance(
  target: number | null,
  direction: ImprovementDirection,
  last: Pick<GroupLimits, 'lpl' | 'upl'> | undefined,
): { type: AssuranceType | null; icon: AssuranceIcon | null } {
  if (target === null || direction === 'neutral') return { type: null, icon: null }
  const type = verdict(target, direction, last?.lpl ?? null, last?.upl ?? null)
  return { type, icon: icons[type] }
}

function verdict(
  target: number,
  direction: 'increase' | 'decrease',
  lpl: number | null,
  upl: number | null,
): AssuranceType {
  if (upl !== null && target > upl) return direction === 'increase' ? 'consistent_fail' : 'consistent_pass'
  if (lpl !== null && target < lpl) return direction === 'increase' ? 'consistent_pass' : 'consistent_fail'
  return 'inconsistent'
}
