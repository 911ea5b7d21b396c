import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { findEnding } from '../keeping/ending-group-store.ts'
import { findRotation, listChairTerms } from '../keeping/chair-store.ts'
import { ruleInWords } from '../keeping/chair-turn.ts'
import { seatName } from '../keeping/own-seat.ts'
import { partnershipPaths } from '../paths.ts'
import type { Seat } from '../seat-store.ts'

const cameBy: Readonly<Record<string, string>> = {
  first: 'as first recorded here',
  rotation: 'by rotation',
  agreed: 'as agreed',
}

/** How the chair goes round, who chairs and when that moves on, and who has chaired. */
export async function chairOf(db: Db, groupId: string, seats: readonly Seat[]) {
  const [rotation, terms] = [await findRotation(db, groupId), await listChairTerms(db, groupId)]
  const nameOf = (id: string) => {
    const seat = seats.find((each) => each.id === id)
    return seat === undefined ? 'A seat' : seatName(seat)
  }
  const [present] = terms
  return {
    rotation: rotation
      ? {
          rule: `Goes round ${ruleInWords(rotation)}: ${rotation.seatIds.map(nameOf).join('; ')}.`,
          present:
            present === undefined ? 'Nobody yet' : `${nameOf(present.seatId)}, since ${inWords(present.startsOn)}`,
          next:
            rotation.nextOn === null
              ? 'When it moves on cannot be worked out: nothing says how often the group meets.'
              : `Moves on ${inWords(rotation.nextOn)}.`,
          source: rotation.source,
        }
      : null,
    terms: terms.map((term) => ({
      seat: nameOf(term.seatId),
      since: inWords(term.startsOn),
      how: cameBy[term.cameBy] ?? term.cameBy,
      note: term.note,
    })),
  }
}

/** That a group ends or has ended, and what becomes of its work. */
export function endingView(
  ending: Awaited<ReturnType<typeof findEnding>>,
  today: string,
  hrefOf: (slug: string) => string,
) {
  if (!ending || ending.endsOn === null) return null
  const has = ending.endsOn < today
  return {
    sentence: has ? `This group ended on ${inWords(ending.endsOn)}.` : `This group ends on ${inWords(ending.endsOn)}.`,
    outcome: ending.outcome ?? (has ? 'What became of its work is still to be said.' : ''),
    next:
      ending.nextName === null || ending.nextSlug === null
        ? null
        : { name: ending.nextName, href: hrefOf(ending.nextSlug) },
  }
}

/** What a business team may do with a group. */
export const changeLinks = (slug: string, group: string) => [
  { text: 'Change what it is for and where it stands', href: partnershipPaths.changeGroup(slug, group) },
  { text: 'Change its name from a date', href: partnershipPaths.changeFrom(slug, group, 'name') },
  { text: 'Change how often it meets from a date', href: partnershipPaths.changeFrom(slug, group, 'frequency') },
  { text: 'Change whether it meets from a date', href: partnershipPaths.changeFrom(slug, group, 'operating') },
  { text: 'Add a seat', href: partnershipPaths.addSeat(slug, group) },
  { text: 'Say how the chair goes round', href: partnershipPaths.chair(slug, group) },
  { text: 'Move the chair', href: partnershipPaths.moveChair(slug, group) },
  { text: 'Share it with another partnership', href: partnershipPaths.shareGroup(slug, group) },
  { text: 'End the group', href: partnershipPaths.endGroup(slug, group) },
]
