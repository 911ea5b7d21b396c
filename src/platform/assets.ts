import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const root = join(import.meta.dirname, '../..')
const sources = join(root, 'assets/scss')

export type Stylesheet = { href: string; css: string }

/** Everything that the compiled stylesheet depends on, as one short hash. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const chartStyles = join(root, 'src/platform/charts/charts.scss')
  const files = (await readdir(sources)).toSorted().map((name) => join(sources, name))
  for (const file of [...files, chartStyles, join(root, 'package-lock.json')]) {
    if (existsSync(file)) hash.update(await readFile(file))
  }
  return hash.digest('hex').slice(0, 12)
}

/**
 * The stylesheet, compiled from SCSS when its sources have changed and kept in `.build` otherwise. Nothing is downloaded: the
 * compiler is a binary inside an npm package.
 */
export async function stylesheet(say: (line: string) => void = () => undefined): Promise<Stylesheet> {
  const name = `app-${await fingerprint()}.css`
  const folder = join(root, '.build')
  const file = join(folder, name)
  if (!existsSync(file)) {
    say('Compiling the styles…')
    const { compileAsync } = await import('sass-embedded')
    const { css } = await compileAsync(join(sources, 'app.scss'), {
      loadPaths: [join(root, 'node_modules'), root],
      style: 'compressed',
      quietDeps: true,
    })
    await mkdir(folder, { recursive: true })
    for (const old of await readdir(folder)) if (/^app-.*\.css$/.test(old)) await rm(join(folder, old), { force: true })
    await writeFile(`${file}.${process.pid}`, css)
    await rename(`${file}.${process.pid}`, file)
  }
  return { href: `/assets/${name}`, css: await readFile(file, 'utf8') }
}

/** Serves the stylesheet, our few scripts and the official ones, all from this server. */
export async function registerAssets(app: FastifyInstance, { href, css }: Stylesheet): Promise<void> {
  const forever = 'public, max-age=31536000, immutable'
  app.get(href, { config: { open: true } }, (_request, reply) =>
    reply.header('cache-control', forever).type('text/css').send(css),
  )
  const script = await readFile(join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'))
  app.get('/assets/govuk-frontend.min.js', { config: { open: true } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('text/javascript').send(script),
  )
  const passkeys = await readFile(join(root, 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js'))
  app.get('/assets/simplewebauthn.min.js', { config: { open: true } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('text/javascript').send(passkeys),
  )
  await app.register(fastifyStatic, {
    root: join(root, 'assets/static'),
    prefix: '/assets/static/',
    decorateReply: false,
  })
}
