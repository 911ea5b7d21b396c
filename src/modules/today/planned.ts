import type { Actor } from '#platform/actor.ts'
import type { Planned } from '#platform/owed.ts'

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day of something planned, in London. */
export const outsideDay = ({ when }: Planned): string => ('on' in when ? when.on : london.format(when.startsAt))

/** Whether a module is asked for an office: the office has some right there, which is gone where the module is off. */
export function isAsked(actor: Actor, module: string): boolean {
  for (const permission of actor.permissions) if (permission.startsWith(`${module}.`)) return true
  return false
}
