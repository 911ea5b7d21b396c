import assert from 'node:assert/strict'
import { test } from 'node:test'
import { liveUntilAsked } from './lifecycle.ts'

const signalListeners = (): number => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')

test('stops what was started, last first, and goes on when one stop fails', async () => {
  const before = signalListeners()
  const done: string[] = []
  const code = await liveUntilAsked({
    say: (line) => done.push(line),
    async start(life) {
      await life.keep(async () => void done.push('database'))
      await life.keep(() => Promise.reject(new Error('The pages would not close')))
      process.emit('SIGTERM')
      process.emit('SIGINT')
    },
  })
  assert.deepEqual(done, ['The pages would not close', 'database'])
  assert.equal(code, 0)
  assert.equal(signalListeners(), before)
})

test('a failure while starting is said once, and what had started is stopped', async () => {
  const done: string[] = []
  const code = await liveUntilAsked({
    say: (line) => done.push(line),
    async start(life) {
      await life.keep(async () => void done.push('stopped'))
      throw new Error('Port 3000 is in use')
    },
  })
  assert.deepEqual(done, ['Port 3000 is in use', 'stopped'])
  assert.equal(code, 1)
})

test('what becomes ready after stopping was asked for is stopped at once', async () => {
  const done: string[] = []
  const code = await liveUntilAsked({
    say: (line) => done.push(line),
    async start(life) {
      life.end()
      await new Promise((resolve) => setTimeout(resolve, 20))
      await life.keep(async () => void done.push('late'))
      done.push('never reached')
    },
  })
  assert.deepEqual(done, ['late'])
  assert.equal(code, 0)
})

test('does not wait for ever for something that does not stop', async () => {
  const said: string[] = []
  const code = await liveUntilAsked({
    say: (line) => said.push(line),
    stopWithin: 50,
    async start(life) {
      await life.keep(() => new Promise(() => {}))
      life.end()
    },
  })
  assert.deepEqual(said, ['Stopping took longer than 0.05 seconds and was given up.'])
  assert.equal(code, 1)
})
