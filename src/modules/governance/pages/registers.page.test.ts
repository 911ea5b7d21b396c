import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasksFor } from '../due.ts'
import { listReforms } from '../guidance-store.ts'
import { governancePaths as paths } from '../paths.ts'
import { shippedGuidance } from '../shipped-guidance.ts'
import { assertTold, eventsOf, medway, police, referenceIn, versionOn, world, type World } from '../testing.ts'

const protocol = {
  kind: 'protocol',
  name: 'Joint protocol',
  parties: 'The adults’ board',
  purpose: 'Transitions',
  reviewOn: '1 December 2026',
}

test('a board that the arrangements name is offered, added, changed, reviewed and ended', async (t) => {
  const one = await world(t)
  const { get, post, db, partnerships, office } = one
  await db
    .insertInto('partnerships.link')
    .values({
      partnership_id: partnerships.kent,
      kind: 'strategic-board',
      position: 1,
      name: 'Health and Wellbeing Board',
      source: 'Section 3',
    })
    .execute()
  const list = await get(paths.protocols())
  const add = list.page.getByRole('link', { name: 'Add Health and Wellbeing Board' }).getAttribute('href') ?? ''
  const form = await get(add)
  assert.equal(
    form.page.getByRole('textbox', { name: 'Name of the board or protocol' }).getAttribute('value'),
    'Health and Wellbeing Board',
  )
  const owner = await office('Hal Health')
  const board = { ...protocol, kind: 'board', name: 'Health and Wellbeing Board', owner }
  const { location } = await post(add, board)
  const reference = referenceIn(location)
  assert.match((await get(paths.protocol(reference))).page.text, /Named in ?Section 3/)
  assert.equal((await get(paths.protocols())).page.queryByRole('link', { name: /^Add Health/ }), null)
  const again = await post(paths.addProtocol(), board)
  assertTold(again.page, 'The register has a link or protocol of this name already', 'name')
  const wrong = await post(paths.addProtocol(), { ...board, name: '', address: 'www.example', reviewOn: '1/13/2026' })
  assert.equal(wrong.status, 400)
  assertTold(wrong.page, 'Enter the name of the board or protocol', 'name')
  assertTold(wrong.page, 'Where it can be read must be an address that begins with https:// or http://', 'address')

  const hal = await one.actor('Hal Health')
  assert.deepEqual(
    (await tasksFor(db, hal, '2026-11-22')).map(({ what, startOn, dueOn }) => [what, startOn, dueOn]),
    [['Review Health and Wellbeing Board', '2026-11-03', '2026-12-01']],
  )
  assert.deepEqual(await tasksFor(db, hal, '2026-09-01'), [], 'not long before')
  const version = versionOn((await get(paths.changeProtocol(reference))).page)
  const changed = { ...board, purpose: 'Yearly reports', version }
  assert.equal((await post(paths.changeProtocol(reference), changed)).status, 303)
  assert.equal((await post(paths.changeProtocol(reference), changed)).status, 409)
  const health = { role: 'executive-member', organisation: 'Health' }
  const review = {
    reviewedOn: '20 November 2026',
    outcome: 'ends',
    note: 'The board was dissolved',
    nextOn: '',
    version: '2',
  }
  assert.equal((await post(paths.recordReview(reference), review, health)).status, 303, 'its owner reviews it')
  assert.match((await get(paths.protocol(reference))).page.text, /Ended/)
  assert.equal((await post(paths.changeProtocol(reference), { ...changed, version: '3' })).status, 400)
  assert.deepEqual(await tasksFor(db, hal, '2026-11-22'), [])
})

test('protocols and agreements: members read, another partnership does not know of them', async (t) => {
  const one = await world(t)
  const { get, post, office } = one
  const owner = await office('Mary Manager')
  const made = referenceIn((await post(paths.addProtocol(), { ...protocol, owner })).location)
  const agreed = await agreement(one)
  for (const url of [paths.protocol(made), paths.agreement(agreed)]) {
    assert.equal((await get(url, police)).status, 200)
    assert.equal((await get(url, medway)).status, 404)
  }
  for (const url of [
    paths.changeProtocol(made),
    paths.addProtocol(),
    paths.changeAgreement(agreed),
    paths.addParty(agreed),
    paths.addGuidance(),
  ])
    assert.equal((await get(url, police)).status, 403, url)
  for (const url of [paths.changeProtocol(made), paths.changeAgreement(agreed), paths.addParty(agreed)])
    assert.equal((await get(url, medway)).status, 404, url)
})

async function agreement({ post, office }: World): Promise<string> {
  const { status, location, page } = await post(paths.addAgreement(), {
    title: 'Dataset',
    purposes: 'To see early',
    dataLevel: 'aggregate',
    legalBasis: 'Children Act 2004 section 16H',
    owner: await office('Mary Manager'),
    startsOn: '1 April 2026',
    expiresOn: '31 March 2027',
    reviewOn: '1 March 2027',
  })
  assert.equal(status, 303, page.text)
  return referenceIn(location)
}

test('an agreement is in force once every party has approved it, which each owes until then', async (t) => {
  const one = await world(t)
  const { get, post, db, office, organisations, actor } = one
  const wrong = await post(paths.addAgreement(), { title: 'X', purposes: '', dataLevel: '', legalBasis: '', owner: '' })
  assert.equal(wrong.status, 400)
  assertTold(wrong.page, 'Select the level of the data', 'dataLevel')
  assertTold(wrong.page, 'Enter the legal basis', 'legalBasis')
  const reference = await agreement(one)
  const party = async (organisation: string, officeOf: string) =>
    post(paths.addParty(reference), {
      organisation: organisations[organisation] ?? '',
      office: await office(officeOf),
      dueOn: '10 December 2026',
    })
  assertTold((await party('Police', 'Hal Health')).page, 'Select an office of this organisation', 'office')
  assert.equal((await party('Police', 'Pat Police')).status, 303)
  assertTold((await party('Police', 'Pat Police')).page, 'This organisation is a party already', 'organisation')
  assert.equal((await party('Health', 'Hal Health')).status, 303)
  const [owed] = await tasksFor(db, await actor('Pat Police'), '2026-11-22')
  assert.equal(owed?.what, 'Approve Dataset for Police')
  const health = { role: 'executive-member', organisation: 'Health' }
  const approval = { approvedOn: '20 November 2026', approvedBy: 'Caldicott Guardian', evidence: '' }
  assert.equal((await post(owed.href, approval, health)).status, 403, 'another party’s approval')
  const bare = await post(owed.href, approval)
  assert.equal(bare.status, 400)
  assertTold(bare.page, 'Enter the minute, letter or file that shows the approval', 'evidence')
  assert.equal((await post(owed.href, { ...approval, approvedOn: '1 December 2026' }, police)).status, 400)
  assert.equal((await post(owed.href, approval, police)).status, 303)
  assert.equal((await post(owed.href, approval, police)).status, 400, 'once')
  assert.match((await get(paths.agreement(reference))).page.text, /Waits for approval/)
  const [other] = await tasksFor(db, await actor('Hal Health'), '2026-11-22')
  assert.equal((await post(other?.href ?? '', { ...approval, evidence: 'Letter of 20 November' })).status, 303)
  assert.match((await get(paths.agreement(reference))).page.text, /In force/)
  const record = await db
    .selectFrom('thread.record')
    .where('reference', '=', reference)
    .select('state')
    .executeTakeFirst()
  assert.equal(record?.state, 'in force')
  const mary = await tasksFor(db, await actor('Mary Manager'), '2027-02-15')
  assert.deepEqual(
    mary.map(({ what, dueOn }) => [what, dueOn]),
    [['Renew or end Dataset, which expires', '2027-03-01']],
  )
})

test('the national items are taken in once, each with its source and how sure it is', async (t) => {
  const { get, post, db } = await world(t)
  assert.match((await get(paths.guidance())).page.text, new RegExp(`${shippedGuidance().length} national items`))
  assert.equal((await post(paths.takeNational(), {}, police)).status, 403)
  assert.equal((await post(paths.takeNational(), {})).status, 303)
  assert.equal((await post(paths.takeNational(), {})).status, 303)
  const rows = await db.selectFrom('governance.guidance').select(['partnership_id', 'source', 'certainty']).execute()
  assert.equal(rows.length, shippedGuidance().length)
  assert.ok(rows.every(({ source }) => source.length > 10))
  const { page } = await get(paths.guidance())
  assert.match(page.text, /Not verified: look it up first/)
  assert.doesNotMatch(page.text, /national items? that came/)
})

test('an item goes from new to implemented with its actions in the tracker and its evidence, for the yearly report', async (t) => {
  const one = await world(t)
  const { get, post, db, office, actor } = one
  const item = {
    kind: 'law',
    title: 'A new duty',
    publisher: 'Parliament',
    source: 'Act 2026, section 1',
    certainty: 'verified',
    inForceOn: '1 October 2026',
    summary: 'Agencies must',
  }
  const wrong = await post(paths.addGuidance(), { ...item, certainty: '', inForceOn: 'soon' })
  assert.equal(wrong.status, 400)
  assertTold(wrong.page, 'Select how sure it is', 'certainty')
  const reference = referenceIn((await post(paths.addGuidance(), item)).location)
  const mary = await actor('Mary Manager')
  assert.deepEqual(
    (await tasksFor(db, mary, '2026-11-22')).map(({ key }) => key),
    [`${reference}:read`],
  )
  const version = async () => versionOn((await get(paths.readGuidance(reference))).page)
  const early = await post(paths.implementGuidance(reference), {
    changedLocally: 'a',
    evidence: 'b',
    implementedOn: '1/11/2026',
    version: await version(),
  })
  assertTold(early.page, 'This is not possible while the item is ‘New’', 'changedLocally')
  const owner = await office('Pat Police')
  const read = { whoMust: 'Every agency checks its procedure', owner, dueOn: '1 January 2027' }
  assert.equal((await post(paths.readGuidance(reference), { ...read, version: await version() })).status, 303)
  assert.deepEqual(
    (await tasksFor(db, await actor('Pat Police'), '2026-11-22')).map(({ what }) => what),
    ['Implement A new duty'],
  )
  const action = { title: 'Change the procedure', owner, dueOn: '1 December 2026' }
  const late = await post(paths.raiseGuidanceAction(reference), {
    ...action,
    dueOn: '1/1/2020',
    version: await version(),
  })
  assertTold(late.page, 'Date for the action must be today or later', 'dueOn')
  const raised = await post(paths.raiseGuidanceAction(reference), { ...action, version: await version() })
  assert.equal(raised.status, 303, raised.page.text)
  const shown = await get(paths.guidanceItem(reference))
  assert.ok(shown.page.getAllByRole('link', { name: 'Change the procedure' }).length > 0)
  const link = await db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as from', 'from.id', 'link.from_id')
    .innerJoin('thread.record as to', 'to.id', 'link.to_id')
    .where('to.reference', '=', reference)
    .select(['from.kind', 'link.relation'])
    .execute()
  assert.deepEqual(link, [{ kind: 'action', relation: 'came from' }])
  const open = await listReforms(db, mary, '2026-04-01', '2027-03-31')
  assert.deepEqual(
    open.map(({ state, inForceOn }) => [state, inForceOn]),
    [['actions', '2026-10-01']],
  )
  const done = { changedLocally: 'The procedure', evidence: 'Audit of 12 cases', implementedOn: '20 November 2026' }
  const bare = await post(paths.implementGuidance(reference), { ...done, evidence: '', version: '3' })
  assertTold(bare.page, 'Enter the evidence that it is implemented', 'evidence')
  assert.equal((await post(paths.implementGuidance(reference), { ...done, version: '2' })).status, 409)
  assert.equal((await post(paths.implementGuidance(reference), { ...done, version: await version() })).status, 303)
  const [reform] = await listReforms(db, mary, '2026-04-01', '2027-03-31')
  assert.deepEqual([reform?.state, reform?.evidence], ['implemented', 'Audit of 12 cases'])
  assert.deepEqual(await listReforms(db, mary, '2025-04-01', '2026-03-31'), [])
  assert.equal((await get(paths.guidanceItem(reference), medway)).status, 404)
  assert.deepEqual(await eventsOf(db), [
    'governance.guidance-added',
    'governance.guidance-read',
    'governance.guidance-action-raised',
    'governance.guidance-implemented',
  ])
})

test('an item that is not for us says why, and can be taken up again', async (t) => {
  const { get, post, office } = await world(t)
  await post(paths.takeNational(), {})
  const row = (await get(paths.guidance())).page.getByRole('link', { name: /Local government reorganisation/ })
  const reference = referenceIn(row.getAttribute('href') ?? '')
  const version = versionOn((await get(paths.refuseGuidance(reference))).page)
  const bare = await post(paths.refuseGuidance(reference), { reason: '', version })
  assertTold(bare.page, 'Enter why it is not for this partnership', 'reason')
  assert.equal(
    (await post(paths.refuseGuidance(reference), { reason: 'Our area is not reorganised', version })).status,
    303,
  )
  assert.match((await get(paths.guidanceItem(reference))).page.text, /Our area is not reorganised/)
  const owner = await office('Mary Manager')
  assert.equal(
    (await post(paths.readGuidance(reference), { whoMust: 'It is after all', owner, version: '2' })).status,
    303,
  )
})
