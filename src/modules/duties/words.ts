import { clockGroups, type ClockGroup, type ClockReading, type DutyClock } from '#statute/duty-clock.ts'
import { countingInWords, isDated } from '#statute/duty-counting.ts'
import type { DutyPack } from '#statute/duty-packs.ts'
import type { Certainty } from '#statute/guidance.ts'
import { dutyPaths } from './paths.ts'
import { asSentence } from './refuse-sentence.ts'

/** How sure we are of a rule, in words. */
export const certaintyWords: Record<Certainty, string> = {
  seen: 'Seen in a source that restates it',
  known: 'Known, not re-read',
  inferred: 'Inferred',
  unknown: 'Not established',
}

const readingInWords = ({ counts, event, paragraph, certainty }: ClockReading) => ({
  counts: asSentence(countingInWords(counts, event)),
  paragraph,
  certainty: certaintyWords[certainty],
})

/** One clock as a row: what, who owes it to whom, how it counts, and where that is said. */
export const clockInWords = (clock: DutyClock, edition: string) => ({
  name: clock.name,
  owes: `${asSentence(clock.owes)}, to ${clock.to}`,
  readings: clock.readings.map(readingInWords),
  note: clock.note ?? '',
  workOutHref: isDated(clock.readings[0].counts) ? dutyPaths.workOut({ rule: clock.rule, edition }) : '',
})

/** The clocks of a pack by their groups, in order. */
export const groupsInWords = (pack: DutyPack) =>
  (Object.keys(clockGroups) as ClockGroup[]).map((group) => ({
    id: group,
    name: clockGroups[group],
    clocks: pack.clocks.filter((clock) => clock.group === group).map((clock) => clockInWords(clock, pack.id)),
  }))
