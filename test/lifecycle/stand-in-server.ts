// What bin/server.ts is, with a page that needs no application: these tests are about starting and stopping.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import { startServer } from '#src/start-server.ts'
import type { Serve } from '#src/start-server.ts'

const serve: Serve = async ({ databaseUrl, host, port }) => {
  const pool = new Pool({ connectionString: databaseUrl })
  pool.on('error', () => {})
  await pool.query('create table if not exists visit (at timestamptz not null default now())')
  const server = createServer((_request, response) => {
    void pool
      .query('insert into visit default values')
      .then(() => pool.query<{ visits: string }>('select count(*) as visits from visit'))
      .then(({ rows }) => response.end(rows[0]?.visits))
  })
  await once(server.listen(port, host), 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await pool.end()
    },
  }
}

process.exit(await startServer(process.env, serve, (line) => process.stderr.write(`${line}\n`)))
