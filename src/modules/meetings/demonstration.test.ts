import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadPacks } from '#modules/partnerships/public.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { loadDemonstrationMeetings } from './demonstration.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../../../packs', name))

test('a year of meetings for Kent and Medway, joint groups once, and the same again changes nothing', async (t) => {
  const db = await emptyDb(t)
  await loadPacks(db, packs, () => undefined, { withSamplePeople: true })
  await loadDemonstrationMeetings(db, testClock)
  const read = () =>
    db
      .selectFrom('meetings.meeting as m')
      .innerJoin('partnerships.group as g', 'g.id', 'm.group_id')
      .select([
        'm.id',
        'm.state',
        'm.is_invented as isInvented',
        'g.slug',
        'g.ownership',
        'g.operating',
        'm.starts_at as startsAt',
      ])
      .orderBy('m.id')
      .execute()
  const meetings = await read()
  assert.ok(meetings.every((meeting) => meeting.isInvented && meeting.operating !== 'no'))
  for (const [slug, count] of [
    ['mscp-executive-group', 6],
    ['mscp-case-file-audit', 4],
    ['mscp-accountable-officers', 2],
    ['kscmp-scrutiny-assurance-and-audit', 4],
  ] as const) {
    assert.equal(meetings.filter((meeting) => meeting.slug === slug).length, count, slug)
  }
  const joint = meetings.filter((meeting) => meeting.ownership === 'joint')
  assert.equal(new Set(joint.map((meeting) => `${meeting.slug} ${meeting.startsAt.toISOString()}`)).size, joint.length)
  assert.ok(
    meetings.some((meeting) => meeting.state === 'held') && meetings.some((meeting) => meeting.state === 'planned'),
  )
  await loadDemonstrationMeetings(db, testClock)
  assert.deepEqual(await read(), meetings)
})
