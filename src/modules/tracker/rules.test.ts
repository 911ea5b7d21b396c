import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shipped } from '#statute/testing.ts'
import { isWorkingDay } from '#statute/working-days.ts'
import { readHeadings } from './import/headings.ts'
import { readTrackerDate, readTrackerState } from './import/read-words.ts'
import { recommendationMoves } from './moves.ts'
import { median } from './position-store.ts'
import { dayOfRetest, retestMonths } from './retests/rule.ts'
import { shownAs } from './state-word-store.ts'
import { everyState, partStates, states, wholeOf } from './states.ts'

test('every state can be reached, and only declined, superseded and sustained lead to nothing but being opened again', () => {
  const reached = new Set<string>(Object.values(recommendationMoves).map((move) => move.to))
  const byParts = ['assigned', 'in-progress', 'extension-requested', 'delivered']
  assert.deepEqual(
    everyState.filter((state) => state !== 'proposed' && !reached.has(state) && !byParts.includes(state)),
    [],
  )
  const leaves = (state: string) =>
    Object.values(recommendationMoves).some((move) => move.from.some((from) => from === state))
  assert.deepEqual(
    everyState.filter((state) => !leaves(state)),
    ['declined', 'superseded'],
  )
})

test('a whole is delivered only when every part is, and never behind the first that has begun', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...partStates), { minLength: 1, maxLength: 6 }), (parts) => {
      const whole = wholeOf(parts)
      assert.equal(
        whole === 'delivered',
        parts.every((part) => part === 'delivered'),
      )
      assert.equal(
        whole === 'assigned',
        parts.every((part) => part === 'assigned'),
      )
      if (parts.includes('extension-requested')) assert.equal(whole, 'extension-requested')
    }),
  )
})

test('a newcomer sees seven states; what is not switched on is shown as a wider one', () => {
  const shown = new Set(everyState.map((state) => shownAs(state, () => false)))
  assert.deepEqual(
    [...shown].map((state) => states[state].words),
    ['Proposed', 'In progress', 'Declined', 'Delivered', 'Evidenced', 'Sustained', 'Lapsed'],
  )
  assert.equal(
    shownAs('embedded', (state) => state === 'embedded'),
    'embedded',
  )
})

test('weaker interventions are tested no later and no less often', () => {
  const all = [
    retestMonths.remind,
    retestMonths.train,
    retestMonths.policy,
    retestMonths.process,
    retestMonths.structure,
  ]
  for (const [index, weaker] of all.entries()) {
    const stronger = all[index + 1]
    if (stronger) assert.ok((weaker[0] ?? 0) <= (stronger[0] ?? 0) && weaker.length >= stronger.length)
  }
})

test('re-tests: together with their theme, three themes a month, always on a working day, never early', () => {
  const target = '2027-03-10'
  const other = (theme: string, dueOn = '2027-03-15') => ({ theme, dueOn })
  assert.equal(dayOfRetest(target, 'A', [other('A', '2027-04-12')], shipped), '2027-04-12')
  assert.equal(dayOfRetest(target, 'A', [other('B'), other('C')], shipped), '2027-03-10')
  assert.equal(
    dayOfRetest(target, 'A', [other('B'), other('C'), other('D')], shipped),
    '2027-04-12',
    'March is full; 10 April is a Saturday',
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.integer({ min: 0, max: 330 }), { maxLength: 20 }),
      (from, days) => {
        const day = (n: number) => new Date(Date.UTC(2026, 10, 23) + n * 86_400_000).toISOString().slice(0, 10)
        const due = dayOfRetest(
          day(from),
          null,
          days.map((n, index) => ({ theme: `T${index}`, dueOn: day(n) })),
          shipped,
        )
        assert.ok(due >= day(from))
        if (due <= shipped.lastDay) assert.ok(isWorkingDay(shipped, due))
      },
    ),
  )
})

const dates: [typed: string, date: string | null][] = [
  ['30/09/2022', '2022-09-30'],
  ['30.9.22', '2022-09-30'],
  ['30th Sept 2022', '2022-09-30'],
  ['30-Sep-22', '2022-09-30'],
  ['2022-09-30', '2022-09-30'],
  ['End of June 2022', '2022-06-30'],
  ['Feb 24', '2024-02-29'],
  ['ongoing', null],
  ['ASAP', null],
  ['', null],
]
for (const [typed, date] of dates) {
  test(`a tracker's date '${typed}' is ${date ?? 'none'}`, () => {
    const read = readTrackerDate(typed)
    assert.deepEqual(read.ok ? read.value : read.problem, date)
  })
}
for (const typed of ['30/02/2022', '31 June 2022', '2022', 'next week']) {
  test(`'${typed}' is no date, and it is said how to mend it`, () => {
    const read = readTrackerDate(typed)
    assert.match(read.ok ? '' : `${read.problem}. ${read.mend}`, /Write a date that exists/)
  })
}

const stateWords: [typed: string, state: string, standing: string][] = [
  ['G', 'in-progress', 'on-track'],
  ['RED', 'in-progress', 'off-track'],
  ['Amber - some slippage', 'in-progress', 'off-track'],
  ['Blue', 'delivered', 'complete'],
  ['Completed ✔', 'delivered', 'complete'],
  ['Incomplete', 'in-progress', 'not-stated'],
  ['not complete', 'in-progress', 'not-stated'],
  ['Not started', 'assigned', 'not-started'],
  ['', 'assigned', 'not-stated'],
  ['Not accepted', 'declined', 'not-stated'],
]
for (const [typed, state, standing] of stateWords) {
  test(`'${typed}' is ${state}, ${standing}`, () =>
    assert.deepEqual(readTrackerState(typed).value, { state, standing }))
}

test('columns are known by their headings in many spellings', () => {
  const spelled = [
    ['No.', 'Recommendation', 'Responsible officer', 'Timescale', 'Status'],
    ['Action Ref', 'What needs to happen?', 'By whom', 'By when', 'BRAG'],
    ['#', 'ACTION REQUIRED', 'Action Owner(s)', 'Deadline', 'Open / Closed'],
    ['ID', 'Task', 'Who', 'When', 'State'],
  ]
  for (const headings of spelled) {
    const { title, owner, due, state } = readHeadings(headings)
    assert.deepEqual(
      [title, owner, due, state],
      [1, 2, 3, headings[4] === 'Open / Closed' ? state : 4],
      headings.join(),
    )
  }
})

test('the median of none is none', () => {
  assert.deepEqual([median([]), median([3]), median([1, 2]), median([1, 5, 9])], [null, 3, 1.5, 5])
})
