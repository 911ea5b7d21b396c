import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, permissionsByRole, roles, type Role } from '#modules/identity/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import { asApplication, emptyDb } from '#test/support/database.ts'
import { permissions } from '../permissions.ts'

const people: [name: string, role: Role, organisation: string, partnership: 'kent' | 'medway'][] = [
  ['Mary Manager', 'business-manager', 'team', 'kent'],
  ['Ann Analyst', 'analyst', 'team', 'kent'],
  ['Carl Council', 'delegated-partner', 'council', 'kent'],
  ['Nora Nurse', 'group-chair', 'hospital', 'kent'],
  ['Pat Police', 'group-member', 'police', 'kent'],
  ['Max Medway', 'business-manager', 'medway-team', 'medway'],
  ['Mia Medway', 'group-member', 'medway-council', 'medway'],
]

/** Two invented partnerships with a group each and one that both own, and people in office. Read and written as the application does. */
export async function arrangementsWorld(t: TestContext) {
  const db = await emptyDb(t)
  const insert = async (table: 'partnership' | 'group' | 'seat', values: Record<string, unknown>): Promise<string> => {
    const row = await db
      .insertInto(`partnerships.${table}` as 'partnerships.group')
      .values(values as never)
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  }
  const partnership = (slug: string, name: string) =>
    insert('partnership', { slug, name: `${name} Partnership`, short_name: name, purpose: 'Invented for a test' })
  const partnerships = { kent: await partnership('kent', 'KENT'), medway: await partnership('medway', 'MEDWAY') }
  const group = (slug: string, name: string, ownership: string) =>
    insert('group', {
      slug,
      name,
      kind: 'sub-group',
      frequency: '6 times a year',
      meetings_a_year: 6,
      ownership,
      operating: 'yes',
      membership_stated: 'all',
      source: 'Invented',
    })
  const groups = {
    board: await group('board', 'Executive', 'own'),
    joint: await group('joint', 'Joint Group', 'joint'),
    other: await group('other', 'Medway Group', 'own'),
  }
  const place = (groupId: string, slug: 'kent' | 'medway', position: number) =>
    db
      .insertInto('partnerships.group_partnership')
      .values({ group_id: groupId, partnership_id: partnerships[slug], position })
      .execute()
  await place(groups.board, 'kent', 0)
  await place(groups.joint, 'kent', 1)
  await place(groups.joint, 'medway', 0)
  await place(groups.other, 'medway', 1)
  const organisations: Record<string, string> = {}
  await db.transaction().execute(async (tx) => {
    for (const [slug, name] of [
      ['team', 'Kent Team'],
      ['council', 'Kent Council'],
      ['hospital', 'Kent Hospital'],
      ['police', 'Kent Police'],
      ['medway-team', 'Medway Team'],
      ['medway-council', 'Medway Council'],
    ] as const) {
      organisations[slug] = await addOrganisation(tx, { slug, name, sector: 'other', isCategory: false, aliases: [] })
    }
    for (const [name, role, organisation, slug] of people) {
      await addSamplePerson(tx, {
        name,
        organisationId: organisations[organisation] ?? '',
        office: `${name}’s office`,
        role,
        partnershipId: partnerships[slug],
        startsOn: '2026-01-01',
      })
    }
  })
  const seat = async (groupId: string, position: number, organisation: string, more: Record<string, unknown> = {}) => {
    const id = await insert('seat', {
      group_id: groupId,
      position,
      title: `Seat ${position + 1}`,
      role: 'member',
      source: 'Invented',
      ...more,
    })
    await db
      .insertInto('partnerships.seat_organisation')
      .values({ seat_id: id, position: 0, organisation_id: organisations[organisation] ?? '' })
      .execute()
    return id
  }
  const seats = {
    council: await seat(groups.board, 0, 'council', { authorities: ['decide', 'sign-off'] }),
    hospital: await seat(groups.board, 1, 'hospital'),
    police: await seat(groups.board, 2, 'police'),
    jointKent: await seat(groups.joint, 0, 'police', { role: 'chair' }),
    jointMedway: await seat(groups.joint, 1, 'medway-council'),
  }
  const officeOf = async (name: string): Promise<string> =>
    (
      await db
        .selectFrom('identity.tenure as tenure')
        .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
        .where('person.name', '=', name)
        .select('tenure.office_id')
        .executeTakeFirstOrThrow()
    ).office_id
  const granted = permissionsByRole([permissions])
  /** Somebody who acts in their office, as the web server would know them. */
  const actor = async (name: string): Promise<Actor> => {
    const [, role, organisation, slug] = people.find(([each]) => each === name) ?? [
      '',
      'analyst' as const,
      'team',
      'kent' as const,
    ]
    return {
      ...installation({ id: partnerships[slug], slug, name: slug.toUpperCase() }, granted.get(role) ?? []),
      personName: name,
      officeId: await officeOf(name),
      organisationId: organisations[organisation] ?? null,
      role,
      reach: roles[role].reach,
    }
  }
  const authoritiesOf = async (name: string): Promise<string[]> =>
    (
      await db
        .selectFrom('identity.access')
        .where('office_id', '=', await officeOf(name))
        .select('authorities')
        .executeTakeFirstOrThrow()
    ).authorities
  return {
    db,
    app: asApplication(db),
    partnerships,
    groups,
    seats,
    organisations,
    officeOf,
    actor,
    authoritiesOf,
  }
}
