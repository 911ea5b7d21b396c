import assert from 'node:assert/strict'
import { test } from 'node:test'
import { access, directReferences } from './access.ts'
import { authentication } from './authentication.ts'
import { forgedForms, massAssignment } from './forged-forms.ts'
import { headers, injection, paths, sizes } from './injection.ts'
import { script } from './script.ts'
import { strangers } from './strangers.ts'
import { world } from './world.ts'

const parts = {
  authentication,
  access,
  directReferences,
  strangers,
  forgedForms,
  massAssignment,
  headers,
  injection,
  paths,
  sizes,
  script,
}
const words: Record<keyof typeof parts, string> = {
  authentication: 'authentication and sessions',
  access: 'every route as every role, compared with the table of pages',
  directReferences: 'other people’s records by their address',
  strangers: 'everything that a partnership’s people reach, asked for and sent by another partnership’s',
  forgedForms: 'forged forms',
  massAssignment: 'fields that no form offers',
  headers: 'line ends in file names, addresses and mail',
  injection: 'SQL in every filter and address',
  paths: 'ways out of the folders of files',
  sizes: 'bodies, addresses and headers that are too large',
  script: 'script in every text field, all pages rendered after it',
}

test('the started application withstands every attack', { timeout: 1_800_000 }, async (t) => {
  const attacked = await world(t)
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    await t.test(words[part], { timeout: 900_000 }, async (inner) => {
      const before = attacked.cases.count
      attacked.cases.failed.length = 0
      await parts[part](attacked)
      inner.diagnostic(`${attacked.cases.count - before} attacks`)
      for (const failed of attacked.cases.failed.slice(0, 40)) inner.diagnostic(failed)
      assert.equal(attacked.cases.failed.length, 0, `${attacked.cases.failed.length} attacks were not withstood`)
    })
  }
  t.diagnostic(`${attacked.cases.count} attacks in all`)
})
