import assert from 'node:assert/strict'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { makeZip } from '../sheets/testing.ts'
import { clamd, needsClamd, virusMarker } from './clamd-testing.ts'
import { scanWithClamd } from './clamd.ts'
import { noScan, scanner } from './scan.ts'

/** A server that answers as it is told, however odd. */
async function answering(t: TestContext, answer: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    answer(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

test('clamd finds what it knows, also inside a zip, and passes what it does not', needsClamd, async (t) => {
  const { address, start, stop } = clamd(t)
  await start()
  const scan = scanner(address)
  assert.equal(await scan(Buffer.from('Code,Numerator\nA1,4\n')), 'clean')
  assert.equal(await scan(Buffer.alloc(0)), 'clean')
  assert.equal(await scan(Buffer.alloc(3_000_000, 'abc ')), 'clean')
  assert.equal(await scan(Buffer.from(`text ${virusMarker} text`)), 'infected')
  assert.equal(
    await scan(makeZip([{ name: 'xl/workbook.xml', data: `<workbook>${virusMarker}</workbook>` }])),
    'infected',
  )
  await stop()
  assert.equal(await scan(Buffer.from('text')), 'unreachable')
})

test('a scanner that is unwilling, silent, broken off or talks nonsense never makes a file clean', async (t) => {
  const bytes = Buffer.from('text')
  for (const words of [
    'INSTREAM size limit exceeded. ERROR\0',
    'stream: OK and more\0',
    'stream: OK',
    'UNKNOWN COMMAND\0',
    'HTTP/1.1 200 OK\r\n\r\n',
    'x'.repeat(10_000),
  ]) {
    const address = await answering(t, (socket) => socket.end(words))
    assert.equal(await scanWithClamd(address, bytes), 'unreachable', words.slice(0, 40))
  }
  const silent = await answering(t, () => undefined)
  assert.equal(await scanWithClamd(silent, bytes, 50), 'unreachable')
  const broken = await answering(t, (socket) => socket.destroy())
  assert.equal(await scanWithClamd(broken, Buffer.alloc(5_000_000), 5_000), 'unreachable')
})

test('without a scanner nothing is called clean', async () => {
  assert.equal(await scanner(null)(Buffer.from(virusMarker)), 'not-scanned')
  assert.equal(await noScan(Buffer.alloc(0)), 'not-scanned')
})
