import { join } from 'node:path'

/** A published file: what it is called, where it comes from, and whether the loader reads it as one of the Department's tables or as population. */
export type PublishedFile = {
  slug: string
  title: string
  publisher: string
  path: string
  releasedOn: string | null
  sourceNote: string
}

export const licence = 'Open Government Licence v3.0'

/** packs/england/data, beside the code. */
export const englandData = join(import.meta.dirname, '../../../../packs/england/data')
/** packs/england/indicators.json. */
export const englandCatalogue = join(englandData, '../indicators.json')

const department = 'Department for Education'
const need = 'Explore Education Statistics, Children in need'
const dfe = (
  slug: string,
  title: string,
  file: string,
  releasedOn: string | null,
  sourceNote = need,
): PublishedFile => ({
  slug,
  title,
  publisher: department,
  path: join(englandData, 'dfe', `${file}.csv.gz`),
  releasedOn,
  sourceNote,
})

/** The Department's tables that an installation is shipped with, a release before the one that replaces it. */
export const dfeFiles: readonly PublishedFile[] = [
  dfe(
    'dfe-c1-2024',
    'Referrals and re-referrals, 2013 to 2024',
    'c1_children_in_need_referrals_and_rereferrals_2013_to_2024',
    null,
    `${need}; rates of 2023-24 were made with populations revised since`,
  ),
  dfe(
    'dfe-c1-2025',
    'Referrals and re-referrals, 2013 to 2025',
    'c1_children_in_need_referrals_and_rereferrals_2013_to_2025',
    '2025-10-30',
  ),
  dfe('dfe-b1-2025', 'Children in need, 2013 to 2025', 'b1_children_in_need_2013_to_2025', '2025-10-30'),
  dfe(
    'dfe-c4-2024',
    'Section 47 enquiries and initial conferences, 2013 to 2024',
    'c4_children_in_need_section_47s_and_icpcs_2013_to_2024',
    null,
    `${need}; rates of 2023-24 were made with populations revised since`,
  ),
  dfe(
    'dfe-d1-2024',
    'Child protection plans, 2013 to 2024',
    'd1_child_protection_plans_2013_to_2024',
    null,
    `${need}; rates of 2023-24 were made with populations revised since`,
  ),
  dfe(
    'dfe-d2-2024',
    'Child protection plans by category of abuse, 2013 to 2024',
    'd2_cpps_starting_by_category_of_abuse_2013_to_2024',
    null,
  ),
  dfe(
    'dfe-d5-2025',
    'Child protection plans at 31 March by length of time, 2013 to 2025',
    'd5_cpps_at31march_by_duration_2013_to_2025',
    '2025-10-30',
  ),
  dfe(
    'dfe-cla-2025',
    'Children looked after, numbers and rates, 2021 to 2025',
    'cla_number_and_rate_per_10k_children',
    '2025-11-26',
    'Explore Education Statistics, Children looked after in England including adoptions',
  ),
]

export const laitFile: PublishedFile & { dictionary: string } = {
  slug: 'lait',
  title: 'Local Authority Interactive Tool, eleven topics',
  publisher: department,
  path: join(englandData, 'lait/lait_safeguarding_topics_long.csv.gz'),
  dictionary: join(englandData, 'lait/lait_data_dictionary.csv.gz'),
  releasedOn: null,
  sourceNote: 'Local Authority Interactive Tool',
}

export const populationFile: PublishedFile = {
  slug: 'ons-population-0-17',
  title: 'Mid-year population estimates, children aged 0 to 17, 2012 to 2024',
  publisher: 'Office for National Statistics',
  path: join(englandData, 'population/ons_mid-year_population_estimates_2012_to_2024.csv.gz'),
  releasedOn: null,
  sourceNote: 'Mid-year population estimates, as published with the Department for Education’s tables',
}

export const areasFile = join(englandData, 'geography/la_master_153.csv')

export const neighbourModels = [
  {
    model: '2021-04',
    datedOn: '2021-04-01',
    title: 'Statistical neighbours, model of April 2021',
    path: join(englandData, 'stat-neighbours/lait_sn_april_2021_long.csv'),
  },
  {
    model: '2025-05',
    datedOn: '2025-05-01',
    title: 'Statistical neighbours, model of May 2025',
    path: join(englandData, 'stat-neighbours/lait_sn_may_2025_long.csv'),
  },
] as const
