import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { fixedClock } from '#platform/clock.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { linksOf } from './chain-store.ts'
import { exportLine } from './export-line.ts'
import { newAuditKey, signAuditHeads } from './sign-heads.ts'
import { readSignedHeads } from './signed-heads.ts'
import { aPartnership, happened, rewriteChain, tamper } from './testing.ts'
import { verifyAuditChains, verifyChains } from './verify-chains.ts'
import { verifyFile } from './verify-file.ts'

const nextDay = fixedClock('2026-11-23T10:00:00Z')

async function folder(t: TestContext) {
  const path = await mkdtemp(join(tmpdir(), 'goldenthread-audit-'))
  t.after(() => rm(path, { recursive: true }))
  return { heads: join(path, 'heads.jsonl'), key: join(path, 'key.pem'), at: (name: string) => join(path, name) }
}

/** A database with a chain of eight events, of which five were signed on one day and eight on the next. */
async function signed(t: TestContext) {
  const db = await emptyDb(t)
  const files = await folder(t)
  const north = await aPartnership(db, 'north')
  const south = await aPartnership(db, 'south')
  await happened(db, south, { subject: 'elsewhere' })
  for (let at = 1; at <= 5; at += 1) await happened(db, north, { subject: `s${at}` })
  const { publicKey } = await newAuditKey(files.key)
  assert.equal(await signAuditHeads(db, testClock, files), 2)
  for (let at = 6; at <= 8; at += 1) await happened(db, north, { subject: `s${at}` })
  assert.equal(await signAuditHeads(db, nextDay, files), 2)
  const found = async () => {
    const { heads, problem } = await readSignedHeads(files.heads)
    assert.equal(problem, null)
    return (await verifyChains(db, { heads })).flatMap((chain) => chain.problem ?? [])
  }
  return { db, files, north, publicKey, found }
}

test('a head is signed for each chain each day, on disk, readable by its owner only, and the chains fit them', async (t) => {
  const { files, found, publicKey } = await signed(t)
  const lines = (await readFile(files.heads, 'utf8')).trimEnd().split('\n')
  assert.equal(lines.length, 5, 'the public key once, then two heads a day')
  assert.match(lines[0] ?? '', /BEGIN PUBLIC KEY/)
  for (const file of [files.heads, files.key]) assert.equal((await stat(file)).mode & 0o777, 0o600)
  const { heads, problem } = await readSignedHeads(files.heads, publicKey)
  assert.equal(problem, null)
  assert.deepEqual(
    heads.map(({ name, position, at }) => [name, position, at]),
    [
      ['north', 5, '2026-11-22T10:00:00.000Z'],
      ['south', 1, '2026-11-22T10:00:00.000Z'],
      ['north', 8, '2026-11-23T10:00:00.000Z'],
      ['south', 1, '2026-11-23T10:00:00.000Z'],
    ],
  )
  assert.deepEqual(await found(), [])
})

test('a whole chain rewritten by the database’s owner is found by the signed heads, and by nothing else', async (t) => {
  const { db, files, north, found } = await signed(t)
  await tamper(db, sql`update platform.audit_event set subject = 'somebody else' where subject = 's3'`)
  await rewriteChain(db, north.partnershipId)
  assert.deepEqual(
    (await verifyChains(db)).map(({ problem }) => problem),
    [null, null],
    'by itself it is whole',
  )
  const [problem, ...others] = await found()
  assert.match(
    problem ?? '',
    /^The chain of north is rewritten at or before position 5 \(event .+\): its hash is not the one signed 22 November 2026 at 10:00am\.$/,
  )
  assert.deepEqual(others, [])
  await verifyAuditChains(db, testClock, files.heads)
  const kept = await db.selectFrom('platform.audit_check').where('problem', 'is not', null).select('problem').execute()
  assert.deepEqual(kept, [{ problem }], 'the nightly walk finds it too')
})

test('a tail cut off with its head moved back, and a chain removed whole, are found by the signed heads', async (t) => {
  const { db, files, north, found } = await signed(t)
  const own = sql`partnership_id = ${north.partnershipId}`
  await tamper(db, sql`delete from platform.audit_event where ${own} and position > 6`)
  await rewriteChain(db, north.partnershipId)
  assert.equal((await verifyChains(db)).filter(({ problem }) => problem !== null).length, 0)
  assert.match(
    (await found())[0] ?? '',
    /^The chain of north is cut off: it ends with position 6 .+ on 23 November 2026 at 10:00am a head at position 8 was signed/,
  )
  // Signing goes on over it, and the file itself then says so.
  await signAuditHeads(db, nextDay, files)
  assert.match(
    (await readSignedHeads(files.heads)).problem ?? '',
    /says position 6 for north, and on 23 November 2026 at 10:00am it was at 8: the chain's head was moved back/,
  )
  await assert.rejects(signAuditHeads(db, nextDay, files), /moved back.+ Keep this file and name a new one/)
})

test('a chain of which nothing is left is still known from the signed heads', async (t) => {
  const { db, north, found } = await signed(t)
  await tamper(
    db,
    sql`delete from platform.audit_event where partnership_id = ${north.partnershipId}`,
    sql`delete from platform.audit_head where chain = ${north.partnershipId}`,
  )
  assert.deepEqual(
    (await verifyChains(db)).map(({ name }) => name),
    ['south'],
  )
  assert.match((await found())[0] ?? '', /^The chain of north is cut off: nothing is left of it/)
})

test('a file of heads that was altered, or signed by another key, says so', async (t) => {
  const { files, publicKey } = await signed(t)
  const whole = await readFile(files.heads, 'utf8')
  const lines = whole.trimEnd().split('\n')
  const problem = async (text: string, trusted?: string) => {
    await writeFile(files.heads, text)
    return (await readSignedHeads(files.heads, trusted)).problem ?? ''
  }
  assert.match(
    await problem(whole.replace('\\"position\\":5', '\\"position\\":4')),
    /^Line \d of the signed heads does not fit its signature/,
  )
  assert.match(await problem(lines.slice(1).join('\n')), /^Line 1 .+ a key that no line before it brings/)
  assert.match(await problem(`${whole}{"head":`), /^Line 6 .+ cannot be read/)
  assert.match(await problem(whole.replace('MCowBQ', 'MCowBR')), /^Line 1 .+ no public key that fits its name/)
  const other = await newAuditKey(files.at('other.pem'))
  assert.match(await problem(whole, other.publicKey), /^Line 1 .+ is not the one trusted/)
  assert.equal(await problem(whole, publicKey), '')
  await assert.rejects(readSignedHeads(files.at('none')), /^Error: The file of signed heads cannot be read: ENOENT/)
  await assert.rejects(readSignedHeads(files.heads, 'x'), /no Ed25519 public key in PEM form/)
})

test('a key is never overwritten, and one that is none is refused without showing it', async (t) => {
  const db = await emptyDb(t)
  const files = await folder(t)
  await newAuditKey(files.key)
  await assert.rejects(newAuditKey(files.key), /is there already, and a key is never overwritten/)
  await assert.rejects(newAuditKey(files.at('no/such/folder.pem')), /cannot be written/)
  await assert.rejects(signAuditHeads(db, testClock, { ...files, key: files.at('none') }), /new-audit-key/)
  await writeFile(files.at('bad'), 'secret words')
  await assert.rejects(signAuditHeads(db, testClock, { ...files, key: files.at('bad') }), (error: Error) => {
    assert.match(error.message, /must be an Ed25519 private key in PEM form/)
    assert.ok(!error.message.includes('secret'))
    return true
  })
  const { publicKey } = await newAuditKey(files.at('second.pem'))
  await signAuditHeads(db, testClock, files)
  await signAuditHeads(db, testClock, { ...files, key: files.at('second.pem') })
  const read = await readSignedHeads(files.heads)
  assert.deepEqual([read.problem, read.keyIds.length], [null, 2], 'a new key is brought by a line of its own')
  assert.match((await readSignedHeads(files.heads, publicKey)).problem ?? '', /not the one trusted/)
})

/** What the README tells a stranger: it uses nothing of ours. */
const stranger = async (): Promise<string> => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8')
  return /```python\n([\s\S]+?)```/.exec(readme)?.[1] ?? ''
}

test('an export is verified without a database, by us and by a stranger with the lines of the README', async (t) => {
  const { db, files, north } = await signed(t)
  await happened(db, north, { subject: 'odd \u2028 "text"\n', details: { 'é\u0085': '👩‍👩‍👧' } })
  const lines = (await Array.fromAsync(linksOf(db, north.partnershipId))).map(exportLine)
  const { heads } = await readSignedHeads(files.heads)
  const file = files.at('export.jsonl')
  const verify = async (kept: readonly string[], options = {}) => {
    await writeFile(file, kept.join(''))
    return verifyFile(file, options)
  }
  assert.deepEqual(await verify(lines, { heads }), { events: 9, from: 1, to: 9, problem: null })
  assert.deepEqual(await verify(lines.slice(2, 6), { heads }), { events: 4, from: 3, to: 6, problem: null })
  assert.deepEqual(await verify([]), { events: 0, from: 0, to: 0, problem: null })

  const swapped = [...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)]
  const gap = [...lines.slice(0, 2), ...lines.slice(3)]
  assert.match((await verify(gap)).problem ?? '', /line 3: broken at position 4 .+ position 3 is missing/)
  assert.equal((await verify(gap, { isPart: true })).problem, null)
  assert.match((await verify(swapped)).problem ?? '', /line 3: broken at position 4 .+ position 3 is missing/)
  assert.match(
    (await verify(swapped, { isPart: true })).problem ?? '',
    /line 4: broken at position 3 .+ position is there twice|line 4/,
  )
  assert.match(
    (await verify(lines.map((line) => line.replace('s4', 's9')))).problem ?? '',
    /line 4: broken at position 4 .+ its hash does not belong/,
  )
  assert.match((await verify([...lines.slice(0, 2), 'what\n'])).problem ?? '', /line 3: this is no exported event/)
  const other = (await Array.fromAsync(linksOf(db, heads.find(({ name }) => name === 'south')?.chain ?? ''))).map(
    exportLine,
  )
  assert.match(
    (await verify([...lines.slice(0, 1), ...other])).problem ?? '',
    /line 2: this event is of another partnership/,
  )
  await assert.rejects(verifyFile(files.at('none')), /cannot be read: ENOENT/)
  await writeFile(file, Buffer.from([0xff, 0xfe, 0x0a]))
  await assert.rejects(verifyFile(file), /not text in UTF-8/)

  await tamper(db, sql`update platform.audit_event set subject = 's0' where subject = 's1'`)
  await rewriteChain(db, north.partnershipId)
  const rewritten = (await Array.fromAsync(linksOf(db, north.partnershipId))).map(exportLine)
  assert.equal((await verify(rewritten)).problem, null)
  assert.match((await verify(rewritten, { heads })).problem ?? '', /line 5: rewritten at or before position 5/)

  const python = (path: string) => promisify(execFile)('python3', ['-c', await_, path]).then(({ stdout }) => stdout)
  const await_ = await stranger()
  assert.ok(await_.split('\n').length <= 12, 'about ten lines')
  if (!(await hasPython())) return t.diagnostic('python3 is not here, so the stranger’s lines were not run')
  await writeFile(file, lines.join(''))
  assert.match(await python(file), /^9 events, whole/)
  await writeFile(file, lines.map((line) => line.replace('s4', 's9')).join(''))
  assert.match(await python(file), /broken at position 4/)
  await writeFile(file, gap.join(''))
  assert.match(await python(file), /broken at position 4/)
})

const hasPython = () =>
  promisify(execFile)('python3', ['--version']).then(
    () => true,
    () => false,
  )

test('the lines of a file are ended by a line feed only, however it comes', async (t) => {
  const files = await folder(t)
  const { textLines } = await import('./text-lines.ts')
  const { createReadStream } = await import('node:fs')
  const text = 'a\u2028b\r\nüber 👩‍👩‍👧\n\nlast'
  await writeFile(files.at('text'), text)
  await appendFile(files.at('text'), '')
  for (const highWaterMark of [1, 2, 3, 7, 100]) {
    const lines = await Array.fromAsync(textLines(createReadStream(files.at('text'), { highWaterMark })))
    assert.deepEqual(lines, ['a\u2028b\r', 'über 👩‍👩‍👧', '', 'last'])
  }
})
