import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { line, middle, peakMemory } from './measuring.ts'

const root = join(import.meta.dirname, '../..')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

type Service = { url: string; child: ChildProcess; seconds: number; stop(): Promise<void> }

/** Starts the service as a person would and waits for its first page. */
async function start(dataFolder: string): Promise<Service> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const began = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), GOLDENTHREAD_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service did not start: ${said}`)
    const answer = await fetch(`${url}/sign-in`).catch(() => null)
    if (answer?.status === 200) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const seconds = (performance.now() - began) / 1000
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await gone
  }
  return { url, child, seconds, stop }
}

/** Signs in as the analyst of Kent. @returns the cookie */
async function signIn(url: string): Promise<string> {
  const page = await (await fetch(`${url}/sign-in`)).text()
  const card = page.split('class="gt-card"').find((each) => each.includes('<strong>Analyst</strong>')) ?? ''
  const access = /name="access" value="([^"]+)"/.exec(card)?.[1] ?? ''
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ access, next: '/' }),
    redirect: 'manual',
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error('signing in gave no cookie')
  return cookie
}

type Load = { perSecond: number; p95: number }

/** Asks for one page over several connections for some seconds, after two seconds that do not count. */
async function load(url: string, cookie: string, connections: number, seconds: number): Promise<Load> {
  const options = { url, connections, headers: { cookie } }
  await autocannon({ ...options, duration: 2 })
  const times: number[] = []
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon({ ...options, duration: seconds }, (error: unknown, done: autocannon.Result) =>
      error ? reject(new Error(`${url} could not be loaded`, { cause: error })) : resolve(done),
    )
    instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds))
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed`)
  return {
    perSecond: result.requests.average,
    p95: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN,
  }
}

async function command(dataFolder: string, ...words: string[]): Promise<number> {
  const began = performance.now()
  const child = spawn('npm', ['run', '--silent', 'goldenthread', '--', ...words], {
    cwd: root,
    env: { ...process.env, GOLDENTHREAD_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`goldenthread ${words.join(' ')} ended with ${String(code)}`)
  return (performance.now() - began) / 1000
}

/** Starts the service in a data folder of its own, loads its pages and runs an import; prints as it goes. */
export async function benchService(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
  try {
    const fresh = await start(dataFolder)
    line('npm start to the first page, new data folder', `${fresh.seconds.toFixed(1)} s`)
    await fresh.stop()
    const again = await start(dataFolder)
    line('npm start to the first page, existing data folder', `${again.seconds.toFixed(1)} s`)
    const cookie = await signIn(again.url)
    const pages = { empty: '/about', executive: '/executive', indicator: '/indicators/re-referral-rate' }

    // In turn, three times: a shared machine drifts, and each ratio should be of neighbours.
    const rounds: Record<keyof typeof pages, Load[]> = { empty: [], executive: [], indicator: [] }
    for (let round = 0; round < 3; round += 1) {
      for (const page of ['empty', 'executive', 'indicator'] as const) {
        rounds[page].push(await load(`${again.url}${pages[page]}`, cookie, 10, 4))
      }
    }
    for (const page of ['empty', 'executive', 'indicator'] as const) {
      const loads = rounds[page]
      line(
        `${page === 'empty' ? 'empty page in the same layout' : `${page} page`} (${pages[page]})`,
        `${middle(loads.map((each) => each.perSecond)).toFixed(0)} requests a second, p95 ${middle(loads.map((each) => each.p95)).toFixed(0)} ms`,
      )
    }
    const ratio = (page: 'executive' | 'indicator') =>
      middle(rounds[page].map((each, i) => each.perSecond / (rounds.empty[i]?.perSecond ?? Number.NaN)))
    line('indicator page as a share of the empty page (aim: 0.25)', ratio('indicator').toFixed(2))
    line('executive page as a share of the empty page', ratio('executive').toFixed(2))
    const memory = await peakMemory(again.child.pid ?? 0)
    line(
      'peak memory: largest process, all processes',
      memory ? `${memory.largest.toFixed(0)} MB, ${memory.all.toFixed(0)} MB` : 'not measured here',
    )
    await again.stop()
    line('importing all of the LAIT and DfE files', `${(await command(dataFolder, 'import-national')).toFixed(1)} s`)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}
