/** Where the clocks of incidents and reviews are said: the chapters are known, their paragraphs were not read. */
export const chapter2018 = 'Working Together 2018, chapter 4, paragraph not read'
export const chapter2023 = 'Working Together 2023, chapter 5, paragraph not read'

/** The day from which the clocks of an incident run. */
export const awareOfIncident = { anchor: 'aware', event: 'the local authority became aware of the incident' } as const
