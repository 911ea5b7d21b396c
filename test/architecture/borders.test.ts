import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { test } from 'node:test'
import { floors, otherEdges } from './borders.ts'

const root = join(import.meta.dirname, '../..')

type Source = { path: string; text: string }

async function sources(folder: string, ending: RegExp): Promise<Source[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && ending.test(entry.name))
  return Promise.all(
    files.map(async (entry) => {
      const full = join(entry.parentPath, entry.name)
      return { path: relative(root, full).split(sep).join('/'), text: await readFile(full, 'utf8') }
    }),
  )
}

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.endsWith('/testing.ts')
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const floorOf = (module: string): number => floors.findIndex((floor) => floor.includes(module))

const code = (await sources('src', /\.ts$/)).filter((file) => !isTest(file.path))
const templates = await sources('src', /\.njk$/)

test('the checks below saw the code, not an empty folder', () => {
  assert.ok(code.length > 60, `only ${code.length} files were read`)
  assert.ok(templates.length > 15, `only ${templates.length} templates were read`)
  assert.ok(code.flatMap((file) => importsOf(file.text)).length > 200)
})

test('every module has its floor, and every floor its module', async () => {
  const folders = (await readdir(join(root, 'src/modules'))).toSorted()
  assert.deepEqual(floors.flat().toSorted(), folders)
})

test('a module reaches another only through its public.ts, downwards or along a listed edge', () => {
  const wrong: string[] = []
  for (const { path, text } of code) {
    const from = moduleOf(path)
    if (from === undefined) continue
    for (const target of importsOf(text)) {
      const match = /^#modules\/([^/]+)\/(.+)$/.exec(target)
      const to = match?.[1]
      if (to === undefined || to === from) continue
      if (match?.[2] !== 'public.ts') wrong.push(`${path} must reach ${to} through public.ts, not ${target}`)
      const listed = otherEdges.some(([one, other]) => one === from && other === to)
      if (!listed && floorOf(to) >= floorOf(from)) wrong.push(`${path}: ${from} may not use ${to}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a listed edge that nobody uses any more is removed', () => {
  for (const [from, to] of otherEdges) {
    const used = code.some((file) => moduleOf(file.path) === from && file.text.includes(`#modules/${to}/public.ts`))
    assert.ok(used, `${from} → ${to} is listed and unused`)
  }
})

test('the platform and the pure folders know no module', () => {
  const wrong = code
    .filter(({ path }) => /^src\/(platform|statistics|statute)\//.test(path))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter((target) => target.startsWith('#modules/') || target.startsWith('#src/'))
        .map((target) => `${path} imports ${target}`),
    )
  assert.deepEqual(wrong, [])
})

test('statistics and statute do no input or output', () => {
  const wrong = code
    .filter(({ path }) => /^src\/(statistics|statute)\//.test(path))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter(
          (target) =>
            target.startsWith('node:') ||
            target.startsWith('#platform/db') ||
            ['kysely', 'pg', 'fastify'].includes(target),
        )
        .map((target) => `${path} imports ${target}`),
    )
  assert.deepEqual(wrong, [])
})

test('only the owner of a schema writes its tables', () => {
  const owner = (schema: string) => schema.replaceAll('_', '-')
  const wrong: string[] = []
  for (const { path, text } of code) {
    const module = moduleOf(path)
    if (module === undefined) continue
    for (const match of text.matchAll(
      /(?:insertInto|updateTable|deleteFrom|insert into|update|delete from)\s*\(?\s*['"]?([a-z_]+)\.("?[a-z_]+"?)/g,
    )) {
      const schema = match[1] ?? ''
      if (!floors.flat().includes(owner(schema))) continue
      if (owner(schema) !== module && !(module === 'indicators' && schema === 'partnerships' && match[2] === 'area')) {
        wrong.push(`${path} writes ${schema}.${match[2] ?? ''}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('imports climb no more than one folder and name their files whole', () => {
  const wrong = code.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((target) => target.includes('../..') || (target.startsWith('.') && !/\.(ts|json)$/.test(target)))
      .map((target) => `${path} imports ${target}`),
  )
  assert.deepEqual(wrong, [])
})

/** The configuration, and the one file that hands PATH on to the database server's own process. */
const environmentReaders = new Set(['src/config.ts', 'src/platform/db/embedded-user.ts'])

test('the environment is read in one place', () => {
  const wrong = code
    .filter(({ path, text }) => !environmentReaders.has(path) && /process\.env\b/.test(text))
    .map(({ path }) => path)
  assert.deepEqual(wrong, [])
})

test('every form carries the session’s token, and no template joins HTML from strings', () => {
  const allowed = new Set(['src/views/macros/app-form.njk', 'src/views/layout.njk'])
  const wrong: string[] = []
  for (const { path, text } of templates) {
    for (const [form] of text.matchAll(/<form[^>]*>/g)) {
      if (!allowed.has(path) && !/method="get"/.test(form)) wrong.push(`${path}: ${form}`)
    }
    if (/html:\s*['"`]\s*</.test(text) || /~\s*['"]</.test(text)) wrong.push(`${path} joins HTML from strings`)
    if (/\sstyle="/.test(text)) wrong.push(`${path} has an inline style, which the content security policy refuses`)
  }
  assert.deepEqual(wrong, [])
})

test('code builds no HTML by joining strings', () => {
  const wrong = code.filter(({ text }) => /html:\s*['"`]\s*</.test(text)).map(({ path }) => path)
  assert.deepEqual(wrong, [])
})

test('nothing of the house is left unfinished in words', () => {
  const words = /\b(TODO|FIXME|not implemented|coming soon|lorem ipsum)\b/i
  const wrong = [...code, ...templates].filter(({ text }) => words.test(text)).map(({ path }) => path)
  assert.deepEqual(wrong, [])
})
