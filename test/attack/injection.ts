import { request } from 'node:http'
import { sql } from 'kysely'
import { forEach, formsOf, linksOf } from './client.ts'
import { addressOf, recordsOf } from './access.ts'
import { everyPage, type World } from './world.ts'

const sqlPayloads = [
  "'",
  "' or '1'='1",
  '1; select pg_sleep(20)',
  "' union select null, version() --",
  '\\',
  '%',
  "'||(select current_user)||'",
  '1)) or ((1=1',
  '99999999999999999999',
  'NaN',
  '2026-02-30',
  '\u0000',
]

/** Those that say most, for the many addresses that take something. */
const inAddresses = ["'", "' union select null, version() --", '99999999999999999999', 'NaN', '\u0000']

const leaks =
  /syntax error at or near|PostgreSQL|pg_(?!sleep)|goldenthread_app|kysely|node_modules|at async|SQLSTATE|22P02/

/** SQL in every filter, sort and address that pages offer. */
export async function injection(world: World): Promise<void> {
  const { as, tried, routes } = world
  const analyst = await as({ role: 'business-manager' })
  const parameters = new Map<string, Set<string>>()
  const note = (path: string, names: Iterable<string>) => {
    const known = parameters.get(path) ?? new Set<string>()
    for (const name of names) known.add(name)
    parameters.set(path, known)
  }
  await everyPage(analyst, (path, html) => {
    for (const form of formsOf(html, path)) {
      if (form.method === 'GET')
        note(
          form.action.split('?')[0] ?? '',
          form.fields.map(({ name }) => name),
        )
    }
    for (const link of linksOf(html)) {
      const [address = '', query] = link.split('?')
      if (query !== undefined) note(address, new URLSearchParams(query).keys())
    }
  })
  const filters = new Map<string, [path: string, name: string]>()
  for (const [path, names] of parameters) {
    for (const name of names) {
      const key = `${path.replaceAll(/[^/]*\d[^/]*/g, '#')}?${name}`
      if (!filters.has(key)) filters.set(key, [path, name])
    }
  }
  await forEach([...filters.values()], async ([path, name]) => {
    for (const payload of sqlPayloads) {
      const { status, text } = await analyst.get(`${path}?${new URLSearchParams([[name, payload]]).toString()}`)
      tried(
        `${path}?${name}=${JSON.stringify(payload)}`,
        status < 500 && !leaks.test(text),
        `${status} ${leaks.exec(text)?.[0] ?? ''}`,
      )
    }
    const twice = await analyst.get(`${path}?${name}=a&${name}=b&${name}[]=c&${name}[x]=d`)
    tried(`${path}?${name} several times`, twice.status < 500, `${twice.status}`)
  })
  tried('there were filters to attack', filters.size > 5, `${filters.size}`)
  const records = await recordsOf(world, 'kent', 'Kent Police')
  await forEach(
    routes.filter((route) => route.method === 'GET' && route.url.includes(':')),
    async ({ method, url }) => {
      for (const payload of inAddresses) {
        const address = url.replaceAll(/:[a-zA-Z]+/g, encodeURIComponent(payload))
        const { status, text } = await analyst.send(method, address)
        tried(
          `${method} ${url} with ${JSON.stringify(payload)} in its address`,
          status < 500 && !leaks.test(text),
          `${status} ${leaks.exec(text)?.[0] ?? ''}`,
        )
      }
      const { status } = await analyst.send(method, `${addressOf(url, records, 'kent')}%27`)
      tried(`${method} ${url} with a quotation mark after it`, status < 500, `${status}`)
    },
  )
}

/** An address exactly as written: clients tidy dots and slashes away. */
const raw = (base: string, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const asked = request({ hostname, port, path, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    asked.end()
  })

/** Ways out of the folders that files are served from. */
export async function paths({ url, tried }: World): Promise<void> {
  const targets = ['package.json', 'etc/passwd', '.git/config', 'src/config.ts', '.data/postgres/cluster/PG_VERSION']
  const ups = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..\\',
    '..%5c',
    '....//',
    '..;/',
    '%252e%252e%252f',
    '.%00./',
    '/',
  ]
  for (const folder of ['/assets/', '/assets/static/', '/assets/fonts/', '/.git/']) {
    const { status } = await raw(url, folder)
    tried(`the list of ${folder}`, status === 404 || status === 403, `${status}`)
  }
  for (const start of ['/assets/', '/assets/fonts/', '/']) {
    for (const up of ups) {
      for (const target of targets) {
        const path = `${start}${up.repeat(6)}${target}`
        const { status, text } = await raw(url, path)
        const gives = /"devDependencies"|root:x:0|\[core\]|export type Config|^18$/m.test(text)
        tried(`GET ${path}`, status >= 300 && status < 500 && !gives, `${status}`)
      }
    }
  }
}

/** Bodies, addresses and headers larger than any that are meant. */
export async function sizes({ as, url, tried }: World): Promise<void> {
  const police = await as({ role: 'data-lead', organisation: 'Kent Police' })
  const token = await police.token()
  const analyst = await as({ role: 'analyst' })
  const attempts: [string, () => Promise<{ status: number }>][] = [
    [
      'a form of 3 MB',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          fields: [
            ['_csrf', token],
            ['access', 'x'.repeat(3_000_000)],
          ],
        }),
    ],
    [
      'ten thousand fields',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          fields: [['_csrf', token], ...Array.from({ length: 10_000 }, (_, i) => [`f${i}`, 'x'] as const)],
        }),
    ],
    [
      'an upload of 12 MB',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          fields: [
            ['_csrf', token],
            ['file', { fileName: 'a.csv', bytes: Buffer.alloc(12_000_000, 'x') }],
          ],
        }),
    ],
    ['an address of 20 kB', () => analyst.send('GET', `/data?name=${'x'.repeat(20_000)}`, { alone: true })],
    [
      'a header of 40 kB',
      () => analyst.send('GET', '/data', { alone: true, headers: { 'x-long': 'x'.repeat(40_000) } }),
    ],
    [
      'five hundred headers',
      () =>
        analyst.send('GET', '/data', {
          alone: true,
          headers: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x-${i}`, 'y'])),
        }),
    ],
    [
      'a body that is shorter than it says',
      () =>
        analyst.send('POST', '/acting', {
          alone: true,
          body: 'a=b',
          headers: { 'content-length': '3', 'content-encoding': 'gzip' },
        }),
    ],
    [
      'deep names',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          fields: [
            ['_csrf', token],
            [`a${'[a]'.repeat(3_000)}`, 'x'],
          ],
        }),
    ],
    [
      'a multipart body without its end',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          body: '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx',
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        }),
    ],
    [
      'a part with a megabyte of name',
      () =>
        police.send('POST', '/acting', {
          alone: true,
          fields: [
            ['_csrf', token],
            ['a'.repeat(1_000_000), { fileName: 'a', bytes: Buffer.from('x') }],
          ],
        }),
    ],
  ]
  for (const [what, attempt] of attempts) {
    // The server may hang up on what it will not read: that withstands it too.
    const status = await attempt().then(
      (answer) => answer.status,
      () => 0,
    )
    tried(what, status < 500, `${status}`)
    const alive = await raw(url, '/about')
    tried(`the service answers after ${what}`, alive.status === 200, `${alive.status}`)
  }
}

/** Line ends in what becomes a header: names of files, addresses to go on to, mail addresses. */
export async function headers(world: World): Promise<void> {
  const { as, stranger, tried, db } = world
  const police = await as({ role: 'data-lead', organisation: 'Kent Police' })
  const { return: reference = '' } = await recordsOf(world, 'kent', 'Kent Police')
  const token = await police.token()
  const names = [
    'a\r\nset-cookie: x=1.csv',
    'a\n.csv',
    'a"; filename="b.exe',
    '..\\..\\a.csv',
    '../../a.csv',
    'a\u202Evsc.exe',
    `${'a'.repeat(5_000)}.csv`,
    'CON.csv',
    '.csv',
    'a;b=c.csv',
    '‮',
    "a'b.csv",
    'a%0d%0ab.csv',
  ]
  for (const fileName of names) {
    const answer = await police.send('POST', `/returns/${reference}/upload`, {
      fields: [
        ['_csrf', token],
        ['file', { fileName, bytes: Buffer.from('code,numerator\nB1,1\n') }],
      ],
    })
    tried(
      `an upload named ${JSON.stringify(fileName.slice(0, 40))}`,
      answer.status < 500 && !('x' in answer.headers),
      `${answer.status}`,
    )
  }
  const uploads = await db.selectFrom('returns.upload').select(['id', 'file_name']).execute()
  const analyst = await as({ role: 'analyst' })
  for (const { id, file_name: kept } of uploads) {
    tried(
      `a kept name has no control characters: ${JSON.stringify(kept.slice(0, 40))}`,
      !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(kept),
    )
    const answer = await analyst.get(`/returns/${reference}/uploads/${id}`)
    const disposition = String(answer.headers['content-disposition'] ?? '')
    tried(
      `what was uploaded as ${JSON.stringify(kept.slice(0, 40))} is not opened in the page`,
      answer.status !== 200 || disposition.startsWith('attachment'),
      disposition,
    )
  }
  for (const next of ['/%0d%0aset-cookie:%20x=1', '/\r\nset-cookie: x=1', '/a%0a%0d%0a<script>']) {
    const answer = await stranger().get(`/sign-in?next=${encodeURIComponent(next)}`)
    tried(
      `the address to go on to ${JSON.stringify(next)}`,
      answer.status < 500 && !JSON.stringify(answer.headers).includes('x=1'),
      `${answer.status}`,
    )
  }
  const mails = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from platform.mail`.execute(db)
    return Number(rows[0]?.count)
  }
  const before = await mails()
  for (const email of [
    'a@example.org\r\nBcc: b@evil.example',
    'a@example.org, b@evil.example',
    '<a@example.org>;b@evil.example',
    'a@example.org%0abcc:b@evil.example',
    '"a@example.org\n"@evil.example',
    'a'.repeat(5_000) + '@example.org',
  ]) {
    const somebody = stranger()
    const answer = await somebody.post('/sign-in/link', { email }, '/sign-in/link')
    tried(`a sign-in link for ${JSON.stringify(email.slice(0, 50))}`, answer.status < 500, `${answer.status}`)
  }
  tried('no mail was queued for any of them', (await mails()) === before, `${(await mails()) - before}`)
}
