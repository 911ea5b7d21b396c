import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountOf } from './provider-claims.ts'
import type { Provider } from './providers.ts'

const tenant = '11111111-2222-3333-4444-555555555555'
const openid: Provider = {
  slug: 'westshire',
  name: 'Westshire',
  kind: 'openid',
  issuer: 'https://westshire.example',
  clientId: 'goldenthread',
  clientSecret: 'invented',
  organisations: ['westshire-council'],
  emailDomains: ['westshire.example'],
  verifiesEmail: false,
  secondFactors: ['mfa', 'c1', 'urn:two'],
  demandsSecondFactor: false,
  outOfOrder: false,
  clockTolerance: 30,
  endsSession: true,
  organisationIds: new Map(),
}
const entra: Provider = {
  ...openid,
  kind: 'entra-id',
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
}
const dfe: Provider = {
  ...openid,
  kind: 'dfe-sign-in',
  verifiesEmail: true,
  organisations: ['school', 'council', 'trust'],
  organisationIds: new Map([
    ['urn:886', 'school'],
    ['establishmentNumber:886', 'council'],
    ['uid:886', 'trust'],
    ['id:d30e', 'school'],
  ]),
}
const said = { sub: 's1', email: 'Ada@Westshire.example', email_verified: true }

test('an account is its lasting name, its address in lower case and what it opens', () => {
  assert.deepEqual(accountOf(openid, said), {
    subject: 's1',
    email: 'ada@westshire.example',
    organisations: ['westshire-council'],
    strength: 'one',
  })
})

test('a second factor counts when the provider states one that was set up for it', () => {
  const strengthOf = (claims: object) => {
    const account = accountOf(openid, { ...said, ...claims })
    return typeof account === 'string' ? account : account.strength
  }
  assert.deepEqual(
    [{ amr: ['pwd', 'mfa'] }, { acr: 'urn:two' }, { acrs: ['c1'] }, { amr: 'mfa' }].map(strengthOf),
    Array(4).fill('two'),
  )
  assert.deepEqual(
    [{ amr: ['pwd'] }, { acr: 'urn:one' }, { amr: [['mfa']] }, { amr: { mfa: true } }, {}].map(strengthOf),
    Array(5).fill('one'),
  )
})

test('an address counts only when it is verified and of a domain that the provider may vouch for', () => {
  const answers = [
    { ...said, email_verified: 'true' },
    { ...said, email_verified: false },
    { ...said, xms_edov: true, email_verified: undefined },
    { ...said, email: 'ada@evil.example' },
    { ...said, email: 'ada@westshire.example.evil.example' },
    { ...said, email: 'ada' },
    { ...said, email: 'ada@evil.example@westshire.example' },
    { ...said, email: ['ada@westshire.example'] },
    { ...said, sub: '' },
  ].map((claims) => accountOf(openid, claims))
  assert.deepEqual(answers, [
    'not-vouched',
    'not-vouched',
    'not-vouched',
    'not-vouched',
    'not-vouched',
    'no-email',
    'no-email',
    'no-email',
    'unusable-answer',
  ])
})

test('Entra ID: the object id names the person, the tenant must be the one, and xms_edov vouches for the address', () => {
  const claims = { sub: 'pairwise', oid: 'o1', tid: tenant, email: 'ada@westshire.example', xms_edov: '1' }
  const account = accountOf(entra, claims)
  assert.equal(typeof account === 'string' ? account : account.subject, 'o1')
  assert.equal(accountOf(entra, { ...claims, tid: 'another' }), 'issuer')
  assert.equal(accountOf(entra, { ...claims, tid: undefined }), 'issuer')
  assert.equal(accountOf(entra, { ...claims, oid: undefined }), 'unusable-answer')
  assert.equal(accountOf(entra, { ...claims, xms_edov: undefined }), 'not-vouched')
  assert.equal(typeof accountOf({ ...entra, verifiesEmail: true }, { ...claims, xms_edov: undefined }), 'object')
})

test('DfE Sign-in: only the organisation chosen there opens, by the number of its own category', () => {
  const opened = (organisation: unknown) => {
    const account = accountOf(dfe, { sub: 's1', email: 'ada@westshire.example', organisation })
    return typeof account === 'string' ? account : account.organisations
  }
  assert.deepEqual(opened({ category: { id: '001' }, urn: '886' }), ['school'])
  assert.deepEqual(opened({ category: { id: '002' }, establishmentNumber: '886' }), ['council'])
  assert.deepEqual(opened({ category: { id: '010' }, uid: 886 }), ['trust'])
  assert.deepEqual(opened({ id: 'd30e' }), ['school'])
  // A school whose establishment number is a council's.
  assert.equal(opened({ category: { id: '001' }, urn: '999999', establishmentNumber: '886' }), 'other-organisation')
  for (const none of [
    undefined,
    null,
    'urn:886',
    {},
    { category: '001', urn: '886' },
    { category: { id: 'constructor' } },
  ]) {
    assert.equal(opened(none), 'other-organisation')
  }
})
