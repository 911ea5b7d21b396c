import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Page, type Site } from '#test/support/site.ts'
import { dutyPaths } from '../paths.ts'
import { lines2029 } from '../testing.ts'

const manager = { role: 'business-manager' }
const medway = { role: 'business-manager', partnership: 'medway' }
const analyst = { role: 'analyst' }
const jubilee = { date: '4/6/2027', name: 'Jubilee', replacesOn: '', source: 'GOV.UK, 6 November 2026' }
const year = { year: '2029', days: lines2029.join('\n'), source: 'GOV.UK, 6 November 2026', complete: 'yes' }

const rowsOf = (page: Page): string[][] =>
  [...page.document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()),
  )
const errorOf = (page: Page) => {
  const link = page.document.querySelector('.govuk-error-summary a')
  return [link?.textContent?.trim(), link?.getAttribute('href')]
}
const daysOf = ({ db }: Site) =>
  db
    .selectFrom('duties.bank_holiday')
    .orderBy('falls_on')
    .select(['falls_on as on', 'name', 'replaces_on as replaces', 'source', 'added_by as by'])
    .execute()
const eventsOf = ({ db }: Site) =>
  db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'duties.%')
    .orderBy('at')
    .select(['name', 'subject', 'details', 'person_id as person'])
    .execute()
const dueAfter = async ({ get }: Site, from: string, days: string): Promise<string> =>
  (await get(dutyPaths.workOut({ rule: 'working-days', from, days }), analyst)).page.document.querySelector('h2')
    ?.textContent ?? ''

test('the calendar says how far it reaches and lists a year with its sources', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db, analyst)
  const { status, page } = await get(dutyPaths.calendar())
  assert.equal(status, 200)
  assert.match(page.text, /It reaches from 1 January 2012 to 31 December 2028 and is the same for every partnership\./)
  assert.match(page.text, /bank holidays of England and Wales for 2029, a business manager adds the whole year/)
  assert.equal(page.document.querySelector('.govuk-warning-text'), null)
  const shipped = 'GOV.UK, shipped'
  assert.deepEqual(rowsOf(page).slice(-2), [
    ['Friday 25 December 2026', 'Christmas Day', shipped],
    ['Monday 28 December 2026', 'Boxing Day (substitute day)', shipped],
  ])
  page.getByText('8 bank holidays of 2026')
  const years = [...page.getByRole('navigation', { name: 'Years' }).querySelectorAll('a')]
  assert.equal(years.length, 17)
  assert.deepEqual(
    years.map((link) => link.textContent).filter((_text, at) => at === 0 || at === 16),
    ['2028', '2012'],
  )
  assert.equal(page.getByRole('link', { name: '2026' }).getAttribute('aria-current'), 'true')
  assert.deepEqual(rowsOf((await get(dutyPaths.calendar(2022))).page)[7]?.slice(0, 2), [
    'Monday 19 September 2022',
    'Bank Holiday for the State Funeral of Queen Elizabeth II',
  ])
  assert.equal(page.queryByRole('link', { name: 'Add or move a bank holiday' }), null)
  for (const unknown of ['2011', '2029', 'x', '2026.5'])
    assert.equal((await get(`/duties/calendar?year=${unknown}`)).status, 404, unknown)
})

test('the calendar warns when it ends within 18 months, and when it has ended', async (t) => {
  const db = await demonstrationDb(t)
  const warningOn = async (today: string) => {
    const { get } = await site(t, db, analyst, fixedClock(`${today}T10:00:00Z`))
    const { page } = await get(dutyPaths.calendar())
    return page.document.querySelector('.govuk-warning-text')?.textContent?.replaceAll(/\s+/g, ' ').trim()
  }
  assert.equal(await warningOn('2027-06-30'), undefined)
  assert.equal(
    await warningOn('2027-07-01'),
    '! Warning The calendar ends on 31 December 2028, in 549 days. Deadlines in working days beyond it are refused.',
  )
  assert.match((await warningOn('2028-12-31')) ?? '', /ends on 31 December 2028, in 0 days\./)
  assert.equal(
    await warningOn('2029-01-01'),
    '! Warning The calendar ended on 31 December 2028. No deadline in working days can be worked out beyond it.',
  )
})

test('a business manager adds a bank holiday, and removes it again', async (t) => {
  const service = await site(t, await demonstrationDb(t), manager)
  const { get, post } = service

  await t.test('asks', async () => {
    const { page } = await get(dutyPaths.calendar())
    assert.equal(
      page.getByRole('link', { name: 'Add or move a bank holiday' }).getAttribute('href'),
      dutyPaths.addDay(),
    )
    const asked = await get(dutyPaths.addDay())
    for (const name of ['Day of the bank holiday', 'Name', 'Day that it was moved from', 'Where it is announced'])
      asked.page.getByRole('textbox', { name })
    assert.match(asked.page.text, /A weekday from 1 January 2012 to 31 December 2028/)
  })

  await t.test('keeps what was typed and says what is wrong', async () => {
    const outside = 'is outside the calendar, which reaches from 1 January 2012 to 31 December 2028'
    const table: [Partial<typeof jubilee>, string, string][] = [
      [{ date: '' }, 'Enter the day of the bank holiday', '#date'],
      [{ date: '31/2/2027' }, 'Day of the bank holiday must be a real date, like 4/6/2027', '#date'],
      [{ date: '5/6/2027' }, '5 June 2027 is a Saturday: give the weekday that is taken in its place', '#date'],
      [{ date: '3/5/2027' }, '3 May 2027 is a bank holiday already: Early May bank holiday', '#date'],
      [{ date: '2/1/2029' }, `2 January 2029 ${outside}`, '#date'],
      [{ name: ' ' }, 'Enter the name of the bank holiday', '#name'],
      [{ name: 'x'.repeat(101) }, 'Name must be 100 characters or fewer', '#name'],
      [{ replacesOn: 'x' }, 'Day that it was moved from must be a real date, like 4/5/2026', '#replacesOn'],
      [{ replacesOn: '4/5/2027' }, '4 May 2027 is not a bank holiday', '#replacesOn'],
      [{ source: '' }, 'Enter where it is announced', '#source'],
    ]
    for (const [fields, problem, href] of table) {
      const typed = { ...jubilee, ...fields }
      const { status, page } = await post(dutyPaths.addDay(), typed)
      assert.equal(status, 400, problem)
      assert.deepEqual(errorOf(page), [problem, href])
      assert.equal(page.getByRole('textbox', { name: 'Name' }).getAttribute('value') ?? '', typed.name.trim())
    }
    assert.deepEqual(await daysOf(service), [])
    assert.deepEqual(await eventsOf(service), [])
  })

  await t.test('saves with one event; deadlines pass over the day, for every partnership', async () => {
    assert.equal(await dueAfter(service, '3/6/2027', '1'), 'Friday 4 June 2027')
    const sent = await post(dutyPaths.addDay(), jubilee)
    assert.equal(sent.status, 303)
    assert.equal(sent.location, '/duties/calendar?year=2027&done=added')
    const [saved] = await daysOf(service)
    assert.deepEqual(
      { ...saved, by: '' },
      { on: '2027-06-04', name: 'Jubilee', replaces: null, source: jubilee.source, by: '' },
    )
    const events = await eventsOf(service)
    assert.deepEqual(
      events.map(({ person: _person, ...event }) => event),
      [
        {
          name: 'duties.bank-holiday-added',
          subject: '2027-06-04',
          details: { date: '2027-06-04', name: 'Jubilee', replaces: null },
        },
      ],
    )
    assert.ok(events[0]?.person)
    assert.equal(await dueAfter(service, '3/6/2027', '1'), 'Monday 7 June 2027')
    const { page } = await get(sent.location)
    assert.match(page.text, /The bank holiday is added\./)
    const row = page.getByRole('row', { name: /^Friday 4 June 2027/ })
    assert.match(row.textContent ?? '', /Jubilee[\s\S]*GOV\.UK, 6 November 2026[\s\S]*Added by .+, .+ at /)
    assert.ok((row.textContent ?? '').includes(saved?.by ?? 'nobody'))
    const other = await get(dutyPaths.calendar(2027), medway)
    assert.match(other.page.text, /Friday 4 June 2027 Jubilee/)
    assert.equal((await get(dutyPaths.calendar(2027), analyst)).page.queryByRole('link', { name: /^Remove/ }), null)
  })

  await t.test('a second time is a mistake in the field', async () => {
    const { status, page } = await post(dutyPaths.addDay(), jubilee)
    assert.equal(status, 400)
    assert.deepEqual(errorOf(page), ['4 June 2027 is a bank holiday already: Jubilee', '#date'])
  })

  await t.test('is removed after a question', async () => {
    const { page } = await get(dutyPaths.calendar(2027))
    assert.equal(page.getAllByRole('link', { name: /^Remove/ }).length, 1)
    const href = page.getByRole('link', { name: /^Remove ?Jubilee on Friday 4 June 2027$/ }).getAttribute('href') ?? ''
    const asked = await get(href)
    asked.page.getByRole('heading', { name: 'Remove this bank holiday?' })
    assert.match(asked.page.text, /Jubilee: Friday 4 June 2027/)
    assert.equal(asked.page.getByRole('link', { name: 'Keep it' }).getAttribute('href'), dutyPaths.calendar(2027))
    const sent = await post(href, {})
    assert.equal(sent.location, '/duties/calendar?year=2027&done=removed')
    assert.match((await get(sent.location)).page.text, /The bank holiday is removed\./)
    assert.deepEqual(await daysOf(service), [])
    assert.deepEqual(
      (await eventsOf(service)).map(({ name, subject }) => `${name} ${subject}`),
      ['duties.bank-holiday-added 2027-06-04', 'duties.bank-holiday-removed 2027-06-04'],
    )
    assert.equal(await dueAfter(service, '3/6/2027', '1'), 'Friday 4 June 2027')
    assert.equal((await get(href)).status, 404)
    assert.equal((await post(href, {})).status, 404)
  })

  await t.test('a shipped day, and what is no day, is not found', async () => {
    for (const date of ['2027-05-03', '2027-06-05', 'x'])
      for (const answer of [await get(dutyPaths.removeDay(date)), await post(dutyPaths.removeDay(date), {})])
        assert.equal(answer.status, 404, date)
  })

  await t.test('a bank holiday is moved, once', async () => {
    const move = { date: '7/5/2027', name: 'Early May, moved', replacesOn: '3/5/2027', source: 'GOV.UK' }
    assert.equal((await post(dutyPaths.addDay(), move)).status, 303)
    const { page } = await get(dutyPaths.calendar(2027))
    assert.match(page.text, /Friday 7 May 2027 Early May, moved ?Instead of Monday 3 May 2027/)
    assert.equal(page.queryByRole('row', { name: /^Monday 3 May 2027/ }), null)
    assert.equal(await dueAfter(service, '30/4/2027', '1'), 'Monday 3 May 2027')
    const again = await post(dutyPaths.addDay(), { ...move, date: '10/5/2027' })
    assert.deepEqual(errorOf(again.page), ['3 May 2027 is not a bank holiday', '#replacesOn'])
    const asked = await get(dutyPaths.removeDay('2027-05-07'))
    assert.match(asked.page.text, /Monday 3 May 2027 becomes a bank holiday again\./)
    assert.equal((await post(dutyPaths.removeDay('2027-05-07'), {})).status, 303)
    assert.equal(await dueAfter(service, '30/4/2027', '1'), 'Tuesday 4 May 2027')
  })

  await t.test('a day that was moved on is removed only after the later one', async () => {
    const move = { ...jubilee, date: '11/6/2027', name: 'Jubilee, moved', replacesOn: '4/6/2027' }
    assert.equal((await post(dutyPaths.addDay(), jubilee)).status, 303)
    assert.equal((await post(dutyPaths.addDay(), move)).status, 303)
    const refused = await post(dutyPaths.removeDay('2027-06-04'), {})
    assert.equal(refused.status, 400)
    assert.deepEqual(errorOf(refused.page), ['It was moved to 11 June 2027: remove that day first', '#date'])
    assert.equal((await daysOf(service)).length, 2)
  })
})

test('a business manager adds a whole year', async (t) => {
  const service = await site(t, await demonstrationDb(t), manager)
  const { get, post } = service

  await t.test('asks for the next year', async () => {
    const { page } = await get(dutyPaths.calendar())
    assert.equal(page.getByRole('link', { name: 'Add the year 2029' }).getAttribute('href'), dutyPaths.addYear())
    const asked = await get(dutyPaths.addYear())
    asked.page.getByRole('heading', { name: 'Add the bank holidays of 2029' })
    asked.page.getByRole('textbox', { name: 'Bank holidays, one a line' })
    asked.page.getByRole('textbox', { name: 'Where the list comes from' })
    asked.page.getByRole('checkbox', { name: 'These are all the bank holidays of England and Wales in 2029' })
  })

  await t.test('keeps what was typed, says every line that is wrong, and saves nothing', async () => {
    const { complete: _complete, ...unconfirmed } = year
    const table: [Record<string, string>, string, string][] = [
      [{ ...year, days: '' }, 'Enter the bank holidays of the year', '#days'],
      [
        { ...year, days: [...lines2029, '29 December 2029, Late', 'nonsense'].join('\n') },
        `Line 9: 29 December 2029 is a Saturday: give the weekday that is taken in its place. Line 10: 'nonsense' is not a date`,
        '#days',
      ],
      [
        { ...year, days: lines2029.slice(1).join('\n') },
        '2029 has 7 bank holidays here; every year has 8 or more in England and Wales',
        '#days',
      ],
      [{ ...year, source: '' }, 'Enter where the list comes from', '#source'],
      [unconfirmed, 'Confirm that these are all the bank holidays of the year', '#complete'],
      [
        { ...year, year: '2030', days: '1 January 2030, New Year’s Day' },
        'The calendar ends with 2028, so the next year to add is 2029, not 2030',
        '#days',
      ],
      [{ ...year, year: 'soon' }, 'Open the page again', '#year'],
    ]
    for (const [fields, problem, href] of table) {
      const { status, page } = await post(dutyPaths.addYear(), fields)
      assert.equal(status, 400, problem)
      assert.deepEqual(errorOf(page), [problem, href])
      assert.equal(page.getByRole<HTMLTextAreaElement>('textbox', { name: /^Bank holidays/ }).value, fields['days'])
    }
    assert.deepEqual(await daysOf(service), [])
    assert.deepEqual(await eventsOf(service), [])
    assert.deepEqual(await service.db.selectFrom('duties.calendar_year').selectAll().execute(), [])
  })

  await t.test('saves all of it with one event, and deadlines reach into it', async () => {
    const beyond = await get(dutyPaths.workOut({ rule: 'working-days', from: '29/12/2028', days: '1' }))
    assert.equal(beyond.status, 400)
    const sent = await post(dutyPaths.addYear(), year)
    assert.equal(sent.location, '/duties/calendar?year=2029&done=year')
    assert.equal((await daysOf(service)).length, 8)
    const [declared] = await service.db
      .selectFrom('duties.calendar_year')
      .select(['year', 'source', 'declared_by as by'])
      .execute()
    assert.deepEqual([declared?.year, declared?.source], [2029, year.source])
    assert.equal(declared?.by, (await daysOf(service))[0]?.by)
    const [event, ...others] = await eventsOf(service)
    assert.deepEqual(others, [])
    assert.equal(event?.name, 'duties.calendar-year-added')
    assert.equal(event.subject, '2029')
    assert.deepEqual(Object.keys(event.details as object).toSorted(), ['bankHolidays', 'year'])
    const { page } = await get(sent.location)
    assert.match(page.text, /The year is added\./)
    assert.match(page.text, /to 31 December 2029/)
    assert.equal(rowsOf(page).length, 8)
    assert.equal(await dueAfter(service, '29/12/2028', '1'), 'Tuesday 2 January 2029')
  })

  await t.test('sent again, it is not the next year any more', async () => {
    const { status, page } = await post(dutyPaths.addYear(), year)
    assert.equal(status, 400)
    assert.deepEqual(errorOf(page), ['The calendar ends with 2029, so the next year to add is 2030, not 2029', '#days'])
  })

  await t.test('a day of it can be corrected, but not so that too few are left', async () => {
    const refused = await post(dutyPaths.removeDay('2029-12-26'), {})
    assert.equal(refused.status, 400)
    assert.deepEqual(errorOf(refused.page), [
      '2029 has 7 bank holidays here; every year has 8 or more in England and Wales',
      '#date',
    ])
    const added = await post(dutyPaths.addDay(), { ...jubilee, date: '27/12/2029', name: 'Boxing Day' })
    assert.equal(added.status, 303)
    assert.equal((await post(dutyPaths.removeDay('2029-12-26'), {})).status, 303)
    assert.deepEqual((await daysOf(service)).map(({ on }) => on).slice(-2), ['2029-12-25', '2029-12-27'])
  })
})

test('only a business manager keeps the calendar', async (t) => {
  const service = await site(t, await demonstrationDb(t), manager)
  const { get, post } = service
  await post(dutyPaths.addDay(), jubilee)
  const before = await daysOf(service)
  for (const who of [analyst, { role: 'executive-member' }, { role: 'scrutineer' }, { role: 'data-lead' }]) {
    for (const url of [dutyPaths.addDay(), dutyPaths.addYear(), dutyPaths.removeDay('2027-06-04')]) {
      assert.equal((await get(url, who)).status, 403, url)
      assert.equal((await post(url, { ...jubilee, ...year }, who)).status, 403, url)
    }
  }
  assert.deepEqual(await daysOf(service), before)
})

test('two who add the same day at once: one is told that it is there', async (t) => {
  const service = await site(t, await demonstrationDb(t), manager)
  await service.get('/')
  await service.get('/', medway)
  const answers = await Promise.all([
    service.post(dutyPaths.addDay(), jubilee),
    service.post(dutyPaths.addDay(), jubilee, medway),
  ])
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303, 400]))
  assert.equal((await daysOf(service)).length, 1)
})
