import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { ownGroup } from './own-group.ts'
import { listReviews, noteAgencyChange, ownAgency } from './register-store.ts'

type Answer = 'yes' | 'no' | 'not stated'
type AgencyFields = {
  category: string
  relevantAgency: Answer
  section11: Answer
  invited: Answer
  legalCategory: string
  legalBasis: string | null
  representedBy: string | null
  startsOn: string | null
  endsOn: string | null
  note: string | null
}

const columnsOf = (fields: AgencyFields) => ({
  category: fields.category,
  relevant_agency: fields.relevantAgency,
  section_11: fields.section11,
  invited: fields.invited,
  legal_category: fields.legalCategory,
  legal_basis: fields.legalBasis,
  represented_by: fields.representedBy,
  starts_on: fields.startsOn,
  ends_on: fields.endsOn,
  note: fields.note,
})

async function check(tx: Tx, actor: Actor, { representedBy, startsOn, endsOn }: AgencyFields): Promise<void> {
  if (representedBy !== null) await ownGroup(tx, actor, representedBy)
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    refuse('endsOn', 'Last day must be the same as or after the first day')
}

const detailsOf = ({ relevantAgency, section11, invited, legalCategory, endsOn }: AgencyFields) => ({
  relevantAgency,
  section11,
  invited,
  legalCategory,
  endsOn,
})

/** Adds an organisation to the partnership's register of agencies. */
export const addAgency = command<AgencyFields & { organisationId: string; today: string }, { id: string }>({
  name: 'partnerships.agency-added',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, input) => ({ organisation: input.organisationId, ...detailsOf(input) }),
  broken: {
    agency_partnership_id_organisation_id_key: ['organisationId', 'This organisation is in the register already'],
  },
  async run(tx, actor, { organisationId, today, ...fields }) {
    const organisation = isId(organisationId)
      ? await tx
          .selectFrom('identity.organisation')
          .where('id', '=', organisationId)
          .select(['id', 'name'])
          .executeTakeFirst()
      : undefined
    if (!organisation) refuse('organisationId', 'Choose an organisation from the list')
    await check(tx, actor, fields)
    const { last } = await tx
      .selectFrom('partnerships.agency')
      .where('partnership_id', '=', actor.partnershipId)
      .select((select) => select.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    return tx
      .insertInto('partnerships.agency')
      .values({
        ...columnsOf(fields),
        partnership_id: actor.partnershipId,
        organisation_id: organisation.id,
        position: (last ?? -1) + 1,
        name_as_printed: organisation.name,
        source: `Added by ${actor.partnershipName} on ${inWords(today)}`,
        changed_on: today,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Changes an agency's legal category, its standings, which group speaks for it, or its dates in the register. */
export const changeAgency = command<AgencyFields & { id: string; version: number; today: string }, { id: string }>({
  name: 'partnerships.agency-changed',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, input) => detailsOf(input),
  async run(tx, actor, { id, version, today, ...fields }) {
    const agency = await ownAgency(tx, actor, id)
    await check(tx, actor, fields)
    await noteAgencyChange(tx, agency.id, today, version)
    await tx.updateTable('partnerships.agency').set(columnsOf(fields)).where('id', '=', agency.id).execute()
    return { id: agency.id }
  },
})

/** Records that an agency was told what is expected of it. */
export const tellAgency = command<{ id: string; toldOn: string; what: string; today: string }, { id: string }>({
  name: 'partnerships.agency-told',
  permission: 'partnerships.arrange',
  subject: (_output, { id }) => id,
  details: (output, { toldOn }) => ({ notice: output.id, toldOn }),
  async run(tx, actor, { id, toldOn, what, today }) {
    const agency = await ownAgency(tx, actor, id)
    if (toldOn > today) refuse('toldOn', 'The day must be today or in the past')
    await noteAgencyChange(tx, agency.id, today)
    return tx
      .insertInto('partnerships.agency_notice')
      .values({ agency_id: agency.id, told_on: toldOn, what })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** A notice to an agency of the actor's partnership; 404 for any other. */
export async function ownNotice(tx: Tx | Parameters<typeof ownAgency>[0], actor: Actor, noticeId: string) {
  const notice = isId(noticeId)
    ? await tx
        .selectFrom('partnerships.agency_notice')
        .where('id', '=', noticeId)
        .select([
          'id',
          'agency_id as agencyId',
          'told_on as toldOn',
          'what',
          'acknowledged_on as acknowledgedOn',
          'version',
        ])
        .executeTakeFirst()
    : undefined
  if (!notice) throw notFound('Notice')
  return { ...notice, agency: await ownAgency(tx, actor, notice.agencyId) }
}

/** Records that an agency said it knows what is expected of it. */
export const acknowledgeNotice = command<
  { noticeId: string; version: number; acknowledgedOn: string; words: string; today: string },
  { agencyId: string }
>({
  name: 'partnerships.agency-acknowledged',
  permission: 'partnerships.arrange',
  subject: ({ agencyId }) => agencyId,
  details: (_output, { noticeId, acknowledgedOn }) => ({ notice: noticeId, acknowledgedOn }),
  async run(tx, actor, { noticeId, version, acknowledgedOn, words, today }) {
    const notice = await ownNotice(tx, actor, noticeId)
    if (acknowledgedOn > today) refuse('acknowledgedOn', 'The day must be today or in the past')
    if (acknowledgedOn < notice.toldOn)
      refuse('acknowledgedOn', `The day must be on or after ${inWords(notice.toldOn)}, when the agency was told`)
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.agency_notice')
      .set({ acknowledged_on: acknowledgedOn, acknowledged_words: words, version: version + 1 })
      .where('id', '=', notice.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this while you had the page open.')
    return { agencyId: notice.agencyId }
  },
})

/** Logs an engagement visit to an agency: which offices were met, never who. */
export const logVisit = command<
  {
    id: string
    visitedOn: string
    met: string
    what: string
    followUp: string | null
    followUpOn: string | null
    today: string
  },
  { id: string }
>({
  name: 'partnerships.agency-visited',
  permission: 'partnerships.arrange',
  subject: (_output, { id }) => id,
  details: (output, { visitedOn, followUpOn }) => ({ visit: output.id, visitedOn, followUpOn }),
  async run(tx, actor, { id, visitedOn, met, what, followUp, followUpOn, today }) {
    const agency = await ownAgency(tx, actor, id)
    if (visitedOn > today) refuse('visitedOn', 'Day of the visit must be today or in the past')
    if ((followUp === null) !== (followUpOn === null))
      refuse(
        followUp === null ? 'followUp' : 'followUpOn',
        'Enter both what is to be followed up and by when, or neither',
      )
    await noteAgencyChange(tx, agency.id, today)
    return tx
      .insertInto('partnerships.engagement_visit')
      .values({
        agency_id: agency.id,
        visited_on: visitedOn,
        office_id: actor.officeId,
        met,
        what,
        follow_up: followUp,
        follow_up_on: followUpOn,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** A visit to an agency of the actor's partnership; 404 for any other. */
export async function ownVisit(tx: Tx | Parameters<typeof ownAgency>[0], actor: Actor, visitId: string) {
  const visit = isId(visitId)
    ? await tx
        .selectFrom('partnerships.engagement_visit')
        .where('id', '=', visitId)
        .select(['id', 'agency_id as agencyId', 'visited_on as visitedOn', 'follow_up as followUp', 'version'])
        .executeTakeFirst()
    : undefined
  if (!visit) throw notFound('Visit')
  return { ...visit, agency: await ownAgency(tx, actor, visit.agencyId) }
}

/** Records that what a visit left to do has been done. */
export const followUpVisit = command<
  { visitId: string; version: number; followedOn: string; today: string },
  { agencyId: string }
>({
  name: 'partnerships.visit-followed-up',
  permission: 'partnerships.arrange',
  subject: ({ agencyId }) => agencyId,
  details: (_output, { visitId, followedOn }) => ({ visit: visitId, followedOn }),
  async run(tx, actor, { visitId, version, followedOn, today }) {
    const visit = await ownVisit(tx, actor, visitId)
    if (followedOn > today || followedOn < visit.visitedOn)
      refuse('followedOn', `The day must be between ${inWords(visit.visitedOn)}, the day of the visit, and today`)
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.engagement_visit')
      .set({ followed_on: followedOn, version: version + 1 })
      .where('id', '=', visit.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this while you had the page open.')
    return { agencyId: visit.agencyId }
  },
})

/** Records the yearly review of the list of agencies; the next is due by itself. */
export const reviewAgencyList = command<
  { reviewedOn: string; groupId: string | null; whatChanged: string; nextDueOn: string | null; today: string },
  { id: string; nextDueOn: string }
>({
  name: 'partnerships.agency-list-reviewed',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: ({ nextDueOn }, { reviewedOn, groupId }) => ({ reviewedOn, group: groupId, nextDueOn }),
  broken: {
    agency_list_review_partnership_id_reviewed_on_key: ['reviewedOn', 'A review of that day is recorded already'],
  },
  async run(tx, actor, { reviewedOn, groupId, whatChanged, nextDueOn, today }) {
    if (reviewedOn > today) refuse('reviewedOn', 'Day of the review must be today or in the past')
    if (groupId !== null) await ownGroup(tx, actor, groupId)
    const [last] = await listReviews(tx, actor.partnershipId)
    if (last && reviewedOn < last.reviewedOn)
      refuse('reviewedOn', `Day of the review must be after ${inWords(last.reviewedOn)}, the day of the last one`)
    // A year is what 'yearly' promises; the partnership may set an earlier day.
    const latest = addMonths(reviewedOn, 12)
    if (nextDueOn !== null && (nextDueOn <= reviewedOn || nextDueOn > latest))
      refuse('nextDueOn', `Next review must be after this one and no later than ${inWords(latest)}`)
    const next = nextDueOn ?? latest
    const { id } = await tx
      .insertInto('partnerships.agency_list_review')
      .values({
        partnership_id: actor.partnershipId,
        reviewed_on: reviewedOn,
        office_id: actor.officeId,
        group_id: groupId,
        what_changed: whatChanged,
        next_due_on: next,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, nextDueOn: next }
  },
})
