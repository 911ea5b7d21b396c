import { everyRole, members, type PermissionTable, type Role } from '#modules/identity/public.ts'

/** Those who look after who holds which office: of the whole partnership, or of one agency. */
const keepers: readonly Role[] = ['business-manager', 'administrator', 'agency-administrator']

export const permissions = {
  /** See the offices that one looks after, with their holders. */
  'people.read': keepers,
  /** Invite a person into an office, replace its holder, set or undo its last day. */
  'people.appoint': keepers,
  /** Name a deputy for a dated absence: for one’s own office, or for one that one looks after. */
  'people.name-deputy': members,
  /** Confirm each quarter who holds an agency’s offices. */
  'people.confirm-list': keepers,
  /** Read what one’s office owes, has decided and who held it before. */
  'people.inherit': members,
  /** Switch modules off and on for the whole partnership. */
  'people.switch-modules': ['business-manager', 'administrator'],
  /** Send notices and suspend what lies unused: the installation itself, by a job. */
  'people.keep-watch': [],
} satisfies PermissionTable

/** Roles for which a deputy can be named: those who work in the partnership. */
export const canBeDeputised: readonly string[] = everyRole.filter((role) => members.includes(role))
