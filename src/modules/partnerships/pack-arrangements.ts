import { z } from 'zod'
import { everyRole } from '#modules/identity/public.ts'
import { asAt, fact, note, slug, source, text, yesNoNotStated } from './pack-words.ts'

/** A published document that facts are taken from. `misprints` are kept as printed and explained, never tidied. */
export const sourceDocument = z.strictObject({
  id: slug,
  title: text,
  publisher: text,
  partnerships: z.array(slug).min(1),
  asAt,
  asAtWords: text,
  note,
  misprints: z.array(z.strictObject({ printed: text, where: text, note: text })).default([]),
})

const statement = z.strictObject({
  kind: z.enum(['objective', 'commitment', 'purpose', 'focus', 'principle', 'priority']),
  position: z.int().min(1),
  text,
  source,
})

/** Who a partnership is, what it is for, and its own words for things. */
export const partnership = z.strictObject({
  slug,
  name: text,
  shortName: text,
  /** The old three-figure local authority code that DfE and LAIT files carry. */
  laCode: z.string().regex(/^\d{3}$/, 'must be a three-figure local authority code'),
  /** Sibling folders whose organisations, groups, offices, people and documents this pack shares. */
  shares: z.array(slug).default([]),
  purpose: fact,
  vision: fact.nullable(),
  legalBasis: fact,
  geography: fact,
  neighbours: z.array(z.strictObject({ name: text, source })).default([]),
  linkedBoards: z
    .array(z.strictObject({ name: text, relation: z.enum(['strategic-board', 'associated-forum']), source }))
    .default([]),
  words: z.strictObject({
    executive: z.array(z.strictObject({ word: text, asAt, source })).min(1),
    plan: z.array(z.strictObject({ word: text, asAt, source })).min(1),
    leadPartners: z.array(z.strictObject({ word: text, asAt, source })).min(1),
    yearlyReport: z.array(z.strictObject({ word: text, asAt, source })).min(1),
  }),
  statements: z.array(statement),
})

const sectors = [
  'local-authority',
  'district-council',
  'health',
  'police',
  'probation',
  'fire-and-rescue',
  'education',
  'social-care-provider',
  'secure-estate',
  'family-justice',
  'voluntary-and-community',
  'housing',
  'partnership',
  'other',
] as const

/** One organisation, whichever partnerships it serves; `category` stands for a collective entry such as '16-19 academies'. */
export const organisation = z.strictObject({
  slug,
  name: text,
  kind: z.enum(['body', 'part', 'category', 'partnership']),
  partOf: slug.nullable().default(null),
  sector: z.enum(sectors),
  aliases: z
    .array(
      z.strictObject({
        name: text,
        relation: z.enum(['same', 'abbreviation', 'predecessor', 'site', 'misprint']),
        source: source.nullable().default(null),
        note,
      }),
    )
    .default([]),
  note,
})

/** A role in an organisation that people hold between dates; names are as at their document's date. */
export const office = z.strictObject({
  slug,
  title: text,
  organisation: slug,
  duties: z.array(
    z.strictObject({
      partnership: slug,
      kind: z.enum(['lsp', 'dsp', 'elected-member', 'business-team', 'independent-scrutineer']),
      source,
      note,
    }),
  ),
  holders: z.array(z.strictObject({ name: text, titleAsPrinted: text, asAt, source, note })).default([]),
  note,
})

const seat = z.strictObject({
  /** As printed, without a leading 'Chair –'. Null: the source names the organisation and no position. */
  position: text.nullable(),
  positionAsPrinted: text.nullable().default(null),
  organisation: slug.nullable(),
  /** Where one line names several organisations. */
  severalOrganisations: z.array(slug).default([]),
  organisationAsPrinted: text.nullable(),
  role: z
    .enum([
      'chair',
      'vice-chair',
      'deputy-chair',
      'member',
      'ex-officio',
      'invited',
      'lay',
      'conditional',
      'in-attendance',
    ])
    .default('member'),
  vacant: z.boolean().default(false),
  office: slug.nullable().default(null),
  holder: z.strictObject({ name: text, asAt, source }).nullable().default(null),
  /** Null: the group's membership source. */
  source: source.nullable().default(null),
  note,
})

/** A group of one partnership, of several, or of somebody else. Dated lists run from oldest to newest: the last is current. */
export const group = z.strictObject({
  slug,
  name: text,
  names: z.array(z.strictObject({ name: text, asAt, source, note })).min(1),
  kind: z.enum([
    'lead-partners',
    'executive',
    'sub-group',
    'partnership-group',
    'forum',
    'business-team',
    'panel',
    'other-body',
  ]),
  ownership: z.strictObject({
    kind: z.enum(['own', 'joint', 'others']),
    partnerships: z.array(slug).min(1),
    sharedWith: z.array(slug).default([]),
    owner: text.nullable().default(null),
    source,
    note,
  }),
  coreFunction: z.array(text),
  coreFunctionSource: source.nullable().default(null),
  frequency: z
    .array(z.strictObject({ words: text, perYear: z.int().min(1).nullable(), asAt, source, note }))
    .default([]),
  operating: z.array(z.strictObject({ status: z.enum(['yes', 'no', 'not-stated']), asAt, source, note })).default([]),
  reportsTo: z.array(z.strictObject({ group: slug, basis: z.enum(['stated', 'inferred']), note })).default([]),
  chair: z
    .strictObject({
      words: text,
      rotates: z.boolean(),
      source,
      terms: z
        .array(z.strictObject({ office: slug, words: text, from: asAt.nullable(), to: asAt.nullable(), source }))
        .default([]),
    })
    .nullable()
    .default(null),
  recurringDuties: z.array(z.strictObject({ words: text, timesPerYear: z.int().min(1), source })).default([]),
  membership: z.strictObject({ stated: z.enum(['all', 'some', 'none']), source, note }),
  seats: z.array(seat).default([]),
  note,
})

/** An organisation's place in one partnership. The three legal standings are separate facts. */
export const agency = z.strictObject({
  organisation: slug,
  nameAsPrinted: text,
  category: text,
  standing: z.enum(['safeguarding-partner', 'agency']),
  legal: z.strictObject({
    relevantAgency: yesNoNotStated,
    section11: yesNoNotStated,
    invited: yesNoNotStated,
    basis: text,
  }),
  representedBy: slug.nullable(),
  source,
  note,
})

/** An invented person for the demonstration; a pack can hold no other kind. */
export const samplePerson = z.strictObject({
  slug,
  name: text,
  sample: z.literal(true, 'must be true: people in a pack are invented, and say so'),
  role: z.enum(everyRole),
  endsOn: z.iso.date().optional(),
  modules: z.array(slug).optional(),
  authorities: z.array(slug).optional(),
  organisation: slug,
  office: z.strictObject({ slug, title: text.endsWith('(sample person)', "must end with '(sample person)'") }),
  partnerships: z.array(slug).min(1),
})
