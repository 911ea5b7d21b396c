import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPermission } from '#src/app.ts'
import { everyRole } from '#modules/identity/public.ts'
import { agencyRoles, mayGive, mayGiveAll } from './role-rules.ts'
import { alwaysOn, switchableModules } from './switchable-modules.ts'

test('every module that has pages of its own can be switched off, or is one that everything rests on', () => {
  const modules = new Set([...everyPermission].map((permission) => permission.split('.')[0] ?? ''))
  const known = new Set<string>([...Object.keys(switchableModules), ...alwaysOn])
  assert.deepEqual(
    [...modules].filter((module) => !known.has(module)),
    [],
  )
  assert.deepEqual(
    alwaysOn.filter((module) => Object.hasOwn(switchableModules, module)),
    [],
  )
})

test('who may give which role', () => {
  assert.deepEqual(Object.keys(mayGive).toSorted(), ['administrator', 'agency-administrator', 'business-manager'])
  for (const role of everyRole) {
    assert.equal(mayGiveAll('business-manager', [role]), role !== 'system-operator', role)
    const keeps = ['business-manager', 'review-officer', 'scrutineer', 'inspector', 'system-operator'].includes(role)
    assert.equal(mayGiveAll('administrator', [role]), !keeps, role)
    assert.equal(mayGiveAll('agency-administrator', [role]), (agencyRoles as readonly string[]).includes(role), role)
    assert.equal(mayGiveAll('analyst', [role]), false)
  }
  assert.equal(mayGiveAll('agency-administrator', ['data-lead', 'analyst']), false)
  assert.equal(mayGiveAll('business-manager', []), false)
  assert.equal(mayGiveAll('constructor', ['analyst']), false)
})
