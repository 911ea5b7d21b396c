import { sql } from 'kysely'
import { forEach, formsOf } from './client.ts'
import { everyPage, type World } from './world.ts'

/** Published arrangements and figures, and what a person has of their own at the same address as everybody. */
const everybodys =
  /^\/(partnerships|areas|indicators|duties|data|funding|training|notices|about|account|acting|sessions?|search|sign-|today|calendar)(\/|\?|$)|^\/$/

/** What belongs to a partnership alone: references of its records that no joint group shares. */
async function ownReferences({ db }: World, slug: string): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select r.reference from thread.record r join partnerships.partnership p on p.id = r.partnership_id
    where p.slug = ${slug} and not exists (select from thread.shared_with shared where shared.record_id = r.id)`.execute(
    db,
  )
  return rows.map(({ reference }) => reference)
}

/**
 * Every address with something of its own in it that Kent's people reach by following links, and every form behind it, asked for and sent
 * by people of Medway: whatever the module, nothing of Kent comes back and nothing of Kent is changed.
 */
export async function strangers(world: World): Promise<void> {
  const { as, tried, db } = world
  const own = await ownReferences(world, 'kent')
  const addresses = new Set<string>()
  const actions = new Set<string>()
  for (const role of ['business-manager', 'review-officer', 'executive-member'] as const) {
    await everyPage(
      await as({ role }),
      (path, html) => {
        if (everybodys.test(path)) return
        addresses.add(path)
        for (const { action, method } of formsOf(html, path)) if (method === 'POST') actions.add(action)
      },
      2,
    )
  }
  const particular = (address: string) => /\d/.test(address) && !everybodys.test(address)
  const happened = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from platform.audit_event e
      join partnerships.partnership p on p.id = e.partnership_id where p.slug = 'kent' and e.name <> 'audit.access-refused'`.execute(
      db,
    )
    return rows[0]?.count
  }
  const before = await happened()
  for (const role of ['business-manager', 'executive-member', 'data-lead'] as const) {
    const person = await as({ role, partnership: 'medway' })
    const token = await person.token()
    await forEach([...addresses], async (address) => {
      const { status, text } = await person.get(address)
      const given =
        status === 200 ? own.filter((reference) => text.includes(reference) && !address.includes(reference)) : []
      tried(
        `Medway’s ${role}: GET ${address} of Kent`,
        status < 500 && given.length === 0,
        `${status} ${given.join(' ')}`,
      )
      const named = own.filter((reference) => address.split(/[/?]/).includes(reference))
      if (named.length > 0)
        tried(`Medway’s ${role}: GET ${address}, a record of Kent’s`, [403, 404, 303].includes(status), `${status}`)
    })
    await forEach([...actions].filter(particular), async (action) => {
      const { status } = await person.send('POST', action, { fields: [['_csrf', token]] })
      tried(`Medway’s ${role}: POST ${action} of Kent`, status < 500, `${status}`)
    })
  }
  tried('people of Medway changed nothing of Kent’s', (await happened()) === before)
  tried(
    'enough was tried',
    addresses.size > 60 && own.length > 60,
    `${addresses.size} addresses, ${own.length} records`,
  )
}
