import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkoutFolder, readConfig } from './config.ts'

test('has a default for everything, and the demonstration only on the embedded database', () => {
  assert.deepEqual(readConfig({}), {
    port: 3000,
    host: 'localhost',
    dataFolder: `${checkoutFolder}/.data`,
    databaseUrl: null,
    production: false,
    demonstration: true,
  })
  assert.ok(Object.isFrozen(readConfig({})))
})

test('an empty variable counts as not set', () => {
  assert.deepEqual(readConfig({ PORT: '', HOST: ' ', GOLDENTHREAD_DATA: '', DATABASE_URL: '' }), readConfig({}))
})

test('refuses a port that is none, with a sentence that shows it', () => {
  for (const port of ['abc', '-1', '3000.5', '65536', '1e3', '99999', '0x50', '３０００']) {
    assert.throws(() => readConfig({ PORT: port }), {
      message: `PORT must be a whole number from 0 to 65535, and it is '${port}'. For example: PORT=3001 npm start`,
    })
  }
  assert.equal(readConfig({ PORT: '8080' }).port, 8080)
  assert.equal(readConfig({ PORT: '0' }).port, 0)
})

test('takes a relative data folder from the checkout', () => {
  assert.equal(readConfig({ GOLDENTHREAD_DATA: 'here/data' }).dataFolder, `${checkoutFolder}/here/data`)
  assert.equal(readConfig({ GOLDENTHREAD_DATA: '/srv/data' }).dataFolder, '/srv/data')
})

test('a database of one’s own starts empty unless the demonstration is asked for by name', () => {
  const url = 'postgres://someone@db.example:5432/goldenthread'
  assert.equal(readConfig({ DATABASE_URL: url }).databaseUrl, url)
  assert.equal(readConfig({ DATABASE_URL: url }).demonstration, false)
  assert.equal(readConfig({ DATABASE_URL: url, GOLDENTHREAD_DEMONSTRATION: 'yes' }).demonstration, true)
  assert.equal(readConfig({ GOLDENTHREAD_DEMONSTRATION: 'no' }).demonstration, false)
})

test('never loads invented people in production', () => {
  assert.equal(readConfig({ NODE_ENV: 'production' }).demonstration, false)
  assert.throws(() => readConfig({ NODE_ENV: 'production', GOLDENTHREAD_DEMONSTRATION: 'yes' }), /cannot be used with/)
})

test('a wrong DATABASE_URL is refused without repeating it', () => {
  for (const url of ['mysql://u:secret@h/d', 'secret', 'postgres://u:secret@h:notaport/d']) {
    assert.throws(
      () => readConfig({ DATABASE_URL: url }),
      (error: Error) => error.message.startsWith('DATABASE_URL must look like') && !error.message.includes('secret'),
    )
  }
  const overSocket = 'postgres://goldenthread@/goldenthread?host=/run/postgresql'
  assert.equal(readConfig({ DATABASE_URL: overSocket }).databaseUrl, overSocket)
})
