import { list, plural } from '#platform/words.ts'

/** What is known of a seat at a meeting. 'not-recorded' is unknown: never counted as absent. */
export const attendanceStates = {
  'not-recorded': { words: 'Not recorded', short: 'not recorded' },
  attended: { words: 'Attended', short: 'attended' },
  remote: { words: 'Attended remotely', short: 'remotely' },
  deputy: { words: 'Deputy came', short: 'deputy' },
  apologies: { words: 'Apologies', short: 'apologies' },
  absent: { words: 'Absent without apologies', short: 'absent' },
} as const satisfies Record<string, { words: string; short: string }>
export type AttendanceState = keyof typeof attendanceStates

/** Whether the seat was represented: its holder came, in the room or remotely, or a deputy did. */
export const isThere = (state: AttendanceState): boolean =>
  state === 'attended' || state === 'remote' || state === 'deputy'

/** A group's rule of quorum as data; all empty: nobody has stated one. */
export type QuorumRule = {
  quorumMembers: number | null
  quorumPercent: number | null
  quorumEachPartner: boolean
}
export type QuorumSeat = { organisationId: string | null; mayVote: boolean; state: AttendanceState }

export type Quorum = {
  /** 'unknown': attendance is not recorded for enough seats to say. */
  state: 'not-stated' | 'met' | 'not-met' | 'unknown'
  words: string
}

/** The rule in words: 'at least 5 voting members, and each safeguarding partner'; '' when none is stated. */
export function ruleWords({ quorumMembers, quorumPercent, quorumEachPartner }: QuorumRule): string {
  const parts = [
    ...(quorumMembers === null ? [] : [`at least ${plural(quorumMembers, 'voting member')}`]),
    ...(quorumPercent === null ? [] : [`at least ${quorumPercent}% of the voting seats`]),
    ...(quorumEachPartner ? ['each safeguarding partner'] : []),
  ]
  return list(parts)
}

/**
 * Whether a meeting has its quorum. Before and during a meeting a seat that has said nothing counts as able to come (`isOver` false);
 * afterwards it is unknown, and where the answer hangs on such seats it is unknown too.
 *
 * @param partners names of the safeguarding partners by the id of their organisation
 */
export function quorumOf(
  rule: QuorumRule,
  seats: readonly QuorumSeat[],
  partners: ReadonlyMap<string, string>,
  isOver: boolean,
): Quorum {
  const words = ruleWords(rule)
  if (words === '') return { state: 'not-stated', words: 'The quorum of this group is not stated.' }
  const voting = seats.filter((seat) => seat.mayVote)
  const needed = Math.max(rule.quorumMembers ?? 0, Math.ceil(((rule.quorumPercent ?? 0) * voting.length) / 100))
  const there = voting.filter((seat) => isThere(seat.state)).length
  const open = voting.filter((seat) => seat.state === 'not-recorded').length
  const partnerStates = rule.quorumEachPartner
    ? [...partners].map(([id, name]) => {
        const own = seats.filter((seat) => seat.organisationId === id)
        return {
          name,
          isIn: own.some((seat) => isThere(seat.state)),
          isOpen: own.some((seat) => seat.state === 'not-recorded'),
        }
      })
    : []
  const missing = partnerStates.filter((partner) => !partner.isIn)
  const lost = missing.filter((partner) => !partner.isOpen)
  const rest = `The rule is ${words}.`
  if (there >= needed && missing.length === 0) {
    return {
      state: 'met',
      words: `There is a quorum: ${plural(there, 'voting member')} there, ${needed} needed. ${rest}`,
    }
  }
  if (there + open < needed || lost.length > 0) {
    const why = [
      ...(there + open < needed
        ? [`${there + open} of ${needed} voting members ${isOver ? 'came' : 'can still come'}`]
        : []),
      ...(lost.length > 0 ? [`nobody for ${list(lost.map((partner) => partner.name))}`] : []),
    ]
    return { state: 'not-met', words: `There is no quorum: ${list(why)}. ${rest}` }
  }
  const waits = [
    ...(there < needed ? [plural(needed - there, 'more voting member')] : []),
    ...missing.map((partner) => partner.name),
  ]
  return {
    state: 'unknown',
    words: isOver
      ? `Whether there was a quorum is not known: attendance of ${plural(open, 'voting seat')} is not recorded. ${rest}`
      : `So far the quorum can be reached: it needs ${list(waits)}; ${plural(open, 'voting seat')} ${open === 1 ? 'has' : 'have'} not answered. ${rest}`,
  }
}
