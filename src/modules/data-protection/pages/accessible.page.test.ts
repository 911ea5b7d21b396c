import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { dataProtectionPaths as paths } from '../paths.ts'
import { anUpload, manager, small } from '../testing.ts'

/** Colour contrast needs a real browser. */
async function violations(html: string): Promise<string[]> {
  const { JSDOM } = await import('jsdom')
  const dom = new JSDOM(html, { runScripts: 'outside-only' })
  dom.window.eval(axe.source)
  const result = (await dom.window.eval(
    `axe.run(document, { rules: { 'color-contrast': { enabled: false } } })`,
  )) as axe.AxeResults
  dom.window.close()
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)
}

test('every page of data protection, with something on it, has its one h1, prints no nonsense and no axe violation', async (t) => {
  const { get, post, db, ids, stepUp } = await small(t)
  await anUpload(db, ids, '2022-05-01T12:00:00Z')
  const signed = { version: '0', by: 'Dana Protectwell', office: 'Kent Council', on: '1 November 2026' }
  await post(paths.signOff('return-files'), signed)
  const hold = { kind: 'mails', organisation: '', itemId: '', reason: 'Claim 12', reviewOn: '1 March 2027' }
  await post(paths.placeHold(), hold)
  const held = await db.selectFrom('data_protection.hold').select('id').executeTakeFirstOrThrow()
  const request = { receivedOn: '3 November 2026', receivedTime: '9:05', who: 'A solicitor', what: 'Minutes' }
  for (const register of ['subject-access', 'breach']) await post(paths.addEntry(register), request)
  const [sar, bre] = [
    ['subject-access', 'SAR-2026-001'],
    ['breach', 'BRE-2026-001'],
  ] as const
  await stepUp()
  await post(paths.disposal(), {})
  const run = await db.selectFrom('data_protection.dry_run').select('id').executeTakeFirstOrThrow()
  const before = [paths.destroy(run.id), paths.disposal()]
  const after = [
    paths.home(),
    paths.retention(),
    paths.changeSchedule('mails'),
    paths.signOff('mails'),
    paths.holds(),
    paths.placeHold(),
    paths.releaseHold(held.id),
    paths.disposal(),
    paths.certificates(),
    paths.certificate('DES-2026-001'),
    paths.people(),
    paths.person(ids.person('Priya Samplewood')),
    paths.register(sar[0]),
    paths.addEntry('disclosure'),
    paths.entry(...sar),
    paths.pauseEntry(...sar),
    paths.extendEntry(...sar),
    paths.closeEntry(...bre),
    paths.entry(...bre),
    paths.processing(),
    paths.changeProcessing('people'),
    paths.changeNotice(),
    paths.notices(),
    paths.privacy('kent'),
    paths.accessibility('kent'),
    paths.personFile(ids.person('Priya Samplewood'), 'html'),
  ]
  const wrong: string[] = []
  const look = async (url: string) => {
    const { status, page } = await get(url)
    if (status !== 200) return void wrong.push(`${url} answers ${status}`)
    if (page.document.querySelectorAll('h1').length !== 1) wrong.push(`${url} lacks its one h1`)
    if (/\b(NaN|undefined|null|\[object Object\])\b/.test(page.text)) wrong.push(`${url} prints nonsense`)
    for (const violation of await violations(page.html)) wrong.push(`${url}: ${violation}`)
  }
  for (const url of before) await look(url)
  await post(paths.destroy(run.id), { confirmation: 'destroy 1' }, manager)
  for (const url of after) await look(url)
  const refused = await post(paths.placeHold(), {})
  for (const violation of await violations(refused.page.html)) wrong.push(`a refused form: ${violation}`)
  assert.deepEqual(wrong, [])
})
