import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingPaths } from '../paths.ts'
import { world } from '../testing.ts'

const add = (name: string, startsOn: string, endsOn: string) => ({
  name,
  startsOn,
  endsOn,
  certainty: 'confirmed',
  source: 'The council’s website',
})

test('planning says that it knows no school holidays, where to list them, and to which day it knows them', async (t) => {
  const { get, post } = await world(t)
  const before = (await get(meetingPaths.year())).page
  assert.match(before.text, /No school holidays are listed for these days, so the proposal cannot miss them/)
  const link = before.getByRole('link', { name: 'List the term dates that the council has published' })
  const list = link.getAttribute('href') ?? ''
  assert.match((await get(list)).page.text, /Look up ‘school term dates’ on the council’s website/)
  assert.equal((await post(list, add('Christmas', '19 December 2026', '3 January 2027'))).status, 303)
  const some = (await get(meetingPaths.year())).page
  assert.doesNotMatch(some.text, /No school holidays are listed/)
  assert.match(
    some.text,
    /The last school holiday that is listed ends on 3 January 2027\. The proposal knows of none after/,
  )
  assert.equal((await post(list, add('Christmas', '18 December 2027', '3 January 2028'))).status, 303)
  const all = (await get(meetingPaths.year())).page
  assert.doesNotMatch(
    all.text,
    /The last school holiday that is listed/,
    'the list goes on beyond the days that are planned',
  )
})
