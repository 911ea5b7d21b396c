import { addDays, inWords } from '#platform/dates.ts'

/** A published period: the text that is stored, the words for people, and its days. No beginning means a position on one day. */
export type Period = { key: string; label: string; startsOn: string | null; endsOn: string }

const inPart = (key: string, label: string, startsOn: string | null, endsOn: string): Period => ({
  key,
  label,
  startsOn,
  endsOn,
})

/** '2024' to '202425' are both the years that a time period of four or six digits begins and ends in. */
function yearsOf(timePeriod: string): { from: number; to: number } | undefined {
  const digits = timePeriod.trim().replace(/^(\d{4})[/-](\d{2})$/, '$1$2')
  if (/^\d{4}$/.test(digits)) return { from: Number(digits), to: Number(digits) }
  if (!/^\d{6}$/.test(digits)) return undefined
  const from = Number(digits.slice(0, 4))
  return (from + 1) % 100 === Number(digits.slice(4)) ? { from, to: from + 1 } : undefined
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

function month(year: number, at: number): { startsOn: string; endsOn: string } {
  const first = (index: number) => `${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
  return { startsOn: first(at), endsOn: addDays(first(at + 1), -1) }
}

/** The month (0 = January) in which each kind of year begins, and how it is said. */
const yearKinds = {
  'academic year': { starts: 8, named: 'Academic year' },
  'financial year': { starts: 3, named: 'Financial year' },
  'tax year': { starts: 3, named: 'Tax year' },
  'calendar year': { starts: 0, named: 'Calendar year' },
} as const

const terms: Readonly<Record<string, (from: number) => { startsOn: string; endsOn: string }>> = {
  'autumn term': (from) => ({ startsOn: `${from}-09-01`, endsOn: `${from}-12-31` }),
  'spring term': (from) => ({ startsOn: `${from + 1}-01-01`, endsOn: `${from + 1}-04-30` }),
  'summer term': (from) => ({ startsOn: `${from + 1}-05-01`, endsOn: `${from + 1}-07-31` }),
  'autumn and spring term': (from) => ({ startsOn: `${from}-09-01`, endsOn: `${from + 1}-04-30` }),
  'part 1 (april to september)': (from) => ({ startsOn: `${from}-04-01`, endsOn: `${from}-09-30` }),
  'part 2 (october to march)': (from) => ({ startsOn: `${from}-10-01`, endsOn: `${from + 1}-03-31` }),
}

/**
 * The days of a time period of an Explore Education Statistics file. A reporting year is named by the year it ends in: for children in need
 * and children looked after it is the year to 31 March; `reportingYearEnds` ('MM-DD') is for files whose day differs.
 * Nothing when the two columns do not make a period.
 */
export function dfePeriod(timePeriod: string, timeIdentifier: string, reportingYearEnds = '03-31'): Period | undefined {
  const years = yearsOf(timePeriod)
  const identifier = timeIdentifier.trim().toLowerCase()
  if (!years) return undefined
  const { from, to } = years
  const key = from === to ? String(from) : `${from}/${String(to).slice(2)}`
  if (identifier === 'reporting year') {
    const endsOn = `${to}-${reportingYearEnds}`
    return inPart(key, `Year ending ${inWords(endsOn)}`, addDays(`${to - 1}-${reportingYearEnds}`, 1), endsOn)
  }
  const [, kindName = '', quarter] = /^(.*? year)(?: q([1-4]))?$/.exec(identifier) ?? []
  if (kindName in yearKinds) return yearPart(kindName as keyof typeof yearKinds, quarter, key, from, to)
  const term = terms[identifier]
  if (term) {
    const named = `${timeIdentifier.trim()} ${key}`
    const { startsOn, endsOn } = term(from)
    return inPart(named, named, startsOn, endsOn)
  }
  const at = months.indexOf(identifier)
  if (at < 0) return undefined
  const { startsOn, endsOn } = month(from, at)
  return inPart(startsOn.slice(0, 7), `${timeIdentifier.trim()} ${from}`, startsOn, endsOn)
}

function yearPart(
  kindName: keyof typeof yearKinds,
  quarter: string | undefined,
  key: string,
  from: number,
  to: number,
): Period | undefined {
  const { starts, named } = yearKinds[kindName]
  // Four digits name a year that lies in two calendar years by the one it ends in.
  const begins = starts === 0 || from !== to ? from : from - 1
  const begin = starts + (quarter ? (Number(quarter) - 1) * 3 : 0)
  const end = begin + (quarter ? 2 : 11)
  const name = quarter ? `${key} Q${quarter}` : key
  const label = starts === 0 || from !== to ? `${named} ${key}` : `${named} ${begins}/${String(to).slice(2)}`
  return inPart(
    name,
    quarter ? `${label}, quarter ${quarter}` : label,
    month(begins, begin).startsOn,
    month(begins, end).endsOn,
  )
}

/** The 'Year_Type' of the Local Authority Interactive Tool's dictionary. */
export type LaitYear =
  'Academic Year' | 'Financial Year' | 'Calendar Year' | 'Annual (end of Sept)' | 'Annual - January' | 'Annual'

/** Where a single year of each kind begins and ends, and how it is said; the year named is the one it ends in. */
const laitYears: Readonly<
  Record<LaitYear, (year: number) => { startsOn: string | null; endsOn: string; label: string }>
> = {
  'Academic Year': (year) => ({
    startsOn: `${year - 1}-09-01`,
    endsOn: `${year}-08-31`,
    label: `Academic year ${year - 1}/${String(year).slice(2)}`,
  }),
  'Financial Year': (year) => ({
    startsOn: `${year - 1}-04-01`,
    endsOn: `${year}-03-31`,
    label: `Year ending 31 March ${year}`,
  }),
  'Calendar Year': (year) => ({ startsOn: `${year}-01-01`, endsOn: `${year}-12-31`, label: `Calendar year ${year}` }),
  'Annual (end of Sept)': (year) => ({ startsOn: null, endsOn: `${year}-09-30`, label: `At 30 September ${year}` }),
  'Annual - January': (year) => ({ startsOn: null, endsOn: `${year}-01-31`, label: `January ${year}` }),
  Annual: (year) => ({ startsOn: null, endsOn: `${year}-03-31`, label: `At 31 March ${year}` }),
}

const isPlausible = (year: number) => year >= 1990 && year <= 2100
const century = (first: number, twoDigits: number) =>
  first - (first % 100) + twoDigits + (twoDigits < first % 100 ? 100 : 0)

/**
 * The days of a period of the Local Authority Interactive Tool. Every form that the file has: '2024', '2023/24', '2016-17',
 * '2019-20 (OT)' (outturn), '2014-16' (three years pooled), '2013/14-15/16' (three financial years pooled).
 * Nothing for a period that cannot be read, as the single '0' of one measure.
 */
export function laitPeriod(printed: string, yearKind: LaitYear): Period | undefined {
  const text = printed.trim()
  const year = laitYears[yearKind]
  if (/^\d{4}$/.test(text)) return spanOf(text, year, Number(text), Number(text))
  const pooled = /^(\d{4})\/(\d{2})-(\d{2})\/(\d{2})$/.exec(text)
  if (pooled) return spanOf(text, year, Number(pooled[1]) + 1, century(Number(pooled[1]), Number(pooled[4])))
  const pair = /^(\d{4})([/-])(\d{2})( \(OT\))?$/.exec(text)
  if (!pair) return undefined
  const from = Number(pair[1])
  const to = century(from, Number(pair[3]))
  if (to <= from) return undefined
  // One step apart is one year that lies in two calendar years, unless the measure counts calendar years.
  if (to === from + 1 && yearKind !== 'Calendar Year') return spanOf(text, year, to, to, pair[4] ? ' (outturn)' : '')
  return pair[2] === '-' ? spanOf(text, year, from, to) : undefined
}

function spanOf(
  key: string,
  year: (typeof laitYears)[LaitYear],
  first: number,
  last: number,
  suffix = '',
): Period | undefined {
  if (!isPlausible(first) || !isPlausible(last)) return undefined
  const from = year(first)
  const to = year(last)
  if (first === last) return inPart(key, `${to.label}${suffix}`, to.startsOn, to.endsOn)
  const startsOn = from.startsOn ?? from.endsOn
  return inPart(
    key,
    `${inWords(startsOn)} to ${inWords(to.endsOn)}, ${last - first + 1} years pooled`,
    startsOn,
    to.endsOn,
  )
}
