import { beginPlan } from '#modules/plan/begin-plan.ts'
import { addToPlan } from '#modules/plan/change-plan.ts'
import { permissions } from '#modules/plan/permissions.ts'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import { installation } from '#platform/actor.ts'
import { must } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

type Invented = { name: string; role: Role; organisation: string; office: string; county?: 'neighbour' }

/** Who walks the journeys. Each has an e-mail address; nobody of them exists. */
const people: readonly Invented[] = [
  { name: 'Mary Manager', role: 'business-manager', organisation: 'team', office: 'Business manager' },
  { name: 'Carol Chair', role: 'group-chair', organisation: 'police', office: 'Head of protecting vulnerable people' },
  {
    name: 'Eve Executive',
    role: 'executive-member',
    organisation: 'council',
    office: 'Director of children’s services',
  },
  { name: 'Lena Lead', role: 'safeguarding-lead', organisation: 'hospital', office: 'Named nurse' },
  { name: 'Pat Police', role: 'safeguarding-lead', organisation: 'police', office: 'Detective inspector' },
  { name: 'Ina Scrutineer', role: 'scrutineer', organisation: 'team', office: 'Independent scrutineer' },
  {
    name: 'Max Neighbour',
    role: 'business-manager',
    organisation: 'neighbour-team',
    office: 'Business manager next door',
    county: 'neighbour',
  },
]

const organisations = [
  { slug: 'team', name: 'Eastshire Partnership Team', aliases: [] },
  { slug: 'council', name: 'Eastshire County Council', aliases: ['ECC'] },
  { slug: 'police', name: 'Eastshire Police', aliases: ['Police'] },
  { slug: 'hospital', name: 'Eastshire Hospitals', aliases: ['Hospital trust'] },
  { slug: 'neighbour-team', name: 'Westshire Partnership Team', aliases: [] },
]

export const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@eastshire.example`

type NewGroup = { slug: string; name: string; kind: string; perYear: number | null; seats: readonly [string, string][] }

/** Quality and Learning share the named nurse and meet at the same hour; the Executive says not how often it meets. */
const groups: readonly NewGroup[] = [
  { slug: 'executive', name: 'Executive Group', kind: 'executive', perYear: null, seats: [['Eve Executive', 'chair']] },
  {
    slug: 'quality',
    name: 'Quality Group',
    kind: 'sub-group',
    perYear: 4,
    seats: [
      ['Carol Chair', 'chair'],
      ['Lena Lead', 'member'],
    ],
  },
  {
    slug: 'learning',
    name: 'Learning Group',
    kind: 'sub-group',
    perYear: 4,
    seats: [
      ['Pat Police', 'chair'],
      ['Lena Lead', 'member'],
    ],
  },
]

async function addPartnership(db: Db, slug: string, name: string, shortName: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name, short_name: shortName, purpose: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addGroup(
  tx: Tx,
  partnershipId: string,
  { slug, name, kind, perYear, seats }: NewGroup,
  offices: ReadonlyMap<string, { officeId: string; organisationId: string }>,
): Promise<string> {
  const { id } = await tx
    .insertInto('partnerships.group')
    .values({
      slug,
      name,
      kind,
      frequency: perYear === null ? 'Not stated in the source' : 'Quarterly',
      meetings_a_year: perYear,
      ownership: 'own',
      operating: 'yes',
      source: 'Invented for a test',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('partnerships.group_partnership')
    .values({ group_id: id, partnership_id: partnershipId })
    .execute()
  for (const [index, [person, role]] of seats.entries()) {
    const office = offices.get(person)
    const seat = await tx
      .insertInto('partnerships.seat')
      .values({
        group_id: id,
        position: index + 1,
        title: role === 'chair' ? 'Chair' : 'Member',
        role,
        source: 'Invented for a test',
        authorities: role === 'chair' ? ['chair'] : [],
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('partnerships.seat_organisation')
      .values({ seat_id: seat.id, position: 1, organisation_id: office?.organisationId ?? '' })
      .execute()
    await tx
      .insertInto('partnerships.seat_filling')
      .values({ seat_id: seat.id, office_id: office?.officeId ?? '', starts_on: '2026-01-01' })
      .execute()
  }
  return id
}

export type County = {
  db: Db
  partnershipId: string
  groups: ReadonlyMap<string, string>
  offices: ReadonlyMap<string, { officeId: string; organisationId: string; personId: string }>
}

/** A small invented partnership in which the journeys are walked, and its neighbour that must see nothing of them. */
export async function county(db: Db): Promise<County> {
  const partnershipId = await addPartnership(db, 'eastshire', 'Eastshire Safeguarding Children Partnership', 'ESCP')
  const neighbourId = await addPartnership(db, 'westshire', 'Westshire Safeguarding Children Partnership', 'WSCP')
  return db.transaction().execute(async (tx) => {
    const ids = new Map<string, string>()
    for (const { slug, name, aliases } of organisations) {
      const named = aliases.map((alias) => ({ name: alias }))
      ids.set(slug, await addOrganisation(tx, { slug, name, sector: 'police', isCategory: false, aliases: named }))
    }
    const offices = new Map<string, { officeId: string; organisationId: string; personId: string }>()
    for (const { name, role, organisation, office, county: where } of people) {
      const organisationId = ids.get(organisation) ?? ''
      await addSamplePerson(tx, {
        name,
        organisationId,
        office,
        role,
        partnershipId: where === 'neighbour' ? neighbourId : partnershipId,
        startsOn: '2026-01-01',
      })
      const row = await tx
        .selectFrom('identity.tenure as tenure')
        .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
        .where('person.name', '=', name)
        .select(['tenure.office_id as officeId', 'person.id as personId'])
        .executeTakeFirstOrThrow()
      offices.set(name, { ...row, organisationId })
      await tx
        .updateTable('identity.person')
        .set({ email: emailOf(name) })
        .where('id', '=', row.personId)
        .execute()
    }
    for (const [index, slug] of ['council', 'police', 'hospital'].entries()) {
      await tx
        .insertInto('partnerships.agency')
        .values({
          partnership_id: partnershipId,
          organisation_id: ids.get(slug) ?? '',
          position: index + 1,
          category: 'police',
          name_as_printed: slug,
          source: 'Invented for a test',
        })
        .execute()
    }
    const made = new Map<string, string>()
    for (const group of groups) made.set(group.slug, await addGroup(tx, partnershipId, group, offices))
    return { db, partnershipId, groups: made, offices }
  })
}

/** A plan of the county with one priority, as if the partnership had begun it in April. */
export async function addPriority({ db, partnershipId }: County, title: string): Promise<void> {
  const actor = installation({ id: partnershipId, slug: 'eastshire', name: 'ESCP' }, Object.keys(permissions))
  const at = new Date('2026-04-01T10:00:00Z')
  const period = { startsOn: '2026-04-01', endsOn: '2027-03-31' }
  must(await beginPlan(db, actor, { title: 'Plan 2026-27', ...period, groupId: null, publishedSetId: null, at }))
  must(
    await addToPlan(db, actor, {
      slug: '2026-27',
      kind: 'priority',
      under: null,
      wording: { title, note: null, source: null, target: null, targetNote: null },
      measure: null,
      ownerOfficeId: null,
      dueOn: null,
      grounds: { effectiveOn: null, reason: null, approval: null },
      today: '2026-04-01',
      at,
    }),
  )
}
