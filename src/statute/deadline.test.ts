import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addCalendarDays } from './calendar-date.ts'
import { deadline } from './deadline.ts'
import { isDated } from './duty-counting.ts'
import { dutyPack } from './duty-packs.ts'
import { shipped } from './testing.ts'
import { isWorkingDay } from './working-days.ts'

const notCounted =
  'the day given, which is not counted: Monday to Friday without the bank holidays of England and Wales'
const counted =
  'the day given, which is counted as the first if it is one: Monday to Friday without the bank holidays of England and Wales'
const ask = (sent: Record<string, unknown>) => deadline(sent, shipped)
const duty = (rule: string, anchors: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  ask({ rule, anchors, ...rest })
const refused = (sent: Record<string, unknown>, message: string) =>
  assert.throws(() => deadline(sent, shipped), { name: 'RangeError', message }, message)

test('working days are counted from a day, either way, with or without the day itself', () => {
  assert.deepEqual(ask({ rule: 'working-days', from: '2026-12-24', days: 5 }), {
    due: '2027-01-05',
    paragraph: `Working days after ${notCounted}`,
    certainty: 'inferred',
    pack: 'WT2026',
  })
  assert.deepEqual(ask({ rule: 'working-days', from: '2022-09-16', days: 5, countsTriggerDay: true }), {
    due: '2022-09-23',
    paragraph: `Working days after ${counted}`,
    certainty: 'inferred',
    pack: 'WT2018',
  })
  assert.deepEqual(ask({ rule: 'working-days-before', from: '2024-04-02', days: 7, countsTriggerDay: false }), {
    due: '2024-03-20',
    paragraph: `Working days before ${notCounted}`,
    certainty: 'inferred',
    pack: 'WT2023',
  })
  assert.deepEqual(ask({ rule: 'working-days-before', from: '2024-04-02', days: 7, countsTriggerDay: true }), {
    due: '2024-03-21',
    paragraph: `Working days before ${counted}`,
    certainty: 'inferred',
    pack: 'WT2023',
  })
})

test('the two general rules know no edition before July 2018, and keep the one that is given', () => {
  const packOf = (from: string, guidance?: unknown) => ask({ rule: 'working-days', from, days: 1, guidance }).pack
  assert.equal(packOf('2018-07-03'), null)
  assert.equal(packOf('2018-07-04'), 'WT2018')
  assert.equal(packOf('2018-07-03', 'WT2018'), 'WT2018')
  assert.equal(packOf('2026-08-03', 'WT2023'), 'WT2023')
  assert.equal(packOf('2026-08-03', null), 'WT2026')
})

test('the named duties of the contract', () => {
  assert.deepEqual(duty('serious-incident-notification', { aware: '2025-12-18' }), {
    due: '2025-12-29',
    paragraph:
      'Children Act 2004 s.16C(1); Working Together 2023, chapter 5, paragraph not read; restated in the procedures of North East Lincolnshire and of St Helens',
    certainty: 'seen',
    pack: 'WT2023',
  })
  assert.deepEqual(duty('practice-review', { decided: '2023-08-31' }), {
    due: '2024-02-29',
    paragraph: 'Working Together 2018, chapter 4, paragraph not read',
    certainty: 'known',
    pack: 'WT2018',
  })
  assert.deepEqual(duty('practice-review-copies', { publication: '2026-06-01' }), {
    due: '2026-05-20',
    paragraph:
      'Working Together 2023, chapter 5, paragraph not read; SI 2018/789, regulation not read; taken to be unchanged under Working Together 2026, which was not read',
    certainty: 'inferred',
    pack: 'WT2026',
  })
  assert.deepEqual(duty('yearly-report', { periodEnd: '2024-03-31' }), {
    due: '2024-09-30',
    paragraph:
      'Children Act 2004 s.16G(7); Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2',
    certainty: 'seen',
    pack: 'WT2023',
  })
})

test('a rapid review has two published readings, and the day of each follows from what is known', () => {
  const byNotification =
    'Working Together 2023, chapter 5, paragraph not read; counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025'
  const byAwareness =
    'Working Together 2023, chapter 5, paragraph not read; counted from becoming aware of the incident'
  const both = duty('rapid-review', { notified: '2024-03-22', aware: '2024-03-15' })
  assert.deepEqual(both, {
    due: '2024-04-16',
    stricter: '2024-04-09',
    paragraph: byNotification,
    certainty: 'seen',
    pack: 'WT2023',
  })
  assert.deepEqual(duty('rapid-review', { notified: '2024-03-22' }), {
    due: '2024-04-16',
    paragraph: byNotification,
    certainty: 'seen',
    pack: 'WT2023',
  })
  for (const anchors of [{ aware: '2024-03-22' }, { aware: '2024-03-22', notified: null }])
    assert.deepEqual(duty('rapid-review', anchors), {
      due: '2024-04-16',
      paragraph: byAwareness,
      certainty: 'known',
      pack: 'WT2023',
    })
})

test('the death of a child has two published readings from the same day', () => {
  const { due, stricter, paragraph } = duty('child-death-notification', { died: '2024-12-24' })
  assert.equal(due, '2024-12-26')
  assert.equal(stricter, '2024-12-25')
  assert.equal(paragraph, 'Child Death Review Statutory and Operational Guidance 2018, paragraph not read')
})

test('every clock that gives a day can be asked for by its rule', () => {
  const from = '2026-11-02'
  const table: Record<string, string> = {
    'serious-incident-notification': '2026-11-09',
    'safeguarding-partners-notification': '2026-11-09',
    'looked-after-child-death-notification': '2026-11-09',
    'rapid-review': '2026-11-23',
    'panel-response': '2026-11-12',
    'practice-review': '2027-05-02',
    'practice-review-copies': '2026-10-22',
    'yearly-report': '2027-09-30',
    'yearly-report-copies': '2026-11-09',
    'child-death-notification': '2026-11-04',
    'child-death-review': '2027-05-02',
    'joint-inspection-notice': '2026-11-13',
    'written-statement-of-action': '2027-02-11',
    'section-11-return': '2027-02-02',
    'referral-decision': '2026-11-03',
    assessment: '2027-01-07',
    'initial-child-protection-conference': '2026-11-23',
    'first-child-protection-review': '2027-02-02',
    'later-child-protection-review': '2027-05-02',
    'personal-data-breach': '2026-11-05',
    'subject-access-request': '2026-12-02',
    'freedom-of-information-request': '2026-11-30',
    'accessibility-statement': '2027-11-02',
  }
  for (const id of ['WT2018', 'WT2023', 'WT2026'] as const) {
    const dated = dutyPack(id).clocks.filter(({ readings }) => isDated(readings[0].counts))
    assert.deepEqual(
      Object.fromEntries(
        dated.map(({ rule, readings }) => {
          const answer = duty(rule, { [readings[0].anchor]: from }, { guidance: id })
          assert.equal(answer.pack, id)
          assert.equal(answer.paragraph, readings[0].paragraph)
          assert.equal(answer.certainty, readings[0].certainty)
          return [rule, answer.due]
        }),
      ),
      table,
    )
  }
})

test('the edition is the one given, or the one in force on the day counted from', () => {
  const packOf = (aware: string, guidance?: string) =>
    duty('serious-incident-notification', { aware }, { guidance }).pack
  assert.equal(packOf('2018-07-04'), 'WT2018')
  assert.equal(packOf('2023-12-14'), 'WT2018')
  assert.equal(packOf('2023-12-15'), 'WT2023')
  assert.equal(packOf('2026-03-18'), 'WT2023')
  assert.equal(packOf('2026-03-19'), 'WT2026')
  assert.equal(packOf('2026-08-03', 'WT2018'), 'WT2018')
  assert.equal(packOf('2018-07-03', 'WT2018'), 'WT2018')
  const early = { notified: '2024-01-02', aware: '2023-12-12' }
  assert.equal(duty('rapid-review', early).pack, 'WT2023')
  assert.equal(duty('rapid-review', { ...early, notified: undefined }).pack, 'WT2018')
})

test('fields that a rule does not use are passed over', () => {
  assert.equal(
    duty(
      'serious-incident-notification',
      { aware: '2026-08-03', notified: '2026-02-30', incident: 'yesterday' },
      { from: 'never', days: -1, countsTriggerDay: 'yes', colour: 'red' },
    ).due,
    '2026-08-10',
  )
  assert.equal(ask({ rule: 'working-days', from: '2026-08-03', days: 5, anchors: 'none' }).due, '2026-08-10')
})

test('the result holds exactly what the contract says, whatever else the case holds', () => {
  assert.deepEqual(duty('practice-review', { decided: '2026-08-31' }, { guidance: 'WT2026', id: 'a', note: 'b' }), {
    due: '2027-02-28',
    paragraph:
      'Working Together 2023, chapter 5, paragraph not read; taken to be unchanged under Working Together 2026, which was not read',
    certainty: 'inferred',
    pack: 'WT2026',
  })
})

test('a refusal is one sentence that names the field', () => {
  const days = { id: 'A7', rule: 'working-days', from: '2026-08-03', days: 5 }
  const sin = { id: 'A7', rule: 'serious-incident-notification' }
  const review = { id: 12, rule: 'rapid-review' }
  const table: [Record<string, unknown>, string][] = [
    [{ id: 'A7' }, `rule: is missing`],
    [{ id: 'A7', rule: 'tea-time' }, `rule: 'tea-time' is not known`],
    [{ id: 'A7', rule: 5 }, `rule: 5 is not known`],
    [{ id: 'A7', rule: 'constructor' }, `rule: 'constructor' is not known`],
    [{ id: 'A7', rule: ['working-days'] }, `rule: ["working-days"] is not known`],
    [
      { id: 'A7', rule: 'practice-review-decision', anchors: { decided: '2026-08-03' } },
      `rule: practice-review-decision gives no day to work out. At once: there is no day to work out.`,
    ],
    [
      { id: 'A7', rule: 'care-leaver-death-notification', guidance: 'WT2018' },
      `rule: care-leaver-death-notification gives no day to work out. This edition does not ask it: it was added in 2023.`,
    ],
    [{ ...days, from: undefined }, `from: is missing`],
    [{ ...days, from: null }, `from: is missing`],
    [{ ...days, from: '2026-02-30' }, `from: '2026-02-30' is not a date`],
    [{ ...days, from: '03/08/2026' }, `from: '03/08/2026' is not a date`],
    [{ ...days, from: 20260803 }, `from: 20260803 is not a date`],
    [{ ...days, from: ['2026-08-03'] }, `from: ["2026-08-03"] is not a date`],
    [{ ...days, days: undefined }, `days: is missing`],
    [{ ...days, days: 0 }, `days: 0 is not a whole number, 1 or more`],
    [{ ...days, days: -5 }, `days: -5 is not a whole number, 1 or more`],
    [{ ...days, days: 1.5 }, `days: 1.5 is not a whole number, 1 or more`],
    [{ ...days, days: '5' }, `days: '5' is not a whole number, 1 or more`],
    [{ ...days, countsTriggerDay: 'yes' }, `countsTriggerDay: 'yes' is not true or false`],
    [{ ...days, countsTriggerDay: 0 }, `countsTriggerDay: 0 is not true or false`],
    [{ ...days, guidance: 'WT2015' }, `guidance: 'WT2015' is not an edition known here (WT2018, WT2023, WT2026)`],
    [{ ...sin, guidance: {} }, `guidance: {} is not an edition known here (WT2018, WT2023, WT2026)`],
    [
      { ...days, from: '2028-12-29' },
      `from: the calendar of working days ends on 31 December 2028; a day beyond it is not guessed`,
    ],
    [
      { ...days, from: '2029-01-02' },
      `from: the calendar of working days ends on 31 December 2028; a day beyond it is not guessed`,
    ],
    [
      { ...days, rule: 'working-days-before', from: '2012-01-05' },
      `from: the calendar of working days begins on 1 January 2012; a day before it is not guessed`,
    ],
    [sin, `anchors.aware: is missing`],
    [{ ...sin, anchors: null }, `anchors.aware: is missing`],
    [{ ...sin, anchors: {} }, `anchors.aware: is missing`],
    [{ ...sin, anchors: { aware: null } }, `anchors.aware: is missing`],
    [{ ...sin, anchors: Object.create({ aware: '2026-08-03' }) }, `anchors.aware: is missing`],
    [{ ...sin, anchors: '2026-08-03' }, `anchors: '2026-08-03' does not name any day`],
    [{ ...sin, anchors: ['2026-08-03'] }, `anchors: ["2026-08-03"] does not name any day`],
    [
      { ...sin, anchors: { incident: '2026-08-03' } },
      `anchors.aware: is missing; 'incident' is of no use to serious-incident-notification`,
    ],
    [
      { ...sin, anchors: { aware: null, incident: '2026-08-03' } },
      `anchors.aware: is missing; 'incident' is of no use to serious-incident-notification`,
    ],
    [{ ...sin, anchors: { aware: '2026-02-30' } }, `anchors.aware: '2026-02-30' is not a date`],
    [{ ...sin, anchors: { aware: '' } }, `anchors.aware: '' is not a date`],
    [{ ...sin, anchors: { aware: {} } }, `anchors.aware: {} is not a date`],
    [
      { ...sin, anchors: { aware: '2018-07-03' } },
      `anchors.aware: 3 July 2018 is before the first edition known here (4 July 2018); name the guidance`,
    ],
    [
      { ...sin, anchors: { aware: '2028-12-22' } },
      `anchors.aware: the calendar of working days ends on 31 December 2028; a day beyond it is not guessed`,
    ],
    [
      { ...sin, anchors: { aware: '2011-12-30' }, guidance: 'WT2018' },
      `anchors.aware: the calendar of working days begins on 1 January 2012; a day before it is not guessed`,
    ],
    [review, `anchors.notified or anchors.aware: is missing`],
    [
      { ...review, anchors: { sent: '2026-08-03' } },
      `anchors.notified or anchors.aware: is missing; 'sent' is of no use to rapid-review`,
    ],
    [
      { ...review, anchors: { notified: '2026-08-03', aware: '2026-02-30' } },
      `anchors.aware: '2026-02-30' is not a date`,
    ],
    [
      { ...review, anchors: { notified: '2026-02-30', aware: '2026-08-03' } },
      `anchors.notified: '2026-02-30' is not a date`,
    ],
    [
      { ...review, anchors: { notified: '2018-07-10', aware: '2011-12-01' } },
      `anchors.aware: the calendar of working days begins on 1 January 2012; a day before it is not guessed`,
    ],
    [
      { id: 'x', rule: 'practice-review', anchors: { decided: '9999-12-01' } },
      `anchors.decided: a day outside the years 0 to 9999 cannot be written`,
    ],
    [{ ...days, from: 'x'.repeat(61) }, `from: '${'x'.repeat(60)}…' is not a date`],
    [{ ...days, from: 'x'.repeat(60) }, `from: '${'x'.repeat(60)}' is not a date`],
    [{ ...days, from: 'one\ntwo\u2028three\u2029four' }, `from: 'one two three four' is not a date`],
    [{ ...days, id: 'A\n7', days: 0 }, `days: 0 is not a whole number, 1 or more`],
    [{ ...days, from: Array.from({ length: 40 }, () => 1) }, `from: [${'1,'.repeat(29)}1… is not a date`],
  ]
  for (const [sent, message] of table) refused(sent, message)
})

test('calendar rules need no calendar: they answer beyond its end and on weekends', () => {
  assert.equal(duty('practice-review', { decided: '2031-06-25' }).due, '2031-12-25')
  assert.equal(duty('yearly-report', { periodEnd: '2030-09-30' }).due, '2031-09-30')
  assert.equal(duty('yearly-report-copies', { published: '2030-09-30' }).due, '2030-10-07')
  assert.equal(duty('practice-review', { decided: '2026-06-26' }).due, '2026-12-26')
  assert.equal(isWorkingDay(shipped, '2026-12-26'), false)
})

test('a later day never gives an earlier deadline, and a later notification never an earlier stricter day', () => {
  const day = fc.integer({ min: 0, max: 3500 }).map((days) => addCalendarDays('2018-07-04', days))
  fc.assert(
    fc.property(day, day, fc.constantFrom('rapid-review', 'serious-incident-notification'), (one, other, rule) => {
      const [first, second] = [duty(rule, { aware: one }), duty(rule, { aware: other })]
      assert.equal(first.due <= second.due, one <= other || first.due === second.due)
      assert.ok(isWorkingDay(shipped, first.due))
    }),
  )
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 20 }), (aware, after) => {
      const notified = addCalendarDays(aware, after)
      const { due, stricter } = duty('rapid-review', { aware, notified })
      assert.equal(stricter, duty('rapid-review', { aware }).due)
      assert.equal(due, duty('rapid-review', { notified }).due)
      assert.ok(stricter !== undefined && stricter <= due)
    }),
  )
})

test('whatever JSON is sent, the answer is a deadline or one sentence', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom('2026-08-03', 'rapid-review', 'working-days', 'WT2023', 5))
  const sent = fc.oneof(
    fc.object(),
    fc.record(
      {
        id: field,
        rule: field,
        from: field,
        days: field,
        anchors: fc.oneof(field, fc.record({ aware: field, notified: field }, { requiredKeys: [] })),
        guidance: field,
        countsTriggerDay: field,
      },
      { requiredKeys: [] },
    ),
  )
  fc.assert(
    fc.property(sent, (value) => {
      try {
        assert.match(deadline(value ?? {}, shipped).due, /^\d{4}-\d{2}-\d{2}$/)
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error))
        assert.match(error.message, /^[^\n\r]+$/)
      }
    }),
    { numRuns: 1000 },
  )
})
