import { listHoldings } from '#modules/identity/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { findPartnership } from '../partnership-store.ts'
import { listSeats } from '../seat-store.ts'
import { addSeat, changeSeat } from './change-seat.ts'
import { fillSeat } from './fill-seat.ts'
import { logVisit, reviewAgencyList, tellAgency } from './keep-register.ts'
import { delegate, nameOfficer } from './name-officer.ts'
import { ownSeat } from './own-seat.ts'
import { setChairRule } from './set-chair-rule.ts'

const invented = 'Invented for the demonstration'

/** Seat by seat: the group, the seat as printed ('' where only the organisation is), its organisation, who sits in it, what it carries. */
type Sitting = [
  group: string,
  seat: string,
  organisation: string,
  person: string,
  authorities?: string[],
  deputy?: boolean,
]

const sittings: Record<'kent' | 'medway', Sitting[]> = {
  kent: [
    ['kscmp-lead-safeguarding-partners', 'Head of Paid Service', '', 'Margaret Fictionby', ['sign-off']],
    ['kscmp-executive', "Director of Children's Services", '', 'Hari Inventley', ['decide', 'quorum']],
    ['kscmp-executive', "Director of Children's Services", '', 'Adaeze Specimen', [], true],
    ['kscmp-executive', 'Chief Nurse', '', 'Imogen Samplechurch', ['decide', 'quorum']],
    ['kscmp-executive', 'Assistant Chief Constable', '', 'Callum Testbury', ['decide', 'quorum']],
    ['kscmp-executive', 'Chairs of the Partnership sub-groups and partnership groups', '', 'Leila Examplewood'],
    ['kscmp-executive', 'Independent Scrutineer', '', 'Rhys Fictionford'],
    ['kscmp-scrutiny-assurance-and-audit', 'Safeguarding Partners', '', 'Niamh Sampleworth'],
    ['kscmp-scrutiny-assurance-and-audit', 'Relevant Agencies', '', 'Tunde Mockford'],
    ['kscmp-scrutiny-assurance-and-audit', 'Members', '', 'Owen Specimenly'],
    ['kscmp-scrutiny-assurance-and-audit', 'Independent Scrutineer', '', 'Rhys Fictionford'],
    ['kscmp-business-team', 'KSCMP System Improvement Manager', '', 'Declan Exampleby'],
    ['kscmp-business-team', 'KSCMP System Performance Analyst', '', 'Priya Samplewood'],
    ['policy-and-procedures', '', 'Kent Police', 'Bethan Exampleford', ['chair']],
    ['policy-and-procedures', '', 'Kent County Council', 'Tunde Mockford'],
    ['policy-and-procedures', '', 'Kent Safeguarding Children Multi-agency Partnership', 'Declan Exampleby'],
  ],
  medway: [
    ['mscp-executive-group', 'Director of People – Children and Adults', '', 'Fiona Placeholder', ['decide', 'quorum']],
    ['mscp-executive-group', 'Chief Nurse', '', 'Imogen Samplechurch', ['decide', 'quorum']],
    ['mscp-executive-group', 'Assistant Chief Constable', '', 'Callum Testbury', ['decide', 'quorum']],
    ['mscp-executive-group', 'Independent Scrutineer', '', 'Kwame Inventson'],
    ['mscp-pmqa', 'Head of Safeguarding and Quality Assurance', '', 'Arjun Sampleworthy'],
    ['mscp-learning-lessons', 'Practice Development Service Manager', '', 'Dilys Mockridge'],
    ['policy-and-procedures', '', 'Medway Council', 'Dilys Mockridge'],
    ['policy-and-procedures', '', 'Medway Safeguarding Children Partnership', 'Yasmin Examplethwaite'],
  ],
}

/** Officers: what for, post, whose office. A post without a person is one for which nobody has an office here. */
const officers: Record<
  'kent' | 'medway',
  [duty: string, title: string, organisation: string, person: string | null][]
> = {
  kent: [
    ['lsp', 'Head of Paid Service', 'kent-county-council', 'Margaret Fictionby'],
    ['lsp', 'Accountable Officer', 'kent-and-medway-icb', null],
    ['lsp', 'Chief Constable', 'kent-police', null],
    ['dsp', "Director of Children's Services", 'kent-county-council', 'Hari Inventley'],
    ['dsp', 'Chief Nurse', 'kent-and-medway-icb', 'Imogen Samplechurch'],
    ['dsp', 'Assistant Chief Constable', 'kent-police', 'Callum Testbury'],
    ['independent-scrutineer', 'Independent Scrutineer', 'kscmp', 'Rhys Fictionford'],
    ['business-team', 'System Improvement Manager', 'kscmp', 'Declan Exampleby'],
    ['business-team', 'System Performance Analyst', 'kscmp', 'Priya Samplewood'],
  ],
  medway: [
    ['lsp', 'Chief Executive', 'medway-council', null],
    ['dsp', 'Director of People – Children and Adults', 'medway-council', 'Fiona Placeholder'],
    ['dsp', 'Chief Nurse', 'kent-and-medway-icb', 'Imogen Samplechurch'],
    ['dsp', 'Assistant Chief Constable', 'kent-police', 'Callum Testbury'],
    ['independent-scrutineer', 'Independent Scrutineer', 'mscp', 'Kwame Inventson'],
    ['business-team', 'Business Manager', 'mscp', 'Yasmin Examplethwaite'],
  ],
}

type Loading = { db: Db; actor: Actor; today: string; since: string; officeOf: Map<string, string> }

const groupId = async (db: Db, slug: string): Promise<string> =>
  (await db.selectFrom('partnerships.group').where('slug', '=', slug).select('id').executeTakeFirstOrThrow()).id

const organisationId = async (db: Db, slug: string): Promise<string> =>
  (await db.selectFrom('identity.organisation').where('slug', '=', slug).select('id').executeTakeFirstOrThrow()).id

async function sit({ db, actor, today, since, officeOf }: Loading, sitting: Sitting): Promise<string | undefined> {
  const [slug, title, organisation, person, authorities, isDeputy = false] = sitting
  const group = await groupId(db, slug)
  const named = (await listSeats(db, group)).find(
    (each) =>
      (title === '' ? each.title === null : each.title === title) &&
      (organisation === '' || each.organisations[0] === organisation),
  )
  const officeId = officeOf.get(person)
  // A pack of somebody's own may lack the seat or the person: nothing is invented for it then.
  if (named === undefined || officeId === undefined) return undefined
  if (authorities !== undefined) {
    const seat = await ownSeat(db, actor, group, named.id)
    must(
      await changeSeat(db, actor, {
        groupId: group,
        seatId: seat.id,
        version: seat.version,
        role: seat.role as 'member',
        title: seat.title,
        organisations: seat.organisations,
        condition: seat.condition,
        votes: seat.votes as 'yes',
        places: seat.places,
        isVacant: false,
        note: [seat.note, `What it lets its holder decide is ${invented.toLowerCase()}.`]
          .filter((words) => words !== null)
          .join(' '),
        authorities,
        today,
      }),
    )
  }
  const filling = {
    groupId: group,
    seatId: named.id,
    officeId,
    isDeputy,
    startsOn: since,
    endsOn: null,
    replaces: false,
    today,
  }
  must(await fillSeat(db, actor, filling))
  return named.id
}

async function nameOfficers({ db, actor, today, since, officeOf }: Loading, slug: 'kent' | 'medway'): Promise<void> {
  const byDuty = new Map<string, string>()
  for (const [duty, title, organisation, person] of officers[slug]) {
    const officeId = person === null ? null : (officeOf.get(person) ?? null)
    const named = {
      duty,
      title,
      organisationId: await organisationId(db, organisation),
      officeId,
      startsOn: officeId === null ? null : since,
      endsOn: null,
      note: invented,
      today,
    }
    const { id } = must(await nameOfficer(db, actor, named))
    byDuty.set(`${duty} ${organisation}`, id)
  }
  for (const [key, fromId] of byDuty) {
    const toId = key.startsWith('lsp ') ? byDuty.get(key.replace('lsp', 'dsp')) : undefined
    if (toId === undefined) continue
    const what =
      'The functions of a lead safeguarding partner in the Executive, apart from signing off the yearly report and the arrangements'
    must(
      await delegate(db, actor, { fromId, toId, what: `${what}. ${invented}.`, startsOn: since, endsOn: null, today }),
    )
  }
}

/** Medway's printed rule: the three delegated partners chair in yearly rotation, Kent Police from September 2024. The order is invented. */
async function rotateMedway({ db, actor, today }: Loading): Promise<void> {
  const group = await groupId(db, 'mscp-executive-group')
  const seats = (await listSeats(db, group)).filter((seat) => seat.title !== null)
  const seatIds = ['Assistant Chief Constable', 'Director of People – Children and Adults', 'Chief Nurse'].flatMap(
    (title) => seats.find((seat) => seat.title === title)?.id ?? [],
  )
  if (seatIds.length < 3) return
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0)
  const present = seatIds[(((year - 2024) % 3) + 3) % 3] ?? ''
  must(
    await setChairRule(db, actor, {
      groupId: group,
      version: 0,
      every: 'years',
      number: 1,
      seatIds,
      presentSeatId: present,
      since: `${year}-09-01`,
      source: `Medway arrangements 2024, Section One: yearly rotation, Kent Police from September 2024. The order of turns is ${invented.toLowerCase()}.`,
      today,
    }),
  )
}

/** The sources name no chair of Kent's Scrutiny, Assurance and Audit Sub-group: the demonstration adds a seat that says it is invented. */
async function addChairOfScrutiny({ db, actor, today, since, officeOf }: Loading): Promise<void> {
  const officeId = officeOf.get('Leila Examplewood')
  if (officeId === undefined) return
  const group = await groupId(db, 'kscmp-scrutiny-assurance-and-audit')
  const seat = {
    role: 'chair',
    title: 'Chair',
    organisations: ['Kent County Council'],
    condition: null,
    votes: 'not stated',
    authorities: [],
    places: 1,
    isVacant: false,
    note: `${invented}: the sources name no chair.`,
  } as const
  const { id } = must(
    await addSeat(db, actor, {
      ...seat,
      organisations: [...seat.organisations],
      authorities: [...seat.authorities],
      groupId: group,
      startsOn: since,
      today,
    }),
  )
  const filling = {
    groupId: group,
    seatId: id,
    officeId,
    isDeputy: false,
    startsOn: since,
    endsOn: null,
    replaces: false,
    today,
  }
  must(await fillSeat(db, actor, filling))
}

async function keepRegister({ db, actor, today }: Loading, slug: 'kent' | 'medway'): Promise<void> {
  const reviewedOn = addDays(today, -200)
  const reviewed = {
    reviewedOn,
    groupId: null,
    whatChanged: `No agency was added or left. ${invented}.`,
    nextDueOn: null,
    today,
  }
  must(await reviewAgencyList(db, actor, reviewed))
  if (slug !== 'kent') return
  const agency = await db
    .selectFrom('partnerships.agency as agency')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .where('agency.partnership_id', '=', actor.partnershipId)
    .where('organisation.slug', '=', 'kent-fire-and-rescue')
    .select('agency.id')
    .executeTakeFirst()
  if (!agency) return
  const what = `Take part in audits and the yearly report, and name a lead for safeguarding children. ${invented}.`
  must(await tellAgency(db, actor, { id: agency.id, toldOn: addDays(today, -190), what, today }))
  const visit = {
    visitedOn: addDays(today, -90),
    met: 'Head of prevention',
    what: `How fire safety visits lead to referrals. ${invented}.`,
  }
  must(
    await logVisit(db, actor, {
      ...visit,
      id: agency.id,
      followUp: 'Send the referral guide',
      followUpOn: addDays(today, 20),
      today,
    }),
  )
}

/**
 * Puts the sample people of the demonstration into seats that fit them, names officers, lets Medway's chair go round, and keeps a little of
 * the register. Invented, and says so; runs once.
 */
export async function loadDemonstrationArrangements(db: Db, clock: Clock): Promise<void> {
  const today = clock.today()
  for (const slug of ['kent', 'medway'] as const) {
    const partnership = await findPartnership(db, slug)
    if (!partnership) continue
    const known = await db
      .selectFrom('partnerships.officer')
      .where('partnership_id', '=', partnership.id)
      .select('id')
      .limit(1)
      .execute()
    if (known.length > 0) continue
    const actor = installation({ id: partnership.id, slug, name: partnership.shortName }, ['partnerships.arrange'])
    const held = await listHoldings(db, partnership.id, today)
    const officeOf = new Map(
      held.flatMap((line) => (line.person === null ? [] : [[line.person, line.officeId] as const])),
    )
    const loading = { db, actor, today, since: addMonths(`${today.slice(0, 4)}-04-01`, -12), officeOf }
    for (const sitting of sittings[slug]) await sit(loading, sitting)
    if (slug === 'kent') await addChairOfScrutiny(loading)
    else await rotateMedway(loading)
    await nameOfficers(loading, slug)
    await keepRegister(loading, slug)
  }
}
