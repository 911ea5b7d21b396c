import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logForm } from '#src/config.ts'
import { logTo } from './log.ts'

const noon = () => new Date('2026-11-22T12:00:00Z')

test('as JSON every line is one object with its time, level and words', () => {
  const lines: string[] = []
  const say = logTo('json', (line) => lines.push(line), noon)
  say('Goldenthread is ready')
  say('Request abc failed: TypeError\n    at x', { level: 'error', event: 'failure', request: 'abc' })
  say('GET /warnings/:reference: 403', {
    level: 'warn',
    event: 'request',
    request: 'd"e',
    status: 403,
    milliseconds: 7,
  })
  assert.ok(lines.every((line) => !line.includes('\n')))
  const time = '2026-11-22T12:00:00.000Z'
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      { time, level: 'info', message: 'Goldenthread is ready' },
      { time, level: 'error', message: 'Request abc failed: TypeError\n    at x', event: 'failure', request: 'abc' },
      {
        time,
        level: 'warn',
        message: 'GET /warnings/:reference: 403',
        event: 'request',
        request: 'd"e',
        status: 403,
        milliseconds: 7,
      },
    ],
  )
})

test('for a person at a terminal there are words alone, and no line for each request', () => {
  const lines: string[] = []
  const say = logTo('words', (line) => lines.push(line), noon)
  say('Goldenthread is ready')
  say('GET /: 200', { event: 'request' })
  say('Request abc failed', { level: 'error', event: 'failure' })
  assert.deepEqual(lines, ['Goldenthread is ready', 'Request abc failed'])
})

test('production logs JSON unless it is told otherwise', () => {
  assert.equal(logForm({}), 'words')
  assert.equal(logForm({ NODE_ENV: 'production' }), 'json')
  assert.equal(logForm({ NODE_ENV: 'production', GOLDENTHREAD_LOG: 'words' }), 'words')
  assert.equal(logForm({ GOLDENTHREAD_LOG: 'json' }), 'json')
})
