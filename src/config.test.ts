import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkoutFolder, readConfig } from './config.ts'

test('has a default for everything, and the demonstration only on the embedded database', () => {
  assert.deepEqual(readConfig({}), {
    port: 3000,
    host: 'localhost',
    dataFolder: `${checkoutFolder}/.data`,
    databaseUrl: null,
    databaseAppUrl: null,
    production: false,
    demonstration: true,
    publicUrl: 'http://localhost:3000',
    signInProvidersFile: null,
    mail: null,
    jobs: true,
    trustProxy: 0,
    clamd: null,
    keysFile: null,
    auditHeadsFile: null,
    auditKeyFile: null,
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

test('takes the address at which people reach it, and nothing that is more or less than one', () => {
  assert.equal(readConfig({ PORT: '8080' }).publicUrl, 'http://localhost:8080')
  for (const url of ['https://goldenthread.example', 'https://goldenthread.example/']) {
    assert.equal(readConfig({ GOLDENTHREAD_URL: url }).publicUrl, 'https://goldenthread.example')
  }
  for (const url of [
    'goldenthread.example',
    'ftp://a.example',
    'https://a.example/path',
    'https://a.example/?a=b',
    'https://u:p@a.example',
  ]) {
    assert.throws(() => readConfig({ GOLDENTHREAD_URL: url }), /^Error: GOLDENTHREAD_URL must be the address/)
  }
  const plain = { NODE_ENV: 'production', GOLDENTHREAD_URL: 'http://goldenthread.example' }
  assert.throws(() => readConfig(plain), /must begin with https/)
})

test('takes the file of providers from the checkout', () => {
  assert.equal(
    readConfig({ GOLDENTHREAD_SIGN_IN_PROVIDERS: 'ways-in.json' }).signInProvidersFile,
    `${checkoutFolder}/ways-in.json`,
  )
})

test('takes a mail server with its sender, and never repeats what may be a password', () => {
  const settings = {
    GOLDENTHREAD_SMTP_URL: 'smtps://u:secret@mail.example',
    GOLDENTHREAD_MAIL_FROM: 'G <no@p.example>',
  }
  assert.deepEqual(readConfig(settings).mail, { smtpUrl: 'smtps://u:secret@mail.example', from: 'G <no@p.example>' })
  for (const wrong of [
    { ...settings, GOLDENTHREAD_SMTP_URL: 'http://u:secret@mail.example' },
    { ...settings, GOLDENTHREAD_SMTP_URL: 'secret' },
    { ...settings, GOLDENTHREAD_MAIL_FROM: 'no@p.example\nBcc: b@evil.example' },
    { ...settings, GOLDENTHREAD_MAIL_FROM: 'a@p.example, b@p.example' },
    { ...settings, GOLDENTHREAD_MAIL_FROM: '' },
  ]) {
    assert.throws(
      () => readConfig(wrong),
      (error: Error) => /^GOLDENTHREAD_(SMTP_URL|MAIL_FROM) /.test(error.message) && !error.message.includes('secret'),
    )
  }
})

test('takes GOV.UK Notify instead, with a template, and never repeats the key', () => {
  const notifyKey = 'our-key-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0'
  const settings = {
    GOLDENTHREAD_URL: 'https://goldenthread.example',
    GOLDENTHREAD_NOTIFY_KEY: notifyKey,
    GOLDENTHREAD_NOTIFY_TEMPLATE: '740e5834-3a29-46b4-9a6f-16142fde533a',
  }
  assert.deepEqual(readConfig(settings).mail, {
    notifyKey,
    templateId: '740e5834-3a29-46b4-9a6f-16142fde533a',
    calendarUrl: 'https://goldenthread.example/today/calendar',
  })
  for (const wrong of [
    { ...settings, GOLDENTHREAD_NOTIFY_KEY: 'our-key-3d844edf' },
    { ...settings, GOLDENTHREAD_NOTIFY_TEMPLATE: 'welcome' },
    { ...settings, GOLDENTHREAD_NOTIFY_TEMPLATE: '' },
    { ...settings, GOLDENTHREAD_SMTP_URL: 'smtps://mail.example', GOLDENTHREAD_MAIL_FROM: 'no@p.example' },
  ]) {
    assert.throws(
      () => readConfig(wrong),
      (error: Error) => /GOLDENTHREAD_NOTIFY_(KEY|TEMPLATE)/.test(error.message) && !error.message.includes('3d844edf'),
    )
  }
})

test('takes where the virus scanner listens, how many proxies to believe and whether to do jobs', () => {
  const clamd = (text: string) => readConfig({ GOLDENTHREAD_CLAMD: text }).clamd
  assert.deepEqual(clamd('unix:/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' })
  assert.deepEqual(clamd('tcp:scanner.example:3310'), { host: 'scanner.example', port: 3310 })
  for (const wrong of ['/run/clamd.ctl', 'unix:run', 'tcp:host', 'tcp:host:0', 'tcp:host:99999']) {
    assert.throws(() => clamd(wrong), /GOLDENTHREAD_CLAMD must be/)
  }
  assert.equal(readConfig({ GOLDENTHREAD_TRUST_PROXY: '2' }).trustProxy, 2)
  assert.throws(() => readConfig({ GOLDENTHREAD_TRUST_PROXY: 'yes' }), /how many proxies/)
  assert.equal(readConfig({ GOLDENTHREAD_JOBS: 'no' }).jobs, false)
})

test('production reaches a database on another machine by TLS with its certificate checked, or not at all', () => {
  const read = (name: string, url: string) => readConfig({ NODE_ENV: 'production', [name]: url })
  const database = 'postgres://keeper:secret@'
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL']) {
    for (const weak of [
      'db.example/goldenthread',
      'db.example/goldenthread?sslmode=disable',
      'db.example/goldenthread?sslmode=prefer',
      'db.example/goldenthread?sslmode=require',
      'db.example/goldenthread?sslmode=no-verify',
      'db.example/goldenthread?sslmode=verify-full&sslmode=disable',
      'localhost/goldenthread?host=db.example',
      '127.0.0.1.example/goldenthread',
      'localhost.example/goldenthread?ssl=true',
    ]) {
      assert.throws(
        () => read(name, `${database}${weak}`),
        (error: Error) => error.message.startsWith(`${name} must ask for TLS`) && !error.message.includes('secret'),
        weak,
      )
      assert.ok(readConfig({ [name]: `${database}${weak}` }), 'outside production it is the operator’s')
    }
    for (const safe of [
      'db.example/goldenthread?sslmode=verify-full',
      'localhost:5433/goldenthread',
      '127.0.0.1/goldenthread',
      '[::1]/goldenthread',
      '/goldenthread?host=/var/run/postgresql',
      '%2Fvar%2Frun%2Fpostgresql/goldenthread',
    ]) {
      assert.ok(read(name, `${database}${safe}`), safe)
    }
  }
})
