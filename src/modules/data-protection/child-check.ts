import { pointsToAChild } from '#modules/returns/public.ts'
import type { Problem } from '#platform/command.ts'

/** The tick by which a person says that they have looked. */
export const looked = 'looked'

/**
 * A warning for each text in which an NHS number or what looks like a date of birth stands: a register holds a reference or a role, never
 * who a child is. A date can be innocent, so whoever has looked may go on; only an NHS number never is.
 */
export function childWarnings(
  texts: Readonly<Record<string, string | null>>,
  today: string,
  hasLooked: boolean,
): Problem[] {
  return Object.entries(texts).flatMap(([field, text]) => {
    const found = text === null ? null : pointsToAChild(text, today)
    if (found === null || (hasLooked && !found.endsWith('an NHS number'))) return []
    const how = found.endsWith('an NHS number')
      ? 'take it out'
      : 'take it out, or tick below that it points to no child'
    return [{ field, text: `${found}: give a reference or a role, never who a child is. If so, ${how}` }]
  })
}
