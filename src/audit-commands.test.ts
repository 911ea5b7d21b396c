import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { aPartnership, happened, rewriteChain, tamper } from '#modules/audit/testing.ts'
import { runCommandLine } from '#platform/command-line.ts'
import { emptyDb } from '#test/support/database.ts'
import { commands } from './commands.ts'

/** A database with one chain, and the command line run on it by its address. */
async function world(t: TestContext) {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  for (let at = 1; at <= 4; at += 1) await happened(db, north, { subject: `s${at}` })
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const url = new URL(process.env['GOLDENTHREAD_TEST_DATABASE_URL'] ?? '')
  url.pathname = `/${rows[0]?.name ?? ''}`
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-audit-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = (name: string) => join(folder, name)
  const run = async (line: string, environment: Record<string, string> = { DATABASE_URL: url.href }) => {
    const output = new PassThrough()
    const said: string[] = []
    const code = await runCommandLine(commands, line.split(' '), {
      input: new PassThrough(),
      output,
      say: (each) => said.push(each),
      environment: { ...environment, GOLDENTHREAD_AUDIT_KEY: file('key.pem') },
    })
    output.end()
    return { code, out: await text(output), said: said.join('\n') }
  }
  return { db, north, run, file }
}

test('a chain is verified, exported, and verified again from the file without a database', async (t) => {
  const { db, run, file } = await world(t)
  assert.deepEqual(await run('verify-audit'), {
    code: 0,
    out: 'The chain of north is whole: 4 events, each following the one before.\n',
    said: '',
  })
  const { out, code } = await run('export-audit --partnership north')
  assert.equal(code, 0)
  await writeFile(file('north.jsonl'), out)
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  const whole = await run(`verify-audit --file ${file('north.jsonl')}`, nowhere)
  assert.equal(whole.code, 0)
  assert.match(whole.out, /north\.jsonl is whole: 4 events, positions 1 to 4, each following the one before\.\n$/)
  await writeFile(file('north.jsonl'), out.replace('s2', 's9'))
  const broken = await run(`verify-audit --file ${file('north.jsonl')}`, nowhere)
  assert.equal(broken.code, 1)
  assert.match(broken.out, /line 2: broken at position 2 .+ its hash does not belong/)
  assert.equal((await run('export-audit --partnership north --to 2020-01-01')).out, '')
  assert.equal((await run('export-audit --partnership north --from 2020-01-01')).out, out)

  await tamper(db, sql`update platform.audit_event set name = 'test.other' where position = 3`)
  const found = await run('verify-audit --partnership north')
  assert.equal(found.code, 1)
  assert.match(
    found.out,
    /^The chain of north is broken at position 3 .+ altered since it was hashed: its kind of event\.\n$/,
  )
})

test('heads are signed with a key that was made for it, and find a rewritten chain', async (t) => {
  const { db, north, run, file } = await world(t)
  const early = await run(`sign-audit-heads ${file('heads.jsonl')}`)
  assert.equal(early.code, 1)
  assert.match(early.said, /There is no key in .+ new-audit-key/)
  const made = await run(`new-audit-key ${file('key.pem')}`)
  assert.match(made.out, /^-----BEGIN PUBLIC KEY-----/)
  assert.ok(!`${made.out}${made.said}`.includes('PRIVATE'))
  await writeFile(file('key.pub'), made.out)
  assert.match((await run(`sign-audit-heads ${file('heads.jsonl')}`)).said, /1 head signed and added to/)
  assert.equal((await readFile(file('heads.jsonl'), 'utf8')).trimEnd().split('\n').length, 2)
  const against = `verify-audit --heads ${file('heads.jsonl')} --public-key ${file('key.pub')}`
  assert.equal((await run(against)).code, 0)
  await tamper(db, sql`delete from platform.audit_event where position = 2`)
  await rewriteChain(db, north.partnershipId)
  assert.equal((await run('verify-audit')).code, 0)
  const found = await run(against)
  assert.equal(found.code, 1)
  assert.match(found.out, /^The chain of north is cut off: it ends with position 3 .+ a head at position 4 was signed/)
})

test('what a command cannot do is said in a sentence', async (t) => {
  const { run } = await world(t)
  for (const [line, sentence] of [
    ['verify-audit --partnership nowhere', /There is no chain of events named 'nowhere'/],
    ['verify-audit kent', /verify-audit does not know 'kent'. It takes --partnership/],
    ['verify-audit --file', /--file needs a value/],
    ['verify-audit --part', /--part belongs to --file/],
    ['verify-audit --public-key x', /--public-key belongs to --heads/],
    ['verify-audit --file a --partnership b', /A file holds one chain/],
    ['verify-audit --file /no/such/file', /cannot be read: ENOENT/],
    ['verify-audit --heads /no/such/file', /cannot be read: ENOENT/],
    ['export-audit', /Say whose events/],
    ['export-audit --partnership nowhere', /There is no chain of events named/],
    ['export-audit --partnership north --from soon', /'soon' is no date: write it like/],
    ['sign-audit-heads', /Say which file/],
    ['new-audit-key', /Say which file/],
  ] as const) {
    const { code, said, out } = await run(line)
    assert.deepEqual([code, out], [1, ''], line)
    assert.match(said, sentence, line)
  }
})
