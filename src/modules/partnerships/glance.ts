import { asAtInWords } from './as-at.ts'
import { dutyWords, inPlainWords, statementKinds } from './arrangement-words.ts'
import type { Agency } from './agency-store.ts'
import type { Holder, PublishedOffice } from './office-store.ts'

export type HolderView = { name: string; title: string; asAt: string; source: string; note: string | null }

const holderView = ({ name, titleAsPrinted, asAt, source, note }: Holder, office: PublishedOffice): HolderView => ({
  name,
  // What is printed with the name, where it says more than the office's own title beside it.
  title: [office.title, `${office.title}, ${office.organisation}`].includes(titleAsPrinted) ? '' : titleAsPrinted,
  asAt: asAtInWords(asAt),
  source,
  note,
})

/** An office with whom the latest document names in it, and whom earlier ones did. */
export function officeView(office: PublishedOffice) {
  const named = office.holders.map((holder) => holderView(holder, office))
  return {
    duty: inPlainWords(dutyWords, office.kind),
    title: office.title,
    organisation: office.organisation,
    source: office.source,
    note: office.note,
    holder: named.at(-1) ?? null,
    earlier: named.slice(0, -1).toReversed(),
  }
}

/** The safeguarding partners, each with its lead and its delegated officers; then the other offices that documents name. */
export function partnersOf(agencies: readonly Agency[], offices: readonly PublishedOffice[]) {
  const partners = agencies.filter((agency) => agency.isSafeguardingPartner)
  const isPartners = ({ kind, organisationId }: PublishedOffice) =>
    (kind === 'lsp' || kind === 'dsp') && partners.some((partner) => partner.organisationId === organisationId)
  return {
    partners: partners.map(({ organisationId, name, alsoServes }) => ({
      name,
      alsoServes,
      offices: offices
        .filter((office) => isPartners(office) && office.organisationId === organisationId)
        .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'lsp' ? -1 : 1))
        .map(officeView),
    })),
    others: offices.filter((office) => !isPartners(office)).map(officeView),
  }
}

type Statement = { kind: string; text: string; source: string }

/** A partnership's statements by kind: what it aims at first, the rest to be opened. */
export function statementsOf(statements: readonly Statement[]) {
  const byKind = Map.groupBy(statements, (statement) => statement.kind)
  const sets = Object.keys(statementKinds).flatMap((kind) => {
    const found = byKind.get(kind)
    if (found === undefined) return []
    return [
      {
        kind,
        title: inPlainWords(statementKinds, kind),
        texts: found.map((each) => each.text),
        sources: [...new Set(found.map((each) => each.source))],
      },
    ]
  })
  return { first: sets[0] ?? null, further: sets.slice(1) }
}

const groupOf = (agency: Agency | undefined, hrefOf: (groupSlug: string) => string) =>
  agency === undefined || agency.groupSlug === null || agency.groupName === null
    ? null
    : { name: agency.groupName, href: hrefOf(agency.groupSlug) }

/** The agencies by category as printed; the group that speaks for a whole category is said once. */
export function categoriesOf(agencies: readonly Agency[], hrefOf: (groupSlug: string) => string) {
  return [...Map.groupBy(agencies, (agency) => agency.category)].map(([category, members]) => {
    const groups = new Set(members.map((each) => each.groupSlug))
    const whole = groups.size === 1 ? groupOf(members[0], hrefOf) : null
    return {
      category,
      spokenForBy: whole,
      // Safeguarding partners speak for themselves.
      isSilent: groups.size === 1 && whole === null && !members.every((each) => each.isSafeguardingPartner),
      members: members.map((each) => ({
        name: each.name,
        alsoServes: each.alsoServes,
        spokenForBy: whole === null ? groupOf(each, hrefOf) : null,
      })),
    }
  })
}
