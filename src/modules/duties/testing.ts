/** The bank holidays of the first year after the shipped calendar, as somebody would paste them. */
export const lines2029 = [
  '1 January 2029, New Year’s Day',
  '30 March 2029, Good Friday',
  '2 April 2029, Easter Monday',
  '7 May 2029, Early May bank holiday',
  '28 May 2029, Spring bank holiday',
  '27 August 2029, Summer bank holiday',
  '25 December 2029, Christmas Day',
  '26 December 2029, Boxing Day',
] as const
