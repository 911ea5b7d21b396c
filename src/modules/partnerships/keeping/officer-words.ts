/** What an officer is for the partnership. Lead and delegated: Working Together to Safeguard Children 2023, chapter 2. */
export const officerDuties: Readonly<Record<string, string>> = {
  lsp: 'Lead safeguarding partner',
  dsp: 'Delegated safeguarding partner',
  'partnership-chair': 'Partnership chair',
  'single-point': 'Single point of leadership',
  'business-team': 'Business team',
  'independent-scrutineer': 'Independent scrutineer',
  'elected-member': 'Elected member',
}
