import assert from 'node:assert/strict'
import { connect, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { stylesheet } from '#platform/assets.ts'
import { webServer } from '#platform/http.ts'
import type { ServerLimits } from '#platform/http-hardening.ts'
import { templates } from '#platform/views.ts'

/** The web server with one open page and one open form, on a real port. */
async function listening(t: TestContext, { limits = {}, production = false, trustProxy = 0 }: Options = {}) {
  const app = await webServer({
    templates: templates(),
    stylesheet: await stylesheet(),
    whoIs: async () => null,
    chrome: () => ({ serviceName: 'Goldenthread', colour: '#1d3557', isDemonstration: false }),
    doors: [],
    permissions: new Set(),
    production,
    trustProxy,
    limits,
    now: () => new Date('2026-11-22T10:00:00Z'),
  })
  app.get('/open', { config: { open: true } }, async (request) => `from ${request.ip}`)
  app.post('/form', { config: { open: true } }, async () => 'taken')
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  return (app.server.address() as AddressInfo).port
}

type Options = { limits?: Partial<ServerLimits>; production?: boolean; trustProxy?: number }

/** Sends the pieces and gives all that comes back until the server ends the connection. */
function spoken(port: number, ...pieces: (string | Buffer)[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1', () => {
    for (const piece of pieces) socket.write(piece)
  })
  let answer = ''
  socket.on('data', (data) => (answer += data.toString('latin1')))
  socket.on('error', () => undefined)
  socket.on('close', () => resolve(answer))
  return promise
}

const quick = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 }
const get = (headers = '') => `GET /open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`
const statusOf = (answer: string) => answer.split(' ')[1]

test('headers that never end are cut off', async (t) => {
  const port = await listening(t, { limits: quick })
  assert.equal(statusOf(await spoken(port, 'GET /open HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')), '408')
  assert.equal(statusOf(await spoken(port, get())), '200', 'and others are served')
})

test('a body that never ends is cut off', async (t) => {
  const port = await listening(t, { limits: quick })
  const head = 'POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n'
  assert.equal(statusOf(await spoken(port, `${head}Content-Length: 1000\r\n\r\na=`)), '408')
  assert.equal(statusOf(await spoken(port, `${head}Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n`)), '408')
  assert.equal(statusOf(await spoken(port, get())), '200')
})

test('a hundred connections that say nothing keep nobody out', async (t) => {
  const port = await listening(t, { limits: quick })
  const silent = Array.from({ length: 100 }, () => spoken(port, 'G'))
  assert.equal(statusOf(await spoken(port, get())), '200')
  assert.ok((await Promise.all(silent)).every((answer) => statusOf(answer) === '408'))
})

test('more connections than the ceiling are turned away, and there is room again afterwards', async (t) => {
  const port = await listening(t, { limits: { ...quick, maxConnections: 2 } })
  const held = [spoken(port, 'G'), spoken(port, 'G')]
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(await spoken(port, get()), '')
  await Promise.all(held)
  assert.equal(statusOf(await spoken(port, get())), '200')
})

test('addresses and headers that are too long are refused', async (t) => {
  const port = await listening(t)
  const long = 'a'.repeat(20_000)
  const asked = `GET /open?${long} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
  assert.equal(statusOf(await spoken(port, asked)), '431')
  assert.equal(statusOf(await spoken(port, get(`X-Long: ${long}\r\n`))), '431')
  assert.equal(statusOf(await spoken(port, get(`Cookie: ${long}\r\n`))), '431')
})

test('a form that says it is too large is refused before it is sent, and one that lies is cut off', async (t) => {
  const port = await listening(t, { limits: quick })
  const head = 'POST /form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
  const form = `${head}Content-Type: application/x-www-form-urlencoded\r\n`
  assert.equal(statusOf(await spoken(port, `${form}Content-Length: 2000000\r\n\r\n`)), '413')
  const chunk = `80000\r\n${'a'.repeat(0x80000)}\r\n`
  assert.match(
    await spoken(port, `${form}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk, chunk, '0\r\n\r\n'),
    /^(HTTP\/1\.1 413|$)/,
  )
  const file = `${head}Content-Type: multipart/form-data; boundary=x\r\n`
  assert.equal(statusOf(await spoken(port, `${file}Content-Length: 99999999\r\n\r\n`)), '413')
  assert.equal(statusOf(await spoken(port, `${file}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)), '400')
})

test('what is no HTTP, and two lengths of one body, are refused', async (t) => {
  const port = await listening(t)
  const post = 'POST /form HTTP/1.1\r\nHost: localhost\r\n'
  for (const words of [
    'hello\r\n\r\n',
    '\x16\x03\x01\x02\x00',
    `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'GET /open HTTP/1.1\r\n\r\n',
    'GET /open HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n',
  ]) {
    assert.equal(statusOf(await spoken(port, words)), '400', JSON.stringify(words))
  }
})

test('every answer carries the headers that keep other sites out, and none says what serves it', async (t) => {
  const production = await listening(t, { production: true })
  for (const asked of [get(), get().replace('/open', '/nowhere')]) {
    const answer = (await spoken(production, asked)).split('\r\n\r\n')[0] ?? ''
    for (const header of [
      'content-security-policy: default-src',
      'x-content-type-options: nosniff',
      'referrer-policy: same-origin',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
      'permissions-policy: accelerometer=()',
      'strict-transport-security: max-age=63072000; includeSubDomains',
      'cache-control: no-store',
    ]) {
      assert.ok(answer.includes(`\r\n${header}`), `${header} in ${answer}`)
    }
    assert.doesNotMatch(answer, /^(server|x-powered-by):/im)
  }
  assert.doesNotMatch(
    await spoken(await listening(t), get()),
    /strict-transport/i,
    'there is no certificate to insist on',
  )
})

test('an address that a client makes up counts only as far as proxies are named', async (t) => {
  const forged = get('X-Forwarded-For: 192.0.2.7, 192.0.2.8\r\n')
  assert.match(await spoken(await listening(t), forged), /from 127\.0\.0\.1$/)
  assert.match(await spoken(await listening(t, { trustProxy: 1 }), forged), /from 192\.0\.2\.8$/)
  assert.match(await spoken(await listening(t, { trustProxy: 2 }), forged), /from 192\.0\.2\.7$/)
})
