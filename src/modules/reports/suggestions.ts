import { claimNames, type Claim } from './meter.ts'
import type { PinKind, Section } from './report.ts'
import { tableClaims, type TableKey } from './tables.ts'

/** Which early warnings bear on a content. */
type WarningChoice = 'opened' | 'without-progress' | 'closed' | 'families'

type Bearing = { tables?: readonly TableKey[]; warnings?: WarningChoice; themes?: readonly string[]; changed?: true }

/** What bears on each content of the guidance. A content not named here has nothing of the kind in the product yet. */
const bearings: Readonly<Record<string, Bearing>> = {
  'what-was-done': { tables: ['plan-changes', 'training-courses', 'notifications'], warnings: 'opened' },
  effectiveness: {
    tables: ['plan-progress', 'recommendations', 'meetings-held', 'returns-timeliness'],
    warnings: 'closed',
    changed: true,
  },
  'partner-contributions': {
    tables: ['partners-present', 'meetings-held', 'contributions', 'returns-timeliness'],
  },
  'scrutiny-themes': { tables: ['recommendation-themes'], warnings: 'opened' },
  'practice-reviews': { tables: ['review-recommendations', 'notifications'] },
  impact: { tables: ['impact-evidence', 'training-courses', 'training-attendance', 'e-learning'], changed: true },
  'little-progress': { tables: ['plan-progress'], warnings: 'without-progress' },
  'serious-incidents': { tables: ['review-recommendations', 'notifications'] },
  'decisions-and-actions': {
    tables: ['decisions', 'recommendations', 'review-recommendations', 'agencies-owe'],
    warnings: 'closed',
  },
  feedback: { tables: ['family-evidence'], warnings: 'families' },
  costs: { tables: ['contributions', 'account'] },
  education: { tables: ['education-present'], themes: ['education'] },
  'data-and-information-sharing': {
    tables: ['agreements', 'returns-timeliness'],
    warnings: 'opened',
    themes: ['front-door'],
  },
  'independent-scrutiny': { tables: ['scrutiny-challenges', 'scrutineer-recommendations'], warnings: 'closed' },
  'updates-to-arrangements': { tables: ['arrangement-changes', 'structure-changes'] },
  'national-reforms': { tables: ['reforms'] },
  'impact-on-children': { tables: ['impact-evidence', 'family-evidence'], changed: true },
  'looked-after-children': { themes: ['in-need-and-looked-after'] },
  accountability: {
    tables: ['partners-present', 'scrutiny-challenges', 'returns-timeliness'],
    warnings: 'without-progress',
  },
  'data-sharing': { tables: ['agreements', 'returns-timeliness'] },
}

export type Suggestion = {
  kind: PinKind
  key: string
  title: string
  why: string
  /** What it is said to show unless the writer chooses another; null: only the writer can say. */
  claim: Claim | null
  /** What it can be said to show. */
  claims: readonly Claim[]
}

export type SuggestedWarning = {
  reference: string
  title: string
  state: string
  openedOn: string
  closedOn: string | null
  evidenceKind: string | null
  isOverdue: boolean
  repeats: boolean
}

export type SuggestedIndicator = {
  slug: string
  name: string
  theme: string
  /** What changed in the report's period: '4 points in a row above …'; null when nothing did. */
  changed: string | null
  hasFigures: boolean
}

export type Material = {
  from: string
  to: string
  tables: readonly { key: TableKey; name: string }[]
  warnings: readonly SuggestedWarning[]
  indicators: readonly SuggestedIndicator[]
}

const outputs: ReadonlySet<TableKey> = new Set(['training-courses', 'training-attendance', 'e-learning'])

/** What a table is said to show unless told otherwise; of one that could show a change, only the writer can say. */
function claimOfTable(key: TableKey): Claim | null {
  if (outputs.has(key)) return 'output'
  return tableClaims(key).includes('practice') ? null : 'activity'
}

const within = (date: string | null, { from, to }: Material): boolean => date !== null && date >= from && date <= to

/** Whether a warning bears on a content, and why; null when it does not. */
function bearing(warning: SuggestedWarning, choice: WarningChoice, material: Material): string | null {
  const isOpenedIn = within(warning.openedOn, material)
  const isClosedIn = within(warning.closedOn, material)
  switch (choice) {
    case 'opened':
      return isOpenedIn ? 'Opened in the period' : null
    case 'closed':
      return isClosedIn ? 'Closed in the period' : null
    case 'families':
      return isClosedIn && warning.evidenceKind === 'family-feedback'
        ? 'Closed with what children and families say'
        : null
    case 'without-progress': {
      if (warning.openedOn > material.to || (warning.closedOn !== null && warning.closedOn <= material.to)) return null
      if (warning.isOverdue) return 'Its answer is overdue'
      return warning.repeats ? 'It repeats an earlier warning and is open' : 'Open at the end of the period'
    }
  }
}

/** What could be pinned to a section, best first, without what is pinned there already. */
export function suggestionsFor(section: Pick<Section, 'item' | 'pins'>, material: Material): Suggestion[] {
  const { tables = [], warnings, themes = [], changed } = bearings[section.item] ?? {}
  const all: Suggestion[] = [
    ...material.tables
      .filter(({ key }) => tables.includes(key))
      .map(({ key, name }) => ({
        kind: 'table' as const,
        key,
        title: name,
        why: 'Table of the period',
        claim: claimOfTable(key),
        claims: tableClaims(key),
      })),
    ...material.indicators
      .filter((each) => (changed === true && each.changed !== null) || (themes.includes(each.theme) && each.hasFigures))
      .map((each) => ({
        kind: 'indicator' as const,
        key: each.slug,
        title: each.name,
        why: each.changed ?? 'Figures in the period',
        claim: null,
        claims: claimNames,
      })),
    ...material.warnings.flatMap((warning) => {
      const why = warnings === undefined ? null : bearing(warning, warnings, material)
      return why === null
        ? []
        : [
            {
              kind: 'warning' as const,
              key: warning.reference,
              title: warning.title,
              why,
              claim: 'activity' as const,
              claims: claimNames,
            },
          ]
    }),
  ]
  const isPinned = (each: Suggestion) => section.pins.some((pin) => pin.kind === each.kind && pin.key === each.key)
  return all.filter((each) => !isPinned(each)).slice(0, 12)
}
