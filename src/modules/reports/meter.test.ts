import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  claimNames,
  missingInWords,
  needs,
  standingOf,
  summarise,
  summaryInWords,
  type Claim,
  type PinWeight,
  type Standing,
} from './meter.ts'

const section = (narrative: string, ...shown: Claim[]) => ({ narrative, pins: shown.map((claim) => ({ claim })) })

test('where a section stands, as a table', () => {
  const table: [string, Claim[], Standing][] = [
    ['', [], 'nothing'],
    [' \n\t ', [], 'nothing'],
    ['Words.', [], 'activity'],
    ['', ['activity'], 'activity'],
    ['', ['output'], 'activity'],
    ['', ['outcome'], 'activity'],
    ['Words.', ['activity'], 'activity'],
    ['Words.', ['activity', 'output'], 'activity'],
    ['Words.', ['practice'], 'evidenced'],
    ['Words.', ['experience'], 'evidenced'],
    ['Words.', ['outcome'], 'evidenced'],
    ['Words.', ['activity', 'outcome'], 'evidenced'],
    ['   ', ['outcome'], 'activity'],
  ]
  for (const [narrative, pins, standing] of table)
    assert.equal(standingOf(section(narrative, ...pins)), standing, JSON.stringify([narrative, pins]))
})

test('every claim counts either as activity or as evidence', () => {
  assert.deepEqual(
    claimNames.map((claim) => standingOf(section('Words.', claim))),
    ['activity', 'activity', 'evidenced', 'evidenced', 'evidenced'],
  )
})

test('a pin counts for no more than it holds', () => {
  const table: [string, [Claim, PinWeight?][], Standing, RegExp | null][] = [
    ['', [['outcome', 'none']], 'nothing', /no words, and its figures hold nothing of the report’s period/],
    ['', [['outcome', 'activity']], 'activity', /figures and no words/],
    ['Words.', [['outcome', 'none']], 'activity', /words, and its figures hold nothing/],
    ['Words.', [['outcome', 'activity']], 'activity', /nothing pinned shows a change/],
    ['Words.', [['outcome', 'none'], ['practice']], 'evidenced', null],
    ['', [['activity', 'none'], ['output']], 'activity', /figures and no words/],
  ]
  for (const [narrative, pins, standing, told] of table) {
    const metered = {
      narrative,
      pins: pins.map(([claim, weight]) => ({ claim, ...(weight === undefined ? {} : { weight }) })),
    }
    assert.equal(standingOf(metered), standing, JSON.stringify([narrative, pins]))
    assert.match(needs(metered), told ?? /^$/)
  }
})

test('what a section still needs is said', () => {
  assert.match(needs(section('')), /no words and no figures/)
  assert.match(needs(section('', 'outcome')), /figures and no words/)
  assert.match(needs(section('Words.')), /nothing pinned that bears them out/)
  assert.match(needs(section('Words.', 'output')), /nothing pinned shows a change/)
  assert.equal(needs(section('Words.', 'practice')), '')
})

test('the sum of the meter in words', () => {
  const sum = summarise([section(''), section('W'), section('W', 'outcome'), section('')])
  assert.equal(summaryInWords(sum), '1 of 4 evidenced, 1 activity only, 2 with nothing')
  assert.equal(missingInWords(sum), 'Draft: 2 of 4 statutory contents are missing')
  assert.equal(missingInWords(summarise([section(''), section('W')])), 'Draft: 1 of 2 statutory contents is missing')
  assert.equal(missingInWords(summarise([section('W')])), '')
})
