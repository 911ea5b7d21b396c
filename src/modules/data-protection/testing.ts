import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Site, type Who } from '#test/support/site.ts'

export const manager: Who = { role: 'business-manager' }
export const administrator: Who = { role: 'administrator' }
export const analyst: Who = { role: 'analyst' }
export const policeLead: Who = { role: 'data-lead' }
export const medwayManager: Who = { role: 'business-manager', partnership: 'medway' }

const people: readonly [partnership: string, role: Role, organisation: string, name: string][] = [
  ['kent', 'business-manager', 'Kent Council', 'Declan Exampleby'],
  ['kent', 'administrator', 'Kent Council', 'Ada Inventedson'],
  ['kent', 'analyst', 'Kent Council', 'Priya Samplewood'],
  ['kent', 'data-lead', 'Kent Police', 'Pat Madeupham'],
  ['medway', 'business-manager', 'Medway Council', 'Mo Fictionford'],
]

export type Ids = { kent: string; medway: string; police: string; person: (name: string) => string }

async function fill(tx: Tx): Promise<Ids> {
  const partnerships = await tx
    .insertInto('partnerships.partnership')
    .values(
      ['kent', 'medway'].map((slug) => ({
        slug,
        name: `${slug === 'kent' ? 'Kent' : 'Medway'} partnership`,
        short_name: slug === 'kent' ? 'KSCMP' : 'MSCP',
        purpose: '',
      })),
    )
    .returning(['id', 'slug'])
    .execute()
  const partnership = (slug: string): string => partnerships.find((each) => each.slug === slug)?.id ?? ''
  const organisations = new Map<string, string>()
  for (const name of new Set(people.map((each) => each[2]))) {
    const slug = name.toLowerCase().replaceAll(' ', '-')
    organisations.set(name, await addOrganisation(tx, { slug, name, sector: 'police', isCategory: false, aliases: [] }))
  }
  for (const [slug, role, organisation, name] of people) {
    const organisationId = organisations.get(organisation) ?? ''
    const office = `${role} of ${slug}`
    await addSamplePerson(tx, {
      name,
      organisationId,
      office,
      role,
      partnershipId: partnership(slug),
      startsOn: '2019-01-01',
    })
  }
  const found = await tx.selectFrom('identity.person').select(['id', 'name']).execute()
  return {
    kent: partnership('kent'),
    medway: partnership('medway'),
    police: organisations.get('Kent Police') ?? '',
    person: (name) => found.find((each) => each.name === name)?.id ?? '',
  }
}

export type Small = Site & {
  ids: Ids
  stepUp: () => Promise<void>
  at: (clock: Clock) => Promise<Site & { stepUp: () => Promise<void> }>
}

/** Two small partnerships with a few invented people, and the application over them. `stepUp` proves every session’s second factor. */
export async function small(t: TestContext): Promise<Small> {
  const db = await emptyDb(t)
  const ids = await db.transaction().execute(fill)
  const open = async (clock: Clock) => {
    const service = await site(t, db, manager, clock)
    const stepUp = async () => {
      for (const who of [manager, administrator, medwayManager]) await service.get('/notices', who)
      await db.updateTable('identity.session').set({ stepped_up_at: clock.now() }).execute()
    }
    return { ...service, stepUp }
  }
  return { ...(await open(testClock)), ids, at: open }
}

/** An accepted return with an uploaded file. @returns the upload’s id */
export async function anUpload(
  db: Db,
  { kent, police }: Ids,
  acceptedAt: string,
  fileName = 'return.csv',
): Promise<string> {
  const year = Number(acceptedAt.slice(0, 4))
  return db.transaction().execute(async (tx) => {
    const { id: quarter } = await tx
      .insertInto('returns.quarter')
      .values({ partnership_id: kent, starts_on: `${year}-01-01`, ends_on: `${year}-03-31`, due_on: `${year}-04-30` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: record } = await tx
      .insertInto('thread.record')
      .values({
        partnership_id: kent,
        organisation_id: police,
        reference: `KSCMP-RET-${year}-001`,
        kind: 'return',
        title: 'Return',
        state: 'accepted',
        page: '/returns/x',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: own } = await tx
      .insertInto('returns.agency_return')
      .values({
        quarter_id: quarter,
        partnership_id: kent,
        organisation_id: police,
        record_id: record,
        state: 'accepted',
        signed_off_at: acceptedAt,
        signed_off_name: 'Pat Madeupham',
        signed_off_office: 'Head of data',
        accepted_at: acceptedAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const content = Buffer.from(`Code,Value\nT1,${year}`)
    const { id } = await tx
      .insertInto('returns.upload')
      .values({
        return_id: own,
        file_name: fileName,
        sha256: `hash-${year}`,
        byte_count: content.length,
        content,
        entry_count: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** Somebody whose only office ended on a day, in a partnership of Kent’s organisations. @returns the person’s id */
export async function someoneWhoLeft(
  db: Db,
  { kent, police }: Ids,
  name: string,
  endsOn: string | null,
): Promise<string> {
  const { id: office } = await db
    .insertInto('identity.office')
    .values({ organisation_id: police, title: `Office of ${name}` })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: person } = await db
    .insertInto('identity.person')
    .values({ name, email: `${name.toLowerCase().replaceAll(' ', '.')}@police.example` })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('identity.tenure')
    .values({ office_id: office, person_id: person, starts_on: '2010-01-01', ends_on: endsOn })
    .execute()
  await db
    .insertInto('identity.access')
    .values({ office_id: office, partnership_id: kent, role: 'data-lead' })
    .execute()
  return person
}
