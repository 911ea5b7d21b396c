import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installation, type Actor } from '#platform/actor.ts'
import { must } from '#platform/command.ts'
import { addToPlan } from './change-plan.ts'
import { challengeProgress } from './challenge-progress.ts'
import { enterFigure } from './enter-figure.ts'
import { judgeProgress } from './judge-progress.ts'
import { permissions } from './permissions.ts'
import { beginProject } from './projects/write-project.ts'
import { addProjectReport, addStage } from './projects/write-steps.ts'
import { listJudgementsDue, tasksFor } from './tasks.ts'
import { anAgreedPlan, slug, world, type World } from './testing.ts'

const today = '2026-11-22'
const at = new Date('2026-11-22T10:00:00Z')

/** An office of the world as it acts, with the permissions that its role gives. */
async function acting(
  { partnerships, officeOf }: World,
  name: string,
  role: string,
  authorities: string[] = [],
): Promise<Actor> {
  const { officeId, personId } = await officeOf(name)
  const granted = Object.entries(permissions).filter(([, roles]) => (roles as readonly string[]).includes(role))
  const base = installation(
    { id: partnerships.kent, slug: 'kent', name: 'KENT' },
    granted.map(([permission]) => permission),
  )
  return { ...base, personId, officeId, role, authorities: new Set(authorities) }
}

const lines = async (site: World, actor: Actor, day = today) =>
  (await tasksFor(site.db, actor, day)).map(({ key, dueOn, startOn }) => [key, dueOn, startOn ?? null])

test('judgements fall due by the rhythm, move when one is made, and before the meeting when the group meets', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const analyst = await acting(site, 'Ann Analyst', 'analyst')
  assert.deepEqual(await lines(site, analyst), [[`${priority}:judge`, '2026-07-01', '2026-06-03']])
  must(
    await judgeProgress(site.db, site.kent, {
      slug,
      reference: priority,
      definitionKey: 'not-started',
      judgedOn: '2026-10-15',
      reasoning: 'Nothing was begun',
      groupId: site.groupId,
      evidence: [],
      records: [],
      today,
      at,
    }),
  )
  assert.deepEqual(await lines(site, analyst), [[`${priority}:judge`, '2027-01-15', '2026-12-18']])
  // The group that judges has it for its agenda, from the day on which its meeting comes near enough.
  const forAgenda = async (groupId: string, by: string) =>
    (await listJudgementsDue(site.db, site.kent, groupId, by, today)).map((one) => [
      one.reference,
      one.dueOn,
      one.lastOn,
    ])
  assert.deepEqual(await forAgenda(site.groupId, '2027-01-14'), [])
  assert.deepEqual(await forAgenda(site.groupId, '2027-01-15'), [[priority, '2027-01-15', '2026-10-15']])
  assert.deepEqual(await forAgenda(crypto.randomUUID(), '2027-01-15'), [])
  const { id } = await site.db
    .insertInto('thread.record')
    .values({
      partnership_id: site.partnerships.kent,
      reference: 'KENT-MTG-2027-001',
      kind: 'meeting',
      title: 'Scrutiny',
      state: 'planned',
      page: '/meetings/1',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await site.db
    .insertInto('meetings.meeting')
    .values({
      record_id: id,
      reference: 'KENT-MTG-2027-001',
      partnership_id: site.partnerships.kent,
      group_id: site.groupId,
      kind: 'ordinary',
      title: 'Scrutiny',
      starts_at: '2027-01-20T09:00:00Z',
      ends_at: '2027-01-20T11:00:00Z',
    })
    .execute()
  assert.deepEqual(
    await lines(site, analyst),
    [[`${priority}:judge`, '2027-01-13', '2026-12-16']],
    'a week before it meets, under the same key',
  )
})

test('who owes a figure is the office that owns the measure, until it is entered', async (t) => {
  const site = await world(t)
  const { measure } = await anAgreedPlan(site)
  const lead = await acting(site, 'Dan Data', 'data-lead')
  assert.deepEqual(await lines(site, lead), [[`${measure}:figure`, '2026-07-01', '2026-06-17']])
  must(
    await enterFigure(site.db, lead, {
      slug,
      reference: measure,
      trueOn: '2026-09-30',
      value: 0,
      numerator: null,
      denominator: null,
      unknownReason: null,
      source: 'Audit',
      today,
      at,
    }),
  )
  assert.deepEqual(await lines(site, lead), [[`${measure}:figure`, '2026-12-30', '2026-12-16']])
  assert.deepEqual(await lines(site, await acting(site, 'Eve Executive', 'executive-member')), [])
  assert.deepEqual(await lines(site, lead, '2027-07-01'), [], 'three months after its end a plan asks for nothing')
})

test('a change waits for those whose seat decides, and not for whoever proposed it; a challenge waits for the team', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const analyst = await acting(site, 'Ann Analyst', 'analyst')
  const { changeId } = must(
    await addToPlan(site.db, analyst, {
      slug,
      kind: 'priority',
      under: null,
      wording: { title: 'Girls are safe', note: null, source: null, target: null, targetNote: null },
      measure: null,
      ownerOfficeId: null,
      dueOn: null,
      grounds: { effectiveOn: '2026-12-01', reason: 'Escalations', approval: null },
      today,
      at,
    }),
  )
  const change = [`${slug}:change:${changeId}`, '2026-12-01', null]
  assert.deepEqual(await lines(site, await acting(site, 'Dora Decider', 'delegated-partner', ['decide'])), [change])
  assert.deepEqual(await lines(site, await acting(site, 'Dora Decider', 'delegated-partner')), [], 'without authority')
  assert.ok(
    (await lines(site, await acting(site, 'Mary Manager', 'business-manager'))).some(([key]) => key === change[0]),
  )
  assert.ok(!(await lines(site, analyst)).some(([key]) => key === change[0]))
  const scrutineer = await acting(site, 'Sally Scrutineer', 'scrutineer')
  must(
    await challengeProgress(site.db, scrutineer, { slug, reference: priority, judgementId: null, words: 'Why?', at }),
  )
  assert.ok((await lines(site, analyst)).some(([key]) => String(key).startsWith(`${priority}:challenge:`)))
  assert.deepEqual(await lines(site, scrutineer), [])
})

test('stages and reports of a running project are owed by the office that owns it', async (t) => {
  const site = await world(t)
  const manager = await acting(site, 'Mary Manager', 'business-manager')
  const { reference } = must(
    await beginProject(site.db, manager, {
      title: 'Schools',
      scope: 'Find out',
      ownerOfficeId: manager.officeId ?? '',
      priorityId: null,
      startsOn: '2026-10-01',
      dueOn: null,
      today,
      at,
    }),
  )
  must(await addStage(site.db, manager, { reference, title: 'Ask', dueOn: '2026-12-10' }))
  must(await addStage(site.db, manager, { reference, title: 'No date', dueOn: null }))
  must(
    await addProjectReport(site.db, manager, { reference, title: 'What they say', groupId: null, dueOn: '2027-01-15' }),
  )
  const owed = await lines(site, manager)
  assert.deepEqual(
    owed.map(([, dueOn, startOn]) => [dueOn, startOn]),
    [
      ['2027-01-15', '2026-12-18'],
      ['2026-12-10', '2026-11-26'],
    ],
  )
  assert.deepEqual(await lines(site, await acting(site, 'Ann Analyst', 'analyst')), [])
  await site.db.updateTable('plan.project').set({ state: 'paused' }).execute()
  assert.deepEqual(await lines(site, manager), [], 'a paused project asks for nothing')
})
