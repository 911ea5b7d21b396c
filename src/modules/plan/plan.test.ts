import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  everyItem,
  figureDue,
  gapsOf,
  judgementDue,
  nextPeriod,
  planAsAt,
  planPeriod,
  slugOf,
  usualDay,
  type Change,
  type ChangeKind,
  type ChangeState,
  type Item,
  type ItemKind,
} from './plan.ts'

const item = (id: string, kind: ItemKind, parentId: string | null = null, position = 1): Item => ({
  id,
  kind,
  parentId,
  position,
  recordId: id,
  reference: id.toUpperCase(),
})
let seq = 0
const change = (
  itemId: string,
  kind: ChangeKind,
  effectiveOn: string,
  title: string | null,
  { state = 'approved', isDrafting = false }: { state?: ChangeState; isDrafting?: boolean } = {},
): Change => ({
  id: `c${(seq += 1)}`,
  seq,
  itemId,
  kind,
  isDrafting,
  effectiveOn,
  state,
  reason: isDrafting ? null : 'Because',
  title,
  note: null,
  source: null,
  target: null,
  targetNote: null,
})

const items = [
  item('p1', 'priority'),
  item('p2', 'priority', null, 2),
  item('o1', 'outcome', 'p1'),
  item('m1', 'measure', 'o1'),
]
const drafting = { isDrafting: true }
const changes = [
  change('p1', 'add', '2026-04-01', 'Babies', drafting),
  change('o1', 'add', '2026-04-01', 'Babies are seen', drafting),
  change('m1', 'add', '2026-04-01', 'Share seen', drafting),
  change('p2', 'add', '2026-09-15', 'Harmful sexual behaviour'),
  change('p1', 'reword', '2026-10-01', 'Children under two'),
  change('p2', 'reword', '2026-10-05', 'Never agreed', { state: 'proposed' }),
  change('o1', 'end', '2026-11-01', null),
]
const titles = (on: string) => everyItem(planAsAt(items, changes, on)).map(({ title }) => title)

test('the plan as at a day holds what was approved and in effect by then', () => {
  assert.deepEqual(titles('2026-03-31'), [])
  assert.deepEqual(titles('2026-04-01'), ['Babies', 'Babies are seen', 'Share seen'])
  assert.deepEqual(titles('2026-09-15'), ['Babies', 'Babies are seen', 'Share seen', 'Harmful sexual behaviour'])
  assert.deepEqual(titles('2026-10-31'), [
    'Children under two',
    'Babies are seen',
    'Share seen',
    'Harmful sexual behaviour',
  ])
  assert.deepEqual(
    titles('2026-11-01'),
    ['Children under two', 'Harmful sexual behaviour'],
    'what hangs under an ended part ends too',
  )
})

test('what was added or reworded within the year is marked with its day', () => {
  const [first, second] = planAsAt(items, changes, '2026-10-10')
  assert.deepEqual([first?.addedWithinYear, first?.rewordedOn], [false, '2026-10-01'])
  assert.deepEqual([second?.addedWithinYear, second?.addedOn, second?.rewordedOn], [true, '2026-09-15', null])
})

test('of two changes for one day the later one counts', () => {
  const both = [
    change('p1', 'add', '2026-04-01', 'First', drafting),
    change('p1', 'reword', '2026-04-01', 'Second', drafting),
  ]
  assert.deepEqual(
    planAsAt(items, both.toReversed(), '2026-04-01').map(({ title }) => title),
    ['Second'],
  )
})

test('a reworded part that was never added is not there', () => {
  assert.deepEqual(planAsAt(items, [change('p1', 'reword', '2026-04-01', 'Nothing')], '2026-12-31'), [])
})

const periods: [startsOn: string, endsOn: string, words: string, slug: string][] = [
  ['2026-04-01', '2027-03-31', '2026-27', '2026-27'],
  ['2026-04-01', '2027-06-30', '1 April 2026 to 30 June 2027', '2026-04-01-to-2027-06-30'],
  ['2026-01-01', '2026-12-31', '1 January to 31 December 2026', '2026-01-01-to-2026-12-31'],
  ['2024-04-01', '2027-03-31', '1 April 2024 to 31 March 2027', '2024-04-01-to-2027-03-31'],
]
test('a period of any length has its words and its address', () => {
  for (const [startsOn, endsOn, words, slug] of periods) {
    assert.equal(planPeriod({ startsOn, endsOn }), words)
    assert.equal(slugOf({ startsOn, endsOn }), slug)
  }
})

test('the next period follows the last plan, else it is the year that today lies in', () => {
  assert.deepEqual(nextPeriod('2027-06-30', '2026-11-22'), { startsOn: '2027-07-01', endsOn: '2028-06-30' })
  assert.deepEqual(nextPeriod(null, '2026-11-22'), { startsOn: '2026-04-01', endsOn: '2027-03-31' })
  assert.deepEqual(nextPeriod(null, '2027-02-01'), { startsOn: '2026-04-01', endsOn: '2027-03-31' })
  const period = { startsOn: '2026-04-01', endsOn: '2027-03-31' }
  assert.equal(usualDay(period, '2026-01-01'), '2026-04-01')
  assert.equal(usualDay(period, '2028-01-01'), '2027-03-31')
})

const dues: [name: string, lastOn: string, everyMonths: number, meetings: string[], due: string][] = [
  ['without meetings, the rhythm', '2026-06-10', 3, [], '2026-09-10'],
  ['before the nearest meeting after', '2026-06-10', 3, ['2026-06-10', '2026-09-12', '2026-12-09'], '2026-09-05'],
  ['a meeting shortly before the day counts too', '2026-06-10', 3, ['2026-09-08', '2026-12-09'], '2026-09-01'],
  [
    'monthly meetings, quarterly judgements',
    '2026-06-10',
    3,
    ['2026-07-08', '2026-08-12', '2026-09-09', '2026-10-14'],
    '2026-09-02',
  ],
  ['a meeting too far off does not count', '2026-06-10', 3, ['2026-12-09'], '2026-09-10'],
  ['the last day of a short month', '2026-11-30', 3, [], '2027-02-28'],
]
test('a judgement is due before the group’s meeting, by its rhythm', () => {
  for (const [name, lastOn, everyMonths, meetings, due] of dues)
    assert.equal(judgementDue(lastOn, { everyMonths, daysBefore: 7 }, meetings), due, name)
})

test('a figure is due by its rhythm after the last one, or not at all', () => {
  assert.equal(figureDue('2026-09-30', '2026-04-01', 3), '2026-12-30')
  assert.equal(figureDue(null, '2026-04-01', 3), '2026-07-01')
  assert.equal(figureDue(null, '2026-04-01', null), null)
})

test('gaps say what is missing, and a draft is not blamed for what nobody could have judged', () => {
  const [priority] = planAsAt(items, changes, '2026-10-31')
  assert.ok(priority)
  const at = { on: '2026-10-31', startsOn: '2026-04-01', staleAfterMonths: 6, isDraft: false }
  const seen = { judgedOn: null, evidenceTrueOn: null, withoutFigures: 0 }
  assert.deepEqual(gapsOf(priority, seen, at), ['never judged', 'no evidence for 6 months'])
  assert.deepEqual(
    gapsOf(priority, seen, { ...at, on: '2026-05-01' }),
    ['never judged'],
    'the plan is too young for that',
  )
  assert.deepEqual(gapsOf(priority, { ...seen, judgedOn: '2026-10-01', evidenceTrueOn: '2026-04-30' }, at), [])
  assert.deepEqual(gapsOf(priority, { ...seen, judgedOn: '2026-10-01', evidenceTrueOn: '2026-04-29' }, at), [
    'no evidence for 6 months',
  ])
  assert.deepEqual(gapsOf(priority, seen, { ...at, isDraft: true }), [])
  assert.deepEqual(gapsOf({ kind: 'priority', under: [] }, seen, { ...at, isDraft: true }), ['no outcome for children'])
  assert.deepEqual(gapsOf({ kind: 'outcome', under: [] }, { ...seen, withoutFigures: 2 }, at), [
    'no measure',
    'no action',
    '2 measures without a figure',
  ])
})
