import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { findGaps } from '../find-gaps.ts'
import { changeRecord, shareRecord } from '../record-store.ts'
import { installationOf, registeredOn, world, type World } from '../testing.ts'

const police = { role: 'safeguarding-lead', organisation: 'Kent Police' }
const hospital = { role: 'data-lead', organisation: 'Kent Hospital' }
const medway = { role: 'business-manager', partnership: 'medway' }

const titles = (page: { document: Document }) =>
  [...page.document.querySelectorAll('.gt-links__one h2')].map((each) => each.textContent?.trim())
const search = ({ get }: World, query: Record<string, string>, who?: Parameters<World['get']>[1]) =>
  get(`/search?${new URLSearchParams(query).toString()}`, who)

async function someRecords(service: World) {
  const { aRecord, organisations, partnerships } = service
  return {
    priority: await aRecord('priority', 'Neglect is seen early'),
    audit: await aRecord('document', 'Audit of 2026', {
      searchText: 'Half of the referrals were for neglect of infants.',
    }),
    own: await aRecord('action', 'Neglected files of the police', {
      organisationId: organisations.police,
      state: 'delivered',
    }),
    secret: await aRecord('review', 'Neglect in one family', { isRestricted: true, searchText: 'Neglect neglect' }),
    shared: await aRecord('meeting', 'Joint meeting on neglect', { sharedWith: [partnerships.medway] }),
    theirs: await aRecord('priority', 'Medway on neglect', { partnershipId: partnerships.medway }),
  }
}

test('the box in the header leads to what was found, in any form of the word, the match shown', async (t) => {
  const service = await world(t)
  await someRecords(service)
  const home = await service.get('/about')
  const box = home.page.getByRole('searchbox', { name: 'Search for words or a reference' })
  assert.equal(box.closest('form')?.getAttribute('action'), '/search')
  assert.equal(box.getAttribute('name'), 'q')

  const { page, status } = await search(service, { q: 'neglecting' })
  assert.equal(status, 200)
  assert.match(page.text, /4 records found/)
  assert.deepEqual(new Set(titles(page)), new Set(['Neglect is seen early', 'Audit of 2026', 'Neglected files of the police', 'Joint meeting on neglect'])) // prettier-ignore
  assert.equal(titles(page).at(-1), 'Audit of 2026', 'a title counts for more than the text')
  const marked = [...page.document.querySelectorAll('mark')].map((each) => each.textContent)
  assert.ok(marked.includes('Neglect') && marked.includes('neglect'))
  assert.match(page.text, /Half of the referrals were for neglect of infants/)
  assert.match(page.text, /Action · KENT-ACT-2026-001 · Delivered · Kent Police/)
})

test('an exact reference comes first, its beginning finds it, and case does not matter', async (t) => {
  const service = await world(t)
  await someRecords(service)
  await service.aRecord('document', 'About KENT-PRI-2026-001', { searchText: 'KENT-PRI-2026-001 KENT-PRI-2026-001' })
  const exact = await search(service, { q: 'kent-pri-2026-001' })
  assert.equal(titles(exact.page)[0], 'Neglect is seen early')
  const begun = await search(service, { q: 'KENT-P' })
  assert.deepEqual(titles(begun.page), ['Neglect is seen early'])
  const begunWord = await search(service, { q: 'chil negl' })
  assert.match(begunWord.page.text, /Nothing that you may see has all of these words/)
  assert.ok(
    titles((await search(service, { q: 'early negl' })).page).includes('Neglect is seen early'),
    'the last word may be begun',
  )
})

test('misspelt words find titles that are like them, and what may have been meant is offered', async (t) => {
  const service = await world(t)
  await someRecords(service)
  const { page } = await search(service, { q: 'negelct' })
  assert.match(page.text, /Nothing that you may see has all of these words/)
  const meant = page.getByRole('link', { name: 'neglect' })
  assert.equal(meant.getAttribute('href'), '/search?q=neglect')
  assert.ok(titles(page).includes('Neglect is seen early'))
  assert.ok(!titles(page).includes('Neglect in one family') && !titles(page).includes('Medway on neglect'))
  const nothing = await search(service, { q: 'xylophone' })
  assert.match(nothing.page.text, /Try fewer words/)
  assert.deepEqual(titles(nothing.page), [])
})

test('a slip is put right from the list of words of the night, which gives nothing away, and from newer titles', async (t) => {
  const service = await world(t)
  const { db, clock, aRecord } = service
  await someRecords(service)
  const kept = await aRecord('action', 'Chronology of one family', { state: 'delivered' })
  await registeredOn(db, '2026-11-01')
  await findGaps(db, clock)
  const listed = async () =>
    (
      await db
        .selectFrom('thread.word')
        .where('partnership_id', '=', service.partnerships.kent)
        .orderBy('word')
        .select('word')
        .execute()
    ).map(({ word }) => word)
  // Neither what is restricted nor what only the police know of; 'files' and 'neglected' stand in the police's own title alone.
  assert.deepEqual(await listed(), [
    '2026',
    'audit',
    'chronology',
    'early',
    'family',
    'joint',
    'meeting',
    'neglect',
    'seen',
  ])
  const medways = await db
    .selectFrom('thread.word')
    .where('partnership_id', '=', service.partnerships.medway)
    .orderBy('word')
    .select('word')
    .execute()
  assert.deepEqual(
    medways.map(({ word }) => word),
    ['joint', 'medway', 'meeting', 'neglect'],
    'what is shared counts for each owner',
  )
  await db.updateTable('thread.record').set({ changed_at: '2026-11-01T09:00:00Z' }).execute()
  const slip = await search(service, { q: 'chronolgy' }, hospital)
  assert.deepEqual(titles(slip.page), ['Chronology of one family'])
  assert.ok(slip.page.getByRole('link', { name: 'chronology' }))
  const hidden = await search(service, { q: 'negelct', kind: 'return' }, hospital)
  assert.equal(hidden.page.queryByRole('link', { name: 'neglect' }), null, 'nothing is offered that leads to nothing')

  await db.transaction().execute((tx) => changeRecord(tx, kept.id, { title: 'Timeline of one family' }))
  await db.updateTable('thread.record').set({ changed_at: '2026-11-23T09:00:00Z' }).where('id', '=', kept.id).execute()
  assert.deepEqual(titles((await search(service, { q: 'timelnie' }, hospital)).page), ['Timeline of one family'])
  await findGaps(db, clock)
  assert.ok(!(await listed()).includes('chronology') && (await listed()).includes('timeline'))
})

test('when no record has all the words, those are offered that have some', async (t) => {
  const service = await world(t)
  await someRecords(service)
  const { page } = await search(service, { q: 'early xylophone neglect' })
  assert.match(page.text, /Nothing that you may see has all of these words/)
  assert.match(page.text, /With some of the words/)
  assert.equal(titles(page)[0], 'Neglect is seen early', 'what has most of them first')
  assert.equal(titles((await search(service, { q: 'xylophone -neglect' })).page).length, 0)
})

test('nobody finds what they may not know of, not by its words, its reference, a slip or a choice', async (t) => {
  const service = await world(t)
  const { secret, own, theirs } = await someRecords(service)
  const found = async (who: Parameters<World['get']>[1]) => {
    const pages = await Promise.all(
      [{ q: 'neglect' }, { q: 'negelct' }, { q: secret.reference }, { q: own.reference }, { q: theirs.reference }, { kind: 'priority' }, { kind: 'action' }].map((query) => search(service, query as Record<string, string>, who)), // prettier-ignore
    )
    return new Set(pages.flatMap(({ page }) => titles(page)))
  }
  const joint = 'Joint meeting on neglect'
  const kents = ['Neglect is seen early', 'Audit of 2026', joint]
  assert.deepEqual(await found(hospital), new Set(kents))
  assert.deepEqual(await found(police), new Set([...kents, 'Neglected files of the police']))
  assert.deepEqual(await found(medway), new Set(['Medway on neglect', joint]), 'what is shared is found by each owner')
  const { page } = await search(service, { q: 'neglect' }, hospital)
  assert.match(page.text, /3 records found/)
  const agencies = page.queryByRole('combobox', { name: 'Agency that owns it' })
  assert.equal(agencies, null, 'nor is there a choice that would give it away')
  assert.equal((await service.get('/search?q=neglect', null)).status, 303, 'a stranger signs in first')
})

test('what only some agencies know of is found by them and by those who see the whole partnership, by no other', async (t) => {
  const service = await world(t)
  const { db, aRecord, organisations, partnerships } = service
  const { id, reference } = await aRecord('cascade', 'Kestrel warning', {
    knownTo: [organisations.police],
    searchText: 'Tell every duty officer about kestrels',
  })
  const found = async (who?: Parameters<World['get']>[1]) =>
    (await Promise.all(['kestrel', 'duty', 'kestrle', reference].map((q) => search(service, { q }, who)))).map(
      ({ page }) => titles(page).length,
    )
  assert.deepEqual(await found(police), [1, 1, 1, 1])
  assert.deepEqual(await found(), [1, 1, 1, 1])
  assert.deepEqual(await found(hospital), [0, 0, 0, 0])
  assert.equal((await service.get(`/records/${reference}`, hospital)).status, 404)
  assert.equal((await service.get(`/records/${reference}`, police)).status, 200)
  // The second lock, without the store's own condition.
  const seenBy = (organisationId: string) => {
    const actor = { ...installationOf(service, []), reach: 'organisation' as const, organisationId }
    const application = asApplication(db)
    return actingAs(actor, () => application.selectFrom('thread.record').where('id', '=', id).select('id').execute())
  }
  assert.equal((await seenBy(organisations.police)).length, 1)
  assert.equal((await seenBy(organisations.hospital)).length, 0)
  await db.transaction().execute((tx) => shareRecord(tx, id, [partnerships.medway]))
  assert.deepEqual(await found(medway), [0, 0, 0, 0], 'nor by another partnership')
})

test('text is searched where the page may be opened and the record is OFFICIAL; otherwise the title alone', async (t) => {
  const service = await world(t)
  const { db, aRecord } = service
  const analyst = { role: 'analyst' }
  // A safeguarding lead may know of returns and may not open them.
  await aRecord('return', 'Return of the quarter', { searchText: 'Osprey' })
  const marked = await aRecord('decision', 'Decided in private', {
    marking: 'OFFICIAL-SENSITIVE',
    searchText: 'Osprey',
  })
  const later = await aRecord('decision', 'Decided in the open', { searchText: 'Osprey' })
  const of = async (q: string, who: typeof analyst) => titles((await search(service, { q }, who)).page)
  assert.deepEqual(new Set(await of('osprey', analyst)), new Set(['Return of the quarter', 'Decided in the open']))
  assert.deepEqual(await of('osprey', police), ['Decided in the open'])
  const byTitle = await search(service, { q: 'quarter' }, police)
  assert.deepEqual(titles(byTitle.page), ['Return of the quarter'])
  assert.doesNotMatch(byTitle.page.text, /Osprey/)
  const change = (id: string, more: Parameters<typeof changeRecord>[2]) =>
    db.transaction().execute((tx) => changeRecord(tx, id, more))
  await change(marked.id, { addedText: 'Osprey' })
  await change(later.id, { addedText: 'An update about herons' })
  assert.deepEqual(await of('osprey herons', analyst), ['Decided in the open'], 'what is added stands beside what was')
  await change(later.id, { marking: 'OFFICIAL-SENSITIVE' })
  assert.deepEqual(await of('herons', analyst), [], 'and is gone once the record is marked')
})

test('chosen by kind, state, agency, marking and day; a day that is none is explained', async (t) => {
  const service = await world(t)
  const { db, organisations, aRecord } = service
  await someRecords(service)
  await aRecord('action', 'Sensitive action', { marking: 'OFFICIAL-SENSITIVE' })
  await db
    .updateTable('thread.record')
    .set({ changed_at: '2026-05-01T23:30:00Z' })
    .where('title', '=', 'Audit of 2026')
    .execute()
  const of = async (query: Record<string, string>) => titles((await search(service, query)).page)
  assert.deepEqual(await of({ q: 'neglect', kind: 'meeting' }), ['Joint meeting on neglect'])
  assert.deepEqual(await of({ kind: 'action', state: 'delivered' }), ['Neglected files of the police'])
  assert.deepEqual(await of({ agency: organisations.police }), ['Neglected files of the police'])
  assert.deepEqual(await of({ marking: 'OFFICIAL-SENSITIVE' }), ['Sensitive action'])
  assert.deepEqual(await of({ from: '2/5/2026', to: '2 May 2026' }), ['Audit of 2026'], 'by London’s day')
  assert.deepEqual(await of({ kind: 'constructor' }), [])
  const wrong = await search(service, { q: 'neglect', from: '31/2/2026' })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('link', { name: /First day must be a real date/ }).getAttribute('href'), '#from')
  assert.equal(wrong.page.getByRole('searchbox', { name: 'Words, or a reference' }).getAttribute('value'), 'neglect')
  const narrowed = await search(service, { q: 'neglect', kind: 'group' })
  assert.equal(
    narrowed.page.getByRole('link', { name: 'Search for the words alone' }).getAttribute('href'),
    '/search?q=neglect',
  )
})

test('whatever is typed is searched for, never run or shown as HTML, and not kept', async (t) => {
  const service = await world(t)
  await service.aRecord('action', '<script>alert(1)</script> neglect & <b>more</b>', {
    searchText: '<img src=x onerror=alert(2)> neglect <i>again</i>',
  })
  for (const q of [
    "'; drop table thread.record; --",
    '<b>neglect',
    '"neglect',
    'neglect or',
    '-neglect',
    '!!! & |',
    '(:*',
    '%',
    '\\',
    'the',
    '🙂',
    'a'.repeat(300),
  ]) {
    const { status } = await search(service, { q })
    assert.ok(status === 200 || (status === 400 && q.length > 200), q)
  }
  const { page } = await search(service, { q: 'neglect more' })
  assert.equal(page.document.querySelectorAll('main script, main img, main b, main i').length, 0)
  assert.equal(titles(page)[0], '<script>alert(1)</script> neglect & <b>more</b>')
  const events = await service.db.selectFrom('platform.audit_event').select(['name', 'details']).execute()
  assert.ok(!JSON.stringify(events).includes('neglect'), 'the trail keeps no search')
})

test('many results come in pages; nothing typed explains how to search', async (t) => {
  const service = await world(t)
  for (let number = 1; number <= 23; number += 1) await service.aRecord('action', `Visit number ${number}`)
  const first = await search(service, { q: 'visit' })
  assert.match(first.page.text, /23 records found, 1 to 20 shown/)
  const next = first.page.getByRole('link', { name: 'Next page' }).getAttribute('href') ?? ''
  const second = await service.get(next)
  assert.equal(titles(second.page).length, 3)
  assert.equal(new Set([...titles(first.page), ...titles(second.page)]).size, 23)
  const empty = await service.get('/search')
  assert.match(empty.page.text, /Words in double quotes: in that order/)
})

test('the text to search is what the record says now, and a restricted one has none', async (t) => {
  const service = await world(t)
  const { db, aRecord } = service
  const one = await aRecord('document', 'One', { searchText: 'bruising' })
  const secret = await aRecord('review', 'Two', { isRestricted: true })
  await db.transaction().execute(async (tx) => {
    await changeRecord(tx, one.id, { searchText: 'chronology' })
    await changeRecord(tx, secret.id, { searchText: 'bruising' })
  })
  assert.deepEqual(titles((await search(service, { q: 'bruising' })).page), [])
  assert.deepEqual(titles((await search(service, { q: 'chronology' })).page), ['One'])
  const kept = await db
    .selectFrom('thread.record')
    .where('id', '=', secret.id)
    .select('search_text')
    .executeTakeFirstOrThrow()
  assert.equal(kept.search_text, '')
})
