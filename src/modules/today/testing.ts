import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, everyRole, type Role } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed, OwedSource } from '#platform/owed.ts'
import { emptyDb } from '#test/support/database.ts'

/** Rights of every role in one invented module, so that its list is asked of everybody; and in Today itself. */
export const rights: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  everyRole.map((role) => [role, new Set(['identity.use', 'works.do', 'today.subscribe', 'today.choose-reminders'])]),
)

export type Work = Owed & { office: string; partnership?: string }

/** A module whose list a test changes while time passes: work by the title of the office that owes it. */
export function works(list: Work[]): OwedSource {
  return {
    module: 'works',
    kind: 'Works',
    tasksFor: async (_db: Db, actor: Actor) =>
      list
        .filter(
          ({ office, partnership }) =>
            office === actor.officeTitle && (partnership === undefined || partnership === actor.partnershipSlug),
        )
        .map(({ office: _office, partnership: _partnership, ...owed }) => owed),
  }
}

type NewPerson = {
  name: string
  office: string
  organisation: string
  role: Role
  partnerships?: ('kent' | 'medway')[]
  /** Written to, as a person who is not invented for a demonstration. */
  email?: string
}

export type Town = {
  db: Db
  partnerships: Record<'kent' | 'medway', string>
  add: (person: NewPerson) => Promise<{ personId: string; officeId: string }>
}

/** Two invented partnerships and nobody in them yet. */
export async function town(t: TestContext): Promise<Town> {
  const db = await emptyDb(t)
  const partnership = async (slug: string, shortName: string) =>
    (
      await db
        .insertInto('partnerships.partnership')
        .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const partnerships = { kent: await partnership('kent', 'KENT'), medway: await partnership('medway', 'MEDWAY') }
  const organisations = new Map<string, string>()
  return {
    db,
    partnerships,
    async add({ name, office, organisation, role, partnerships: all = ['kent'], email }) {
      return db.transaction().execute(async (tx) => {
        const slug = organisation.toLowerCase().replaceAll(' ', '-')
        const id =
          organisations.get(slug) ??
          (await addOrganisation(tx, { slug, name: organisation, sector: 'police', isCategory: false, aliases: [] }))
        organisations.set(slug, id)
        for (const each of all) {
          await addSamplePerson(tx, {
            name,
            organisationId: id,
            office,
            role,
            partnershipId: partnerships[each],
            startsOn: '2020-01-01',
            ...(role === 'inspector' ? { endsOn: '2040-01-01', modules: ['reports'] } : {}),
          })
        }
        const found = await tx
          .selectFrom('identity.tenure as tenure')
          .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
          .innerJoin('identity.office as office', 'office.id', 'tenure.office_id')
          .where('person.name', '=', name)
          .where('office.title', '=', office)
          .select(['person.id as personId', 'office.id as officeId'])
          .executeTakeFirstOrThrow()
        if (email !== undefined) {
          await tx
            .updateTable('identity.person')
            .set({ email, is_sample: false })
            .where('id', '=', found.personId)
            .execute()
        }
        return found
      })
    },
  }
}

/** A clock at ten to seven in the morning of a day, in winter. */
export const morning = (date: string) => ({ now: () => new Date(`${date}T06:50:00Z`), today: () => date })
