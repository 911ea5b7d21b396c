import type { TestContext } from 'node:test'
import { rolePermissions } from '#src/app.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { roles, type Role } from '#modules/identity/public.ts'
import { listSamplePeople } from '#modules/identity/session-store.ts'
import { addOrganisation, addSamplePerson } from '#modules/identity/public.ts'
import { addMonths, quarterOf } from '#platform/dates.ts'
import { testClock, emptyDb } from '#test/support/database.ts'
import { site, type Site, type Who } from '#test/support/site.ts'
import { openDemonstrationQuarter } from './open-demonstration-quarter.ts'

/** The people of the small partnership below. */
export const policeLead: Who = { role: 'data-lead', organisation: 'Police' }
export const policeOfficer: Who = { role: 'signing-officer', organisation: 'Police' }
export const councilLead: Who = { role: 'data-lead', organisation: 'Council' }
export const medwayPoliceLead: Who = { role: 'data-lead', organisation: 'Police', partnership: 'medway' }
export const analyst: Who = { role: 'analyst' }
export const medwayAnalyst: Who = { role: 'analyst', partnership: 'medway' }

const indicators = [
  {
    code: 'T1',
    name: 'Answered in time',
    unit: 'percent',
    denominator: 'Calls received',
    multiplier: 100,
    decimals: 1,
    usual: 80,
  },
  { code: 'T2', name: 'Incidents', unit: 'count', denominator: null, multiplier: null, decimals: 0, usual: 500 },
  {
    code: 'T3',
    name: 'Missing episodes',
    unit: 'rate-per-10000',
    denominator: 'Children in the area',
    multiplier: 40_000,
    decimals: 1,
    usual: 60,
  },
  { code: 'T4', name: 'Days to answer', unit: 'days', denominator: null, multiplier: null, decimals: 0, usual: 12 },
  {
    code: 'T5',
    name: 'Referred again',
    unit: 'percent',
    denominator: 'Referrals',
    multiplier: 100,
    decimals: 1,
    usual: 25,
  },
] as const

async function addIndicator(tx: Tx, position: number): Promise<string> {
  const one = indicators[position]
  if (!one) throw new Error(`there is no indicator ${position}`)
  const { id } = await tx
    .insertInto('indicators.indicator')
    .values({
      code: one.code,
      slug: one.name.toLowerCase().replaceAll(' ', '-'),
      position,
      theme: position < 2 ? 'calls' : 'children',
      name: one.name,
      question: `How many: ${one.name.toLowerCase()}?`,
      definition: `${one.name}, for tests`,
      numerator: `${one.name} in the quarter`,
      denominator: one.denominator,
      unit: one.unit,
      multiplier: one.multiplier,
      decimals: one.decimals,
      polarity: 'none',
      owner_kind: 'police',
      asked_of: 'police',
      frequency: 'quarterly',
      certainty: 'I',
      details: JSON.stringify({
        themeName: position < 2 ? 'Calls' : 'Children',
        isAnnualised: one.multiplier === 40_000,
        periodKind: 'quarter',
        certaintyWords: '',
        priority: '',
        seriesBreaks: [],
      }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addHistory(tx: Tx, partnershipId: string, organisationId: string, indicatorIds: readonly string[]) {
  const rows = indicatorIds.flatMap((indicatorId, index) =>
    Array.from({ length: 16 }, (_each, back) => {
      const { startsOn, endsOn } = quarterOf(addMonths('2026-04-01', -3 * back))
      // Up and down by a twentieth: limits that a figure half as large again is far outside of.
      const value = (indicators[index]?.usual ?? 1) * (back % 2 === 0 ? 1 : 0.95)
      const period = { starts_on: startsOn, ends_on: endsOn, state: 'value', value, is_invented: true }
      return { partnership_id: partnershipId, organisation_id: organisationId, indicator_id: indicatorId, ...period }
    }),
  )
  await tx.insertInto('indicators.observation').values(rows).execute()
}

/**
 * Two partnerships: Kent, to which the police supply four figures and the council one, and Medway, to which the police supply one. The second
 * quarter of 2026-27 is open in both; today is 22 November 2026.
 */
export async function smallPartnership(t: TestContext, who: Who | null = policeLead): Promise<Site> {
  const db = await emptyDb(t)
  await db.transaction().execute(async (tx) => {
    const partnership = async (slug: string, short_name: string) =>
      tx
        .insertInto('partnerships.partnership')
        .values({ slug, name: `${slug} partnership`, short_name, purpose: 'Tests' })
        .returning('id')
        .executeTakeFirstOrThrow()
    const [kent, medway] = [await partnership('kent', 'KSCMP'), await partnership('medway', 'MSCP')]
    const organisation = (name: string) =>
      addOrganisation(tx, {
        slug: name.toLowerCase().replaceAll(' ', '-'),
        name,
        sector: 'x',
        isCategory: false,
        aliases: [],
      })
    const police = await organisation('Kent Police')
    const council = await organisation('Kent County Council')
    const team = await organisation('KSCMP')
    const person = async (
      name: string,
      organisationId: string,
      role: Parameters<typeof addSamplePerson>[1]['role'],
      partnershipId = kent.id,
    ) =>
      addSamplePerson(tx, {
        name,
        organisationId,
        office: `${role} of ${name}`,
        role,
        partnershipId,
        startsOn: '2020-01-01',
      })
    await person('Bronwen Trialby', police, 'data-lead')
    await person('Bronwen Trialby', police, 'data-lead', medway.id)
    await person('Samuel Illustre', police, 'signing-officer')
    await person('Mei-Ling Testaford', council, 'data-lead')
    await person('Priya Samplewood', team, 'analyst')
    await person('Adaeze Specimen', council, 'executive-member')
    await person('Rhys Fictionford', team, 'scrutineer')
    await person('Owen Madeuppe', team, 'analyst', medway.id)
    const ids: string[] = []
    for (const position of indicators.keys()) ids.push(await addIndicator(tx, position))
    const supplies = ids.map((indicatorId, index) => ({
      partnership_id: kent.id,
      indicator_id: indicatorId,
      organisation_id: index < 4 ? police : council,
    }))
    const inMedway = { partnership_id: medway.id, indicator_id: ids[0] ?? '', organisation_id: police }
    await tx
      .insertInto('indicators.supply')
      .values([...supplies, inMedway])
      .execute()
    await addHistory(tx, kent.id, police, ids.slice(0, 4))
  })
  await openDemonstrationQuarter(db, testClock)
  return site(t, db, who)
}

/** References of the open returns, in the order in which they were opened: the council's before the police's. */
export const council = 'KSCMP-RET-2026-001'
export const police = 'KSCMP-RET-2026-002'
export const policeInMedway = 'MSCP-RET-2026-001'

/** Everything that the police owe Kent, as typed: 82%, 480, 58 and 12. */
export const allTyped = {
  'T1-numerator': '82',
  'T1-denominator': '100',
  'T2-value': '480',
  'T3-numerator': '500',
  'T3-denominator': '344,800',
  'T4-value': '12',
}

/** The version of a return that a page would carry. */
export async function versionOf({ db }: Site, reference: string): Promise<string> {
  const { version } = await db
    .selectFrom('returns.agency_return as r')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .where('record.reference', '=', reference)
    .select('r.version')
    .executeTakeFirstOrThrow()
  return String(version)
}

/** What is saved of a return, by code: '82/100=82', '=480', 'missing: why'. */
export async function savedFigures({ db }: Site, reference: string): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('returns.entry as e')
    .innerJoin('indicators.indicator as i', 'i.id', 'e.indicator_id')
    .innerJoin('returns.agency_return as r', 'r.id', 'e.return_id')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .where('record.reference', '=', reference)
    .orderBy('i.position')
    .select(['i.code', 'e.numerator', 'e.denominator', 'e.value', 'e.state', 'e.reason', 'e.note'])
    .execute()
  return Object.fromEntries(
    rows.map((row) => {
      const counts = row.numerator === null ? '' : `${row.numerator}/${row.denominator ?? ''}`
      const figure = row.state === 'value' ? `${counts}=${row.value ?? ''}` : `${row.state}: ${row.reason ?? ''}`
      return [row.code, row.note === null ? figure : `${figure} (${row.note})`]
    }),
  )
}

/** The names of the audit events of the returns module, in order. */
export async function eventNames({ db }: Site): Promise<string[]> {
  const rows = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'returns.%')
    .orderBy('at')
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}

/** A sample person as the actor that the application would make of them. */
export async function actorOf({ db, clock }: Site, role: string, organisation = ''): Promise<Actor> {
  const people = await listSamplePeople(db, clock.today())
  const person = people.find(
    (each) => each.role === role && each.partnershipSlug === 'kent' && each.organisationName.includes(organisation),
  )
  if (!person) throw new Error(`there is no ${role} of ${organisation}`)
  const { accessId: _access, ...who } = person
  return {
    ...who,
    reach: roles[role as Role].reach,
    permissions: rolePermissions.get(role) ?? new Set(),
    modulesOff: new Set(),
    authorities: new Set(),
  }
}
