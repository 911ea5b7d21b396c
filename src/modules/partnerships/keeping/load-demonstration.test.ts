import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testClock } from '#test/support/database.ts'
import { loadPacks } from '../load-pack.ts'
import { findChairOfGroup, listMembersOfGroup } from '../member-store.ts'
import { packFolders, partnershipsDb } from '../testing.ts'
import { loadDemonstrationArrangements } from './load-demonstration.ts'

test('sample people sit in seats that fit them, once, and a pack that changes leaves those groups alone and says so', async (t) => {
  const db = await partnershipsDb(t)
  await loadDemonstrationArrangements(db, testClock)
  const groupId = async (slug: string) =>
    (await db.selectFrom('partnerships.group').where('slug', '=', slug).select('id').executeTakeFirstOrThrow()).id
  const people = async (slug: string) =>
    (await listMembersOfGroup(db, await groupId(slug), testClock.today())).flatMap((member) => member.personName ?? [])
  assert.deepEqual(await people('kscmp-executive'), [
    'Hari Inventley',
    'Imogen Samplechurch',
    'Callum Testbury',
    'Leila Examplewood',
    'Rhys Fictionford',
  ])
  assert.deepEqual((await people('policy-and-procedures')).toSorted(), [
    'Bethan Exampleford',
    'Declan Exampleby',
    'Dilys Mockridge',
    'Tunde Mockford',
    'Yasmin Examplethwaite',
  ])
  assert.equal((await people('kscmp-scrutiny-assurance-and-audit')).length, 5)
  // September 2024 Kent Police, printed; from September 2026 the third turn.
  const chair = await findChairOfGroup(db, await groupId('mscp-executive-group'), testClock.today())
  assert.equal(chair?.personName, 'Imogen Samplechurch')
  const rows = async () =>
    (
      await db
        .selectFrom('partnerships.seat_filling')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    ).count
  const before = await rows()
  await loadDemonstrationArrangements(db, testClock)
  assert.equal(await rows(), before)

  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-packs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['kent', 'medway', 'shared-kent-medway']) {
    await cp(join(packFolders[0] ?? '', '..', name), join(folder, name), { recursive: true })
  }
  const file = join(folder, 'kent/groups.json')
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace('Twice annual', 'Three times a year').replace('Quarterly', 'Weekly'),
  )
  const said: string[] = []
  await loadPacks(db, [join(folder, 'kent')], (line) => said.push(line), { withSamplePeople: true })
  assert.match(said.join(' '), /left as people changed them here: .*Scrutiny, Assurance and Audit Sub-group/)
  const frequencyOf = async (slug: string) =>
    (await db.selectFrom('partnerships.group').where('slug', '=', slug).select('frequency').executeTakeFirstOrThrow())
      .frequency
  assert.equal(
    await frequencyOf('kscmp-partnership-forum'),
    'Three times a year',
    'what nobody changed here follows the pack',
  )
  assert.equal(await frequencyOf('kscmp-scrutiny-assurance-and-audit'), 'Quarterly')
  assert.equal(await rows(), before)
})
