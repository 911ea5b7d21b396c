import { readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the arrangements of a partnership: its groups, seats and agencies. */
  'partnerships.read': readers,
  /** Keep the arrangements: groups, seats, officers and the register of agencies. */
  'partnerships.arrange': ['business-manager', 'administrator'],
  /** What the installation does by itself when a day begins: changes of name, chairs that go round, authorities of seats. */
  'partnerships.begin-day': [],
  /** Load a partnership's pack: the installation itself, at set-up or from the command line. */
  'partnerships.load-pack': [],
} satisfies PermissionTable
