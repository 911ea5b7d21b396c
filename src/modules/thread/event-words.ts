/** What each audit event is called where people read it. A name that is not here is shown as its own words. */
const words: Record<string, string> = {
  'identity.signed-in': 'Signed in',
  'identity.office-changed': 'Changed the office in which they act',
  'partnerships.pack-loaded': 'Arrangements loaded',
  'returns.quarter-opened': 'Quarter opened',
  'returns.return-saved': 'Return saved',
  'returns.file-received': 'File received',
  'returns.return-signed-off': 'Return signed off',
  'returns.return-accepted': 'Return accepted',
  'returns.return-returned': 'Return sent back',
  'returns.return-reopened': 'Return reopened',
  'early-warning.warning-opened': 'Warning opened',
  'early-warning.signal-went-on': 'The signal went on in newer figures',
  'early-warning.warning-triaged': 'Warning judged',
  'early-warning.warning-answered': 'Warning answered and closed',
  'early-warning.warning-reopened': 'Warning opened again',
  'reports.report-created': 'Report begun',
  'reports.section-written': 'Report section written',
  'reports.figure-pinned': 'Figure put into the report',
  'reports.figure-unpinned': 'Figure taken out of the report',
}

/** 'returns.return-signed-off' as 'Return signed off'. */
export function eventWords(name: string): string {
  const known = words[name]
  if (known !== undefined) return known
  const plain = (name.split('.')[1] ?? name).replaceAll('-', ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
