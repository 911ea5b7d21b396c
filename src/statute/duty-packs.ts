import { childrenClocks, informationClocks } from './case-clocks.ts'
import type { ClockReading, ClockRow, DutyClock, ReadingRow, Standing } from './duty-clock.ts'
import { isDated } from './duty-counting.ts'
import { type Guidance, guidanceEditions, type GuidanceId, guidanceInForce } from './guidance.ts'
import { incidentClocks } from './incident-clocks.ts'
import { neighbouringClocks } from './other-clocks.ts'
import { reportClocks } from './report-clocks.ts'
import { reviewClocks } from './review-clocks.ts'

/** An edition of the guidance with every clock that runs under it. */
export type DutyPack = Guidance & { readonly clocks: readonly DutyClock[] }

const rows: readonly ClockRow[] = [
  ...incidentClocks,
  ...reviewClocks,
  ...reportClocks,
  ...neighbouringClocks,
  ...childrenClocks,
  ...informationClocks,
]

/** Nobody here has read the edition of 2026, so none of its clocks is surer than inferred. */
const carriedOver = ([paragraph]: Standing): Standing => [
  `${paragraph}; taken to be unchanged under Working Together 2026, which was not read`,
  'inferred',
]

function readingUnder(id: GuidanceId, row: ReadingRow): ClockReading {
  const [paragraph, certainty, why] = id === 'WT2026' ? carriedOver(row.WT2023) : row[id]
  const { anchor, event, counts } = row
  return {
    anchor,
    event,
    counts: why === undefined || isDated(counts) ? counts : { ...counts, why },
    paragraph,
    certainty,
  }
}

function clockUnder(id: GuidanceId, { readings: [first, ...others], ...clock }: ClockRow): DutyClock {
  return { ...clock, readings: [readingUnder(id, first), ...others.map((row) => readingUnder(id, row))] }
}

const packUnder = (guidance: Guidance): DutyPack => ({
  ...guidance,
  clocks: rows.map((row) => clockUnder(guidance.id, row)),
})

/** The duty packs, oldest first: the clocks of each edition as data. Every pack has the same rules, in the same order. */
export const dutyPacks: readonly DutyPack[] = guidanceEditions.map(packUnder)

/** The pack of an edition. */
export function dutyPack(id: GuidanceId): DutyPack {
  const pack = dutyPacks.find((each) => each.id === id)
  if (pack === undefined) throw new RangeError(`'${id}' is not an edition known here`)
  return pack
}

/**
 * The pack for a record begun on a day; undefined before the first edition known here. A record keeps its pack: store the id with it.
 * Throws a RangeError when the day is no date.
 */
export function dutyPackInForce(date: string): DutyPack | undefined {
  const guidance = guidanceInForce(date)
  return guidance && dutyPack(guidance.id)
}

/** The clock of a pack by its rule's name; undefined for any other value. */
export const clockByRule = (pack: DutyPack, rule: unknown): DutyClock | undefined =>
  pack.clocks.find((clock) => clock.rule === rule)
