import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readProviders } from './providers.ts'

const entry = {
  slug: 'westshire',
  name: 'Westshire',
  issuer: 'https://westshire.example',
  clientId: 'goldenthread',
  clientSecretVariable: 'WESTSHIRE_SECRET',
  organisations: ['westshire-council'],
  emailDomains: ['westshire.example'],
}
const environment = { WESTSHIRE_SECRET: 'kept-out-of-files' }

async function reading(t: TestContext, content: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-providers-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'providers.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return (secrets: Record<string, string> = environment) => readProviders(path, secrets)
}

test('reads providers with their secrets from the environment, and none without a file', async (t) => {
  const read = await reading(t, { providers: [entry] })
  const [provider] = await read()
  assert.deepEqual(
    [provider?.clientSecret, provider?.kind, provider?.clockTolerance, provider?.verifiesEmail, provider?.endsSession],
    ['kept-out-of-files', 'openid', 30, false, true],
  )
  assert.deepEqual(await readProviders(null, {}), [])
})

const wrong: readonly [string, unknown, RegExp][] = [
  ['is no JSON', '{', /could not be read/],
  ['has no list', {}, /providers/],
  ['has a setting that is not known', { providers: [{ ...entry, secret: 'x' }] }, /secret/],
  [
    'holds an address without https',
    { providers: [{ ...entry, issuer: 'http://westshire.example' }] },
    /issuer must be an https address/,
  ],
  ['vouches for no organisation', { providers: [{ ...entry, organisations: [] }] }, /must name an organisation/],
  ['vouches for every domain', { providers: [{ ...entry, emailDomains: ['*'] }] }, /must be domains in lower case/],
  ['names one twice', { providers: [entry, entry] }, /two are named westshire/],
  [
    'lets every tenant of Entra ID in',
    { providers: [{ ...entry, kind: 'entra-id', issuer: 'https://login.microsoftonline.com/common/v2.0' }] },
    /one tenant/,
  ],
  ['leaves DfE Sign-in’s organisations open', { providers: [{ ...entry, kind: 'dfe-sign-in' }] }, /organisationIds/],
  [
    'maps to an organisation that it does not vouch for',
    { providers: [{ ...entry, kind: 'dfe-sign-in', organisationIds: { 'urn:1': 'other' } }] },
    /maps to other/,
  ],
]
for (const [name, content, sentence] of wrong) {
  test(`refuses a file that ${name}, in a sentence without a secret`, async (t) => {
    const read = await reading(t, content)
    await assert.rejects(read(), (error: Error) => sentence.test(error.message) && !error.message.includes('kept-out'))
  })
}

test('says which environment variable is missing', async (t) => {
  const read = await reading(t, { providers: [entry] })
  await assert.rejects(read({}), /westshire needs its secret in the environment variable WESTSHIRE_SECRET/)
})

test('says that a file is not there', async () => {
  await assert.rejects(readProviders('/nowhere/providers.json', {}), /could not be read/)
})
