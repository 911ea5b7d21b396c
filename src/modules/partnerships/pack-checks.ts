import type { Group, Organisation, Pack } from './pack.ts'

type Named = { what: string; slugs: string[] }

const twice = ({ what, slugs }: Named): string[] =>
  [...new Set(slugs.filter((each, at) => slugs.indexOf(each) !== at))].map((each) => `${what} '${each}' stands twice.`)

/** Every `{ document, where }` anywhere in the pack. */
function citations(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citations)
  if (typeof value !== 'object' || value === null) return []
  const here = 'document' in value && 'where' in value && typeof value.document === 'string' ? [value.document] : []
  return [...here, ...Object.values(value).flatMap(citations)]
}

const goesBy = (organisation: Organisation, printed: string): boolean =>
  [organisation.name, ...organisation.aliases.map((alias) => alias.name)].some((name) =>
    printed.toLowerCase().includes(name.toLowerCase()),
  )

function groupProblems(group: Group, partnership: string): string[] {
  const at = `Group '${group.slug}'`
  const problems: string[] = []
  if (group.names.at(-1)?.name !== group.name) problems.push(`${at}: the last of its names must be '${group.name}'.`)
  if (!group.ownership.partnerships.includes(partnership)) problems.push(`${at} is not a group of '${partnership}'.`)
  if (group.ownership.kind === 'own' && group.ownership.partnerships.length > 1)
    problems.push(`${at} is owned by one partnership and names several.`)
  if (group.ownership.kind === 'joint' && group.ownership.partnerships.length + group.ownership.sharedWith.length < 2)
    problems.push(`${at} is owned jointly and names one owner only.`)
  if (group.ownership.kind === 'others' && group.ownership.owner === null)
    problems.push(`${at} belongs to others: say to whom.`)
  if (group.membership.stated === 'none' && group.seats.length > 0)
    problems.push(`${at} has seats although its membership is said not to be stated.`)
  if (group.membership.stated !== 'none' && group.seats.length === 0)
    problems.push(`${at} has no seats although its membership is said to be stated.`)
  for (const [index, seat] of group.seats.entries()) {
    const seatAt = `${at}, seat ${index + 1}`
    if (seat.vacant && (seat.holder !== null || seat.office !== null))
      problems.push(`${seatAt} is vacant and cannot have a holder or an office.`)
    if (seat.position === null && seat.organisationAsPrinted === null)
      problems.push(`${seatAt} names neither a position nor an organisation.`)
  }
  return problems
}

/** What the shape of the files cannot tell: references that lead nowhere, doubles, and facts that contradict one another. */
export function packProblems(pack: Pack): string[] {
  const organisations = new Map(pack.organisations.map((each) => [each.slug, each]))
  const groups = new Set(pack.groups.map((each) => each.slug))
  const offices = new Set(pack.offices.map((each) => each.slug))
  const documents = new Set(pack.documents.map((each) => each.id))
  const problems: string[] = [
    ...twice({ what: 'Organisation', slugs: pack.organisations.map((each) => each.slug) }),
    ...twice({ what: 'Group', slugs: pack.groups.map((each) => each.slug) }),
    ...twice({ what: 'Office', slugs: pack.offices.map((each) => each.slug) }),
    ...twice({ what: 'Document', slugs: pack.documents.map((each) => each.id) }),
    ...twice({ what: 'Sample person', slugs: pack.people.map((each) => each.slug) }),
    ...twice({ what: 'Agency', slugs: pack.agencies.map((each) => each.organisation) }),
    ...pack.groups.flatMap((each) => groupProblems(each, pack.partnership.slug)),
  ]
  const needOrganisation = (at: string, slug: string | null, printed: string | null = null) => {
    if (slug === null) return
    const found = organisations.get(slug)
    if (!found) problems.push(`${at}: there is no organisation '${slug}'.`)
    else if (printed !== null && !goesBy(found, printed))
      problems.push(`${at}: '${printed}' is neither the name nor an alias of '${slug}'.`)
  }
  const needGroup = (at: string, slug: string | null) => {
    if (slug !== null && !groups.has(slug)) problems.push(`${at}: there is no group '${slug}'.`)
  }
  const needOffice = (at: string, slug: string | null) => {
    if (slug !== null && !offices.has(slug)) problems.push(`${at}: there is no office '${slug}'.`)
  }

  for (const id of new Set(citations(pack)))
    if (!documents.has(id)) problems.push(`A source names the document '${id}', which sources.json does not list.`)
  for (const each of pack.organisations) needOrganisation(`Organisation '${each.slug}', part of`, each.partOf)
  for (const each of pack.offices) needOrganisation(`Office '${each.slug}'`, each.organisation)
  for (const each of pack.agencies) {
    needOrganisation(`Agency '${each.organisation}'`, each.organisation, each.nameAsPrinted)
    needGroup(`Agency '${each.organisation}', represented by`, each.representedBy)
  }
  for (const each of pack.people) needOrganisation(`Sample person '${each.slug}'`, each.organisation)
  for (const group of pack.groups) {
    const at = `Group '${group.slug}'`
    for (const slug of group.ownership.sharedWith) needOrganisation(`${at}, shared with`, slug)
    for (const term of group.chair?.terms ?? []) needOffice(`${at}, chair`, term.office)
    for (const [index, seat] of group.seats.entries()) {
      needOrganisation(`${at}, seat ${index + 1}`, seat.organisation, seat.organisationAsPrinted)
      for (const slug of seat.severalOrganisations) needOrganisation(`${at}, seat ${index + 1}`, slug)
      needOffice(`${at}, seat ${index + 1}`, seat.office)
    }
  }
  // A joint group also reports to the other partnership's groups, which this pack does not hold.
  for (const group of pack.groups.filter((each) => each.ownership.kind === 'own'))
    for (const { group: above } of group.reportsTo) needGroup(`Group '${group.slug}', reports to`, above)
  for (const account of pack.accounts)
    for (const line of account.contributions) {
      needOrganisation(`Contribution '${line.slug}'`, line.organisation)
      if (line.unitPence * line.quantity !== line.totalPence)
        problems.push(`Contribution '${line.slug}': ${line.quantity} times the unit amount is not the total.`)
    }
  for (const tier of pack.framework?.tiers ?? [])
    for (const tool of tier.tools)
      for (const slug of tool.reportedTo.groups) needGroup(`Framework tool '${tool.slug}'`, slug)
  for (const role of pack.framework?.roles ?? []) needGroup('Framework role', role.group)
  return problems
}
