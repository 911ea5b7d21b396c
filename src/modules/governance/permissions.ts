import { businessTeam, members, readers, type PermissionTable } from '#modules/identity/public.ts'

export const permissions = {
  /** See the registers of governance, disputes excepted. */
  'governance.read': readers,
  /** Keep the registers: documents, sign-off asked for, protocols, guidance, agreements. */
  'governance.write': [...businessTeam, 'administrator'],
  /** Do what one’s own office owes in them: review, approve, write or receive an assurance; the business team may review for any. */
  'governance.answer': members,
  /** Sign a document off; the seat must carry the authority as well. */
  'governance.sign': members,
  /** Know of disputes between partners: the handlers of all, executive officers of those of their own organisation. */
  'governance.disputes': ['business-manager', 'scrutineer', 'executive-member', 'lead-partner', 'delegated-partner'],
  /** Set how long a step of a dispute may take. */
  'governance.limits': ['business-manager'],
} satisfies PermissionTable
