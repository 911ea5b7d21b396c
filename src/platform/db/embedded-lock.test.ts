import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { lockHolder, takeLock } from './embedded-lock.ts'
import { processIdentity } from './embedded-process.ts'

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'goldenthread-lock-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('names its holder to the second who asks, and is free once released', (t) => {
  const folder = folderFor(t)
  assert.equal(lockHolder(folder), undefined)
  const mine = takeLock(folder, 'application')
  assert.ok('release' in mine)
  const second = takeLock(folder, 'command')
  assert.ok('heldBy' in second)
  assert.equal(second.heldBy.pid, process.pid)
  assert.equal(second.heldBy.purpose, 'application')
  mine.release()
  assert.deepEqual(readdirSync(folder), [])
})

test('a lock left by a process that is gone is taken over', async (t) => {
  const folder = folderFor(t)
  const gone = spawn('true')
  await once(gone, 'exit')
  writeFileSync(join(folder, 'goldenthread.lock'), `${gone.pid} 12345 application\n`)
  assert.equal(lockHolder(folder), undefined)
  assert.ok('release' in takeLock(folder, 'application'))
  assert.deepEqual(readdirSync(folder), ['goldenthread.lock'])
})

test('a number that another process has by now does not hold the lock', { skip: process.platform !== 'linux' }, (t) => {
  const folder = folderFor(t)
  writeFileSync(join(folder, 'goldenthread.lock'), `${process.pid} 1 application\n`)
  assert.ok('release' in takeLock(folder, 'command'))
})

test('a lock file that says nothing sensible holds nobody up', (t) => {
  const folder = folderFor(t)
  for (const text of ['', '\n', 'not a lock', '-1  application', '0  application']) {
    writeFileSync(join(folder, 'goldenthread.lock'), text)
    const taken = takeLock(folder, 'command')
    assert.ok('release' in taken, text)
    taken.release()
  }
})

test('releasing leaves alone a lock that is no longer one’s own', (t) => {
  const folder = folderFor(t)
  const mine = takeLock(folder, 'application')
  assert.ok('release' in mine)
  writeFileSync(join(folder, 'goldenthread.lock'), 'somebody else’s')
  mine.release()
  assert.equal(readFileSync(join(folder, 'goldenthread.lock'), 'utf8'), 'somebody else’s')
})

test('tells a running process from one that is gone', async () => {
  const child = spawn('sleep', ['30'])
  const pid = Number(child.pid)
  assert.notEqual(processIdentity(pid), undefined)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(processIdentity(pid), undefined)
  assert.equal(processIdentity(0), undefined)
  assert.equal(processIdentity(Number.NaN), undefined)
})
