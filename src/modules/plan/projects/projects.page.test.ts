import assert from 'node:assert/strict'
import { test } from 'node:test'
import { projectPaths } from '../paths.ts'
import { anAgreedPlan, world, type World } from '../testing.ts'

async function beginning(site: World): Promise<Record<string, string>> {
  const { officeId } = await site.officeOf('Mary Manager')
  return {
    title: 'How schools hear from us',
    scope: 'Find out and propose one way',
    ownerOffice: officeId,
    priority: '',
    startsOn: '1 October 2026',
    dueOn: '31 March 2027',
  }
}
const begun = async (site: World, more: Record<string, string> = {}): Promise<string> => {
  const { status, location, page } = await site.post(projectPaths.begin(), { ...(await beginning(site)), ...more })
  assert.equal(status, 303, page.text)
  return location.replace(/^\/projects\/|\?.*$/g, '')
}

test('a project asks for its scope, owner and priority, says each mistake and keeps nothing', async (t) => {
  const site = await world(t)
  assert.match((await site.get(projectPaths.list())).page.text, /There is no such project. Begin one/)
  const form = await beginning(site)
  const wrong = await site.post(projectPaths.begin(), { ...form, scope: '', ownerOffice: '' })
  assert.equal(wrong.status, 400)
  assert.equal(
    wrong.page.getByRole('link', { name: 'Enter what it is to find out or change' }).getAttribute('href'),
    '#scope',
  )
  assert.equal(
    wrong.page.getByRole('textbox', { name: 'What is it called?' }).getAttribute('value'),
    'How schools hear from us',
  )
  assert.ok(
    (await site.post(projectPaths.begin(), { ...form, dueOn: '1/9/2026' })).page.getByRole('link', {
      name: 'It must end after it starts',
    }),
  )
  assert.ok(
    (
      await site.post(projectPaths.begin(), { ...form, priority: '00000000-0000-7000-8000-000000000000' })
    ).page.getByRole('link', { name: 'Select one of the priorities of a plan' }),
  )
  assert.deepEqual(await site.db.selectFrom('plan.project').select('id').execute(), [])
  assert.equal((await site.get(projectPaths.begin(), { role: 'data-lead' })).status, 403)
})

test('a project serves a priority in the thread, is told to its partnership alone, and follows a changed priority', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const item = await site.db
    .selectFrom('plan.item')
    .where('kind', '=', 'priority')
    .select(['id', 'record_id'])
    .executeTakeFirstOrThrow()
  const reference = await begun(site, { priority: item.id })
  assert.match(reference, /^KENT-PRO-2026-001$/)
  const { page } = await site.get(projectPaths.show(reference), { role: 'data-lead' })
  // In its line of what it serves, and in the thread's arrows.
  const served = page.getAllByRole('link', { name: 'Babies are safer' }).map((link) => link.getAttribute('href') ?? '')
  assert.equal(served.length, 2)
  for (const href of served) assert.match(href, new RegExp(`${priority}$`))
  assert.equal(page.queryByRole('link', { name: 'Change it' }), null)
  assert.equal(
    (await site.get(projectPaths.show(reference), { role: 'business-manager', partnership: 'medway' })).status,
    404,
  )
  const serves = () =>
    site.db
      .selectFrom('thread.link')
      .where('relation', '=', 'serves')
      .where('to_id', '=', item.record_id ?? '')
      .select('from_id')
      .execute()
  assert.equal((await serves()).length, 2, 'the outcome and the project')
  const edited = { ...(await beginning(site)), title: 'How schools and we talk', version: '1' }
  assert.equal((await site.post(projectPaths.edit(reference), edited)).status, 303)
  assert.equal((await serves()).length, 1)
  assert.equal((await site.post(projectPaths.edit(reference), edited)).status, 409)
  const events = await site.db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'plan.project%')
    .orderBy('id')
    .select('name')
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    ['plan.project-begun', 'plan.project-changed'],
  )
})

test('stages and reports are added, done once, and say when they are late', async (t) => {
  const site = await world(t)
  const reference = await begun(site)
  assert.ok(
    (await site.post(projectPaths.stage(reference), { title: '', dueOn: '' })).page.getByRole('link', {
      name: 'Enter what the stage is',
    }),
  )
  assert.equal(
    (await site.post(projectPaths.stage(reference), { title: 'Ask schools', dueOn: '1 November 2026' })).status,
    303,
  )
  const { page } = await site.get(projectPaths.show(reference))
  assert.match(page.text, /Ask schools: Due 1 November 2026 \(21 days late\) Late/)
  const stage = page.getByRole('link', { name: 'It is done: Ask schools' }).getAttribute('href') ?? ''
  assert.ok(
    (await site.post(stage, { doneOn: '1/1/2027' })).page.getByRole('link', { name: 'Date must be today or earlier' }),
  )
  assert.equal((await site.post(stage, { doneOn: '20 November 2026' })).status, 303)
  assert.equal((await site.post(stage, { doneOn: '20 November 2026' })).status, 404)
  assert.equal(
    (
      await site.post(projectPaths.report(reference), {
        title: 'What schools say',
        group: site.groupId,
        dueOn: '1 December 2026',
      })
    ).status,
    303,
  )
  const second = await site.get(projectPaths.show(reference))
  assert.match(second.page.text, /Done on 20 November 2026; was due 1 November 2026/)
  const report = second.page.getByRole('link', { name: 'It was given: What schools say' }).getAttribute('href') ?? ''
  assert.ok(
    (await site.post(report, { givenOn: '20/11/2026', summary: '' })).page.getByRole('link', {
      name: 'Enter what it said',
    }),
  )
  assert.equal(
    (await site.post(report, { givenOn: '20/11/2026', summary: 'Most did not know whom to ask' })).status,
    303,
  )
  assert.match(
    (await site.get(projectPaths.show(reference))).page.text,
    /to Scrutiny Group: Given on 20 November 2026. Most did not know whom to ask/,
  )
  assert.equal((await site.get(projectPaths.stageDone(reference, 'nonsense'))).status, 404)
})

test('a project is paused with why, goes on, ends with what came of it, and is over then', async (t) => {
  const site = await world(t)
  const reference = await begun(site)
  const move = projectPaths.move(reference)
  const form = {
    to: 'paused',
    movedOn: '10 November 2026',
    words: 'A new Executive must agree its scope',
    version: '1',
  }
  assert.ok(
    (await site.post(move, { ...form, words: '' })).page.getByRole('link', { name: 'Enter why, or what came of it' }),
  )
  assert.ok(
    (await site.post(move, { ...form, to: 'running' })).page.getByRole('link', { name: /It cannot become that/ }),
  )
  assert.ok(
    (await site.post(move, { ...form, movedOn: '1/9/2026' })).page.getByRole('link', {
      name: 'Date must not be before the project began',
    }),
  )
  assert.equal((await site.post(move, form)).status, 303)
  assert.match(
    (await site.get(projectPaths.show(reference))).page.text,
    /Paused since 10 November 2026: A new Executive must agree its scope/,
  )
  assert.equal((await site.post(move, { ...form, to: 'running', words: 'Agreed', version: '1' })).status, 409)
  assert.equal((await site.post(move, { ...form, to: 'running', words: 'Agreed', version: '2' })).status, 303)
  assert.equal((await site.post(move, { ...form, to: 'ended', words: 'One letter a term', version: '3' })).status, 303)
  const { page } = await site.get(projectPaths.show(reference))
  assert.match(page.text, /What came of it: One letter a term/)
  assert.equal((await site.get(move)).status, 404)
  assert.equal((await site.get(projectPaths.stage(reference))).status, 404)
})

test('a recommendation of a project goes into the tracker and came from the project', async (t) => {
  const site = await world(t)
  const reference = await begun(site)
  assert.ok(
    (await site.post(projectPaths.recommend(reference), { title: '', raisedOn: '20/11/2026' })).page.getByRole('link', {
      name: 'Enter the recommendation',
    }),
  )
  assert.equal(
    (await site.post(projectPaths.recommend(reference), { title: 'Send one letter a term', raisedOn: '20/11/2026' }))
      .status,
    303,
  )
  const { page } = await site.get(projectPaths.show(reference))
  const made = page.getAllByRole('link', { name: 'Send one letter a term' })
  assert.equal(made.length, 2)
  for (const link of made) assert.match(link.getAttribute('href') ?? '', /KENT-REC-2026-001$/)
  const link = await site.db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as project', 'project.id', 'link.to_id')
    .where('link.relation', '=', 'came from')
    .select('project.reference')
    .executeTakeFirstOrThrow()
  assert.equal(link.reference, reference)
})
