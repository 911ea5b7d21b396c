import { list, plural } from '#platform/words.ts'
import { addCalendarDays, dayInWords, isWeekend } from '#statute/calendar-date.ts'
import { clockState, span } from '#statute/clock-state.ts'
import { deadline } from '#statute/deadline.ts'
import type { ClockReading } from '#statute/duty-clock.ts'
import { countingInWords } from '#statute/duty-counting.ts'
import { clockByRule, dutyPack } from '#statute/duty-packs.ts'
import { guidanceById } from '#statute/guidance.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { skippedDays } from '#statute/working-days.ts'
import { asSentence } from './refuse-sentence.ts'
import type { Task } from './work-out.ts'
import { certaintyWords } from './words.ts'

/** What was asked, with every field read; a day that is not known is null. */
export type Asked = {
  task: Task
  days: Readonly<Record<string, string | null>>
  amount: number
  countsTriggerDay: boolean
  edition: string | null
}

type Counted = Pick<ClockReading, 'anchor' | 'event' | 'counts'>

/** The readings that were counted, the one that is used first. */
function countedReadings({ task, days, amount, countsTriggerDay }: Asked, pack: string | null): Counted[] {
  if (task.countsDays) {
    const direction = task.rule === 'working-days' ? 'after' : 'before'
    return [
      { anchor: 'from', event: 'the day given', counts: { kind: 'working-days', amount, direction, countsTriggerDay } },
    ]
  }
  const guidance = guidanceById(pack)
  const readings = guidance && clockByRule(dutyPack(guidance.id), task.rule)?.readings
  return (readings ?? []).filter(({ anchor }) => days[anchor] !== undefined && days[anchor] !== null)
}

/** Which days were passed over on the way to a deadline, in words; or that none are. */
function passedOver({ counts }: Counted, from: string, due: string, calendar: WorkingDayCalendar): string {
  if (counts.kind !== 'working-days') {
    const hours = counts.kind === 'hours' ? ' It ends at the same hour on the day given.' : ''
    const name = calendar.holidays.get(due)
    const off = isWeekend(due) ? 'a weekend' : name === undefined ? '' : `a bank holiday, ${name}`
    return `Nothing: every day counts.${hours}${off === '' ? '' : ` It falls on ${off}; this rule does not move off it.`}`
  }
  const aside = counts.countsTriggerDay ? 0 : 1
  const { weekendDays, holidays } =
    counts.direction === 'after'
      ? skippedDays(calendar, addCalendarDays(from, aside), due)
      : skippedDays(calendar, due, addCalendarDays(from, -aside))
  const parts = [
    ...(weekendDays === 0 ? [] : [plural(weekendDays, 'day of a weekend', 'days of weekends')]),
    ...holidays.map(({ date, name }) => `${name} on ${dayInWords(date)}`),
  ]
  return parts.length === 0 ? 'Nothing: no weekend and no bank holiday lay between.' : `${list(parts)}.`
}

/**
 * A deadline in words: the day, what it rests on, and what was passed over.
 * Throws a RangeError 'field: sentence' when it cannot be worked out.
 */
export function answerInWords(asked: Asked, calendar: WorkingDayCalendar, today: string) {
  const { task, days, amount, countsTriggerDay, edition } = asked
  const sent = { rule: task.rule, anchors: days, from: days['from'], days: amount, countsTriggerDay, guidance: edition }
  const { due, stricter, paragraph, certainty, pack } = deadline(sent, calendar)
  const [main, other] = countedReadings(asked, pack)
  if (main === undefined) throw new Error(`no reading of ${task.rule} was counted`)
  const { left, unit } = clockState({ due, metOn: null, frozenOn: null, today, calendar, kind: main.counts.kind })
  const guidance = guidanceById(pack)
  return {
    task: task.name,
    due: dayInWords(due),
    howFar:
      due === today ? 'That is today.' : due > today ? `In ${span(left, unit)}.` : `That was ${span(left, unit)} ago.`,
    rows: [
      { key: 'How it counts', value: `${asSentence(countingInWords(main.counts, main.event))}.` },
      { key: 'Counted from', value: dayInWords(days[main.anchor] ?? due) },
      ...(stricter === undefined || other === undefined
        ? []
        : [
            {
              key: stricter < due ? 'The stricter reading' : 'The other reading',
              value: `${dayInWords(stricter)}: ${countingInWords(other.counts, other.event)}.`,
            },
          ]),
      { key: 'Not counted', value: passedOver(main, days[main.anchor] ?? due, due, calendar) },
      { key: 'Where it is said', value: `${paragraph}.` },
      { key: 'How sure it is', value: `${certaintyWords[certainty]}.` },
      { key: 'Edition', value: guidance?.name ?? 'None: the day is before the first edition known here.' },
    ],
  }
}
