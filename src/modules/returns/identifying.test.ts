import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifying, isNhsNumber } from './identifying.ts'

const endsOn = '2026-09-30'

test('an NHS number is known by its check digit', () => {
  // Numbers that are published as examples, or begin with 999 and are never given to anybody.
  for (const digits of ['9434765919', '9990000018', '4010232137']) assert.equal(isNhsNumber(digits), true, digits)
  for (const digits of ['9434765918', '1234567890', '0000000000', '943476591', '94347659190']) {
    assert.equal(isNhsNumber(digits), false, digits)
  }
})

const found: [text: string, sentence: RegExp][] = [
  ['Child 943 476 5919 was counted twice', /^'943 476 5919' looks like an NHS number: .* take it out$/],
  ['see 943-476-5919', /NHS number/],
  ['9434765919', /NHS number/],
  ['DOB 3/9/2026', /^'3\/9\/2026' looks like a date of birth/],
  ['baby born 12 August 2026 was left out', /'12 August 2026' looks like a date of birth/],
  ['d.o.b. 01/02/14', /'01\/02\/14' looks like a date of birth/],
  ['the sibling (14 March 2015) was counted', /'14 March 2015' looks like a date of birth/],
  ['2015-03-14', /date of birth/],
]
for (const [text, sentence] of found)
  test(`stops: ${text}`, () => assert.match(identifying(text, endsOn) ?? '', sentence))

const harmless = [
  'Three records had no date of birth, so they are not counted',
  'The system was changed on 3 September 2026 and two weeks are missing',
  'Recording began on 1 April 2007',
  'Call 01622 696 000 for the analyst',
  '1234567890 rows were read',
  'Born in the quarter: counted with the mother',
  '12 of 48 children, 25%',
]
for (const text of harmless) test(`lets through: ${text}`, () => assert.equal(identifying(text, endsOn), null))
