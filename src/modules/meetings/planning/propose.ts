import { findCalendar } from '#modules/duties/public.ts'
import { listGroups, listMembersOfGroup } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { londonDate, londonTime } from '#platform/london-time.ts'
import { listMeetings, type Meeting } from '../meeting-store.ts'
import { settingsOf, type GroupSetting } from '../setting-store.ts'
import { planMeetings, type Engagement, type GroupPlan } from './plan-meetings.ts'
import { listSchoolHolidays } from './school-holiday-store.ts'

export type ProposedGroup = GroupPlan & {
  name: string
  slug: string
  kind: string
  ownership: string
  /** How often it meets, in the group's own words. */
  frequency: string
  perYear: number | null
  setting: GroupSetting
  /** Ordinary meetings that are set already, earliest first. */
  existing: Meeting[]
}

export type Proposal = {
  groups: ProposedGroup[]
  /** The last day of which bank holidays are known. */
  bankHolidaysKnownTo: string
  /** No school holiday is listed for these days: the proposal does not know of any. */
  hasSchoolHolidays: boolean
  /** The last day of the last school holiday that is listed; null when none is. What comes after it is not known. */
  schoolHolidaysKnownTo: string | null
  unsureHolidays: number
}

/** Holidays that begin so soon after the days that are planned show that the list goes on. */
const lookOn = 120

const minutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 60_000)

/**
 * A proposal of the meetings of all groups of a partnership between two days, from their frequencies, seats and settings, what is set
 * already, bank holidays and the area's school holidays. Nothing is written.
 */
export async function proposeYear(
  db: Db,
  actor: Actor,
  from: string,
  to: string,
  overrides: ReadonlyMap<string, number> = new Map(),
): Promise<Proposal> {
  const all = await listGroups(db, actor.partnershipId)
  const groups = all.filter((group) => group.ownership !== 'others' && group.kind !== 'business-team')
  const [calendar, holidays, meetings, settings] = await Promise.all([
    findCalendar(db),
    listSchoolHolidays(db, [actor.partnershipId], from, addDays(to, lookOn)),
    listMeetings(db, actor, { from, to, states: ['planned', 'called', 'held'] }),
    settingsOf(
      db,
      all.map((group) => group.id),
    ),
  ])
  const members = new Map<string, Awaited<ReturnType<typeof listMembersOfGroup>>>()
  for (const { id } of all) members.set(id, await listMembersOfGroup(db, id, from))
  const officesOf = (groupId: string): string[] => [
    ...new Set((members.get(groupId) ?? []).flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))),
  ]
  const titles = new Map(
    [...members.values()]
      .flat()
      .flatMap((member) =>
        member.officeId === null
          ? []
          : [[member.officeId, `${member.officeTitle ?? member.title}, ${member.organisationName}`] as const],
      ),
  )
  const engagements = meetings
    .filter((meeting) => meeting.kind !== 'between-meetings')
    .map((meeting): Engagement => ({
      on: londonDate(meeting.startsAt),
      startsAt: londonTime(meeting.startsAt),
      minutesLong: minutesBetween(meeting.startsAt, meeting.endsAt),
      what: meeting.title,
      offices: officesOf(meeting.groupId),
    }))
  const existingOf = (groupId: string) =>
    meetings.filter(
      (meeting) => meeting.groupId === groupId && (meeting.kind === 'ordinary' || meeting.kind === 'forum'),
    )
  const perYearOf = (group: (typeof groups)[number]) => overrides.get(group.id) ?? group.meetingsAYear
  const plans = planMeetings({
    from,
    to,
    groups: groups.map((group) => ({
      id: group.id,
      name: group.name,
      perYear: perYearOf(group),
      isOperating: group.operating !== 'no',
      endsOn: group.endsOn,
      weekday: settings.of(group.id).weekday,
      startsAt: settings.of(group.id).startsAt,
      minutesLong: settings.of(group.id).minutesLong,
      offices: officesOf(group.id),
      setOn: existingOf(group.id).map((meeting) => londonDate(meeting.startsAt)),
    })),
    engagements,
    bankHolidays: calendar.holidays,
    bankHolidaysKnownTo: calendar.lastDay,
    schoolHolidays: holidays.map(({ name, startsOn, endsOn, certainty }) => ({
      name,
      startsOn,
      endsOn,
      isCertain: certainty === 'confirmed',
    })),
    officeTitles: titles,
  })
  const byId = new Map(groups.map((group) => [group.id, group]))
  const within = holidays.filter(({ startsOn }) => startsOn <= to)
  return {
    groups: plans.flatMap((plan) => {
      const group = byId.get(plan.groupId)
      if (!group) return []
      return [
        {
          ...plan,
          name: group.name,
          slug: group.slug,
          kind: group.kind,
          ownership: group.ownership,
          frequency: group.frequency,
          perYear: perYearOf(group),
          setting: settings.of(group.id),
          existing: existingOf(group.id),
        },
      ]
    }),
    bankHolidaysKnownTo: calendar.lastDay,
    hasSchoolHolidays: within.length > 0,
    schoolHolidaysKnownTo:
      holidays
        .map(({ endsOn }) => endsOn)
        .toSorted()
        .at(-1) ?? null,
    unsureHolidays: within.filter((holiday) => holiday.certainty !== 'confirmed').length,
  }
}
