import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#src/app.ts'
import { logTo } from '#platform/log.ts'
import { withoutWords } from '#platform/without-words.ts'
import { browserOf } from '#test/support/browser-of.ts'
import { asApplication } from '#test/support/database.ts'
import { town } from '#test/support/people.ts'

type Entry = { time: string; level: string; message: string; event?: string; request?: string; status?: number }

test('the log says each answer with time, level and request id, and nothing of who asked for what', async (t) => {
  const { db, clock, addPerson, enter } = await town(t)
  const ada = await addPerson('Ada')
  const written: string[] = []
  const say = logTo('json', (line) => written.push(line))
  let isBroken = false
  const breaking = asApplication(db).withPlugin({
    transformQuery({ node }) {
      if (isBroken) throw new Error('broken by ada@council.example')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  const app = await buildApp({
    db: breaking,
    clock,
    production: false,
    isDemonstration: false,
    publicUrl: 'http://localhost',
    say,
    report: (error, id) =>
      say(`Request ${id} failed: ${withoutWords(error)}`, { level: 'error', event: 'failure', request: id }),
  })
  t.after(() => app.close())
  const browser = browserOf(app)
  const secret = 'S'.repeat(43)
  await browser.get(`/sign-in/link/${secret}?email=ada@council.example`)
  await browser.get('/sign-in/link')
  await browser.post('/sign-in/link', { email: 'ada@council.example' })
  await enter(browser, ada)
  await browser.get('/warnings/W-KENT-2026-001?q=Ada')
  await browser.get('/nothing-of-this-name-ada')
  isBroken = true
  const broken = await browser.get('/warnings?ada=1')
  isBroken = false

  const entries = written.map((line) => JSON.parse(line) as Entry)
  const answers = entries.filter(({ event }) => event === 'request')
  assert.deepEqual(
    answers.map(({ message, level }) => `${level} ${message}`),
    [
      'warn GET /sign-in/link/:token: 410',
      'info GET /sign-in/link: 200',
      'info POST /sign-in/link: 200',
      'info GET /account: 200',
      'warn GET /warnings/:reference: 404',
      'warn GET none: 404',
      'error GET /warnings: 500',
    ],
  )
  for (const { time, request } of entries) {
    assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.match(request ?? '', /^[0-9a-f]{12}$/)
  }
  const failure = entries.find(({ event }) => event === 'failure')
  assert.equal(failure?.level, 'error')
  assert.equal(failure?.request, answers.at(-1)?.request)
  // The page gives the reference by which the line is found, and nothing of the fault.
  assert.equal(broken.status, 500)
  assert.ok(broken.text.includes(failure?.request ?? '-'))
  assert.doesNotMatch(broken.text, /broken by|Error|\.ts/)
  const everything = written.join('\n')
  for (const word of [/ada/i, /council/, new RegExp(secret), /W-KENT/, /127\.0\.0\.1/]) {
    assert.doesNotMatch(everything, word)
  }
})
