/**
 * Names that changed between releases of the same table, old name to today's. Compared on Kent and Medway where two layouts of
 * 'Referrals and re-referrals' overlap: the same figures but for revisions.
 */
const aliases: Readonly<Record<string, string>> = {
  Referrals: 'referral_count',
  Referrals_rate: 'referral_rate',
  Re_referrals: 'rereferral_count',
  Re_referrals_percent: 'rereferral_percent',
  No_Further_Action: 'no_further_action_count',
  No_Further_Action_percent: 'no_further_action_percent',
  Not_in_Need: 'not_in_need_count',
  Not_in_Need_percent: 'not_in_need_percent',
  Referrals_child: 'referral_child_count',
  Referrals_child_rate: 'referral_child_rate',
  Re_referrals_child: 'rereferral_child_count',
  Re_referrals_child_percent: 'rereferral_child_percent',
}

/** Words for the measures that pages show; any other keeps the name that the file gives it. */
const names: Readonly<Record<string, string>> = {
  'b1.At31_episodes': 'Children in need at 31 March',
  'b1.Started_episodes': 'Episodes of need that began in the year',
  'c1.referral_count': 'Referrals to children’s social care',
  'c1.referral_rate': 'Referrals per 10,000 children',
  'c1.rereferral_count': 'Referrals within 12 months of a previous one',
  'c1.rereferral_percent': 'Referrals within 12 months of a previous one, per cent',
  'c1.no_further_action_percent': 'Referrals closed with no further action, per cent',
  'c1.not_in_need_percent': 'Referrals assessed and found not in need, per cent',
  'c4.Section47': 'Section 47 enquiries',
  'c4.Section47_rate': 'Section 47 enquiries per 10,000 children',
  'c4.ICPC': 'Initial child protection conferences',
  'c4.ICPC_rate': 'Initial child protection conferences per 10,000 children',
  'd1.CPP_At31': 'Children on a child protection plan at 31 March',
  'd1.CPP_At31_rate': 'Children on a child protection plan at 31 March per 10,000 children',
  'd1.CPP_start': 'Child protection plans that began in the year',
  'd5.2_years_or_more_percent': 'On a child protection plan for two years or more at 31 March, per cent',
}

/** The release's own name for a measure, whatever the layout. */
export const measureName = (printed: string): string => aliases[printed] ?? printed

/** 'c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv.gz' is the table 'c1'; a table without a number keeps its whole name. */
export function tableOf(fileName: string): string {
  const stem = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.csv(?:\.gz)?$/i, '')
    .replace(/_\d{4}_to_\d{4}$/, '')
    .toLowerCase()
  if (stem === 'cla_number_and_rate_per_10k_children') return 'cla'
  return /^([a-z]\d+)_/.exec(stem)?.[1] ?? stem
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** 'c1.referral_count', and with the values of its filters 'cla.rate_per_10000:children-looked-after-on-31-march-each-year'. */
export const measureCode = (table: string, measure: string, filters: readonly string[]): string =>
  [`${table}.${measure}`, ...filters.map(slug)].join(':')

/** The name of a measure in words, with its filters behind it. */
export const measureTitle = (table: string, measure: string, filters: readonly string[]): string =>
  [names[`${table}.${measure}`] ?? measure.replaceAll('_', ' '), ...filters].join(': ')

/** The unit that a column's name states, in the catalogue's words; most columns are counts and do not say so. */
export function unitOf(measure: string): string {
  if (/^duration_(?:\d+th_percentile|median)$/i.test(measure)) return 'days'
  if (/percent|_pct$/i.test(measure)) return 'percent'
  return /rate/i.test(measure) ? 'rate-per-10000' : 'count'
}

/** True for a position at 31 March rather than something that happened during the year. */
export const isSnapshot = (table: string, measure: string, filters: readonly string[]): boolean =>
  table === 'd5' || /at_?31/i.test(measure) || filters.some((filter) => /on 31 march/i.test(filter))
