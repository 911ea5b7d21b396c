import { listMeetings, meetingPaths, representedAt, type Meeting } from '#modules/meetings/public.ts'
import { listAgencies, listGroups, type GroupName } from '#modules/partnerships/public.ts'
import { inWords } from '#platform/dates.ts'
import type { Inline, Run } from '#platform/documents/document.ts'
import { londonDate } from '#platform/london-time.ts'
import { plural } from '#platform/words.ts'
import type { FigureContext } from './figure.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, sourced, told, type DrawnTable } from './table-kit.ts'

/** Groups in which the safeguarding partners decide; the others work for them. Our reading: no guidance names kinds of group. */
export const strategicKinds: ReadonlySet<string> = new Set(['executive', 'lead-partners'])
const levelOf = ({ kind }: GroupName): string => (strategicKinds.has(kind) ? 'Strategic' : 'Operational')

type Held = { group: GroupName; held: Meeting[]; cancelled: Meeting[]; unsettled: Meeting[] }

/** The meetings of a period by group, in the order of the partnership's groups; those without any are left out. */
async function meetingsByGroup(context: FigureContext): Promise<{ groups: Held[]; meetings: Meeting[] }> {
  const { db, actor, report } = context
  const [groups, all] = await Promise.all([
    listGroups(db, actor.partnershipId),
    listMeetings(db, actor, { from: report.startsOn, to: lastDay(context) }),
  ])
  const meetings = all.filter(({ kind }) => kind !== 'between-meetings')
  const by = Map.groupBy(meetings, ({ groupId }) => groupId)
  return {
    meetings,
    groups: groups.flatMap((group) => {
      const own = by.get(group.id) ?? []
      const of = (state: Meeting['state']) => own.filter((each) => each.state === state)
      return own.length === 0
        ? []
        : [{ group, held: of('held'), cancelled: of('cancelled'), unsettled: [...of('planned'), ...of('called')] }]
    }),
  }
}

const days = (meetings: readonly Meeting[]): Inline =>
  meetings.length === 0
    ? 'None'
    : meetings.flatMap(({ startsAt, reference }, index): Run[] => [
        ...(index === 0 ? [] : [{ text: ', ' }]),
        { text: inWords(londonDate(startsAt)), href: meetingPaths.show(reference), whole: true },
      ])

const noMeetings = nothing('No meeting is recorded in the report’s period. That is not the same as none.', {
  text: 'Arrange a meeting, or write down one that was held',
  href: meetingPaths.list(),
})

/** Content 3: how the arrangements functioned, here how often each group met. */
export async function meetingsHeld(context: FigureContext): Promise<DrawnTable> {
  const { groups, meetings } = await meetingsByGroup(context)
  if (groups.length === 0) return noMeetings
  const count = (of: (held: Held) => readonly Meeting[]) => groups.reduce((sum, each) => sum + of(each).length, 0)
  return {
    isEmpty: count(({ held }) => held) === 0,
    isInvented: anyInvented(meetings),
    records: idsOf(groups.flatMap(({ held }) => held)),
    blocks: [
      {
        type: 'table',
        caption: `Meetings, ${told(context)}`,
        columns: [
          { header: 'Group' },
          { header: 'How often, as stated' },
          { header: 'Held', kind: 'number' },
          { header: 'Cancelled', kind: 'number' },
          { header: 'Not known', kind: 'number' },
          { header: 'Held on' },
        ],
        rows: groups.map(({ group, held, cancelled, unsettled }) => [
          group.name,
          group.frequency,
          String(held.length),
          String(cancelled.length),
          String(unsettled.length),
          days(held),
        ]),
        totalsRow: [
          'All groups',
          '',
          String(count(({ held }) => held)),
          String(count(({ cancelled }) => cancelled)),
          String(count(({ unsettled }) => unsettled)),
          '',
        ],
        rowHeaders: true,
        notes: [
          'Not known: the day has passed, and nothing says whether the meeting was held.',
          ...(meetings.length >= 499 ? ['Only the first 500 meetings of the period are counted.'] : []),
        ],
      },
      sourced(`Meetings as recorded, ${asOn(context)}.`, meetingPaths.list()),
    ],
  }
}

/** '5 of 6'; what is not known stands beside it, never as absence. */
const share = ({ there, meetings, unknown }: { there: number; meetings: number; unknown: number }): string =>
  `${unknown > 0 ? 'At least ' : ''}${there} of ${meetings}`

/** Content 3: the contribution of each safeguarding partner to the functioning of the arrangements, here where they were present. */
export async function partnersPresent(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const partners = (await listAgencies(db, actor.partnershipId)).filter(
    ({ isSafeguardingPartner }) => isSafeguardingPartner,
  )
  const { groups, meetings } = await meetingsByGroup(context)
  const rows = await representedAt(db, actor, {
    from: report.startsOn,
    to: lastDay(context),
    organisationIds: partners.map(({ organisationId }) => organisationId),
    by: 'each',
  })
  if (rows.length === 0)
    return nothing(
      'No attendance of a safeguarding partner is recorded in the report’s period. That is not the same as none.',
      { text: 'Record who came', href: meetingPaths.attendanceOfYear() },
    )
  return {
    isEmpty: false,
    isInvented: anyInvented(meetings),
    records: idsOf(groups.flatMap(({ held }) => held)),
    blocks: [
      {
        type: 'table',
        caption: `Safeguarding partners at meetings, ${told(context)}`,
        columns: [
          { header: 'Partner' },
          { header: 'Group' },
          { header: 'There', kind: 'number' },
          { header: 'Of these by a deputy', kind: 'number' },
          { header: 'Not recorded', kind: 'number' },
        ],
        rows: partners.flatMap(({ organisationId, name }) => {
          const own = groups.flatMap(({ group }) => {
            const row = rows.find((each) => each.organisationId === organisationId && each.groupId === group.id)
            return row === undefined ? [] : [[name, group.name, share(row), String(row.byDeputy), String(row.unknown)]]
          })
          return own.length > 0 ? own : [[name, 'No seat is recorded at a meeting that was held', '', '', '']]
        }),
        rowHeaders: true,
        notes: [
          'A partner is there when one of its seats was represented, in the room, remotely or by a deputy. Where a seat’s attendance was not recorded, that is not known, and not counted as absence.',
        ],
      },
      sourced(`Attendance as recorded, ${asOn(context)}.`, meetingPaths.attendanceOfYear()),
    ],
  }
}

/** Content 11: how adequate the representation of education is, at operational and at strategic level. */
export async function educationPresent(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const education = await listAgencies(db, actor.partnershipId, { sector: 'education' })
  const { groups, meetings } = await meetingsByGroup(context)
  const held = groups.filter((each) => each.held.length > 0)
  if (held.length === 0) return noMeetings
  const rows = await representedAt(db, actor, {
    from: report.startsOn,
    to: lastDay(context),
    organisationIds: education.map(({ organisationId }) => organisationId),
    by: 'any',
  })
  const of = ({ id }: GroupName) => rows.find(({ groupId }) => groupId === id)
  const without = held.filter(({ group }) => of(group) === undefined)
  return {
    isEmpty: false,
    isInvented: anyInvented(meetings),
    records: idsOf(held.flatMap((each) => each.held)),
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${plural(held.length, 'group')} that met, ${without.length} had no seat of education at any meeting.`,
      },
      {
        type: 'table',
        caption: `Education at meetings, ${told(context)}`,
        columns: [
          { header: 'Group' },
          { header: 'Level' },
          { header: 'Education there', kind: 'number' },
          { header: 'Not recorded', kind: 'number' },
          { header: 'Held on' },
        ],
        rows: held
          .toSorted((one, other) => levelOf(other.group).localeCompare(levelOf(one.group)))
          .map(({ group, held: own }) => {
            const row = of(group)
            return [
              group.name,
              levelOf(group),
              row === undefined ? 'No seat of education' : share(row),
              row === undefined ? '' : String(row.unknown),
              days(own),
            ]
          }),
        rowHeaders: true,
        notes: [
          'Education: agencies of that sector in the partnership’s register, among them schools, colleges and early years. Strategic: groups in which the safeguarding partners decide; operational: the others. The guidance names no groups, so this is our reading.',
        ],
      },
      sourced(`Attendance as recorded, ${asOn(context)}.`, meetingPaths.attendanceOfYear()),
    ],
  }
}
