import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillSeat } from '#modules/partnerships/keeping/fill-seat.ts'
import { arrangementsWorld } from '#modules/partnerships/keeping/testing.ts'
import { actingAs } from '#platform/db/acting.ts'
import { site } from '#test/support/site.ts'
import { groupPaths as paths } from '../paths.ts'
import { permissions } from '../permissions.ts'
import { tasksFor } from '../tasks.ts'

const manager = { role: 'business-manager' }
const medway = { role: 'business-manager', partnership: 'medway' }

test('terms of a joint group: proposed, approved, in force, compared line by line, the same for both owners', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, manager)
  const propose = paths.proposeTerms('kent', 'joint')
  const empty = await post(propose, { body: '', whatChanged: '' })
  assert.equal(empty.status, 400)
  assert.equal(empty.page.getByRole('link', { name: 'Enter the terms of reference' }).getAttribute('href'), '#body')
  const first = await post(propose, { body: 'Purpose\nMeets quarterly', whatChanged: 'First version' })
  assert.equal(first.status, 303, first.page.text)
  assert.match(first.location, /^\/terms\/KENT-TOR-2026-001$/)
  const approve = paths.approveTerms('KENT-TOR-2026-001')
  const approval = { version: '1', approvedBy: world.groups.board, approvedOn: '22/11/2026', inForceFrom: '22/11/2026' }
  assert.equal((await post(approve, { ...approval, inForceFrom: '1/11/2026' })).status, 400)
  assert.equal((await post(approve, approval)).status, 303)
  assert.equal((await post(approve, approval)).status, 409)
  assert.match(
    (await get(paths.terms('medway', 'joint'), medway)).page.text,
    /In force: version 1, from 22 November 2026 ?Purpose/,
  )
  const second = await post(
    paths.proposeTerms('medway', 'joint'),
    { body: 'Purpose\nMeets monthly', whatChanged: 'Meets more often' },
    medway,
  )
  assert.equal(second.status, 303, second.page.text)
  const { page } = await get(`${paths.compareTerms('kent', 'joint')}?from=1&to=2`)
  assert.match(page.text, /Only in version 1 ?Meets quarterly/)
  assert.match(page.text, /Only in version 2 ?Meets monthly/)
  assert.equal((await get(`${paths.compareTerms('kent', 'joint')}?from=1&to=9`)).status, 404)
  assert.equal((await get(paths.terms('kent', 'board'), medway)).status, 404, 'another partnership’s group')
  assert.equal((await post(propose, { body: 'x', whatChanged: 'x' }, { role: 'analyst' })).status, 403)
  const links = await world.db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as record', 'record.id', 'link.from_id')
    .where('record.kind', '=', 'terms')
    .orderBy('link.relation')
    .select('link.relation')
    .execute()
  assert.ok(links.some(({ relation }) => relation === 'supersedes'))
})

test('a recurring duty is owed by the chair’s office, done with a note, and due again by itself', async (t) => {
  const world = await arrangementsWorld(t)
  const { get, post } = await site(t, world.db, manager)
  const add = paths.addDuty('kent', 'joint')
  const duty = { words: 'Review the MASH manual', everyMonths: '12', nextDueOn: '1/12/2026', source: 'Arrangements' }
  assert.equal((await post(add, { ...duty, everyMonths: 'yearly' })).status, 400)
  assert.equal((await post(add, duty)).status, 303)
  const { id } = await world.db.selectFrom('groups.duty').select('id').executeTakeFirstOrThrow()
  const rights = (role: keyof typeof permissions) => role
  const owedBy = async (name: string, today: string) => {
    const actor = { ...(await world.actor(name)), permissions: new Set([rights('groups.do-duty')]) }
    return actingAs(actor, () => tasksFor(world.app, actor, today))
  }
  assert.equal((await owedBy('Mary Manager', '2026-11-22')).length, 1, 'no office chairs yet')
  const seated = {
    groupId: world.groups.joint,
    seatId: world.seats.jointKent,
    officeId: await world.officeOf('Pat Police'),
    isDeputy: false,
    startsOn: '2026-11-22',
    endsOn: null,
    replaces: false,
    today: '2026-11-22',
  }
  assert.ok((await fillSeat(world.app, await world.actor('Mary Manager'), seated)).ok)
  assert.equal((await owedBy('Mary Manager', '2026-11-22')).length, 0)
  const [owed] = await owedBy('Pat Police', '2026-11-22')
  assert.deepEqual(
    [owed?.key, owed?.dueOn, owed?.what],
    [`duty-${id}:done`, '2026-12-01', 'Joint Group: Review the MASH manual'],
  )
  const path = paths.doDuty('kent', 'joint', id)
  const fields = { version: '1', doneOn: '20/11/2026', note: 'Version 7, minuted' }
  assert.equal((await post(path, fields, { role: 'group-chair' })).status, 403, 'a chair of another group')
  assert.equal((await post(path, { ...fields, doneOn: '23/11/2026' }, { role: 'group-member' })).status, 400)
  assert.equal((await post(path, fields, { role: 'group-member' })).status, 303)
  assert.equal((await post(path, fields, { role: 'group-member' })).status, 409, 'done once')
  const { page } = await get(paths.duties('kent', 'joint'), { role: 'analyst' })
  assert.match(page.text, /Next due 1 December 2027/)
  assert.match(page.text, /Done on 20 November 2026 \(due 1 December 2026\) by Pat Police’s office: Version 7, minuted/)
  assert.deepEqual(await owedBy('Pat Police', '2027-10-01'), [])
  assert.equal((await owedBy('Pat Police', '2027-11-01')).length, 1)
  assert.equal((await get(paths.duties('kent', 'joint'), medway)).status, 404)
})
