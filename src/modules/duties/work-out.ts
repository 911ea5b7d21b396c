import { clockGroups, type ClockReading, type DutyClock } from '#statute/duty-clock.ts'
import { isDated } from '#statute/duty-counting.ts'
import { dutyPack } from '#statute/duty-packs.ts'

/** A day that a rule counts from: the name of its field and the words of its label. */
export type DayField = { name: string; label: string }

/** What can be worked out: a duty that gives a day, or working days from any day. */
export type Task = {
  rule: string
  name: string
  group: string
  days: readonly [DayField, ...DayField[]]
  countsDays: boolean
}

const fieldOf = ({ anchor, event }: ClockReading): DayField => ({ name: anchor, label: `Day when ${event}` })

/** One field a day, although two readings may count from the same. */
const daysOf = ({ readings: [first, ...others] }: DutyClock): Task['days'] => [
  fieldOf(first),
  ...others.filter(({ anchor }) => anchor !== first.anchor).map(fieldOf),
]

const anyDays = 'Any number of working days'

/** Everything that a deadline can be worked out for. Every edition has the same rules. */
export const tasks: readonly Task[] = [
  ...dutyPack('WT2026')
    .clocks.filter(({ readings }) => isDated(readings[0].counts))
    .map((clock) => ({
      rule: clock.rule,
      name: clock.name,
      group: clockGroups[clock.group],
      days: daysOf(clock),
      countsDays: false,
    })),
  {
    rule: 'working-days',
    name: 'Working days after a day',
    group: anyDays,
    days: [{ name: 'from', label: 'Day from which they are counted' }],
    countsDays: true,
  },
  {
    rule: 'working-days-before',
    name: 'Working days before a day',
    group: anyDays,
    days: [{ name: 'from', label: 'Day from which they are counted back' }],
    countsDays: true,
  },
]

/** The tasks by their groups, in order. */
export const tasksByGroup = [...new Set(tasks.map(({ group }) => group))].map((group) => ({
  name: group,
  tasks: tasks.filter((task) => task.group === group),
}))
