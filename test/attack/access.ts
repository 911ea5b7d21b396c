import { everyRole } from '#modules/identity/public.ts'
import { forEach, type Answer, type Client } from './client.ts'
import type { Route, Who, World } from './world.ts'

/** What the sample inspector's pack holds, as packs/kent says. */
const chosenPack = [
  'reports',
  'indicators',
  'partnerships',
  'thread',
  'early-warning',
  'funding',
  'training',
  'reviews',
]

const noId = '00000000-0000-4000-8000-000000000000'
/** Ending one's session is everybody's right, and would end this test's. */
const endsSession = /sign-out|sessions?\/end|end-sessions|sign-in/

type Records = Record<string, string>

/** One record of each kind of a partnership, for the places in addresses. */
export async function recordsOf({ db }: World, partnership: string, organisation: string): Promise<Records> {
  const newest = async (kind: string) =>
    (
      await db
        .selectFrom('thread.record as record')
        .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
        .leftJoin('identity.organisation as organisation', 'organisation.id', 'record.organisation_id')
        .where('partnership.slug', '=', partnership)
        .where('record.kind', '=', kind)
        .where((where) =>
          where.or([where('record.organisation_id', 'is', null), where('organisation.name', '=', organisation)]),
        )
        .orderBy('record.reference', 'desc')
        .select('record.reference')
        .executeTakeFirst()
    )?.reference ?? `NONE-${kind}`
  return {
    return: await newest('return'),
    warning: await newest('warning'),
    report: await newest('report'),
    review: await newest('review'),
  }
}

/** A route's pattern with a partnership's real records in the place of its parameters. */
export function addressOf(url: string, records: Records, partnership: string): string {
  const kind = url.startsWith('/warnings')
    ? 'warning'
    : url.startsWith('/reports')
      ? 'report'
      : url.startsWith('/reviews')
        ? 'review'
        : 'return'
  return url
    .replace('/partnerships/:slug', `/partnerships/${partnership}`)
    .replace('/indicators/:slug', '/indicators/re-referral-rate')
    .replace(':laCode', partnership === 'kent' ? '886' : '887')
    .replace(':reference', records[kind] ?? noId)
    .replace('/returns/:id', `/returns/${records['return'] ?? noId}`)
    .replaceAll(/:[a-zA-Z]+/g, noId)
}

const ask = async (person: Client, route: Route, address: string, token: string): Promise<Answer> =>
  person.send(route.method, address, route.method === 'GET' ? {} : { fields: [['_csrf', token]] })

/** Every route as every role, reading and writing, compared with the table of pages; then as strangers from elsewhere. */
export async function access(world: World): Promise<void> {
  const { routes, as, stranger, tried, db } = world
  const records = await recordsOf(world, 'kent', 'Kent Police')
  const nobody = stranger()
  await forEach(routes, async (route) => {
    const address = addressOf(route.url, records, 'kent')
    const { status, location } = await ask(nobody, route, address, 'x')
    const isOpen = route.permission === 'open to all'
    tried(
      `nobody: ${route.method} ${route.url}`,
      isOpen ? status < 500 : status === 303 && location.startsWith('/sign-in'),
      `${status} ${location}`,
    )
  })
  const guarded = routes.filter(({ permission, url }) => permission !== 'open to all' && !endsSession.test(url))
  const changes = async () => {
    const { count } = await db
      .selectFrom('platform.audit_event')
      .where('person_id', 'is not', null)
      .where('name', 'not like', 'identity.%')
      // That it was refused is kept, and is no change.
      .where('name', '<>', 'audit.access-refused')
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
  for (const role of everyRole) {
    const who: Who = role === 'data-lead' ? { role, organisation: 'Kent Police' } : { role }
    const person = await as(who)
    const token = await person.token()
    const refused = guarded.filter((route) => !route.roles.includes(role))
    const before = await changes()
    await forEach(refused, async (route) => {
      const { status } = await ask(person, route, addressOf(route.url, records, 'kent'), token)
      tried(
        `${role}: ${route.method} ${route.url}`,
        status === 403 || status === 404,
        `${status} without ${route.permission}`,
      )
    })
    tried(`${role} changed nothing by what it may not do`, (await changes()) === before)
    // An inspector's pack is chosen: what is not in it is refused although the role could read it.
    const pack = role === 'inspector' ? new Set([...chosenPack, 'identity']) : null
    const isInPack = ({ permission }: Route) => pack === null || pack.has(permission.split('.')[0] ?? '')
    await forEach(
      guarded.filter((each) => each.roles.includes(role) && !isInPack(each)),
      async (route) => {
        const { status } = await ask(person, route, addressOf(route.url, records, 'kent'), token)
        tried(`${role}: ${route.method} ${route.url}, not in the pack`, status === 403, `${status}`)
      },
    )
    await forEach(
      guarded.filter((each) => each.roles.includes(role) && isInPack(each)),
      async (route) => {
        const { status } = await ask(person, route, addressOf(route.url, records, 'kent'), token)
        // A right to the page is no right to somebody else's record on it.
        const isOwners = /:reference\/answer$|:item$|:id|:reference/.test(route.url)
        tried(
          `${role}: ${route.method} ${route.url}`,
          status < 500 && (status !== 403 || isOwners),
          `${status} with ${route.permission}`,
        )
      },
    )
  }
}

/** Records of another partnership, another agency and another person, at every address that takes one. */
export async function directReferences(world: World): Promise<void> {
  const { routes, as, tried, db } = world
  const kent = await recordsOf(world, 'kent', 'Kent Police')
  const ofCouncil = await recordsOf(world, 'kent', 'Kent County Council')
  const taking = routes.filter(({ url }) => /^\/(returns|warnings|reports|records|reviews)\/.*:/.test(url))
  const content = ['Kent Police', 'KSCMP-']
  for (const role of [
    'analyst',
    'business-manager',
    'executive-member',
    'scrutineer',
    'data-lead',
    'signing-officer',
  ]) {
    const person = await as({ role, partnership: 'medway' })
    const token = await person.token()
    await forEach(taking, async (route) => {
      const answer = await ask(person, route, addressOf(route.url, kent, 'kent'), token)
      const gives = answer.status === 200 && content.some((each) => answer.text.includes(each))
      tried(
        `Medway’s ${role}: ${route.method} ${route.url} of Kent`,
        [403, 404, 303].includes(answer.status) && !gives,
        `${answer.status}`,
      )
    })
    for (const reference of Object.values(kent)) {
      const { status } = await person.get(`/records/${reference}`)
      tried(`Medway’s ${role}: the thread of ${reference}`, status === 404, `${status}`)
    }
  }
  const police = await as({ role: 'data-lead', organisation: 'Kent Police' })
  const token = await police.token()
  for (const route of routes.filter(({ url }) => url.startsWith('/returns/:id'))) {
    const { status } = await ask(police, route, addressOf(route.url, ofCouncil, 'kent'), token)
    tried(`the police: ${route.method} ${route.url} of the council`, status === 404 || status === 403, `${status}`)
  }
  const { status } = await police.get(`/records/${ofCouncil['return'] ?? ''}`)
  tried('the police: the thread of the council’s return', status === 404, `${status}`)

  // Ids of every row of every table, in the place of an id: none opens what it should not.
  const rows = await db
    .selectFrom('identity.access as access')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where('partnership.slug', '=', 'medway')
    // The police's data lead serves both partnerships.
    .where('access.role', '<>', 'data-lead')
    .select('access.id')
    .execute()
  await forEach(rows, async ({ id }) => {
    const answer = await police.post('/acting', { access: id })
    tried(`acting in somebody else’s office ${id}`, answer.status === 400, `${answer.status}`)
  })
}
