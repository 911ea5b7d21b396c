import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  workingTogether2018,
  workingTogether2023,
  workingTogether2026,
  type ReportItem,
} from './yearly-report-items.ts'

/** Number, id, title and text of each item, as the documents restate them. */
const of2018 = `
1 | what-was-done | What was done | What has been achieved through the arrangements.
2 | effectiveness | How effective the arrangements were | How effective the arrangements have been in practice.
3 | practice-reviews | Actions on practice reviews | Actions relating to any local or national child safeguarding practice reviews as relevant, and what safeguarding partners have done as a result.
4 | impact | Impact on children and families | Evidence of the impact of the work of the safeguarding partners and relevant agencies on outcomes for children and families.
5 | little-progress | Where there was little progress | An analysis of any areas where there has been little or no evidence of progress on agreed priorities.
6 | decisions-and-actions | Actions on recommendations | A record of actions taken by the safeguarding partners in the report's period (or planned to be taken) to implement the recommendations of any child safeguarding practice reviews.
7 | feedback | Feedback from children and families | Ways in which the partners have sought and utilised feedback from children, young people and families to inform their work and influence service provision.
`
const of2023 = `
1 | what-was-done | What was done | What has been done as a result of the Partnership arrangements, including in relation to child safeguarding practice reviews.
2 | effectiveness | How effective the arrangements were | How effective the Partnership arrangements have been in practice.
3 | partner-contributions | What each partner contributed | The contribution of each Safeguarding Partner to the functioning and structure of the arrangements.
4 | scrutiny-themes | Themes from scrutiny | Any themes emanating from aggregated methods of scrutiny, for example, reviews, scrutineer activity and multi-agency audits.
5 | impact | Impact on children and families | Evidence of the impact of the work of the Safeguarding Partners and Relevant Agencies, including training, on outcomes for children and families.
6 | little-progress | Where there was little progress | Analysis of any areas where there has been little or no evidence of progress on agreed priorities.
7 | serious-incidents | Learning from serious incidents | Analysis of learning from serious incidents.
8 | decisions-and-actions | Key decisions and actions | A record of key decisions and actions taken by the Safeguarding Partners in the yearly cycle, including in relation to implementing the recommendations from any local and national child safeguarding practice reviews and the impact this has had.
9 | feedback | Feedback from children and families | Ways in which the Safeguarding Partners have sought and utilised feedback from children and families to inform their work and influence service provision.
10 | costs | Costs and contributions | The breakdown of costs in delivering the arrangements for that period, including financial contributions of individual partners.
11 | education | Education's part in the arrangements | Evidence of how Safeguarding Partners are ensuring the adequate representation and input of education at both the operational and strategical levels of the arrangements.
12 | data-and-information-sharing | Data and information sharing | An overview of how data is being used to encourage learning within the arrangements and evidence of how information sharing has improved practice and outcomes.
13 | independent-scrutiny | Independent scrutiny | A review of the impact and learning from independent scrutiny arrangements to ensure leadership is strong and the arrangements are leading to the desired and necessary impact.
14 | updates-to-arrangements | Updates to the published arrangements | Any updates to the published arrangements with the proposed timescale for implementation.
15 | national-reforms | National reforms | Evidence that national reforms have been implemented.
`
const addedIn2026 = `
16 | impact-on-children | Evidence of impact on children | Evidence, not description, of the impact of the arrangements on children and families.
17 | disproportionality-and-racism | Disproportionality and racism | Analysis of information to identify disproportionality and racism, and what was done about it.
18 | looked-after-children | Looked-after children | How the arrangements meet their responsibilities for looked-after children.
19 | accountability | Accountability of the partners | How each safeguarding partner was held to account, including what inspection of the partners found.
20 | data-sharing | Data sharing between agencies | How the strengthened requirements on sharing data between agencies are met.
`
const lines = (items: readonly ReportItem[]) =>
  items.map(({ number, id, title, text }) => [number, id, title, text].join(' | '))
const written = (table: string) => table.trim().split('\n')
const standing = (items: readonly ReportItem[]) => [
  ...new Set(items.map(({ source, certainty }) => `${certainty}: ${source}`)),
]

test('the contents of 2018 stand as Kent restated them in 2022', () => {
  assert.deepEqual(lines(workingTogether2018), written(of2018))
  assert.deepEqual(standing(workingTogether2018), [
    'seen: Working Together to Safeguard Children 2018, chapter 3, as restated in the Kent arrangements of March 2022, Section 13',
  ])
})

test('the contents of 2023 stand as Kent restated them in 2024', () => {
  assert.deepEqual(lines(workingTogether2023), written(of2023))
  assert.deepEqual(standing(workingTogether2023), [
    'seen: Working Together to Safeguard Children 2023, as restated in the Kent cabinet committee report of 21 November 2024, para 1.2',
  ])
})

test('the contents of 2026 are those of 2023, carried over, and what summaries say is new', () => {
  assert.deepEqual(lines(workingTogether2026), [...written(of2023), ...written(addedIn2026)])
  assert.deepEqual(standing(workingTogether2026), [
    'inferred: Working Together to Safeguard Children 2023, as restated in the Kent cabinet committee report of 21 November 2024, para 1.2; taken to be carried over into Working Together 2026',
    'inferred: Working Together to Safeguard Children 2026, from published summaries by others; the paragraphs were not read',
  ])
})
