import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCalendar } from '#modules/duties/public.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import { isWorkingDay } from '#statute/working-days.ts'
import { answerProposal } from '../answer-proposal.ts'
import { assignPart } from '../assign-part.ts'
import { deliverPart, verifyPart } from '../deliver-part.ts'
import { findItem } from '../item-store.ts'
import { addEvidence, judgeImpact } from '../judge-impact.ts'
import type { Strength } from '../kinds.ts'
import { momentOf } from '../moving.ts'
import { trackerTasks } from '../public.ts'
import { actorAs, manager, police, proposed, scrutineer, trackerDb } from '../testing.ts'
import { lapseMissed } from './lapse-missed.ts'
import { recordRetest } from './record-retest.ts'
import { listWaiting } from './retest-store.ts'

/** A clock that a test moves on by days. */
function movingClock(from: string): Clock & { to: (day: string) => void } {
  let inner = fixedClock(`${from}T10:00:00Z`)
  return {
    now: () => inner.now(),
    today: () => inner.today(),
    to: (day) => void (inner = fixedClock(`${day}T10:00:00Z`)),
  }
}

const practice = (trueOn: string) => ({ kind: 'practice' as const, what: '18 of 20 files show it', trueOn })

test(
  'two years pass day by day, with two workers: re-tests fall due on working days, hold, fail and lapse, each once',
  { timeout: 300_000 },
  async (t) => {
    const db = await trackerDb(t)
    const clock = movingClock('2026-11-23')
    const team = await actorAs(db, manager)
    const owner = await actorAs(db, police)
    const other = await actorAs(db, scrutineer)
    const begun = async (title: string, strength: Strength, theme: string): Promise<string> => {
      const moment = momentOf(clock)
      const reference = await proposed(db, title, { theme, moment }, clock)
      const version = async () => (await findItem(db, team, reference))?.version ?? 0
      const measure = { kind: 'audit-question' as const, words: 'Is it so?' }
      must(
        await answerProposal(db, team, {
          reference,
          version: await version(),
          answer: 'accept',
          reason: null,
          strength,
          childWouldNotice: 'It',
          measure,
          repeats: [],
          moment,
        }),
      )
      must(
        await assignPart(db, team, {
          reference,
          version: await version(),
          officeId: owner.officeId ?? '',
          what: null,
          dueOn: '2027-01-29',
          groupId: null,
          moment,
        }),
      )
      must(
        await deliverPart(db, owner, {
          reference,
          partId: null,
          words: 'Done',
          verifierOfficeId: other.officeId ?? '',
          evidence: { kind: 'output', what: 'A form', trueOn: clock.today() },
          moment,
        }),
      )
      const part = await db
        .selectFrom('tracker.part as part')
        .innerJoin('tracker.item as item', 'item.id', 'part.item_id')
        .innerJoin('thread.record as record', 'record.id', 'item.record_id')
        .where('record.reference', '=', reference)
        .select('part.id')
        .executeTakeFirstOrThrow()
      must(await verifyPart(db, other, { reference, partId: part.id, verdict: 'verified', reason: null, moment }))
      must(await addEvidence(db, team, { reference, evidence: practice(clock.today()), moment }))
      must(await judgeImpact(db, team, { reference, version: await version(), reason: 'Seen', moment }))
      return reference
    }
    const held = await begun('Structure that holds', 'structure', 'A')
    const trained = await begun('Training that holds', 'train', 'B')
    const failed = await begun('Reminder that fails', 'remind', 'C')
    const missed = await begun('Policy that nobody tests', 'policy', 'D')
    const beside = await begun('More training of the same theme', 'train', 'B')
    const calendar = await findCalendar(db)
    const lapses: string[] = []
    const dueDays: Record<string, string[]> = {}
    for (let day = '2026-11-23'; day <= '2028-11-23'; day = addDays(day, 1)) {
      clock.to(day)
      const [one, two] = await Promise.all([lapseMissed(db, clock), lapseMissed(db, clock)])
      for (let n = 0; n < one + two; n += 1) lapses.push(day)
      const due = await listWaiting(db, team, addDays(day, 1))
      for (const retest of due.filter((each) => each.dueOn === day)) (dueDays[retest.reference] ??= []).push(day)
      if (day === due[0]?.dueOn) {
        const owed = (await trackerTasks(db, team, day)).filter((task) => task.key.includes(':re-test:'))
        assert.ok(
          owed.some((task) => task.dueOn === day),
          `what is due on ${day} is owed by the team`,
        )
      }
      for (const retest of due.filter((each) => each.reference !== missed)) {
        const item = await findItem(db, team, retest.reference)
        const result = retest.reference === failed ? 'failed' : 'holds'
        const given = {
          reference: retest.reference,
          version: item?.version ?? 0,
          retestId: retest.id,
          result,
          found: 'Looked',
          evidence: practice(day),
          moment: momentOf(clock),
        } as const
        must(await recordRetest(db, team, given))
      }
    }
    const stateOf = async (reference: string) => (await findItem(db, team, reference))?.state
    assert.equal(await stateOf(held), 'sustained', 'twelve and twenty-four months')
    assert.equal(await stateOf(trained), 'sustained')
    assert.equal(await stateOf(failed), 'in-progress', 'opened again')
    assert.equal(await stateOf(missed), 'lapsed')
    assert.deepEqual([dueDays[trained]?.length, dueDays[failed]?.length, dueDays[held]?.length], [3, 1, 2])
    assert.deepEqual(dueDays[beside], dueDays[trained], 'one theme is tested together')
    assert.equal(lapses.length, 1, 'lapsed once, with two workers each night')
    for (const day of Object.values(dueDays).flat())
      if (day <= calendar.lastDay) assert.ok(isWorkingDay(calendar, day), day)
    const events = await db
      .selectFrom('platform.audit_event')
      .where('name', 'in', ['tracker.lapsed', 'tracker.retest-recorded'])
      .select('name')
      .execute()
    assert.deepEqual(
      [events.filter((each) => each.name === 'tracker.lapsed').length, events.length],
      [1, 1 + 3 + 3 + 1 + 2],
    )
    const sentence = await db
      .selectFrom('tracker.item')
      .where('state', '=', 'lapsed')
      .select('state_reason')
      .executeTakeFirstOrThrow()
    assert.match(sentence.state_reason ?? '', /was not done within 40 working days/)
  },
)
