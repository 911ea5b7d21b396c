import { z } from 'zod'
import { asAt, fact, flag, note, pence, period, slug, source, text } from './pack-words.ts'

const count = z.int().min(0)

const accountLine = z.strictObject({
  slug,
  label: text,
  kind: z.enum(['brought-forward', 'contributions', 'training-income', 'reserve', 'spend']),
  amountPence: pence,
  mark: text.nullable().default(null),
  note,
})

const contribution = z.strictObject({
  slug,
  label: text,
  organisation: slug.nullable(),
  group: z.enum(['council', 'police', 'health', 'probation', 'fire-and-rescue', 'district-councils', 'secure-estate']),
  printedPence: pence,
  /** What the printed amount is: one body's share, or the whole line. */
  printedBasis: z.enum(['per-body', 'line-total']),
  quantity: z.int().min(1),
  unitPence: pence,
  totalPence: pence,
  printedPercent: z.number().nullable().default(null),
  note,
})

/** A year's money as published. Totals are printed figures to compare with computed ones, never a substitute for them. */
export const account = z.strictObject({
  period,
  income: z.array(accountLine),
  expenditure: z.array(accountLine),
  contributions: z.array(contribution),
  printedTotals: z.array(
    z.strictObject({
      of: z.enum([
        'income',
        'expenditure',
        'roll-forward',
        'contributions',
        'health-contributions',
        'district-council-contributions',
        'contributions-and-other-income',
      ]),
      label: text,
      amountPence: pence,
      source,
    }),
  ),
  footnotes: z.array(z.strictObject({ mark: text, text })).default([]),
  inKind: z.array(fact).default([]),
  incomeSource: source,
  expenditureSource: source.nullable(),
  contributionsSource: source,
  flags: z.array(flag),
})

/** A year's training as published; a count with `registerMissing` is a floor ('at least'). */
export const training = z.strictObject({
  period,
  courses: z.array(
    z.strictObject({ name: text, coursesDelivered: count, attendees: count, registerMissing: z.boolean() }),
  ),
  coursesSource: source,
  registerNote: text,
  printedTotals: z.strictObject({ coursesDelivered: count, attendees: count }),
  headlines: z.array(fact),
  events: z.array(z.strictObject({ name: text, when: asAt, attendees: count, source })),
  associateTrainers: z.array(z.strictObject({ name: text, when: asAt, attendees: count, source })),
  eLearning: z.strictObject({
    completions: count,
    changePercent: z.number(),
    previousCompletions: count.nullable(),
    source,
    note,
  }),
  topTen: z.array(z.strictObject({ period, courses: z.array(text).length(10), source })),
  flags: z.array(flag),
})

/** Serious incident notifications and portal referrals a year, with the rule they were counted by. */
export const notifications = z.strictObject({
  countingRule: fact,
  wordsUsed: z.array(z.strictObject({ word: text, meaning: text, source })),
  periods: z.array(
    z.strictObject({
      period,
      combined: count,
      notificationsWithRapidReview: count,
      source,
      note,
    }),
  ),
  publishedReviews: z.array(z.strictObject({ kind: text, period: text, count, source })),
  flags: z.array(flag),
})

export const priorities = z.strictObject({
  sets: z.array(
    z.strictObject({ label: text, source, items: z.array(z.strictObject({ number: z.int().min(1), text })), note }),
  ),
})

const reported = z.strictObject({ printed: text, groups: z.array(slug), note })

/** The scrutiny and assurance framework: what is looked at, in which tier, and where it is reported. */
export const framework = z.strictObject({
  name: text,
  asAt,
  source,
  tiers: z.array(
    z.strictObject({
      number: z.int().min(1),
      name: text,
      tools: z.array(z.strictObject({ slug, name: text, reportedTo: reported })),
    }),
  ),
  toolsSource: source,
  indicators: z.array(z.strictObject({ slug, tier: z.int().min(1), text })),
  indicatorsSource: source,
  objectives: z.array(text),
  roles: z.array(z.strictObject({ group: slug.nullable(), printed: text, text })),
  rolesSource: source,
  feedbackHeadings: z.array(text),
  feedbackRoutes: z.array(text),
  feedbackSource: source,
})

/** What this partnership's yearly report holds or does beyond the statutory contents. */
export const report = z.strictObject({
  additions: z.array(z.strictObject({ id: slug, title: text, text, copyTo: z.array(text).default([]), source, note })),
  recipients: z.array(z.strictObject({ printed: text, today: text, source, note })),
  route: z.array(z.strictObject({ step: text, on: asAt.nullable(), source })),
})
