import assert from 'node:assert/strict'
import { test } from 'node:test'
import { returnsPosition, returnPaths, silentLines, owedBy } from '../public.ts'
import {
  actorOf,
  allTyped,
  analyst,
  councilLead,
  eventNames,
  medwayAnalyst,
  police,
  policeLead,
  policeOfficer,
  smallPartnership,
  versionOf,
} from '../testing.ts'
import type { Site, Who } from '#test/support/site.ts'

const fill = async (kent: Site, more: Record<string, string> = {}) => {
  const version = await versionOf(kent, police)
  const { status } = await kent.post(returnPaths.show(police), { version, ...allTyped, ...more }, policeLead)
  assert.equal(status, 303)
}
const sign = async (kent: Site, who: Who = policeOfficer, more: Record<string, string> = {}) =>
  kent.post(returnPaths.signOff(police), { version: await versionOf(kent, police), ...more }, who)
const decide = async (kent: Site, fields: Record<string, string>, who: Who = analyst) =>
  kent.post(returnPaths.decide(police), { version: await versionOf(kent, police), ...fields }, who)

const stateOf = async (kent: Site) =>
  kent.db
    .selectFrom('returns.agency_return as r')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .where('record.reference', '=', police)
    .select(['r.state', 'record.state as inThread', 'r.signed_off_name as officer', 'r.decision_note as note'])
    .executeTakeFirstOrThrow()

const observed = async (kent: Site) => {
  const rows = await kent.db
    .selectFrom('indicators.observation as o')
    .innerJoin('indicators.indicator as i', 'i.id', 'o.indicator_id')
    .where('o.starts_on', '=', '2026-07-01')
    .orderBy('i.position')
    .orderBy('o.recorded_at')
    .select(['i.code', 'o.value', 'o.replaced_at', 'o.return_id'])
    .execute()
  return rows.map(
    (row) =>
      `${row.code}=${row.value ?? '?'}${row.replaced_at ? ' replaced' : ''}${row.return_id ? '' : ' without return'}`,
  )
}

test('shows exactly what is signed, and the officer who signs', async (t) => {
  const kent = await smallPartnership(t, policeOfficer)
  await fill(kent)
  const { page } = await kent.get(returnPaths.signOff(police))
  assert.match(page.text, /You sign as Samuel Illustre, signing-officer of Samuel Illustre/)
  const row = page.getByRole('row', { name: /T1 Answered in time/ })
  assert.match(row.textContent?.replaceAll(/\s+/g, ' ') ?? '', /82\.0% 82 of 100 80\.0%/)
  const { status, location } = await sign(kent)
  assert.deepEqual([status, location], [303, `${returnPaths.show(police)}?done=signed-off`])
  assert.deepEqual(await stateOf(kent), {
    state: 'signed-off',
    inThread: 'signed off',
    officer: 'Samuel Illustre',
    note: null,
  })
  assert.equal((await eventNames(kent)).at(-1), 'returns.return-signed-off')
  const after = await kent.get(location)
  assert.equal(after.page.document.querySelector('input[name="T1-numerator"]'), null, 'read-only now')
  assert.match(
    after.page.text,
    /Signed off by Samuel Illustre, signing-officer of Samuel Illustre, on 22 November 2026/,
  )
})

test('a data lead names the officer who has approved the figures', async (t) => {
  const kent = await smallPartnership(t)
  await fill(kent)
  const asked = await sign(kent, policeLead, { officerName: '' })
  assert.equal(asked.status, 400)
  assert.match(asked.page.title, /^Error: Sign off/)
  assert.equal(
    asked.page.getByRole('link', { name: /Enter the name of the officer/ }).getAttribute('href'),
    '#officerName',
  )
  asked.page.getByRole('link', { name: 'Enter the office that they hold' })
  assert.equal((await stateOf(kent)).state, 'open')
  const done = await sign(kent, policeLead, {
    officerName: 'Assistant Chief Example',
    officerOffice: 'Head of protecting people',
  })
  assert.equal(done.status, 303)
  const { page } = await kent.get(returnPaths.show(police))
  assert.match(
    page.text,
    /Signed off by Assistant Chief Example, Head of protecting people, .*\(entered by Bronwen Trialby\)/,
  )
})

test('nothing can be signed while a figure is missing without a reason, or unusual without an explanation', async (t) => {
  const kent = await smallPartnership(t, policeOfficer)
  await fill(kent, { 'T2-value': '900', 'T4-value': '' })
  const { page } = await kent.get(returnPaths.signOff(police))
  assert.match(page.text, /Not ready to sign/)
  assert.equal(
    page.getByRole('link', { name: 'T2 Incidents' }).getAttribute('href'),
    `${returnPaths.show(police)}#row-T2`,
  )
  assert.match(page.text, /T4 Days to answer: not filled in/)
  const { status } = await sign(kent)
  assert.equal(status, 400)
  assert.equal((await stateOf(kent)).state, 'open')
  assert.ok(!(await eventNames(kent)).includes('returns.return-signed-off'))
})

test('figures changed after the officer saw them are not signed', async (t) => {
  const kent = await smallPartnership(t, policeOfficer)
  await fill(kent)
  const version = await versionOf(kent, police)
  await fill(kent, { 'T4-value': '13' })
  const { status } = await kent.post(returnPaths.signOff(police), { version })
  assert.equal(status, 409)
  assert.equal((await stateOf(kent)).state, 'open')
})

test('accepting records the figures, in the same transaction as the decision', async (t) => {
  const kent = await smallPartnership(t, analyst)
  await fill(kent)
  await sign(kent)
  const { page } = await kent.get(returnPaths.decide(police))
  page.getByRole('group', { name: 'What do you decide?' })
  const { status, location } = await decide(kent, { decision: 'accept' })
  assert.deepEqual([status, location], [303, `${returnPaths.show(police)}?done=accepted`])
  assert.deepEqual(await observed(kent), ['T1=82', 'T2=480', 'T3=58.0046403712', 'T4=12'])
  assert.deepEqual((await stateOf(kent)).inThread, 'accepted')
  assert.equal((await eventNames(kent)).at(-1), 'returns.return-accepted')
})

test('sending back needs a reason; the agency sees it on top, corrects and signs again', async (t) => {
  const kent = await smallPartnership(t, analyst)
  await fill(kent)
  await sign(kent)
  const wrong = await decide(kent, { decision: 'return', reason: '' })
  assert.equal(wrong.status, 400)
  wrong.page.getByRole('link', { name: 'Enter the reason, so that the agency knows what to correct' })
  const nothing = await decide(kent, {})
  nothing.page.getByRole('link', { name: /Select whether you accept/ })
  const child = await decide(kent, { decision: 'return', reason: 'Is 943 476 5919 counted?' })
  assert.equal(child.status, 400)
  child.page.getByRole('link', { name: /'943 476 5919' looks like an NHS number/ })
  await decide(kent, { decision: 'return', reason: 'T2 looks like half a quarter' })
  assert.deepEqual(await observed(kent), [])
  const { page } = await kent.get(returnPaths.show(police), policeLead)
  assert.match(page.text, /Sent back by Priya Samplewood on 22 November 2026 T2 looks like half a quarter/)
  await fill(kent, { 'T2-value': '490' })
  assert.equal((await sign(kent)).status, 303)
  await decide(kent, { decision: 'accept' })
  assert.deepEqual((await observed(kent))[1], 'T2=490')
})

test('a reopened return keeps its accepted figures until the next acceptance replaces them', async (t) => {
  const kent = await smallPartnership(t, analyst)
  await fill(kent)
  await sign(kent)
  await decide(kent, { decision: 'accept' })
  const asked = await decide(kent, { reason: '' })
  assert.equal(asked.status, 400)
  const { location } = await decide(kent, { reason: 'The police found a mistake' })
  assert.equal(location, `${returnPaths.show(police)}?done=reopened`)
  assert.deepEqual(await observed(kent), ['T1=82', 'T2=480', 'T3=58.0046403712', 'T4=12'])
  const { page } = await kent.get(returnPaths.show(police), policeLead)
  assert.match(
    page.text,
    /The figures accepted on 22 November 2026 at 10:00am stand until a new acceptance replaces them/,
  )
  await fill(kent, { 'T2-value': '470' })
  await sign(kent)
  await decide(kent, { decision: 'accept' })
  assert.deepEqual(
    (await observed(kent)).filter((each) => each.startsWith('T2')),
    ['T2=480 replaced', 'T2=470'],
  )
})

test('an acceptance links the return to the indicators that are records, and registers none', async (t) => {
  const kent = await smallPartnership(t, analyst)
  await fill(kent)
  await sign(kent)
  const { id: partnershipId } = await kent.db
    .selectFrom('partnerships.partnership')
    .where('slug', '=', 'kent')
    .select('id')
    .executeTakeFirstOrThrow()
  await kent.db
    .insertInto('thread.record')
    .values({
      partnership_id: partnershipId,
      reference: 'KSCMP-IND-2026-001',
      kind: 'indicator',
      title: 'Incidents',
      state: 'in use',
      page: '/indicators/incidents',
    })
    .execute()
  await decide(kent, { decision: 'accept' })
  const links = await kent.db
    .selectFrom('thread.link')
    .innerJoin('thread.record as r', 'r.id', 'thread.link.from_id')
    .innerJoin('thread.record as i', 'i.id', 'thread.link.to_id')
    .select(['r.reference as from', 'relation', 'i.reference as to'])
    .execute()
  assert.deepEqual(links, [{ from: police, relation: 'evidences', to: 'KSCMP-IND-2026-001' }])
})

test('only the team decides, only in its partnership, and only the agency signs', async (t) => {
  const kent = await smallPartnership(t, analyst)
  await fill(kent)
  await sign(kent)
  for (const who of [policeLead, { role: 'executive-member' }])
    assert.equal((await decide(kent, { decision: 'accept' }, who)).status, 403)
  assert.equal((await decide(kent, { decision: 'accept' }, medwayAnalyst)).status, 404)
  assert.equal((await kent.get(returnPaths.decide(police), medwayAnalyst)).status, 404)
  assert.equal((await sign(kent, analyst)).status, 403)
  assert.equal((await sign(kent, councilLead, { officerName: 'x', officerOffice: 'y' })).status, 404)
  assert.equal((await stateOf(kent)).state, 'signed-off')
})

test('what is owed, how each agency stands and what is silent follow the return', async (t) => {
  const kent = await smallPartnership(t, analyst)
  const [today, team, lead] = [
    kent.clock.today(),
    await actorOf(kent, 'analyst'),
    await actorOf(kent, 'data-lead', 'Police'),
  ]
  const owed = async (actor: typeof team) =>
    (await owedBy(kent.db, actor, today)).map(({ what, action }) => `${action}: ${what}`)
  assert.deepEqual(await owed(lead), ['Fill in: Q2 2026-27 return for KSCMP: 0 of 4 filled'])
  assert.deepEqual(
    (await silentLines(kent.db, team, today)).map(({ text, tag }) => `${tag}: ${text}`),
    [
      'Late: Kent County Council has not sent its Q2 2026-27 return: 23 days late, 0 of 1 figures filled in',
      'Late: Kent Police has not sent its Q2 2026-27 return: 23 days late, 0 of 4 figures filled in',
    ],
  )
  await fill(kent, { 'T4-value': '', 'T4-state': 'missing', 'T4-reason': 'The system was down' })
  assert.deepEqual(await owed(lead), ['Sign off: Q2 2026-27 return for KSCMP: 3 of 4 filled, 1 not available'])
  await sign(kent)
  assert.deepEqual(await owed(team), ['Decide: Accept or return Kent Police’s Q2 2026-27 return'])
  const lines = await silentLines(kent.db, team, today)
  assert.equal(lines[1]?.text, 'Kent Police could not give 1 figure of 4 for Q2 2026-27')
  const position = (await returnsPosition(kent.db, team.partnershipId, today)).find((each) => each.reference === police)
  assert.deepEqual(position && [position.state, position.daysLate, position.complete, position.dataAgeDays], [
    'signed-off',
    23,
    { filled: 3, of: 4, missing: 1 },
    145,
  ])
})
