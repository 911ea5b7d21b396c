import { findPartnership, listMembersOfGroup } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { londonDate, londonInstant } from '#platform/london-time.ts'
import { placeMatter, raiseMatter } from './matters.ts'
import type { Purpose } from './meeting.ts'
import { permissions } from './permissions.ts'
import { proposeYear, type ProposedGroup } from './planning/propose.ts'
import { scheduleMeeting } from './schedule.ts'

/** How often a group meets in the demonstration where its documents do not say: invented, and only there. */
const often: Readonly<Record<string, number>> = {
  executive: 6,
  'lead-partners': 2,
  'sub-group': 4,
  'partnership-group': 4,
}

const business: readonly (readonly [title: string, purpose: Purpose])[] = [
  ['Quality assurance report of the quarter', 'assure'],
  ['Progress on the plan', 'challenge'],
  ['Learning from recent reviews', 'note'],
]
const states = [
  'attended',
  'attended',
  'remote',
  'attended',
  'apologies',
  'attended',
  'absent',
  'not-recorded',
] as const

/** A year of invented meetings around today for Kent and Medway: held ones with attendance, one cancelled, coming ones with an agenda. */
export async function loadDemonstrationMeetings(db: Db, clock: Clock): Promise<void> {
  for (const slug of ['kent', 'medway']) {
    const partnership = await findPartnership(db, slug)
    if (!partnership) continue
    const actor = installation(partnership, Object.keys(permissions))
    const known = await db
      .selectFrom('meetings.meeting')
      .where('partnership_id', '=', partnership.id)
      .where('is_invented', '=', true)
      .select('id')
      .limit(1)
      .executeTakeFirst()
    if (!known) await loadFor(db, actor, clock)
  }
}

async function loadFor(db: Db, actor: Actor, clock: Clock): Promise<void> {
  const from = addMonths(clock.today(), -6)
  const to = addDays(addMonths(from, 12), -1)
  const asked = await proposeYear(db, actor, from, to)
  const overrides = new Map(
    asked.groups.flatMap((group) => {
      const number = group.state === 'ask' ? often[group.kind] : undefined
      return number === undefined ? [] : [[group.groupId, number] as const]
    }),
  )
  const { groups } = await proposeYear(db, actor, from, to, overrides)
  await db.transaction().execute(async (tx) => {
    for (const [index, group] of groups.entries()) await loadGroup(tx, actor, clock, group, index)
  })
}

async function loadGroup(tx: Tx, actor: Actor, clock: Clock, group: ProposedGroup, index: number): Promise<void> {
  const members = await listMembersOfGroup(tx, group.groupId, clock.today())
  const seats = [...new Map(members.map((member) => [member.seatId, member])).values()]
  let isNext = true
  for (const [number, slot] of group.slots.entries()) {
    const startsAt = londonInstant(slot.on, slot.startsAt)
    const endsAt = new Date(startsAt.getTime() + group.setting.minutesLong * 60_000)
    const kind = group.kind === 'forum' ? 'forum' : 'ordinary'
    const meeting = await scheduleMeeting(tx, actor, {
      groupId: group.groupId,
      kind,
      startsAt,
      endsAt,
      place: 'Online (invented)',
      isInvented: true,
    })
    if (endsAt < clock.now()) {
      const isCancelled = index === 2 && number === 0
      await tx
        .updateTable('meetings.meeting')
        .set(
          isCancelled
            ? { state: 'cancelled', cancel_reason: 'Too few could come (invented)', cancelled_at: startsAt }
            : { state: 'held', called_at: startsAt },
        )
        .where('id', '=', meeting.id)
        .execute()
      if (isCancelled || seats.length === 0) continue
      await tx
        .insertInto('meetings.attendance')
        .values(
          seats.map((seat, place) => ({
            meeting_id: meeting.id,
            seat_id: seat.seatId,
            organisation_id: seat.organisationId,
            organisation_name: seat.organisationName || 'Organisation not stated',
            office_id: seat.officeId,
            position_title: seat.officeTitle ?? seat.title,
            position: place + 1,
            may_vote: seat.mayVote,
            state: states[(place * 3 + number + index) % states.length] ?? 'attended',
          })),
        )
        .execute()
    } else if (isNext) {
      isNext = false
      for (const [title, purpose] of business) {
        const matter = await raiseMatter(tx, actor, {
          groupId: group.groupId,
          title,
          summary: 'Invented for the demonstration.',
          purpose,
          minutesAllowed: 20,
          dueOn: londonDate(startsAt),
          isInvented: true,
          year: Number(slot.on.slice(0, 4)),
        })
        await placeMatter(tx, actor, { matterId: matter.id, meetingId: meeting.id })
      }
    }
  }
}
