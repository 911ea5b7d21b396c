import { dateInWords } from './calendar-date.ts'
import { anchorsIn, dateIn, fieldOf, guidanceIn, type Sent } from './deadline-input.ts'
import type { Deadline } from './deadline-result.ts'
import type { ClockReading, DutyClock } from './duty-clock.ts'
import { dueDay, isDated } from './duty-counting.ts'
import { clockByRule, type DutyPack, dutyPack, dutyPackInForce } from './duty-packs.ts'
import { guidanceEditions } from './guidance.ts'
import { refuse, shown, under } from './refusals.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'

/** The clock of a rule in a pack; refuses an unknown rule, and one that gives no day. */
function clockOf(pack: DutyPack, rule: unknown): DutyClock {
  if (rule === undefined) return refuse('rule', 'is missing')
  const clock = clockByRule(pack, rule)
  if (clock === undefined) return refuse('rule', `${shown(rule)} is not known`)
  const { counts } = clock.readings[0]
  return isDated(counts) ? clock : refuse('rule', `${clock.rule} gives no day to work out. ${counts.why}`)
}

function refuseMissing({ readings, rule }: DutyClock, anchors: Sent): never {
  const needed = [...new Set(readings.map(({ anchor }) => anchor))]
  const useless = Object.keys(anchors).find((name) => !needed.includes(name))
  const given = useless === undefined ? '' : `; ${shown(useless)} is of no use to ${rule}`
  return refuse(`anchors.${needed.join(' or anchors.')}`, `is missing${given}`)
}

/** The published readings whose day was sent, in their order; refuses when there is none. */
function readingsFor(clock: DutyClock, anchors: Sent): readonly [ClockReading, ...ClockReading[]] {
  const [main, ...others] = clock.readings.filter(({ anchor }) => fieldOf(anchors, anchor) !== undefined)
  return main === undefined ? refuseMissing(clock, anchors) : [main, ...others]
}

function packOn(field: string, day: string): DutyPack {
  const first = guidanceEditions.map(({ inForceFrom }) => dateInWords(inForceFrom))[0]
  return (
    dutyPackInForce(day) ??
    refuse(field, `${dateInWords(day)} is before the first edition known here (${first}); name the guidance`)
  )
}

/**
 * The deadline of a duty by its rule's name, from the days in `anchors`: counted under the edition in `guidance`, or the one in force
 * on the day counted from. The first published reading whose day is there gives `due`, the next one `stricter`.
 * Throws a RangeError 'field: sentence'.
 */
export function dutyDeadline(rule: unknown, sent: Sent, calendar: WorkingDayCalendar): Deadline {
  const asked = guidanceIn(sent)
  const clock = clockOf(dutyPack(asked?.id ?? 'WT2026'), rule)
  const anchors = anchorsIn(sent)
  const dayOf = ({ anchor }: ClockReading) => dateIn(anchors, anchor, `anchors.${anchor}`)
  const [first] = readingsFor(clock, anchors)
  const pack = asked === undefined ? packOn(`anchors.${first.anchor}`, dayOf(first)) : dutyPack(asked.id)
  const [main, other] = readingsFor(clockOf(pack, rule), anchors)
  const due = (reading: ClockReading) => {
    const from = dayOf(reading)
    return under(`anchors.${reading.anchor}`, () => dueDay(reading.counts, from, calendar))
  }
  return {
    due: due(main),
    ...(other && { stricter: due(other) }),
    paragraph: main.paragraph,
    certainty: main.certainty,
    pack: pack.id,
  }
}
