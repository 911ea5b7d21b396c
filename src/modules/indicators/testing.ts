import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { testClock } from '#test/support/database.ts'
import type { Db } from '#platform/db/connect.ts'
import { sessionCookie } from '#platform/http.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { periodLabel } from './observation.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Position, PublishedYear } from './position.ts'
import { readPosition } from './position.ts'

/** An indicator for a test: a percentage of which less is better, unless it says otherwise. */
export const anIndicator = (facts: Partial<Indicator> = {}): Indicator => ({
  id: facts.code ?? 'B5',
  code: 'B5',
  slug: 're-referral-rate',
  position: 1,
  theme: 'front-door',
  themeName: 'Front door',
  name: 'Re-referrals within 12 months',
  question: 'How many children are referred again?',
  definition: 'A share of referrals.',
  numerator: 'Referrals within 12 months of a previous one',
  denominator: 'Referrals received in the quarter',
  unit: 'percent',
  multiplier: 100,
  isAnnualised: false,
  periodKind: 'quarter',
  decimals: 1,
  polarity: 'lower-better',
  ownerKind: 'council',
  askedOf: 'council',
  frequency: 'quarterly',
  measureId: null,
  certainty: 'V',
  certaintyWords: 'Verified.',
  priority: 'Help at the right time.',
  version: 1,
  seriesBreaks: [],
  minimumCount: 6,
  ...facts,
})

/** Quarters from April 2021 on with these values; null is a quarter for which a reason was given. */
export const quarters = (values: readonly (number | null)[]): Observation[] =>
  values.map((value, at) => {
    const startsOn = addMonths('2021-04-01', 3 * at)
    const endsOn = addDays(addMonths(startsOn, 3), -1)
    return {
      id: `observation-${at}`,
      startsOn,
      endsOn,
      label: periodLabel(startsOn, endsOn),
      numerator: value,
      denominator: value === null ? null : 100,
      value,
      state: value === null ? 'missing' : 'value',
      reason: value === null ? 'The system was down.' : null,
      isInvented: false,
    }
  })

/** A published year with an own figure and the median of ten neighbours. */
export const aYear = (
  own: number | null,
  median: number | null,
  facts: Partial<PublishedYear> = {},
): PublishedYear => ({
  period: '2025',
  startsOn: '2024-04-01',
  endsOn: '2025-03-31',
  own: { value: own, state: own === null ? 'c' : 'value' },
  england: { value: 20, state: 'value' },
  region: { value: 21, state: 'value' },
  neighbours: { median, used: median === null ? 0 : 10, of: 10 },
  rank: own === null ? null : { position: 12, of: 150 },
  quartile: own === null ? null : 1,
  ...facts,
})

/** A published position for a test. */
export const aPosition = (indicator: Indicator, latest: PublishedYear, history: PublishedYear[] = [latest]): Position =>
  readPosition({
    indicator,
    areaName: 'Kent',
    regionName: 'South East',
    model: { model: '2025-05', title: 'Statistical neighbours, model of May 2025', datedOn: '2025-05-01' },
    neighbourNames: ['Essex'],
    source: {
      title: 'A table',
      publisher: 'A department',
      licence: 'Open Government Licence v3.0',
      released: null,
      note: null,
    },
    latest,
    history,
  })

/** A cookie of Kent's analyst, for reading many pages as text. */
export async function signedInCookie(db: Db): Promise<string> {
  const people = await listSamplePeople(db, testClock.today())
  const analyst = people.find(({ role, partnershipSlug }) => role === 'analyst' && partnershipSlug === 'kent')
  const token = analyst ? await signInAsSample(db, analyst.accessId, testClock) : null
  if (token === null) throw new Error('the demonstration has no analyst')
  return `${sessionCookie(false)}=${token}`
}
