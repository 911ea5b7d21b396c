import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolePermissions } from '#src/app.ts'
import { everyRole } from '#modules/identity/public.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { visitor, type Method, type Visitor } from './visitor.ts'

type Records = {
  return: string
  warning: string
  report: string
  item: string
  section: string
  area: string
  slug: string
}

/** One record of each kind of a partnership; its return is an agency's, and its section the scrutineer's or the team's. */
async function recordsOf({ db }: Site, slug: string, organisation: string): Promise<Records> {
  const records = db
    .selectFrom('thread.record as record')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('partnership.slug', '=', slug)
    .select('record.reference')
  const newest = async (kind: string) =>
    (await records.where('record.kind', '=', kind).orderBy('record.reference', 'desc').executeTakeFirst())?.reference ??
    `NONE-${kind}`
  const own = await records
    .innerJoin('returns.agency_return as r', 'r.record_id', 'record.id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'r.organisation_id')
    .where('organisation.name', '=', organisation)
    .executeTakeFirstOrThrow()
  const indicator = await db
    .selectFrom('indicators.indicator')
    .select('slug')
    .orderBy('position')
    .executeTakeFirstOrThrow()
  const { item } = await db
    .selectFrom('reports.section')
    .where('written_by', '=', 'team')
    .select('item')
    .executeTakeFirstOrThrow()
  return {
    return: own.reference,
    warning: await newest('warning'),
    report: await newest('report'),
    item,
    section: item,
    area: slug === 'kent' ? '886' : '887',
    slug: indicator.slug,
  }
}

const noId = '00000000-0000-4000-8000-000000000000'

/** A route's pattern with real records in the place of its parameters. */
function addressOf(url: string, records: Records, partnership = 'kent'): string {
  const reference = url.startsWith('/warnings')
    ? records.warning
    : url.startsWith('/reports')
      ? records.report
      : records.return
  return url
    .replace('/partnerships/:slug', `/partnerships/${partnership}`)
    .replace(':group', 'no-such-group')
    .replace('/indicators/:slug', `/indicators/${records.slug}`)
    .replace(':laCode', records.area)
    .replace(':startsOn', '1999-04-01')
    .replace(':which', 'account')
    .replace(':reference', reference)
    .replace('/returns/:id', `/returns/${records.return}`)
    .replace(':upload', noId)
    .replace(':what', 'received')
    .replace(':item', records.item)
    .replaceAll(/:[a-zA-Z]+/g, noId)
}

async function world(t: Parameters<typeof demonstrationDb>[0]) {
  const service = await site(t, await demonstrationDb(t))
  await service.app.ready()
  const routes = service.app.routes.filter(({ url }) => !url.startsWith('/assets/'))
  assert.ok(routes.length > 50)
  const records = await recordsOf(service, 'kent', 'Kent Police')
  return { service, routes, records, guarded: routes.filter(({ permission }) => permission !== 'open to all') }
}

/** As `${method} ${url}: what went wrong`, for every route whose answer is not what it should be. */
const failing = async <T extends { method: string; url: string }>(
  routes: readonly T[],
  ask: (route: T & { method: Method }) => Promise<string | null>,
): Promise<string[]> => {
  const wrong: string[] = []
  for (const route of routes) {
    const said = await ask(route as T & { method: Method })
    if (said !== null) wrong.push(`${route.method} ${route.url}: ${said}`)
  }
  return wrong
}

/** What the sample inspector's pack holds: the rest is refused although the role could read it. */
const chosenPack = 'identity reports indicators partnerships thread early-warning funding training reviews'.split(' ')
const isInPack = (role: string, permission: string): boolean =>
  role !== 'inspector' || chosenPack.includes(permission.split('.')[0] ?? '')

const form = (person: Visitor, token: string | null = person.csrf) => ({
  fields: (token === null ? [] : [['_csrf', token]]) as [string, string][],
})

test('nobody gets past any route that needs a right: the sign-in page is where they end', async (t) => {
  const { service, guarded, records } = await world(t)
  const nobody = await visitor(service, null)
  const wrong = await failing(guarded, async ({ method, url }) => {
    const sent = method === 'POST' ? form(nobody, 'x') : {}
    const { status, location } = await nobody.send(method, addressOf(url, records), sent)
    return status === 303 && location.startsWith('/sign-in') ? null : `${status} ${location}`
  })
  assert.deepEqual(wrong, [])
})

for (const role of everyRole.filter((each) => each !== 'signing-officer')) {
  test(`as ${role}, every route answers 403 without the right and never with it, and no answer is a fault`, async (t) => {
    const { service, guarded, records } = await world(t)
    const person = await visitor(service, role === 'data-lead' ? { role, organisation: 'Kent Police' } : { role })
    const wrong = await failing(guarded, async ({ method, url, permission }) => {
      const may = (rolePermissions.get(role)?.has(permission) ?? false) && isInPack(role, permission)
      const { status } = await person.send(method, addressOf(url, records), method === 'POST' ? form(person) : {})
      if (status >= 500) return `a fault, ${status}`
      if (!may) return status === 403 ? null : `${status} without ${permission}`
      // A right to open the page is no right to somebody else's record on it, which the page says in its own words.
      const isOwners = /^\/warnings\/:reference\/answer$|\/sections\/:item$/.test(url)
      return status === 403 && !isOwners ? `403 with ${permission}` : null
    })
    assert.deepEqual(wrong, [])
  })
}

test('a form without its token, with another one or from another site changes nothing', async (t) => {
  const { service, guarded, records } = await world(t)
  // That it was refused is kept, and is no change.
  const events = () =>
    service.db
      .selectFrom('platform.audit_event')
      .where('name', '<>', 'audit.access-refused')
      .select((select) => select.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
  for (const who of [{ role: 'analyst' }, { role: 'data-lead', organisation: 'Kent Police' }]) {
    const person = await visitor(service, who)
    const other = await visitor(service, { role: 'scrutineer' })
    const before = await events()
    const granted = guarded.filter(
      ({ method, permission }) => method === 'POST' && rolePermissions.get(who.role as 'analyst')?.has(permission),
    )
    assert.ok(granted.length > 2)
    const wrong = await failing(granted, async ({ url }) => {
      const address = addressOf(url, records)
      const answers = [
        await person.send('POST', address, form(person, null)),
        await person.send('POST', address, form(person, 'guessed')),
        await person.send('POST', address, form(person, other.csrf)),
        await person.send('POST', address, { ...form(person), headers: { origin: 'https://evil.example' } }),
        await person.send('POST', address, { ...form(person), headers: { 'sec-fetch-site': 'cross-site' } }),
        await person.send('POST', address, {
          fields: [
            ['_csrf', person.csrf],
            ['_csrf', person.csrf],
          ],
        }),
      ]
      const statuses = answers.map(({ status }) => status)
      return statuses.every((status) => status === 400) ? null : statuses.join(' ')
    })
    assert.deepEqual(wrong, [])
    assert.deepEqual(await events(), before)
  }
})

test('the records of one partnership are nowhere to be found for another', async (t) => {
  const { service, guarded, records } = await world(t)
  const concerned = guarded.filter(({ url }) => /^\/(returns|warnings|reports|records)\/.*:/.test(url))
  assert.ok(concerned.length > 15)
  for (const role of ['analyst', 'business-manager', 'data-lead', 'executive-member', 'scrutineer'] as const) {
    const person = await visitor(service, { role, partnership: 'medway' }).catch(() => null)
    if (person === null) continue
    const wrong = await failing(concerned, async ({ method, url, permission }) => {
      const may = rolePermissions.get(role)?.has(permission) ?? false
      const { status } = await person.send(method, addressOf(url, records), method === 'POST' ? form(person) : {})
      return status === (may ? 404 : 403) ? null : `${status} for Medway’s ${role}`
    })
    for (const reference of [records.return, records.warning, records.report]) {
      const { status } = await person.send('GET', `/records/${reference}`)
      if (status !== 404) wrong.push(`/records/${reference}: ${status} for Medway’s ${role}`)
    }
    assert.deepEqual(wrong, [])
  }
})

test('an agency does not find another agency’s return at any of its addresses', async (t) => {
  const { service, guarded } = await world(t)
  const council = await recordsOf(service, 'kent', 'Kent County Council')
  const police = await visitor(service, { role: 'data-lead', organisation: 'Kent Police' })
  const concerned = guarded.filter(({ url }) => url.startsWith('/returns/:id'))
  const wrong = await failing(concerned, async ({ method, url, permission }) => {
    const may = rolePermissions.get('data-lead')?.has(permission) ?? false
    const { status } = await police.send(method, addressOf(url, council), method === 'POST' ? form(police) : {})
    return status === (may ? 404 : 403) ? null : String(status)
  })
  const { status } = await police.send('GET', `/records/${council.return}`)
  if (status !== 404) wrong.push(`the thread of another agency’s return: ${status}`)
  assert.deepEqual(wrong, [])
})

test('other methods and bodies that are no form get an answer that is no fault', async (t) => {
  const { service, guarded, records } = await world(t)
  const analyst = await visitor(service, { role: 'analyst' })
  const wrong = await failing(guarded, async ({ method, url }) => {
    const address = addressOf(url, records)
    const answers = [
      await analyst.send('HEAD', address),
      await analyst.send('OPTIONS', address),
      await analyst.send('PUT', address),
      await analyst.send('DELETE', address),
    ]
    if (method === 'POST') {
      const json = { 'content-type': 'application/json' }
      answers.push(
        await analyst.send('POST', address),
        await analyst.send('POST', address, { fields: [['a', 'b']], headers: json }),
        await analyst.send('POST', address, { fields: [['a', 'b']], headers: { 'content-type': 'text/xml' } }),
        await analyst.send('POST', address, {
          fields: [['a', 'b']],
          headers: { 'content-type': 'multipart/form-data' },
        }),
        await analyst.send('POST', address, { fields: [['a', 'x'.repeat(2_000_000)]] }),
        await analyst.send('POST', address, { fields: [['_csrf', analyst.csrf]], multipart: true }),
        await analyst.send('POST', address, {
          fields: [
            ['_csrf', analyst.csrf],
            ...['version', 'reason', 'title', 'key', 'narrative', 'quarter'].flatMap((name): [string, string][] => [
              [name, '1'],
              [name, '2'],
            ]),
          ],
        }),
        await analyst.send('POST', address, {
          fields: [
            ['_csrf', analyst.csrf],
            ...['reason', 'title', 'narrative'].map((name): [string, { fileName: string; bytes: Buffer }] => [
              name,
              { fileName: 'a.txt', bytes: Buffer.from('x') },
            ]),
          ],
        }),
      )
    }
    const faults = answers.flatMap(({ status }, index) => (status >= 500 ? [`${index}: ${status}`] : []))
    return faults.length === 0 ? null : faults.join(' ')
  })
  assert.deepEqual(wrong, [])
})

test('an upload that is no file, two files or a name that attacks is answered in words', async (t) => {
  const { service, records } = await world(t)
  const police = await visitor(service, { role: 'data-lead', organisation: 'Kent Police' })
  const url = `/returns/${records.return}/upload`
  const bytes = Buffer.from('code,numerator\nB1,1\n')
  const file = (fileName: string) => ({ fileName, bytes })
  const token: [string, string] = ['_csrf', police.csrf]
  const answers = [
    await police.send('POST', url, { fields: [token, ['file', 'typed, not chosen']] }),
    await police.send('POST', url, { fields: [token, ['file', 'typed, not chosen']], multipart: true }),
    await police.send('POST', url, { fields: [token, ['file', file('a.csv')], ['file', file('b.csv')]] }),
    await police.send('POST', url, { fields: [token, ['other', file('a.csv')]] }),
    await police.send('POST', url, { fields: [token, ['file', file('')]] }),
    await police.send('POST', url, { fields: [token, ['file', file('x\u0000.csv')]] }),
    await police.send('POST', url, { fields: [token, ['file', file('../../etc/passwd')]] }),
    await police.send('POST', url, { fields: [token, ['file', file('a\\"; filename=evil.exe')]] }),
    await police.send('POST', url, {
      fields: [token, ['file', { fileName: 'big.csv', bytes: Buffer.alloc(11_000_000, 'x') }]],
    }),
  ]
  for (const { status, text } of answers) {
    assert.ok([400, 409, 413].includes(status), `${status}: ${text.slice(0, 300)}`)
    assert.match(text, /<h1/)
  }
})
