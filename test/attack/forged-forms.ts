import { addressOf, recordsOf } from './access.ts'
import { forEach } from './client.ts'
import type { World } from './world.ts'

/** Forms without their token, with somebody else's, from another site; and fields that no form offers. */
export async function forgedForms(world: World): Promise<void> {
  const { routes, as, tried } = world
  const records = await recordsOf(world, 'kent', 'Kent Police')
  const other = await (await as({ role: 'scrutineer' })).token()
  for (const who of [
    { role: 'business-manager' },
    { role: 'data-lead', organisation: 'Kent Police' },
    { role: 'review-officer' },
  ]) {
    const person = await as(who)
    const token = await person.token()
    const posts = routes.filter(
      ({ method, roles, url }) => method === 'POST' && roles.includes(who.role) && !url.startsWith('/sign'),
    )
    await forEach(posts, async (route) => {
      const address = addressOf(route.url, records, 'kent')
      const attempts: Record<string, Parameters<typeof person.send>[2]> = {
        'without a token': { fields: [['a', 'b']] },
        'with an empty token': { fields: [['_csrf', '']] },
        'with a guessed token': { fields: [['_csrf', 'x'.repeat(token.length)]] },
        'with somebody else’s token': { fields: [['_csrf', other]] },
        'with the token twice': {
          fields: [
            ['_csrf', token],
            ['_csrf', token],
          ],
        },
        'from another origin': { fields: [['_csrf', token]], headers: { origin: 'https://evil.example' } },
        'from another site': { fields: [['_csrf', token]], headers: { 'sec-fetch-site': 'cross-site' } },
        'from a sister site': { fields: [['_csrf', token]], headers: { 'sec-fetch-site': 'same-site' } },
        'as JSON': { body: JSON.stringify({ a: 'b' }), headers: { 'content-type': 'application/json' } },
        'as plain text': { body: `_csrf=${token}`, headers: { 'content-type': 'text/plain' } },
      }
      for (const [how, sent] of Object.entries(attempts)) {
        const { status, location } = await person.send('POST', address, sent)
        // A page that first asks for a second factor has not looked at the form at all.
        const askedFirst = status === 303 && location.startsWith('/step-up')
        tried(
          `${who.role}: POST ${route.url} ${how}`,
          status === 400 || status === 415 || askedFirst,
          `${status} ${location}`,
        )
      }
    })
  }
}

/** Names of columns and of other people's things, sent beside a form's own fields: nothing may take them. */
export async function massAssignment(world: World): Promise<void> {
  const { as, db, tried } = world
  const police = await as({ role: 'data-lead', organisation: 'Kent Police' })
  const { return: reference = '' } = await recordsOf(world, 'kent', 'Kent Police')
  const held = () =>
    db
      .selectFrom('returns.agency_return as r')
      .innerJoin('thread.record as record', 'record.id', 'r.record_id')
      .where('record.reference', '=', reference)
      .select([
        'r.id',
        'r.partnership_id',
        'r.organisation_id',
        'r.state',
        'r.accepted_at',
        'r.signed_off_at',
        'r.quarter_id',
        'r.record_id',
      ])
      .executeTakeFirstOrThrow()
  const before = await held()
  const forged = {
    state: 'accepted',
    partnership_id: '00000000-0000-4000-8000-000000000000',
    partnershipId: '00000000-0000-4000-8000-000000000000',
    organisation_id: '00000000-0000-4000-8000-000000000000',
    organisationId: '00000000-0000-4000-8000-000000000000',
    accepted_at: '2026-01-01',
    acceptedAt: '2026-01-01',
    role: 'business-manager',
    permissions: 'returns.decide',
    is_sample: 'false',
    isInvented: 'false',
    id: '00000000-0000-4000-8000-000000000000',
    quarter_id: '00000000-0000-4000-8000-000000000000',
    'actor[role]': 'business-manager',
    '__proto__[permissions]': 'returns.decide',
    '__proto__.role': 'business-manager',
    'constructor[prototype][role]': 'business-manager',
    constructor: 'x',
    toString: 'x',
    hasOwnProperty: 'x',
  }
  for (const [name, value] of Object.entries(forged)) {
    const { status } = await police.post(`/returns/${reference}`, { version: '1', next: 'stay', [name]: value })
    const after = await held()
    tried(`a return with ${name}`, status < 500 && JSON.stringify(after) === JSON.stringify(before), `${status}`)
    const acting = await police.post('/acting', { access: 'x', [name]: value })
    tried(`the choice of office with ${name}`, acting.status === 400, `${acting.status}`)
  }
  const decided = await police.post(`/returns/${reference}/decide`, { decision: 'accept', version: '1' })
  tried('an agency accepts its own return', decided.status === 403, `${decided.status}`)
  tried('the police may still do only what they may', (await police.get('/returns/open-quarter')).status === 403)
}
