import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseTitle, readBirthDate, readNhsNumber } from './case.ts'

test('a case is called by its kind and number', () => {
  assert.equal(caseTitle('rapid-review', 'KSCMP-REV-2026-003'), 'Rapid review 2026-003')
  assert.equal(caseTitle('practice-review', 'A-B-REV-2026-010'), 'Local child safeguarding practice review 2026-010')
})

test('an NHS number is taken only with its right check digit', () => {
  // 943 476 5919 is the specimen that NHS pages print; 999 numbers are never given to anybody.
  assert.equal(readNhsNumber('943 476 5919'), '9434765919')
  assert.equal(readNhsNumber('943-476-5919'), '9434765919')
  assert.equal(readNhsNumber('9434765918'), null)
  assert.equal(readNhsNumber('943476591'), null)
  assert.equal(readNhsNumber('٩٤٣٤٧٦٥٩١٩'), null)
  // The first nine of this one give a check of 10, which no number has.
  assert.equal(readNhsNumber('1000000010'), null)
})

test('a date of birth is a real day that is not to come', () => {
  assert.equal(readBirthDate('1/2/2020', '2026-11-22'), '2020-02-01')
  assert.equal(readBirthDate('22/11/2026', '2026-11-22'), '2026-11-22')
  assert.equal(readBirthDate('23/11/2026', '2026-11-22'), null)
  assert.equal(readBirthDate('31/2/2020', '2026-11-22'), null)
})
