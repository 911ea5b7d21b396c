import { randomBytes } from 'node:crypto'
import type { World } from './world.ts'

/** Whether an address that a page holds would take a browser to another site. */
const leadsAway = (html: string): boolean =>
  [...html.matchAll(/(?:href|value|action)="([^"]*evil\.example[^"]*)"/g)].some(
    ([, address = '']) =>
      URL.parse(address.replaceAll('&#9;', '\t'), 'http://here.invalid')?.origin !== 'http://here.invalid',
  )

const isSignIn = (location: string) => location.startsWith('/sign-in')

/** Guessed, stolen, forged and ended sessions; sign-in from elsewhere; redirects to elsewhere. */
export async function authentication({ stranger, as, tried }: World): Promise<void> {
  const analyst = await as({ role: 'analyst' })
  const [name, value] = [...analyst.cookies].find(([key]) => key.endsWith('goldenthread')) ?? ['', '']
  tried('the session cookie is found', value.length >= 32, name)

  const guesses: Record<string, string> = {
    nothing: '',
    'a random one': randomBytes(32).toString('base64url'),
    'a short one': value.slice(0, 10),
    'one letter off': value.slice(0, -1) + (value.endsWith('A') ? 'B' : 'A'),
    'one letter more': `${value}A`,
    'in capitals': value.toUpperCase(),
    'a wildcard': '%',
    SQL: "' or 1=1 --",
    'an array': 'a[]=1',
    'an object': '{"$ne":""}',
    'a hash': 'f'.repeat(64),
    'an id': '00000000-0000-4000-8000-000000000000',
    'a control character': '%00',
    'ten thousand letters': 'x'.repeat(8_000),
  }
  for (const [kind, guess] of Object.entries(guesses)) {
    const somebody = stranger()
    somebody.cookies.set(name, guess)
    const { status, location } = await somebody.get('/data')
    tried(
      `a session cookie that is ${kind}`,
      (status === 303 && isSignIn(location)) || status === 431 || status === 400,
      `${status} ${location}`,
    )
  }

  // Fixation: whatever cookie was there before, signing in gives another.
  const fixed = stranger()
  fixed.cookies.set(name, 'chosen-by-the-attacker')
  const page = await fixed.get('/sign-in')
  const access = /name="access" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  await fixed.post('/sign-in', { access, next: '/' }, '/sign-in')
  tried(
    'a session chosen before signing in',
    fixed.cookies.get(name) !== 'chosen-by-the-attacker' && fixed.cookies.has(name),
  )
  const first = fixed.cookies.get(name)
  await fixed.post('/sign-in', { access, next: '/' }, '/sign-in')
  tried('a session kept over a second signing in', fixed.cookies.get(name) !== first)

  // Ended means ended, also for somebody who copied the cookie.
  const copied = stranger()
  copied.cookies.set(name, fixed.cookies.get(name) ?? '')
  tried(
    'a copied cookie works before signing out (so that the next case proves something)',
    (await copied.get('/')).status === 200,
  )
  await fixed.post('/sign-out', {}, '/')
  const after = await copied.get('/')
  tried('a copied cookie after signing out', after.status === 303 && isSignIn(after.location), `${after.status}`)

  // A sample person is only for somebody at this machine.
  for (const headers of [
    { 'x-forwarded-for': '203.0.113.9' },
    { forwarded: 'for=203.0.113.9' },
    { 'x-real-ip': '203.0.113.9' },
    { via: '1.1 proxy' },
    { host: 'goldenthread.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost.evil.example' },
  ] as Record<string, string>[]) {
    const somebody = stranger()
    const token = await somebody.token('/sign-in')
    const answer = await somebody.send('POST', '/sign-in', {
      fields: [
        ['_csrf', token],
        ['access', access],
        ['next', '/'],
      ],
      headers,
    })
    tried(
      `a sample person from elsewhere: ${JSON.stringify(headers)}`,
      answer.status === 400 && !somebody.cookies.has(name),
      `${answer.status}`,
    )
  }
  for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000', "' or true --", `${access}'`]) {
    const somebody = stranger()
    const answer = await somebody.post('/sign-in', { access: id, next: '/' }, '/sign-in')
    tried(`signing in as '${id}'`, answer.status === 400 && !somebody.cookies.has(name), `${answer.status}`)
  }

  for (const next of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '\\\\evil.example',
    'http:evil.example',
    '/.//evil.example',
    '///evil.example',
    'https:/evil.example',
    '/\n/evil.example',
  ]) {
    const somebody = stranger()
    const answer = await somebody.post('/sign-in', { access, next }, '/sign-in')
    const target = URL.parse(answer.location, 'http://here.invalid')
    tried(
      `going on to ${JSON.stringify(next)}`,
      answer.status === 303 && target?.origin === 'http://here.invalid',
      answer.location,
    )
    const asked = await somebody.get(`/sign-in?next=${encodeURIComponent(next)}`)
    tried(
      `the sign-in page asked for ${JSON.stringify(next)}`,
      asked.status < 400 && !leadsAway(asked.text),
      `${asked.status}`,
    )
  }

  // Where signing in is forged from another site, the victim would work in the attacker's name.
  const victim = stranger()
  const forged = await victim.send('POST', '/sign-in', {
    fields: [
      ['access', access],
      ['next', '/'],
    ],
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  })
  tried('signing in forged from another site', forged.status === 400 && !victim.cookies.has(name), `${forged.status}`)

  for (const path of ['/sign-in', '/', '/about', '/data']) {
    for (const method of ['TRACE', 'CONNECT_', 'PROPFIND', 'PATCH']) {
      const answer = await analyst.send(method, path).catch(() => null)
      tried(
        `${method} ${path}`,
        answer === null || (answer.status >= 400 && answer.status < 500) || answer.status === 501,
        `${answer?.status}`,
      )
    }
  }
  const cookie = (await stranger().send('GET', '/')).headers['set-cookie']
  tried('no session is begun for somebody who has not signed in', !JSON.stringify(cookie ?? '').includes(`${name}=`))
}
