import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { installation } from '#platform/actor.ts'
import { command, type Json } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { firstHash } from './chain-link.ts'

/** A partnership of a test's own, acted in by its set-up. */
export async function aPartnership(db: Db, slug: string): Promise<Actor> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name: `Invented ${slug}`, short_name: slug.toUpperCase(), purpose: 'A test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return installation({ id, slug, name: slug }, ['test.write'])
}

/** A command that changes nothing and leaves its event, which is all that these tests are about. */
export const happened = command<{ subject: string; details?: { [key: string]: Json } }, null>({
  name: 'test.happened',
  permission: 'test.write',
  subject: (_output, { subject }) => subject,
  details: (_output, { details }) => details ?? {},
  run: async () => null,
})

/** What only the owner of the database can do: change events with the triggers and constraints out of the way. */
export async function tamper(db: Db, ...statements: readonly ReturnType<typeof sql>[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`alter table platform.audit_event disable trigger user`.execute(tx)
    await sql`alter table platform.audit_event drop constraint if exists audit_event_partnership_id_position_key`.execute(
      tx,
    )
    for (const statement of statements) await statement.execute(tx)
    await sql`alter table platform.audit_event enable trigger user`.execute(tx)
  })
}

/** The whole attack: every event of a chain numbered and hashed anew, and its head with it, so that the chain by itself is whole. */
export const rewriteChain = (db: Db, partnershipId: string): Promise<void> =>
  tamper(
    db,
    sql`do ${sql.raw(`$rewrite$
      declare
        event platform.audit_event;
        head text := '${firstHash}';
        reached bigint := 0;
      begin
        for event in select * from platform.audit_event where partnership_id = '${partnershipId}' order by at, id loop
          reached := reached + 1;
          event.position := reached;
          event.body := platform.audit_body(event);
          update platform.audit_event set position = reached, previous_hash = head, body = event.body,
            hash = encode(sha256(convert_to(head || E'\\n' || event.body, 'UTF8')), 'hex') where id = event.id returning hash into head;
        end loop;
        update platform.audit_head set position = reached, hash = head where chain = '${partnershipId}';
      end $rewrite$`)}`,
  )

const offices = [
  ['business-manager', 'Kent Council', 'Bea Invented'],
  ['scrutineer', 'Kent Council', 'Sol Invented'],
  ['analyst', 'Kent Council', 'Ana Invented'],
  ['agency-administrator', 'Kent Police', 'Ada Invented'],
  ['data-lead', 'Kent Police', 'Dan Invented'],
  ['system-operator', 'Kent Council', 'Sys Invented'],
] as const

export type TestPerson = { id: string; officeId: string; organisationId: string; actor: Actor }

/** The partnership 'kent' with one invented person in each of a few offices of two agencies, by role. */
export async function aSmallKent(db: Db): Promise<{ kent: Actor; people: Map<string, TestPerson> }> {
  const kent = await aPartnership(db, 'kent')
  const people = new Map<string, TestPerson>()
  const organisations = new Map<string, string>()
  for (const [role, organisation, name] of offices) {
    const organisationId =
      organisations.get(organisation) ??
      (
        await db
          .insertInto('identity.organisation')
          .values({ slug: organisation.toLowerCase().replace(' ', '-'), name: organisation, sector: 'test' })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    organisations.set(organisation, organisationId)
    const office = await db
      .insertInto('identity.office')
      .values({ organisation_id: organisationId, title: `Office of the ${role}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const person = await db
      .insertInto('identity.person')
      .values({ name, is_sample: true })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('identity.tenure')
      .values({ office_id: office.id, person_id: person.id, starts_on: '2026-01-01' })
      .execute()
    await db
      .insertInto('identity.access')
      .values({ office_id: office.id, partnership_id: kent.partnershipId, role })
      .execute()
    const actor = { ...kent, personId: person.id, personName: name, officeId: office.id, organisationId }
    people.set(role, { id: person.id, officeId: office.id, organisationId, actor })
  }
  return { kent, people }
}
