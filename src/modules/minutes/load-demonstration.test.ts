import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadDemonstrationMeetings } from '#modules/meetings/public.ts'
import { loadPacks } from '#modules/partnerships/public.ts'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { loadDemonstrationMinutes } from './load-demonstration.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../../../packs', name))

const written = async (db: Db) => ({
  minutes: await db
    .selectFrom('minutes.minute')
    .select(['meeting_id', 'state', 'version'])
    .orderBy('meeting_id')
    .execute(),
  lines: await db.selectFrom('minutes.line').select(['id', 'text', 'version']).orderBy('id').execute(),
  clashes: await db.selectFrom('minutes.clash').select(['id', 'merged_at']).execute(),
  decisions: await db
    .selectFrom('minutes.decision as decision')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'decision.partnership_id')
    .select(['decision.id', 'decision.is_invented as isInvented', 'partnership.slug', 'decision.title'])
    .orderBy('decision.id')
    .execute(),
  looks: await db.selectFrom('minutes.look').select(['id', 'due_on as dueOn', 'outcome']).orderBy('id').execute(),
  feedback: await db
    .selectFrom('minutes.feedback')
    .select(['id', 'group_id as groupId', 'quarter_on as quarterOn', 'state', 'is_invented as isInvented'])
    .orderBy('id')
    .execute(),
  circulars: await db.selectFrom('minutes.circular').select(['id', 'state', 'is_invented as isInvented']).execute(),
  answers: await db
    .selectFrom('minutes.cascade_agency as asked')
    .innerJoin('minutes.cascade as cascade', 'cascade.id', 'asked.cascade_id')
    .select(['asked.cascade_id as cascadeId', 'asked.answer', 'cascade.is_invented as isInvented'])
    .orderBy('asked.organisation_id')
    .execute(),
})

test(
  'the demonstration’s minutes say that they are invented, are mailed to nobody, and the same again changes nothing',
  { timeout: 240_000 },
  async (t) => {
    const db = await emptyDb(t)
    await loadPacks(db, packs, () => undefined, { withSamplePeople: true })
    await loadDemonstrationMeetings(db, testClock)
    await loadDemonstrationMinutes(db, testClock)
    const first = await written(db)

    assert.deepEqual(new Set(first.minutes.map(({ state }) => state)), new Set(['draft', 'agreed', 'published']))
    assert.ok(first.lines.length >= 15)
    assert.ok(first.clashes.length > 0)
    const kent = first.decisions.filter(({ slug }) => slug === 'kent')
    assert.equal(kent.length, 10)
    assert.ok(first.decisions.length - kent.length >= 2)
    const { looks } = first
    assert.ok(looks.some(({ outcome, dueOn }) => outcome === null && dueOn < testClock.today()))
    assert.ok(looks.some(({ outcome, dueOn }) => outcome === null && dueOn > testClock.today()))
    assert.ok(looks.some(({ outcome }) => outcome === 'working'))
    for (const each of [...first.decisions, ...first.feedback, ...first.circulars, ...first.answers])
      assert.equal(each.isInvented, true)

    const byGroup = Map.groupBy(first.feedback, ({ groupId }) => groupId)
    assert.ok(
      [...byGroup.values()].some(
        (each) =>
          each
            .map(({ state }) => state)
            .toSorted()
            .join() === 'draft,sent',
      ),
    )
    assert.deepEqual(
      first.circulars.map(({ state }) => state),
      ['sent'],
    )
    for (const asked of Map.groupBy(first.answers, ({ cascadeId }) => cascadeId).values())
      assert.equal(asked.filter(({ answer }) => answer !== null).length, Math.floor(asked.length / 2))

    const records = await db
      .selectFrom('thread.record')
      .where('kind', 'in', ['decision', 'feedback', 'circular', 'cascade', 'action', 'matter'])
      .select(['title', 'is_invented as isInvented'])
      .execute()
    assert.deepEqual(
      records.filter(({ isInvented }) => !isInvented),
      [],
    )
    assert.deepEqual(await db.selectFrom('platform.mail').select('id').execute(), [])

    await loadDemonstrationMinutes(db, testClock)
    assert.deepEqual(await written(db), first)
  },
)
