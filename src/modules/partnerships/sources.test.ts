import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { site, type Page } from '#test/support/site.ts'
import { partnershipsDb } from './testing.ts'

// What the published documents state, typed from them line by line and apart from the packs: a pack that drifts is found here. The copies
// that were read have no page numbers, so each place is a section; Medway's contents page says on which pages each section stands.

const silent = 'Not stated in the source'

type Stated = {
  group: string
  /** The section it was read in. */
  where: string
  meets: string
  chair: string
  quorum: typeof silent
  /** A line each: position | organisation, as printed; what stands there when the document prints no seat. */
  seats: string
}

/** Medway, Multi-Agency Safeguarding Arrangements, December 2024, Section Three (pages 6 to 14 by its contents page). */
const medway: readonly Stated[] = [
  {
    group: 'mscp-accountable-officers',
    where: 'Section Three, Accountable Officers Meeting',
    meets: 'Twice a year',
    chair: 'The lead safeguarding partners chair the group on a rotational basis',
    quorum: silent,
    seats: `
    Chief Executive | Medway Council
    Chief Executive | Kent and Medway ICB
    Chief Constable | Kent Police`,
  },
  {
    group: 'mscp-executive-group',
    where: 'Section Three, Executive Group; Section Six (page 17) for the scrutineer, who attends',
    meets: '6 times per year',
    chair: 'The three delegated safeguarding partners chair the group in yearly rotation',
    quorum: silent,
    seats: `
    Director of People – Children and Adults | Medway Council
    Chief Nurse | Kent and Medway ICB
    Assistant Chief Constable | Kent Police
    Assistant Director Children's Services | Medway Council
    Director of Safeguarding | Kent and Medway ICB
    D/CH/SUPT | Kent Police
    Head of School | Medway Secondary Heads Association
    Headteacher | Medway Educational Leaders Association
    Executive Director for Students | Post 16 Education
    Director | Medway Council Public Health
    Independent Scrutineer`,
  },
  {
    group: 'mscp-learning-lessons',
    where: 'Section Three, Learning Lessons',
    meets: '6 times per year',
    chair: 'NELFT',
    quorum: silent,
    seats: `
    Chair | NELFT
    Vice Chair | Kent Police
    Practice Development Lead | Medway Safeguarding Children Partnership
    Designated Nurse for Child Protection | Kent & Medway ICB
    Designated Doctor | Kent & Medway ICB
    Named Midwife for Safeguarding | Medway NHS Foundation Trust
    Named Nurse for Safeguarding Children | Medway Community Healthcare
    Named Nurse for Safeguarding Children | North East London NHS Foundation Trust
    Named Lead for Safeguarding Children | Medway NHS Foundation trust
    Specialist Safeguarding Advisor | Kent and Medway NHS and Social Care Partnership Trust
    Child Health Programme Manager & Safeguarding Lead, Public Health | Medway Council
    Practice Development Service Manager | Medway Council
    LADO and Education Safeguarding Manager | Medway Council
    Head of First Response and Early Help | Medway Council
    Service Manager, Children's Services | Medway Council
    Principle Social Worker | Medway Council
    Head of Children's Services Commissioning | Medway Council
    Programme Lead for Children & Families, Health Services | Medway Council
    Safeguarding Coordinator for Child & Adult Protection | Kent Police`,
  },
  {
    group: 'mscp-case-file-audit',
    where: 'Section Three, Multi-Agency Case File Audit',
    meets: '4 times per year',
    chair: 'Designated Nurse, Safeguarding Children',
    quorum: silent,
    seats: `
    Chair - Designated Nurse, Safeguarding Children | NHS Kent and Medway (ICB)
    Deputy Chair | TBC
    Auditor, Quality Assurance and Safeguarding team. | Medway Council
    Team Manager, Attendance Advisory Service for Schools and Academies (AASSA) | Medway Council
    Early Help Practice Manager | Medway Council
    Independent Reviewing Officer (IRO) or Child Protection Chair | Medway Council
    Education Safeguarding Officer | Medway Council
    Safeguarding Advisor Children and Adults | Medway Community Healthcare
    Safeguarding Children Liaison Nurse | Medway NHS Foundation Trust
    Safeguarding Children Advisor | KMPT
    Specialist Safeguarding Children Advisor (Kent and Medway) | NELFT
    Safeguarding Coordinator, Vulnerable Investigation Teams | Kent Police
    Senior Probation Officer | National Probation Service
    Adult Safeguarding | Medway Council
    Designated safeguarding leads / School representative | Medway Schools
    Named GP / Practice representatives | Medway GPs
    Practice Manager, Youth Offending Team | Medway Council`,
  },
  {
    group: 'mscp-pmqa',
    where: 'Section Three, Performance Management and Quality Assurance',
    meets: '6 times per year',
    chair: 'Head of Safeguarding and Quality Assurance',
    quorum: silent,
    seats: `
    Chair - Head of Safeguarding and Quality Assurance | Medway Council
    Deputy Chair | TBC
    Designed Nurse for Child Protection | Kent and Medway ICB
    Protecting Vulnerable People D/Superintendent | Kent Police
    Service Manager Single Point of Access and Multi-Agency Safeguarding Hub | Medway Council
    Senior Practitioner | Cafcass
    Head of Safeguarding | MCH
    Head of Safeguarding | Medway NHS Foundation Trust
    Head of Safeguarding | KMPT
    Senior Operational Support Manager | National Probation Service
    Youth Offending Team Manager | Medway Council
    Named Nurse for Safeguarding Kent and Medway | NELFT
    Family Solutions Service Manager | Medway Council
    Local Authority Designated Officer and Education Safeguarding Service Manager | Medway Council
    Performance Analyst | Medway Council`,
  },
  {
    group: 'mscp-secure-estate',
    where: 'Section Three, Secure Estate and Safeguarding Assurance',
    meets: '4 times per year',
    chair: 'Independent Scrutineer',
    quorum: silent,
    seats: `
    Chair – Independent Scrutineer | MSCP
    Principle Director | Oasis Restore
    Chief Operating Officer | Oasis Restore
    Head of Safeguarding | Oasis Restore
    Relationship Manager | Youth Custody Service
    Children & Young People's Lead, Health & Justice | NHS England
    Lead Nurse for Children and Young People | CWLFT
    Local Healthcare Safeguarding Lead | CWLFT
    Head of Safeguarding | Medway Foundation Trust
    Associate Director for Looked After Children (LAC) and Special Educational Needs and Disabilities | Kent and Medway ICB
    Detective Inspector | Kent Police
    Reducing Harm & Child Centred Policing Manager | Kent Police
    Local Authority Designated Officer & Education Safeguarding Service Manager | Medway Council
    Head of Safeguarding and Quality Assurance | Medway Council
    Youth Offending Service Manager | Medway Council`,
  },
  {
    group: 'mscp-early-help-board',
    where: 'Section Three, Early Help Board',
    meets: '6 times per year',
    chair: "Assistant Director Children's Services",
    quorum: silent,
    seats: `
    Chair – Assistant Director Children's Services | Medway Council
    Deputy Chair - Reducing Harm & Child Centred Policing Manager | Kent Police
    Associate Director Adult and Children Safeguarding | Kent and Medway ICB
    Head of First Response and Early Help | Medway Council
    Strategic Head of Public Health Programmes, | Medway Council
    Head of Children and Adult Safeguarding | Kent and Medway ICB
    MELA Chair | Medway Primary Heads
    MSHA Chair | Medway Secondary Heads
    Business Manager | MSCP`,
  },
  {
    group: 'mscp-mash-strategic-board',
    where: 'Section Three, Multi-Agency Safeguarding Hub (MASH) Strategic Board',
    meets: '4 times per year',
    chair: "Assistant Director Children's Services",
    quorum: silent,
    seats: `
    Chair – Assistant Director Children's Services | Medway Council
    DCI | Kent Police
    Head of First Response and Targeted Services | Medway Council
    Head of Locality Services, Adult Social Care | Medway Council
    Head of Quality Assurance and Safeguarding | Medway Council
    Head of Strategic Housing | Medway Council
    Head of Service, Education | Medway Council
    Associate Director | Kent and Medway ICB
    Head of Safeguarding | MCH
    Head of Safeguarding | Medway NHS Foundation Trust
    Head of Safeguarding | KMPT
    Named Nurse | NELFT
    Deputy Head East Kent Probation Delivery Unit | National Probation Service
    Operations Manager | Medway Council
    Performance and Intelligence Representative | Medway Council
    Business Manager | MSCP`,
  },
  {
    group: 'joint-exploitation',
    where: 'Section Three, Joint Exploitation Group',
    meets: '4 times per year',
    chair: silent,
    quorum: silent,
    seats: `
    Statutory Partners' (Police, Health and Local Authority – Kent and Medway, children and adults) leads for: Sexual Exploitation
    Statutory Partners' (Police, Health and Local Authority – Kent and Medway, children and adults) leads for: Gangs/County lines
    Statutory Partners' (Police, Health and Local Authority – Kent and Medway, children and adults) leads for: Human Trafficking/Modern Slavery
    Statutory Partners' (Police, Health and Local Authority – Kent and Medway, children and adults) leads for: Online Safeguarding
    Statutory Partners' (Police, Health and Local Authority – Kent and Medway, children and adults) leads for: Radicalisation/Extremism
    Designated Nurses, (Children, Looked after Children, Adults)
    District Council Safeguarding Leads' representative
    Probation Providers
    Education representation (Kent and Medway)
    Kent Fire and Rescue Service
    Health Providers – Kent and Medway
    KCC and Medway Community Safety Teams
    Public Health, Kent and Medway
    Kent and Medway Safeguarding Adults Board
    Kent and Medway Violence Reduction Unit
    Voluntary and Community Sector – Portchlight, Salus`,
  },
  {
    group: 'policy-and-procedures',
    where: 'Section Three, Policy and Procedures Group',
    meets: '4 times per year',
    chair: 'Kent Police',
    quorum: silent,
    seats: `
    Chair – Kent Police
    Clinical Commissioning Groups (CCGs)
    East Kent Hospital University NHS Foundation Trust (EKHUFT)
    KCC Adult Social Care and Health – Disabled Children Services
    KCC Children, Young People and Education
    KCC Libraries, Registration and Archives
    Kent Community Health NHS Foundation Trust (KCHFT)
    Kent Fire and Rescue Service
    Kent Safeguarding Children Multi-Agency Partnership
    Kent, Surrey and Sussex Community Rehabilitation Companies
    Maidstone and Tunbridge Wells NHS Trust (MTW)
    Medway Council Social Care
    Medway NHS Foundation Trust
    Medway Safeguarding Children Partnership
    National Probation Service
    North East London NHS Foundation Trust (NELFT)
    The Education People`,
  },
  {
    group: 'child-death-overview-panel',
    where: 'Section Three, Child Death Overview Panel',
    meets: '6 times per year',
    chair: 'Director of Public Health',
    quorum: silent,
    seats: `
    Chair – Director of Public Health, Kent County Council and Medway Council
    Public Health, Medway Council
    Public Health, Kent County Council
    Designated Doctor for child deaths
    (and a hospital clinician if the Designated Doctor is a community doctor or vice versa)
    Social services
    Police
    Safeguarding (Designated Doctor or Nurse)
    Lead Nurse for Child Deaths
    Primary care (GP or health visitor)
    Nursing and/or midwifery
    Lay representation
    Coroner's office
    Health & Wellbeing Board
    Ambulance Services`,
  },
  {
    group: 'mscp-mash-operational-group',
    where: 'Section Three, Multi-Agency Safeguarding Hub (MASH) Strategic Board',
    meets: silent,
    chair: silent,
    quorum: silent,
    seats: silent,
  },
  {
    group: 'mscp-rapid-review-panel',
    where: 'Section Seven, Local Child Safeguarding Practice Reviews',
    meets: 'On being informed of a notifiable incident',
    chair: silent,
    quorum: silent,
    seats: `
    nominated by the safeguarding partners
    Independent Scrutineer`,
  },
]

/** Kent, Multi-agency Partnership Arrangements, March 2022; frequencies and groups that do not operate from the annual report 2021-22. */
const kent: readonly (Omit<Stated, 'chair' | 'quorum'> & { called: string; operating: 'yes' | 'no' | 'not stated' })[] =
  [
    {
      group: 'kscmp-lead-safeguarding-partners',
      where: 'Section 2, Leadership',
      called: 'Chief Officers as at March 2022',
      meets: silent,
      operating: 'yes',
      seats: `
    Head of Paid Service | Kent County Council
    Accountable Officer | Kent and Medway Clinical Commissioning Group
    Chief Constable | Kent Police`,
    },
    {
      group: 'kscmp-executive',
      where: 'Section 2, Governance arrangements; annual report, Independent Scrutineer Evaluation',
      called: 'Executive Board as at March 2022',
      meets: silent,
      operating: 'yes',
      seats: `
    Director of Children's Services
    Chief Nurse
    Assistant Chief Constable
    Chairs of the Partnership sub-groups and partnership groups
    Independent Scrutineer`,
    },
    {
      group: 'kscmp-scrutiny-assurance-and-audit',
      where: 'Section 2, Governance arrangements and Relevant Agencies; annual report, Scrutiny and Challenge',
      called: 'Scrutiny and Challenge Group as at March 2022',
      meets: 'Quarterly',
      operating: 'yes',
      seats: `
    Members
    Safeguarding Partners
    Relevant Agencies
    Independent Scrutineer
    Chairs of the Partnership sub-groups and partnership groups
    National Probation Service
    Cafcass
    Kent Fire and Rescue Service`,
    },
    {
      group: 'kscmp-learning-and-improvement',
      where: 'At a glance, Sub-groups',
      called: 'Learning and Improvement Group as at March 2022',
      meets: silent,
      operating: 'yes',
      seats: silent,
    },
    {
      group: 'kscmp-emerging-themes',
      where: 'At a glance, Sub-groups; annual report, Architecture project and Key headlines',
      called: 'Emerging Themes Group as at March 2022',
      meets: silent,
      operating: 'yes',
      seats: silent,
    },
    {
      group: 'policy-and-procedures',
      where: 'At a glance, Sub-groups (marked as a Kent and Medway group)',
      called: 'Policy and Procedures Group as at March 2022',
      meets: '4 times per year',
      operating: 'yes',
      seats: '',
    },
    {
      group: 'health-safeguarding-group',
      where: 'At a glance, Partnership Groups (marked as a Kent and Medway group)',
      called: 'Health Safeguarding Group as at March 2022',
      meets: silent,
      operating: 'not stated',
      seats: silent,
    },
    {
      group: 'kscmp-education-safeguarding-group',
      where: 'At a glance, Partnership Groups; annual report, Education project',
      called: 'Education Safeguarding Group as at March 2022',
      meets: 'Quarterly meetings planned',
      operating: 'yes',
      seats: silent,
    },
    {
      group: 'kscmp-district-council-safeguarding-group',
      where: 'At a glance, Partnership Groups',
      called: 'District Council Safeguarding Group as at March 2022',
      meets: silent,
      operating: 'not stated',
      seats: silent,
    },
    {
      group: 'kscmp-partnership-forum',
      where: 'Section 2, Relevant Agencies; annual report, Communication and Engagement project',
      called: 'Partnership Forum as at March 2022',
      meets: 'Twice annual',
      operating: 'no',
      seats: silent,
    },
  ]

const agencies = {
  // Appendix 1, where the first word says who represents it (Section 2, table 'Relevant Partner, Role, Represented by').
  kent: {
    'Education Safeguarding Group': `The Education People; 16-19 Academies; Alternative provision academies; Governing bodies of maintained
      schools; Governing bodies of maintained nursery schools; Governing bodies of pupil referral units; Independent educational institutions;
      Schools approved under section 342 of the Education Act 1996(e) – SEND; Special post-16 institutions; Governing bodies of institutions
      within the further education sector; Governing bodies of English higher education providers; Childminders`,
    'Health Safeguarding Group': `Kent Community Health Foundation Trust (KCHFT); Kent and Medway Partnership Trust (KMPT); North East London
      Foundation Trust (NELFT); South London and Maudsley (SLAM); East Kent Hospital University Foundation Trust (EKHUFT); Maidstone and
      Tunbridge Wells NHS Trust (MTWNHST); Darent Valley Hospital (DVH); South East Coast Ambulance Service (SECAmbS)`,
    'Partnership Forum': `Registered providers of adoption support services; Registered providers of fostering services; Registered providers of
      children's homes; Registered providers of residential family centres; Registered providers of residential holiday schemes for disabled
      children`,
    'District Council Safeguarding Group': `Ashford Borough Council; Canterbury City Council; Dartford Borough Council; Dover District
      Council; Folkestone and Hythe District Council; Gravesham Borough Council; Maidstone Borough Council; Sevenoaks District Council; Swale
      Borough Council; Thanet District Council; Tonbridge and Malling Borough Council; Tunbridge Wells Borough Council`,
    'Scrutiny, Assurance and Audit Sub-group': `National Probation Service (NPS); The Children and Family Court Advisory Support Service
      (CAFCASS); Kent Fire and Rescue Service`,
  },
  // Section One, Relevant Agencies (pages 3 to 5). It does not say which group represents whom.
  medway: {
    '': `Probation Service; Kent and Medway Partnership Trust (KMPT); NHS England; Medway NHS Foundation Trust; North East London NHS Foundation
      Trust (NELFT); Kent Community Health NHS Foundation Trust (KCHT); Medway Community Healthcare (MCH); Central and North West London NHS
      Foundation Trust (CWLFT); Open Road; Turning Point; Medway Primary Schools; Medway Secondary Schools; Mid Kent College; Medway
      Independent Schools; Early Years Providers; Medway Pupil Referral Units; Oasis Restore; Youth Custody Service; Medway Voluntary Action
      (MVA); Forward Trust; Cafcass; Medway Youth Offending Team (YOT); Medway Council Public Health; Kent Fire and Rescue Service; British
      Transport Police; Housing Providers; Children's Homes; Sports Groups/ Associations; Faith Groups`,
  },
} as const

/** Lead and delegated partners as printed: Kent, Section 2 and signatures (March 2022); Medway, Section One (December 2024). */
const officers = {
  kent: [
    ['Lead safeguarding partner', 'Head of Paid Service', 'David Cockburn'],
    ['Lead safeguarding partner', 'Chief Executive', 'Paul Bentley'],
    ['Lead safeguarding partner', 'Chief Constable', 'Alan Pughsley'],
    ['Delegated safeguarding partner', 'Corporate Director, Children, Young People and Education', 'Matt Dunkley'],
    ['Delegated safeguarding partner', 'Chief Nurse', 'Paula Wilkins'],
    ['Delegated safeguarding partner', 'Assistant Chief Constable for Crime', 'Tracey Harman'],
  ],
  medway: [
    ['Lead safeguarding partner', 'Chief Executive', 'Richard Hicks'],
    ['Lead safeguarding partner', 'Chief Executive', 'Paul Bentley'],
    ['Lead safeguarding partner', 'Chief Constable', 'Tim Smith'],
    ['Delegated safeguarding partner', 'Director of People – Children and Adults Services', 'Lee-Anne Farach'],
    ['Delegated safeguarding partner', 'Chief Nurse', 'Paul Lumsdon'],
    ['Delegated safeguarding partner', 'Assistant Chief Constable', 'Simon Wilson'],
  ],
} as const

const plain = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => plain(line))
    .filter((line) => line !== '')

/** What stands beside a word in the summary of a group's page. */
const beside = (page: Page, word: string): string =>
  plain(page.getByText(word, { selector: 'dt' }).nextElementSibling?.textContent)

function checkSeats(page: Page, { group, where, seats }: Pick<Stated, 'group' | 'where' | 'seats'>): void {
  const rows = [...page.document.querySelectorAll('.gt-seats tbody tr')].map((row) => plain(row.textContent))
  if (seats === silent) {
    assert.deepEqual(rows, [], `${group}: ${where} prints no seat`)
    assert.equal(plain(page.getByRole('heading', { name: 'Seats' }).nextElementSibling?.textContent), silent, group)
    return
  }
  const stated = lines(seats)
  assert.equal(rows.length, stated.length, `${group}: as many seats as ${where} prints`)
  for (const [index, line] of stated.entries()) {
    for (const words of line.split(' | ')) {
      assert.ok(
        rows[index]?.toLowerCase().includes(words.toLowerCase()),
        `${group}: '${words}' in '${rows[index]}' (${where})`,
      )
    }
  }
}

const kents = async (t: TestContext) => site(t, await partnershipsDb(t), { role: 'analyst' })
const medways = async (t: TestContext) => site(t, await partnershipsDb(t), { role: 'analyst', partnership: 'medway' })

test('every group of Medway meets, is chaired and has the seats that its arrangements of 2024 print, and no more', async (t) => {
  const { get } = await medways(t)
  for (const stated of medway) {
    const { page, status } = await get(`/partnerships/medway/groups/${stated.group}`)
    assert.equal(status, 200, stated.group)
    assert.equal(beside(page, 'Meets'), stated.meets, `${stated.group}: ${stated.where}`)
    assert.ok(beside(page, 'Chair').includes(stated.chair), `${stated.group}: ${beside(page, 'Chair')}`)
    assert.match(page.text, /Quorum Not stated in the source/, stated.group)
    checkSeats(page, stated)
  }
  const { page: list } = await get('/partnerships/medway/groups')
  const names = list.getAllByRole('row').length - 1
  assert.equal(
    names,
    medway.length + 2,
    'and beside them the business unit (Section Four) and the joint Health Safeguarding Group',
  )
})

test('both rotating chairs of Medway are those of the arrangements, with the one who chairs and until when', async (t) => {
  const { get } = await medways(t)
  const executive = beside((await get('/partnerships/medway/groups/mscp-executive-group')).page, 'Chair')
  assert.match(executive, /September 2024-September 2025: Assistant Chief Constable, Kent Police/)
  const officersGroup = beside((await get('/partnerships/medway/groups/mscp-accountable-officers')).page, 'Chair')
  assert.match(officersGroup, /2024-2025: Chief Executive, NHS Kent and Medway Integrated Care Board/)
})

test('what recurs each year and who hears whom is as the documents say it, and said to be worked out where they are silent', async (t) => {
  const { get } = await medways(t)
  const of = async (group: string, word: string) =>
    beside((await get(`/partnerships/medway/groups/${group}`)).page, word)
  assert.match(
    await of('mscp-executive-group', 'Recurring duties'),
    /Review the relevant agencies.*1 time a year.*Yearly Report/,
  )
  assert.match(await of('mscp-mash-strategic-board', 'Recurring duties'), /Review and update MASH manual yearly/)
  assert.match(await of('mscp-secure-estate', 'Recurring duties'), /Annual Review of Safeguarding and Restraint/)
  assert.equal(await of('mscp-learning-lessons', 'Recurring duties'), silent)
  assert.match(await of('mscp-case-file-audit', 'Reports to'), /^Learning Lessons/)
  assert.match(await of('mscp-pmqa', 'Reports to'), /^Executive Group$/)
  assert.match(await of('mscp-early-help-board', 'Reports to'), /Worked out, not stated/)
})

test('the groups of Kent are those of its arrangements of 2022; where these are silent the page says so and invents nothing', async (t) => {
  const { get } = await kents(t)
  for (const stated of kent) {
    const { page, status } = await get(`/partnerships/kent/groups/${stated.group}`)
    assert.equal(status, 200, stated.group)
    assert.equal(beside(page, 'Meets'), stated.meets, `${stated.group}: ${stated.where}`)
    assert.ok(page.text.includes(stated.called), `${stated.group}: ${stated.called}`)
    // Kent prints no chair of any group; the joint Policy and Procedures Group has the one that Medway prints.
    const chair = stated.group === 'policy-and-procedures' ? 'Chair, Kent Police' : silent
    assert.ok(chair.endsWith(beside(page, 'Chair')), `${stated.group}: ${beside(page, 'Chair')}`)
    assert.match(page.text, /Quorum Not stated in the source/, stated.group)
    const operation = { yes: /Operated Operating/, no: /Not operating/, 'not stated': /Operation not stated/ }
    assert.match(page.text, operation[stated.operating], stated.group)
    if (stated.seats !== '') checkSeats(page, stated)
  }
  const { page: scrutiny } = await get('/partnerships/kent/groups/kscmp-scrutiny-assurance-and-audit')
  assert.match(scrutiny.text, /6-monthly as at September 2021/, 'how often it met before stays')
  const { page: themes } = await get('/partnerships/kent/groups/kscmp-emerging-themes')
  assert.match(themes.text, /Not operating as at March 2022.*not operating since late 2019/)
})

test('both partnerships see the joint groups, each as one group with its owners', async (t) => {
  const { get } = await kents(t)
  for (const [group, owners] of [
    ['policy-and-procedures', /Owned jointly by (KSCMP and MSCP|MSCP and KSCMP)/],
    ['health-safeguarding-group', /Owned jointly by (KSCMP and MSCP|MSCP and KSCMP)/],
    ['joint-exploitation', /Owned jointly by .* and Kent and Medway Safeguarding Adults Board/],
    ['child-death-overview-panel', /Owned by others\. The child death review partners/],
  ] as const) {
    for (const partnership of ['kent', 'medway']) {
      const { page } = await get(`/partnerships/${partnership}/groups/${group}`)
      assert.match(beside(page, 'Ownership'), owners, `${group} as ${partnership} sees it`)
    }
  }
})

for (const slug of ['kent', 'medway'] as const) {
  test(`the agencies of ${slug} are those of its document, each with the group that speaks for it`, async (t) => {
    const { get } = await kents(t)
    const { page } = await get(`/partnerships/${slug}/agencies`)
    const entries = [...page.document.querySelectorAll('.gt-agency')].map((each) => plain(each.textContent))
    const said = Object.entries(agencies[slug]).flatMap(([group, names]) =>
      names.split(';').map((name) => [group, plain(name)] as const),
    )
    assert.equal(entries.length, said.length + 3, 'and the three safeguarding partners')
    for (const [group, name] of said) {
      const entry = entries.find((each) => each.startsWith(name) || each.includes(`Printed: ${name}`))
      assert.ok(entry, `${name} in ${entries.filter((each) => each.includes(name.slice(0, 12))).join(' // ')}`)
      if (group === '') assert.match(entry, /No group that represents it is stated/, name)
      else assert.ok(entry.includes(`Represented by the ${group}`), `${name}: ${entry}`)
    }
  })

  test(`the lead and delegated partners of ${slug} are named as its document names them`, async (t) => {
    const { get } = await kents(t)
    const { page } = await get(`/partnerships/${slug}`)
    const offices = [...page.document.querySelectorAll('.gt-office')].map((each) => plain(each.textContent))
    for (const [duty, title, holder] of officers[slug]) {
      const found = offices.some((each) => each.startsWith(`${duty}${title}`) && each.includes(holder))
      assert.ok(found, `${duty}, ${title}: ${holder} in ${offices.join(' / ')}`)
    }
  })
}
