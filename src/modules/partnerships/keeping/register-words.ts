/**
 * Headings of the Schedule to the Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018 (SI 2018/789, regulation
 * 18). Only the first was checked against the text; the wording of the others is to be confirmed (packs say so where they use one).
 */
export const legalCategories: Readonly<Record<string, string>> = {
  'not stated': 'Not stated',
  'education-and-childcare': 'Education and childcare',
  'health-and-social-care': 'Health and social care',
  'local-government': 'Local government',
  'criminal-justice': 'Criminal justice',
  immigration: 'Immigration, asylum and migration',
  miscellaneous: 'Miscellaneous, such as sport and religious organisations',
  none: 'In none of the headings: invited, not bound',
}

export const yesNoWords: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No', 'not stated': 'Not stated' }
