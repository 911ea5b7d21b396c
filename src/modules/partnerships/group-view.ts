import { inWords } from '#platform/dates.ts'
import { inPlainWords, seatRoles } from './arrangement-words.ts'
import { asAtInWords } from './as-at.ts'
import type { listGroupFacts } from './group-store.ts'
import { sitsOn, type Filling } from './keeping/filling-store.ts'
import { seatAuthorities } from './keeping/seat-words.ts'
import type { Seat } from './seat-store.ts'

type Fact = Awaited<ReturnType<typeof listGroupFacts>>[number]

const factView = ({ words, asAt, startsOn, source, note, timesAYear }: Fact) => ({
  words,
  asAt: asAt === null ? '' : `${startsOn === null ? 'as at' : 'from'} ${asAtInWords(asAt)}`,
  source,
  note,
  timesAYear,
})

/** A group's dated facts by kind, the current one last as in the sources. */
export function factsByKind(facts: readonly Fact[]) {
  const of = (kind: string) => facts.filter((fact) => fact.kind === kind).map(factView)
  return {
    names: of('name'),
    frequencies: of('frequency'),
    operating: of('operating').map((fact) => ({
      ...fact,
      words: fact.words === 'yes' ? 'Operating' : fact.words === 'no' ? 'Not operating' : 'Not stated',
    })),
    chairTerms: of('chair-term'),
    duties: of('duty'),
  }
}

/** The printed words of a seat where they say more than the title and the organisation that stand beside them. */
function asPrinted(seat: Seat, organisations: string): string | null {
  const shown = new Set([seat.title, inPlainWords(seatRoles, seat.role)].map((words) => words?.toLowerCase()))
  const printed = [
    ...(seat.titleAsPrinted !== null && !shown.has(seat.titleAsPrinted.toLowerCase()) ? [seat.titleAsPrinted] : []),
    ...(seat.organisationAsPrinted !== null && seat.organisationAsPrinted !== organisations
      ? [seat.organisationAsPrinted]
      : []),
  ]
  return printed.length === 0 || seat.isVacant ? null : printed.join(', ')
}

/** Who sits in a seat now, worded for the table. */
const sittingView = (filling: Filling) => ({
  office: [filling.officeTitle, filling.organisation].filter((words) => words !== null).join(', '),
  people: filling.people.join(', '),
  isDeputy: filling.isDeputy,
  since: inWords(filling.startsOn),
})

/**
 * A seat worded for the table.
 *
 * @param fillings who sits, sat or will sit in the seats of the group; none for whoever may not know
 */
export function seatView(seat: Seat, fillings: readonly Filling[], today: string) {
  const organisations = seat.organisations.join(', ')
  const isNamedRole = seat.role !== 'member'
  const own = fillings.filter((each) => each.seatId === seat.id)
  return {
    id: seat.id,
    sitting: own.filter((each) => sitsOn(each, today)).map(sittingView),
    toCome: own
      .filter((each) => each.startsOn > today)
      .map((each) => ({ ...sittingView(each), since: inWords(each.startsOn) })),
    authorities: seat.authorities.map((each) => inPlainWords(seatAuthorities, each)),
    condition: seat.condition === seat.note ? null : seat.condition,
    hasEnded: seat.endsOn !== null && seat.endsOn < today,
    days: seat.endsOn === null ? '' : `until ${inWords(seat.endsOn)}`,
    position: seat.title ?? '',
    role: isNamedRole ? inPlainWords(seatRoles, seat.role) : '',
    organisations: seat.isVacant ? '' : organisations || (seat.organisationAsPrinted ?? ''),
    vacancy: seat.isVacant
      ? `Vacant (printed: ${[seat.organisationAsPrinted, seat.titleAsPrinted].find((words) => words !== null) ?? 'vacant'})`
      : null,
    holder:
      seat.holder === null
        ? null
        : {
            name: seat.holder,
            title: '',
            asAt: asAtInWords(seat.holderAsAt ?? ''),
            source: seat.holderSource ?? '',
            note: null,
          },
    asPrinted: asPrinted(seat, organisations),
    note: seat.note,
    source: seat.source,
  }
}
