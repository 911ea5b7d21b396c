import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { auditLockfile } from '../../scripts/audit-packages.ts'

/** A registry on this machine that knows of these weaknesses, by package. */
async function registry(t: TestContext, advisories: Record<string, unknown> | null) {
  let asked: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const name = request.method === 'GET' ? (request.url ?? '').slice(1) : null
      // npm asks which versions there are, to say which of them mends it.
      const versions = { '10.6.1': { name, version: '10.6.1' }, '999.0.0': { name, version: '999.0.0' } }
      const packument = { name, versions, 'dist-tags': { latest: '999.0.0' } }
      if (advisories !== null && name !== null) return void response.end(JSON.stringify(packument))
      if (advisories === null) return void response.writeHead(503).end('away')
      const bytes = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
      asked = [...asked, ...Object.keys(JSON.parse(body.toString() || '{}') as object)]
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(advisories))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const environment = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_fetch_retries: '0',
  }
  const said: string[] = []
  const code = await auditLockfile((line) => said.push(line), environment)
  return { code, said: said.join('\n'), asked }
}

test('nothing known ends in 0, having asked about every package', async (t) => {
  const { code, said, asked } = await registry(t, {})
  assert.equal(code, 0)
  assert.match(said, /No package of the lockfile has a known weakness/)
  assert.ok(asked.includes('fastify') && asked.includes('kysely'))
})

test('a known weakness ends in 1, and is said with where to read of it', async (t) => {
  const advisory = {
    id: 1,
    url: 'https://registry.example/advisories/1',
    title: 'Invented weakness',
    severity: 'high',
    vulnerable_versions: '<999.0.0',
    cwe: [],
    cvss: { score: 0, vectorString: null },
  }
  const { code, said } = await registry(t, { nodemailer: [advisory] })
  assert.equal(code, 1)
  assert.match(said, /^nodemailer .*: high, /m)
  assert.match(said, /Invented weakness: https:\/\/registry\.example\/advisories\/1/)
})

test('a registry that does not answer ends in 3, never in all is well', async (t) => {
  const { code, said } = await registry(t, null)
  assert.equal(code, 3)
  assert.match(said, /did not answer, so it is not known/)
})
