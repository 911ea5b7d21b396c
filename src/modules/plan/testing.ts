import type { TestContext } from 'node:test'
import { addOrganisation, addSamplePerson, type Role } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { installation } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { agreePlan } from './agree-plan.ts'
import { beginPlan } from './begin-plan.ts'
import { addToPlan, type NewMeasure } from './change-plan.ts'
import { permissions } from './permissions.ts'
import type { ItemKind } from './plan.ts'

type Invented = [
  name: string,
  role: Role,
  organisation: string,
  partnerships: ('kent' | 'medway')[],
  authorities?: string[],
]
const people: Invented[] = [
  ['Mary Manager', 'business-manager', 'team', ['kent']],
  ['Ann Analyst', 'analyst', 'team', ['kent']],
  ['Dora Decider', 'delegated-partner', 'council', ['kent'], ['decide']],
  ['Carl Chair', 'group-chair', 'council', ['kent'], ['chair']],
  ['Eve Executive', 'executive-member', 'council', ['kent']],
  ['Sally Scrutineer', 'scrutineer', 'team', ['kent']],
  ['Dan Data', 'data-lead', 'police', ['kent', 'medway']],
  ['Tina Trainer', 'trainer', 'team', ['kent']],
  ['Max Medway', 'business-manager', 'medway-team', ['medway']],
]

export type World = Site & {
  kent: Actor
  partnerships: Record<'kent' | 'medway', string>
  groupId: string
  officeOf: (name: string) => Promise<{ officeId: string; personId: string }>
  on: (instant: string) => Promise<Site>
  /** The reference of the newest part of a kind. */
  newest: (kind: ItemKind) => Promise<string>
}

async function partnership(db: Db, slug: string, shortName: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.partnership')
    .values({ slug, name: `${shortName} partnership`, short_name: shortName, purpose: 'Invented for a test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function group(db: Db, partnershipId: string): Promise<string> {
  const { id } = await db
    .insertInto('partnerships.group')
    .values({
      slug: 'scrutiny',
      name: 'Scrutiny Group',
      kind: 'sub-group',
      ownership: 'own',
      frequency: 'Quarterly',
      source: 'Invented for a test',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('partnerships.group_partnership')
    .values({ group_id: id, partnership_id: partnershipId, position: 1 })
    .execute()
  return id
}

/** Two small invented partnerships, a group that judges, and the service over them. */
export async function world(t: TestContext): Promise<World> {
  const db = await emptyDb(t)
  const partnerships = {
    kent: await partnership(db, 'kent', 'KENT'),
    medway: await partnership(db, 'medway', 'MEDWAY'),
  }
  await db.transaction().execute(async (tx) => {
    const organisations: Record<string, string> = {}
    for (const slug of ['team', 'council', 'police', 'medway-team'])
      organisations[slug] = await addOrganisation(tx, {
        slug,
        name: `The ${slug}`,
        sector: 'police',
        isCategory: false,
        aliases: [],
      })
    for (const [name, role, organisation, all, authorities] of people) {
      for (const each of all) {
        await addSamplePerson(tx, {
          name,
          organisationId: organisations[organisation] ?? '',
          office: `${name}’s office`,
          role,
          partnershipId: partnerships[each],
          startsOn: '2026-01-01',
          ...(authorities ? { authorities } : {}),
        })
      }
    }
  })
  const service = await site(t, db, { role: 'business-manager' })
  return {
    ...service,
    partnerships,
    groupId: await group(db, partnerships.kent),
    kent: installation({ id: partnerships.kent, slug: 'kent', name: 'KENT' }, Object.keys(permissions)),
    officeOf: (name) =>
      db
        .selectFrom('identity.tenure as tenure')
        .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
        .where('person.name', '=', name)
        .select(['tenure.office_id as officeId', 'person.id as personId'])
        .executeTakeFirstOrThrow(),
    on: (instant) => site(t, db, { role: 'business-manager' }, fixedClock(instant)),
    newest: async (kind) =>
      (
        await db
          .selectFrom('plan.item as item')
          .innerJoin('thread.record as record', 'record.id', 'item.record_id')
          .where('item.kind', '=', kind)
          .orderBy('item.id', 'desc')
          .select('record.reference')
          .executeTakeFirstOrThrow()
      ).reference,
  }
}

export const slug = '2026-27'
const nobody = { effectiveOn: null, reason: null, approval: null }

/** A plan for April 2026 to March 2027 as a draft, judged by the world’s group. */
export async function aPlan({ db, kent, groupId }: World): Promise<void> {
  must(
    await beginPlan(db, kent, {
      title: 'Strategic Plan 2026-27',
      startsOn: '2026-04-01',
      endsOn: '2027-03-31',
      groupId,
      publishedSetId: null,
      at: testClock.now(),
    }),
  )
}

/** Adds a part to the draft and gives its reference. */
export async function aPart(
  world: World,
  kind: ItemKind,
  title: string,
  more: { under?: string; measure?: NewMeasure; ownerOfficeId?: string; dueOn?: string; target?: number } = {},
): Promise<string> {
  must(
    await addToPlan(world.db, world.kent, {
      slug,
      kind,
      under: more.under ?? null,
      wording: { title, note: null, source: null, target: more.target ?? null, targetNote: null },
      measure: more.measure ?? null,
      ownerOfficeId: more.ownerOfficeId ?? null,
      dueOn: more.dueOn ?? null,
      grounds: nobody,
      today: testClock.today(),
      at: testClock.now(),
    }),
  )
  return world.newest(kind)
}

/** A count in per cent that an office enters every three months. */
export const aCount: NewMeasure = {
  kind: 'count',
  indicatorSlug: null,
  unit: 'per cent',
  polarity: 'higher-better',
  everyMonths: 3,
}

/** A plan with one priority, outcome and measure, agreed in March. */
export async function anAgreedPlan(world: World): Promise<{ priority: string; outcome: string; measure: string }> {
  await aPlan(world)
  const priority = await aPart(world, 'priority', 'Babies are safer')
  const outcome = await aPart(world, 'outcome', 'Babies are seen by somebody who knows the risks', { under: priority })
  const { officeId } = await world.officeOf('Dan Data')
  const measure = await aPart(world, 'measure', 'Share of babies seen within ten days', {
    under: outcome,
    measure: aCount,
    ownerOfficeId: officeId,
    target: 90,
  })
  must(
    await agreePlan(world.db, world.kent, {
      slug,
      version: 1,
      agreedOn: '2026-03-12',
      agreedBy: 'Executive Board',
      today: testClock.today(),
    }),
  )
  return { priority, outcome, measure }
}
