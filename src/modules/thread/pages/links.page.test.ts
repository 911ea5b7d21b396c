import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkRecords } from '../link-store.ts'
import { threadPaths } from '../paths.ts'
import { threadEvents, world, type World } from '../testing.ts'

const scrutineer = { role: 'scrutineer' }
const police = { role: 'safeguarding-lead', organisation: 'Kent Police' }
const hospital = { role: 'data-lead', organisation: 'Kent Hospital' }
const medway = { role: 'business-manager', partnership: 'medway' }

const linksOf = ({ db }: World) =>
  db.selectFrom('thread.link').select(['from_id', 'relation', 'to_id', 'reason', 'linked_by']).execute()

const text = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''

test('a link is made in two steps: find the other record, then say how and why', async (t) => {
  const service = await world(t)
  const priority = await service.aRecord('priority', 'Neglect is seen early')
  const recommendation = await service.aRecord('recommendation', 'Use the neglect screening tool', {
    searchText: 'The tool has four questions',
  })
  const first = await service.get(threadPaths.show(recommendation.reference))
  const add = first.page.getByRole('link', { name: 'Add a link' }).getAttribute('href') ?? ''
  assert.equal(add, '/records/KENT-REC-2026-001/add-link')

  const asked = await service.get(add)
  assert.equal(asked.page.getAllByRole('searchbox', { name: 'Which record does it belong with?' }).length, 1)
  const found = await service.get(`${add}?q=neglected`)
  assert.equal(found.page.queryByRole('link', { name: 'Use the neglect screening tool' }), null, 'not itself')
  const chosen = found.page.getByRole('link', { name: 'Neglect is seen early' }).getAttribute('href') ?? ''

  const { page } = await service.get(chosen)
  assert.equal(page.document.querySelector('h1')?.textContent?.trim(), 'How do the two records belong together?')
  const options = page.getAllByRole('radio').map((radio) => text(radio.closest('.govuk-radios__item')))
  assert.ok(options.includes('The recommendation serves the priority'))
  assert.ok(!options.some((each) => each.includes('is served by')), 'a recommendation is not served by a priority')

  const fields = { with: priority.reference, side: 'serves', reason: 'It says how' }
  const saved = await service.post(add, fields)
  assert.equal(saved.status, 303)
  assert.equal(saved.location, '/records/KENT-REC-2026-001/links?done=linked')
  const [link] = await linksOf(service)
  assert.deepEqual([link?.from_id, link?.relation, link?.to_id, link?.reason], [recommendation.id, 'serves', priority.id, 'It says how']) // prettier-ignore
  assert.ok(link?.linked_by)
  assert.deepEqual(await threadEvents(service.db), [
    { name: 'thread.records-linked', subject: recommendation.id, details: { relation: 'serves', to: priority.id } },
  ])
  const list = await service.get(saved.location)
  assert.match(list.page.text, /The records are linked/)
  assert.match(
    list.page.text,
    /serves Neglect is seen early Priority · KENT-PRI-2026-001 · Open It says how Mary Manager/,
  )
  const thread = await service.get(threadPaths.show(priority.reference))
  assert.match(thread.page.text, /is served by Use the neglect screening tool/)
})

test('said from the other side, the same link is made', async (t) => {
  const service = await world(t)
  const priority = await service.aRecord('priority', 'Neglect')
  const outcome = await service.aRecord('outcome', 'Children are seen')
  const fields = { with: outcome.reference, side: '~serves', reason: 'Agreed' }
  assert.equal((await service.post(threadPaths.addLink(priority.reference), fields)).status, 303)
  const [link] = await linksOf(service)
  assert.deepEqual([link?.from_id, link?.to_id], [outcome.id, priority.id])
})

test('mistakes are explained, what was typed is kept, and nothing is written', async (t) => {
  const service = await world(t)
  const priority = await service.aRecord('priority', 'Neglect')
  const outcome = await service.aRecord('outcome', 'Children are seen')
  const add = threadPaths.addLink(outcome.reference)
  const empty = await service.post(add, { with: priority.reference, side: '', reason: '' })
  assert.equal(empty.status, 400)
  assert.match(empty.page.title, /^Error: /)
  assert.equal(empty.page.getByRole('link', { name: /Select how the two records/ }).getAttribute('href'), '#side')
  assert.equal(empty.page.getByRole('link', { name: /Enter why/ }).getAttribute('href'), '#reason')

  const nonsense = await service.post(add, { with: priority.reference, side: 'given to', reason: 'Kept words' })
  assert.equal(nonsense.status, 400)
  assert.equal(nonsense.page.getByRole('textbox', { name: /Why do they/ }).textContent, 'Kept words')
  for (const side of ['constructor', '~serves'])
    assert.equal((await service.post(add, { with: priority.reference, side, reason: 'x' })).status, 400, side)
  assert.equal(
    (await service.post(add, { with: outcome.reference, side: 'repeats', reason: 'x' })).status,
    400,
    'itself',
  )
  assert.equal((await service.post(add, { with: 'KENT-PRI-2026-999', side: 'serves', reason: 'x' })).status, 400)
  assert.deepEqual(await linksOf(service), [])
  assert.deepEqual(await threadEvents(service.db), [])

  assert.equal((await service.post(add, { with: priority.reference, side: 'serves', reason: 'x' })).status, 303)
  const twice = await service.post(add, { with: priority.reference, side: 'serves', reason: 'again' })
  assert.equal(twice.status, 400)
  assert.match(twice.page.text, /already linked in this way/)
})

test('a circle is refused, however long, also when two close it at once', async (t) => {
  const service = await world(t)
  const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((title) => service.aRecord('action', title)))
  assert.ok(a && b && c)
  const link = (one: { reference: string }, other: { reference: string }) =>
    service.post(threadPaths.addLink(one.reference), { with: other.reference, side: 'part of', reason: 'A part' })
  assert.equal((await link(a, b)).status, 303)
  assert.equal((await link(b, c)).status, 303)
  const circle = await link(c, a)
  assert.equal(circle.status, 400)
  assert.match(circle.page.text, /would go round in a circle/)
  const [d, e] = await Promise.all(['D', 'E'].map((title) => service.aRecord('action', title)))
  assert.ok(d && e)
  const both = await Promise.all([link(d, e), link(e, d)])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((x, y) => x - y),
    [303, 400],
  )
})

test('a link made by hand is removed with a reason, and stays readable', async (t) => {
  const service = await world(t)
  const priority = await service.aRecord('priority', 'Neglect')
  const outcome = await service.aRecord('outcome', 'Children are seen')
  const links = threadPaths.links(outcome.reference)
  const fields = { with: priority.reference, side: 'serves', reason: 'At first sight' }
  await service.post(threadPaths.addLink(outcome.reference), fields, scrutineer)
  const { page } = await service.get(links)
  const remove = page.getByRole('link', { name: 'Remove this link: serves Neglect' }).getAttribute('href') ?? ''
  const asked = await service.get(remove)
  assert.match(asked.page.text, /KENT-OUT-2026-001 \(Children are seen\) serves KENT-PRI-2026-001 \(Neglect\)/)
  const empty = await service.post(remove, { reason: ' ' })
  assert.equal(empty.status, 400)
  assert.equal(empty.page.getByRole('link', { name: /Enter why the link is removed/ }).getAttribute('href'), '#reason')
  assert.equal((await linksOf(service)).length, 1)

  const done = await service.post(remove, { reason: 'It serves another one' })
  assert.equal(done.status, 303)
  assert.deepEqual(await linksOf(service), [])
  const after = await service.get(done.location)
  assert.match(
    after.page.text,
    /Links taken back serves Neglect .* It serves another one Taken back: Mary Manager, 22 November 2026/,
  )
  assert.equal((await service.get(remove)).status, 404, 'there is nothing more to remove')
  assert.equal((await service.post(remove, { reason: 'Once more' })).status, 404)
  const events = await threadEvents(service.db)
  assert.deepEqual(
    events.map(({ name }) => name),
    ['thread.records-linked', 'thread.link-removed'],
  )
  // And it can be made again.
  assert.equal((await service.post(threadPaths.addLink(outcome.reference), fields)).status, 303)
})

test('a link that came with a record is not removed by hand', async (t) => {
  const service = await world(t)
  const decision = await service.aRecord('decision', 'Decided')
  const action = await service.aRecord('action', 'To do')
  await service.db.transaction().execute((tx) => linkRecords(tx, action.id, 'came from', decision.id))
  const { page } = await service.get(threadPaths.links(action.reference))
  assert.match(page.text, /came from Decided .* Made with the record/)
  assert.equal(page.queryByRole('link', { name: /Remove this link/ }), null)
  const { id } = await service.db.selectFrom('thread.link').select('id').executeTakeFirstOrThrow()
  assert.equal((await service.get(threadPaths.removeLink(action.reference, id))).status, 404)
  assert.equal((await service.get(threadPaths.removeLink(action.reference, 'no-id'))).status, 404)
})

test('who may link: the team and the scrutineer any record, an agency its own, others none', async (t) => {
  const service = await world(t)
  const priority = await service.aRecord('priority', 'Neglect')
  const own = await service.aRecord('action', 'Police action', { organisationId: service.organisations.police })
  const shared = await service.aRecord('action', 'Everybody’s action')
  const add = (record: { reference: string }) => threadPaths.addLink(record.reference)
  const fields = { with: priority.reference, side: 'serves', reason: 'It does' }
  assert.equal((await service.get(add(own), police)).status, 200)
  assert.equal((await service.get(add(shared), police)).status, 403)
  assert.equal((await service.post(add(shared), fields, police)).status, 403)
  assert.equal((await service.get(add(own), hospital)).status, 404, 'another agency does not know of it')
  assert.equal((await service.get(add(shared), { role: 'executive-member' })).status, 403)
  assert.equal((await service.get(add(shared), medway)).status, 404)
  assert.equal((await service.post(add(shared), fields, medway)).status, 404)
  assert.equal((await service.post(add(own), fields, police)).status, 303)
  assert.equal((await service.post(add(shared), fields, scrutineer)).status, 303)
  // Nobody links to what they may not know of.
  const blind = await service.post(add(own), { ...fields, with: 'MEDWAY-PRI-2026-001' }, police)
  assert.equal(blind.status, 400)
  // The hospital sees the priority, and not the police's action under it; nor is it counted.
  const seen = await service.get(threadPaths.links(priority.reference), hospital)
  assert.match(seen.page.text, /Everybody’s action/)
  assert.doesNotMatch(seen.page.text, /Police action/)
})
