import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeViolations } from '#test/support/axe.ts'
import { site } from '#test/support/site.ts'
import { arrangementsWorld } from '../keeping/testing.ts'
import { partnershipPaths as paths } from '../paths.ts'

const about = {
  kind: 'task-and-finish',
  coreFunction: 'Write the neglect strategy\nReport to the Executive',
  reportsTo: '',
  chairRule: '',
  note: '',
}
const group = {
  ...about,
  name: 'Neglect',
  frequency: 'Monthly',
  timesAYear: '12',
  operating: 'yes',
  ownership: 'own',
  owner: '',
  startsOn: '1/12/2026',
  endsOn: '31/5/2027',
}

test('a task-and-finish group is added, seen in the list, and ends with what becomes of its work', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, { role: 'business-manager' })
  const { page } = await get(paths.addGroup('kent'))
  assert.ok(page.getByRole('textbox', { name: 'Name' }))
  assert.ok(page.getByRole('group', { name: 'Who owns it?' }))
  const wrong = await post(paths.addGroup('kent'), { ...group, name: '', endsOn: '' })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('link', { name: 'Enter the name of the group' }).getAttribute('href'), '#name')
  const undated = await post(paths.addGroup('kent'), { ...group, endsOn: '' })
  assert.equal(undated.status, 400)
  assert.ok(undated.page.getByRole('link', { name: 'Enter the day on which the group is to end' }))
  assert.equal(undated.page.getByRole('textbox', { name: 'Name' }).getAttribute('value'), 'Neglect')
  const added = await post(paths.addGroup('kent'), group)
  assert.equal(added.status, 303, added.page.text)
  assert.equal(added.location, paths.group('kent', 'kent-neglect'))
  const shown = await get(added.location)
  assert.match(shown.page.text, /This group ends on 31 May 2027/)
  assert.match(shown.page.text, /Write the neglect strategy/)
  const row = await world.db
    .selectFrom('partnerships.group')
    .where('slug', '=', 'kent-neglect')
    .select(['id', 'version'])
    .executeTakeFirstOrThrow()
  const forged = { ...about, version: String(row.version), reportsTo: '<b>no id</b>' }
  const refused = await post(paths.changeGroup('kent', 'kent-neglect'), forged)
  assert.equal(refused.status, 400)
  assert.ok(refused.page.getByRole('link', { name: 'Select one of the groups of this partnership' }))
  const ended = await post(paths.endGroup('kent', 'kent-neglect'), {
    version: String(row.version),
    endsOn: '31/5/2027',
    outcome: 'Its strategy goes to the Executive',
    workGoesTo: world.groups.board,
  })
  assert.equal(ended.status, 303, ended.page.text)
  assert.match((await get(added.location)).page.text, /Its work goes to the Executive/)
  const events = await world.db
    .selectFrom('platform.audit_event')
    .where('subject', '=', row.id)
    .orderBy('at')
    .select('name')
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    ['partnerships.group-added', 'partnerships.group-ended'],
  )
  const stale = await post(paths.endGroup('kent', 'kent-neglect'), {
    version: String(row.version),
    endsOn: '30/6/2027',
    outcome: '',
    workGoesTo: '',
  })
  assert.equal(stale.status, 409)
})

test('an office is put into a seat on its page; everybody in the partnership sees who sits, another partnership does not', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, { role: 'business-manager' })
  const path = paths.fillSeat('kent', 'board', world.seats.council)
  const { page } = await get(path)
  assert.deepEqual(await axeViolations(page.html), [])
  const options = [...page.getByRole('combobox', { name: 'Office' }).querySelectorAll('option')].map((option) =>
    option.textContent.trim(),
  )
  assert.match(
    options[1] ?? '',
    /^Carl Council’s office, Kent Council: Carl Council$/,
    'the seat’s own organisation first',
  )
  const fields = { officeId: await world.officeOf('Carl Council'), as: 'holder', startsOn: '22/11/2026', endsOn: '' }
  const wrong = await post(path, { ...fields, officeId: '', startsOn: '31/2/2027' })
  assert.equal(wrong.status, 400)
  assert.ok(wrong.page.getByRole('link', { name: 'Choose the office that sits in the seat' }))
  assert.equal((await post(path, fields)).status, 303)
  const again = await post(path, { ...fields, officeId: await world.officeOf('Nora Nurse') })
  assert.equal(again.status, 400)
  assert.ok(again.page.getByRole('link', { name: /Another office holds this seat on those days/ }))
  assert.deepEqual(await axeViolations((await get(paths.group('kent', 'board'))).page.html), [])
  for (const who of [{ role: 'analyst' }, { role: 'group-member' }]) {
    assert.match(
      (await get(paths.group('kent', 'board'), who)).page.text,
      /Carl Council ?Carl Council’s office, Kent Council, since 22 November 2026/,
    )
  }
  const medway = { role: 'business-manager', partnership: 'medway' }
  assert.doesNotMatch((await get(paths.group('kent', 'board'), medway)).page.text, /Carl Council/)
  assert.equal((await get(path, medway)).status, 404)
  assert.equal((await get(path, { role: 'analyst' })).status, 403)
  assert.equal((await post(path, fields, { role: 'group-chair' })).status, 403)
  assert.equal((await get(paths.seat('kent', 'board', 'no-seat'))).status, 404)
  assert.equal((await get(paths.seat('kent', 'board', world.seats.jointKent))).status, 404, 'a seat of another group')
})

test('a jointly owned group is offered, taken on, and then changed once for both', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, { role: 'business-manager' })
  const medway = { role: 'business-manager', partnership: 'medway' }
  assert.equal(
    (await post(paths.shareGroup('kent', 'board'), { version: '1', offerTo: world.partnerships.medway })).status,
    303,
  )
  assert.match((await get(paths.groups('medway'), medway)).page.text, /KENT name MEDWAY as an owner of Executive/)
  assert.equal((await get(paths.group('medway', 'board'), medway)).status, 404, 'not before it is taken on')
  assert.deepEqual(await axeViolations((await get(paths.takeOnGroup('medway', 'board'), medway)).page.html), [])
  const taken = await post(paths.takeOnGroup('medway', 'board'), { reportsTo: '' }, medway)
  assert.equal(taken.status, 303, taken.page.text)
  const fields = { words: 'Joint Executive', timesAYear: '', startsOn: '22/11/2026', reason: 'Agreed by both' }
  const { version } = await world.db
    .selectFrom('partnerships.group')
    .where('slug', '=', 'board')
    .select('version')
    .executeTakeFirstOrThrow()
  const changed = await post(
    paths.changeFrom('medway', 'board', 'name'),
    { ...fields, version: String(version) },
    medway,
  )
  assert.equal(changed.status, 303, changed.page.text)
  const { page } = await get(paths.group('kent', 'board'))
  assert.ok(page.getByRole('heading', { level: 1, name: 'Joint Executive' }))
  assert.match(page.text, /Joint Executive from 22 November 2026/)
  assert.equal(
    (await post(paths.takeOnGroup('medway', 'other'), { reportsTo: '' }, medway)).status,
    404,
    'nobody offered it',
  )
})

test('officers, a delegation and a vacancy', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, { role: 'business-manager' })
  const officer = {
    duty: 'lsp',
    title: 'Chief Executive',
    organisationId: world.organisations['council'] ?? '',
    officeId: '',
    startsOn: '',
    endsOn: '',
    note: '',
  }
  assert.equal((await post(paths.addOfficer('kent'), { ...officer, title: '' })).status, 400)
  assert.equal((await post(paths.addOfficer('kent'), officer)).status, 303)
  const director = {
    ...officer,
    duty: 'dsp',
    title: 'Director',
    officeId: await world.officeOf('Carl Council'),
    startsOn: '1/4/2026',
  }
  assert.equal((await post(paths.addOfficer('kent'), director)).status, 303)
  const rows = await world.db.selectFrom('partnerships.officer').orderBy('title').select(['id', 'title']).execute()
  const given = { toId: rows[1]?.id ?? '', what: 'Functions in the Executive', startsOn: '1/4/2026', endsOn: '' }
  assert.equal((await post(paths.delegate('kent', rows[0]?.id ?? ''), given)).status, 303)
  const { page } = await get(paths.officers('kent'), { role: 'analyst' })
  assert.match(
    page.text,
    /Functions in the Executive Chief Executive, Kent Council to Director, Kent Council, from 1 April 2026/,
  )
  assert.match(page.text, /Vacant or not known here/)
  assert.match(page.text, /Carl Council/)
  const ended = { ...director, version: '1', endsOn: '30/11/2026' }
  assert.equal((await post(paths.changeOfficer('kent', rows[1]?.id ?? ''), ended)).status, 303)
  assert.match((await get(paths.officers('kent'))).page.text, /from 1 April 2026 to 30 November 2026/)
  assert.equal((await get(paths.officers('kent'), { role: 'business-manager', partnership: 'medway' })).status, 404)
})

test('the register: an agency is added, told, acknowledged, visited, and the list is reviewed and due again', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, { role: 'business-manager' })
  const entry = {
    organisationId: world.organisations['police'] ?? '',
    category: 'Police',
    relevantAgency: 'yes',
    legalCategory: 'criminal-justice',
    section11: 'not stated',
    invited: 'no',
    legalBasis: '',
    representedBy: world.groups.board,
    startsOn: '',
    endsOn: '',
    note: '',
  }
  assert.equal((await post(paths.addAgency('kent'), { ...entry, organisationId: '' })).status, 400)
  const added = await post(paths.addAgency('kent'), entry)
  assert.equal(added.status, 303, added.page.text)
  const { id } = await world.db.selectFrom('partnerships.agency').select('id').executeTakeFirstOrThrow()
  assert.equal(
    (await post(paths.tellAgency('kent', id), { toldOn: '1/12/2026', what: 'Take part' })).status,
    400,
    'not in the future',
  )
  assert.equal(
    (await post(paths.tellAgency('kent', id), { toldOn: '1/11/2026', what: 'Take part in audits' })).status,
    303,
  )
  const notice = await world.db.selectFrom('partnerships.agency_notice').select('id').executeTakeFirstOrThrow()
  const said = { version: '1', acknowledgedOn: '5/11/2026', words: 'The designated lead, by e-mail' }
  assert.equal((await post(paths.acknowledge('kent', notice.id), said)).status, 303)
  const visit = {
    visitedOn: '10/11/2026',
    met: 'Designated lead',
    what: 'Referrals',
    followUp: 'Send the guide',
    followUpOn: '1/12/2026',
  }
  assert.equal((await post(paths.visitAgency('kent', id), { ...visit, followUpOn: '' })).status, 400)
  assert.equal((await post(paths.visitAgency('kent', id), visit)).status, 303)
  const { page } = await get(paths.agency('kent', id), { role: 'analyst' })
  assert.match(page.text, /Relevant agency ?Yes/)
  assert.match(page.text, /Acknowledged on 5 November 2026: The designated lead, by e-mail/)
  assert.match(page.text, /To follow up by 1 December 2026: Send the guide/)
  const review = {
    reviewedOn: '20/11/2026',
    groupId: world.groups.board,
    whatChanged: 'Nothing changed.',
    nextDueOn: '',
  }
  assert.equal(
    (await post(paths.reviewAgencies('kent'), { ...review, nextDueOn: '1/1/2028' })).status,
    400,
    'yearly is within a year',
  )
  assert.equal((await post(paths.reviewAgencies('kent'), review)).status, 303)
  const { next_due_on: next } = await world.db
    .selectFrom('partnerships.agency_list_review')
    .select('next_due_on')
    .executeTakeFirstOrThrow()
  assert.equal(next, '2027-11-20')
  assert.equal((await get(paths.agency('kent', id), { role: 'business-manager', partnership: 'medway' })).status, 404)
})
