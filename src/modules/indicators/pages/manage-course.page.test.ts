import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { indicatorPaths } from '../paths.ts'

const slug = 're-referral-rate'
const kent = { role: 'analyst' }
const medway = { role: 'analyst', partnership: 'medway' }
const lead = { role: 'data-lead', organisation: 'Police' }

const supplyOf = ({ db }: Site, partnership: string) =>
  db
    .selectFrom('indicators.supply as s')
    .innerJoin('partnerships.partnership as p', 'p.id', 's.partnership_id')
    .innerJoin('indicators.indicator as i', 'i.id', 's.indicator_id')
    .where('p.slug', '=', partnership)
    .where('i.slug', '=', slug)
    .select(['s.id', 's.target', 's.target_note as note'])
    .executeTakeFirstOrThrow()

const notesOf = ({ db }: Site) =>
  db
    .selectFrom('indicators.annotation as a')
    .innerJoin('indicators.indicator as i', 'i.id', 'a.indicator_id')
    .where('i.slug', '=', slug)
    .selectAll('a')
    .orderBy('a.starts_on')
    .execute()

const eventsOf = ({ db }: Site, name: string) =>
  db.selectFrom('platform.audit_event').where('name', '=', name).select(['subject', 'details', 'person_id']).execute()

const href = (page: { document: Document }) =>
  page.document.querySelector('.govuk-error-summary a')?.getAttribute('href')

test('a target is set, changed and cleared by the business team', async (t) => {
  const service = await site(t, await demonstrationDb(t), kent)
  const { get, post } = service
  const task = indicatorPaths.setTarget(slug)

  await t.test('asks, and is linked from the indicator for those who may', async () => {
    const { page } = await get(indicatorPaths.show(slug))
    assert.equal(page.getByRole('link', { name: 'Set a target' }).getAttribute('href'), task)
    const asked = await get(task)
    asked.page.getByRole('textbox', { name: 'Target' })
    asked.page.getByRole('textbox', { name: 'Who agreed it, and when?' })
    assert.equal(asked.page.queryByRole('button', { name: 'Clear target' }), null)
    assert.equal((await get(indicatorPaths.show(slug), lead)).page.queryByRole('link', { name: 'Set a target' }), null)
  })

  await t.test('keeps what was typed and says what is wrong', async () => {
    const empty = await post(task, { target: '', note: '', seen: '' })
    assert.equal(empty.status, 400)
    assert.equal(href(empty.page), '#target')
    assert.match(empty.page.title, /^Error: Set a target/)
    for (const [typed, problem] of [
      ['lots', 'Target must be a number, like 85 or 12.5'],
      ['101%', 'Target must be 100 or less'],
      ['-1', 'Target must be 0 or more'],
      ['20.55', 'Target must have at most 1 decimal place'],
    ] as const) {
      const { status, page } = await post(task, { target: typed, note: 'The Executive', seen: '' })
      assert.equal(status, 400, typed)
      page.getByRole('link', { name: problem })
      assert.equal(page.getByRole('textbox', { name: 'Target' }).getAttribute('value'), typed)
    }
    assert.equal((await supplyOf(service, 'kent')).target, null)
    assert.deepEqual(await eventsOf(service, 'indicators.target-set'), [])
  })

  await t.test('saves, with one event, and the page and the chart say so', async () => {
    const sent = await post(task, { target: '20%', note: 'Agreed by the Executive on 4 September 2026', seen: '' })
    assert.equal(sent.status, 303)
    const supply = await supplyOf(service, 'kent')
    assert.deepEqual([Number(supply.target), supply.note], [20, 'Agreed by the Executive on 4 September 2026'])
    const [event] = await eventsOf(service, 'indicators.target-set')
    assert.equal(event?.subject, supply.id)
    assert.ok(event.person_id)
    assert.deepEqual({ ...(event.details as object), indicator: '' }, { indicator: '', before: null, target: 20 })
    const { page } = await get(sent.location)
    page.getByText('The target is set. It is drawn on the chart')
    assert.match(page.text, /Target ?20\.0% ?Agreed by the Executive on 4 September 2026/)
    assert.equal((await supplyOf(service, 'medway')).target, null)
  })

  await t.test('what was changed meanwhile is not overwritten, and clearing undoes it', async () => {
    assert.equal((await post(task, { target: '19', note: 'Me too', seen: '' })).status, 409)
    assert.equal((await post(indicatorPaths.clearTarget(slug), { seen: '' })).status, 409)
    const { page } = await get(task)
    page.getByRole('button', { name: 'Clear target' })
    const seen = page.document.querySelector('input[name=seen]')?.getAttribute('value') ?? ''
    const cleared = await post(indicatorPaths.clearTarget(slug), { seen })
    assert.equal(cleared.status, 303)
    assert.deepEqual(await supplyOf(service, 'kent').then(({ target, note }) => [target, note]), [null, null])
    assert.equal((await eventsOf(service, 'indicators.target-cleared')).length, 1)
  })

  await t.test('refuses other roles, and hides what is not supplied', async () => {
    assert.equal((await get(task, lead)).status, 403)
    assert.equal((await post(task, { target: '20', note: 'x', seen: '' }, lead)).status, 403)
    assert.equal((await post(indicatorPaths.clearTarget(slug), { seen: '' }, lead)).status, 403)
    for (const unknown of ['nope', 'B5', 'persistent-absence']) {
      assert.equal((await get(indicatorPaths.setTarget(unknown))).status, 404, unknown)
      assert.equal((await post(indicatorPaths.clearTarget(unknown), { seen: '' })).status, 404, unknown)
    }
  })
})

test('a change is noted on a chart and removed again', async (t) => {
  const service = await site(t, await demonstrationDb(t), kent)
  const { get, post } = service
  const task = indicatorPaths.annotate(slug)
  const before = await notesOf(service)

  await t.test('asks, and says when nothing is noted', async () => {
    const { page } = await get(indicatorPaths.show(slug))
    assert.equal(page.getByRole('link', { name: 'Note a change on the chart' }).getAttribute('href'), task)
    const asked = await get(task)
    for (const name of ['When did it change?', 'What changed?', 'New limits start here because'])
      asked.page.getByRole('textbox', { name })
    asked.page.getByRole('checkbox', { name: 'Start new limits at this date' })
  })

  await t.test('keeps what was typed and says what is wrong', async () => {
    for (const [fields, problem, field] of [
      [{ startsOn: '', text: 'New system' }, 'Enter the date of the change', '#startsOn'],
      [{ startsOn: '31/2/2026', text: 'New system' }, /must be a real date/, '#startsOn'],
      [{ startsOn: '1/4/2027', text: 'New system' }, 'Date of the change must be today or earlier', '#startsOn'],
      [{ startsOn: '1/4/2010', text: 'New system' }, /must be after the first quarter began/, '#startsOn'],
      [{ startsOn: '1/4/2025', text: '' }, 'Enter what changed', '#text'],
      [{ startsOn: '1/4/2025', text: 'x'.repeat(61) }, /60 characters or fewer/, '#text'],
      [
        { startsOn: '1/4/2025', text: 'New', isRebase: 'yes', reason: ' ' },
        'Enter why new limits start here',
        '#reason',
      ],
    ] as const) {
      const { status, page } = await post(task, fields)
      assert.equal(status, 400, JSON.stringify(fields))
      assert.equal(page.getByRole('link', { name: problem }).getAttribute('href'), field)
      assert.equal(page.getByRole('textbox', { name: 'What changed?' }).getAttribute('value') ?? '', fields.text)
    }
    assert.deepEqual(await notesOf(service), before)
  })

  await t.test('saves; new limits start only where a person says why', async () => {
    const plain = await post(task, { startsOn: '1 April 2024', text: 'Second team opened', reason: 'not asked for' })
    assert.match(plain.location, /done=noted/)
    const sent = await post(task, {
      startsOn: '1/4/2025',
      text: 'New system',
      isRebase: 'yes',
      reason: 'Counts differ',
    })
    assert.equal(sent.status, 303)
    const [first, second] = (await notesOf(service)).filter(({ author }) => !author.startsWith('Invented'))
    assert.deepEqual([first?.starts_on, first?.is_rebase, first?.reason], ['2024-04-01', false, null])
    assert.deepEqual([second?.starts_on, second?.is_rebase, second?.reason], ['2025-04-01', true, 'Counts differ'])
    assert.match(second?.author ?? '', /, /)
    const events = await eventsOf(service, 'indicators.chart-annotated')
    assert.deepEqual(
      events.map(({ subject }) => subject),
      [first?.id, second?.id],
    )
    assert.ok(!JSON.stringify(events).includes('New system'))
    const { page } = await get(sent.location)
    page.getByText('The change is noted and new limits start there')
    assert.match(page.text, /Noted at 1 April 2025\s*New system\. New limits start here: Counts differ\./)
    assert.match(page.text, /Only 5 quarters have a figure since the limits began again/)
    assert.ok(page.document.querySelector('svg')?.textContent.includes('Second team opened'))
    assert.doesNotMatch((await get(indicatorPaths.show(slug), medway)).page.text, /New system/)
  })

  await t.test('refuses other roles, and hides notes of another partnership', async () => {
    const note = (await notesOf(service)).at(-1)
    const remove = indicatorPaths.removeAnnotation(slug, note?.id ?? '')
    assert.equal((await get(task, lead)).status, 403)
    assert.equal((await post(task, { startsOn: '1/4/2025', text: 'x' }, lead)).status, 403)
    assert.equal((await get(remove, lead)).status, 403)
    for (const url of [
      remove,
      indicatorPaths.removeAnnotation(slug, 'x'),
      indicatorPaths.annotate('persistent-absence'),
    ])
      assert.equal((await get(url, medway)).status, 404, url)
    assert.equal((await post(remove, {}, medway)).status, 404)
    assert.equal((await get(indicatorPaths.removeAnnotation('section-47-rate', note?.id ?? ''))).status, 404)
  })

  await t.test('asks before it removes one, and the chart is as before', async () => {
    const listed = await get(task)
    const link = listed.page.getByRole('link', { name: /the note of 1 April 2025: New system/ })
    const confirm = await get(link.getAttribute('href') ?? '')
    assert.match(confirm.page.text, /New limits start at this note, because: Counts differ/)
    const sent = await post(link.getAttribute('href') ?? '', {})
    assert.equal(sent.status, 303)
    const { page } = await get(sent.location)
    page.getByText('The note is removed')
    assert.match(page.text, /21 points are enough/)
    assert.equal((await eventsOf(service, 'indicators.annotation-removed')).length, 1)
    assert.equal((await post(link.getAttribute('href') ?? '', {})).status, 404)
  })
})

test('a held figure is accepted by a person, or stays held', async (t) => {
  const service = await site(t, await demonstrationDb(t), kent)
  const { get, post, db } = service
  const shown = async () => (await get(indicatorPaths.show('first-time-entrants'))).page.text

  assert.equal((await get(indicatorPaths.held(), lead)).status, 403)
  assert.equal((await get(indicatorPaths.dashboard(), lead)).page.queryByRole('link', { name: 'Held figures' }), null)
  const dashboard = await get(indicatorPaths.dashboard())
  assert.equal(dashboard.page.getByRole('link', { name: 'Held figures' }).getAttribute('href'), indicatorPaths.held())

  const { page } = await get(indicatorPaths.held())
  const rows = page.getAllByRole('row').filter((row) => row.textContent.includes('Accept'))
  const first = rows.find((row) => row.querySelector('form'))
  assert.match(
    first?.textContent ?? '',
    /England, .*1,258.*Higher than any authority can explain: \d+ authorities lie between/,
  )
  assert.match(await shown(), /England held until it is checked/)
  const fields = Object.fromEntries(
    [...(first?.querySelectorAll('input[name]') ?? [])].map((input) => [
      input.getAttribute('name') ?? '',
      input.getAttribute('value') ?? '',
    ]),
  )
  delete fields['_csrf']
  assert.equal((await post(indicatorPaths.held(), fields, lead)).status, 403)
  assert.equal((await post(indicatorPaths.held(), { ...fields, measure: 'x' })).status, 400)
  assert.equal((await post(indicatorPaths.held(), { ...fields, period: '1066' })).status, 409)
  assert.match(await shown(), /England held until it is checked/)

  const sent = await post(indicatorPaths.held(), fields)
  assert.equal(sent.status, 303)
  const after = await get(sent.location)
  after.page.getByText('The figure is accepted and shown from now on')
  assert.equal(after.page.document.querySelectorAll('tbody tr').length, 8)
  assert.equal((await eventsOf(service, 'indicators.held-figure-accepted')).length, 1)
  assert.match(await shown(), /England 1,?258/)
  const note = await db.selectFrom('indicators.dataset').where('slug', '=', 'lait').select('source_note').execute()
  assert.match(note[0]?.source_note ?? '', /a held figure of England, .*accepted on 22 November 2026$/)
  assert.equal((await post(indicatorPaths.held(), fields)).status, 409)
})
