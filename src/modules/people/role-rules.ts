import { everyRole, type Role } from '#modules/identity/public.ts'

/** Roles that an agency gives to its own people. The database holds its administrators to the same list. */
export const agencyRoles = [
  'data-lead',
  'signing-officer',
  'safeguarding-lead',
  'agency-administrator',
  'practitioner',
  'group-member',
] as const satisfies readonly Role[]

/** Given at the command line to those who run the machines, never from a page. */
const fromPages = everyRole.filter((role) => role !== 'system-operator')
/** They open every agency's records, real children's reviews or the partnership itself: the business manager decides on each. */
const onlyByManager: readonly Role[] = ['business-manager', 'review-officer', 'scrutineer', 'inspector']

/**
 * Which roles an office may give, replace, end and deputise. Nobody gives a role that carries more than their own office answers for;
 * a role that is not here gives none.
 */
export const mayGive: Partial<Record<string, readonly Role[]>> = {
  'business-manager': fromPages,
  administrator: fromPages.filter((role) => !onlyByManager.includes(role)),
  'agency-administrator': agencyRoles,
}

/** Which roles an office with this role may give; none for one that is not in the table. */
export const rolesGivenBy = (giver: string): readonly Role[] =>
  Object.hasOwn(mayGive, giver) ? (mayGive[giver] ?? []) : []

/** Whether an office with this role may give every one of the roles. */
export const mayGiveAll = (giver: string, wanted: readonly string[]): boolean =>
  wanted.length > 0 && wanted.every((role) => rolesGivenBy(giver).some((given) => given === role))

/** Offices that several people hold at once under one title; every other one has one holder at a time. */
export const heldByMany: readonly string[] = ['practitioner', 'trainer', 'elected-member', 'group-member', 'inspector']

/** Days that a role may lie unused before it counts as unused: its own rhythm of work, and why. */
export const rhythms: Record<Role, { days: number; why: string }> = {
  'business-manager': { days: 45, why: 'works with it every week' },
  analyst: { days: 45, why: 'works with it every week' },
  'review-officer': { days: 45, why: 'works with it every week, on the most sensitive records' },
  'training-officer': { days: 45, why: 'works with it every week' },
  administrator: { days: 45, why: 'works with it every week' },
  'data-lead': { days: 92, why: 'sends a return each quarter' },
  'signing-officer': { days: 92, why: 'signs a return off each quarter' },
  'agency-administrator': { days: 92, why: 'confirms the agency’s list each quarter' },
  'safeguarding-lead': { days: 731, why: 'answers a Section 11 audit every two years' },
  'group-chair': { days: 92, why: 'chairs meetings at least each quarter' },
  'group-member': { days: 183, why: 'may miss one quarterly meeting' },
  'executive-member': { days: 92, why: 'the Executive meets at least each quarter' },
  'delegated-partner': { days: 92, why: 'the Executive meets at least each quarter' },
  'lead-partner': { days: 183, why: 'meets the other lead partners each half-year' },
  scrutineer: { days: 92, why: 'reports to the partners each quarter' },
  'lead-member': { days: 183, why: 'is briefed each half-year' },
  'elected-member': { days: 366, why: 'reads the yearly report' },
  trainer: { days: 366, why: 'delivers at least one course a year' },
  practitioner: { days: 1096, why: 'refreshes safeguarding training every three years' },
  inspector: { days: 45, why: 'an inspection is over in weeks, and has its own last day' },
  'system-operator': { days: 45, why: 'looks after the installation every month' },
}
