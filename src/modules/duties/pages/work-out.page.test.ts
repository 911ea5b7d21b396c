import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDated } from '#statute/duty-counting.ts'
import { dutyPack } from '#statute/duty-packs.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Page } from '#test/support/site.ts'
import { dutyPaths } from '../paths.ts'

/** The answer as pairs of what and value. */
const answerOf = (page: Page): Record<string, string> =>
  Object.fromEntries(
    [...page.document.querySelectorAll('.govuk-summary-list__row')].map((row) => [
      row.querySelector('dt')?.textContent?.trim() ?? '',
      row.querySelector('dd')?.textContent?.trim() ?? '',
    ]),
  )

const errorOf = (page: Page) => {
  const link = page.document.querySelector('.govuk-error-summary a')
  return [link?.textContent?.trim(), link?.getAttribute('href')]
}

test('a deadline is worked out from a choice and a day', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), { role: 'analyst' })

  await t.test('asks what is due, with everything that gives a day', async () => {
    const { status, page } = await get(dutyPaths.workOut())
    assert.equal(status, 200)
    const options = [...page.getByRole('combobox', { name: 'What is due?' }).querySelectorAll('option')]
    const dated = dutyPack('WT2026').clocks.filter(({ readings }) => isDated(readings[0].counts))
    assert.deepEqual(
      options.map((option) => option.getAttribute('value')),
      ['', ...dated.map(({ rule }) => rule), 'working-days', 'working-days-before'],
    )
    const groups = [...page.document.querySelectorAll('optgroup')].map((group) => group.getAttribute('label'))
    assert.equal(groups[0], 'Serious incidents')
    assert.equal(groups.at(-1), 'Any number of working days')
  })

  await t.test('says when nothing, or nothing known, was chosen', async () => {
    for (const rule of ['', 'tea-time', 'practice-review-decision', 'constructor']) {
      const { status, page } = await get(dutyPaths.workOut({ rule }))
      assert.equal(status, 400, rule)
      assert.deepEqual(errorOf(page), ['Select what to work out', '#rule'])
      assert.match(page.title, /^Error: Work out a deadline/)
    }
  })

  await t.test('asks for the days that the duty counts from', async () => {
    const { status, page } = await get(dutyPaths.workOut({ rule: 'rapid-review', edition: 'WT2023' }))
    assert.equal(status, 200)
    page.getByRole('textbox', { name: 'Day when the notification was sent to the Panel' })
    page.getByRole('textbox', { name: 'Day when the local authority became aware of the incident' })
    assert.equal(page.getByRole<HTMLSelectElement>('combobox', { name: 'Edition of the guidance' }).value, 'WT2023')
    assert.equal(page.queryByRole('textbox', { name: 'How many working days' }), null)
    assert.equal(page.document.querySelectorAll('.govuk-summary-list').length, 0)
  })

  await t.test('answers with the day, the stricter reading, and what it rests on', async () => {
    const { status, page } = await get(
      dutyPaths.workOut({ rule: 'rapid-review', notified: '22 March 2024', aware: '15/3/2024' }),
    )
    assert.equal(status, 200)
    page.getByRole('heading', { name: 'Tuesday 16 April 2024' })
    assert.match(page.text, /That was 659 working days ago\./)
    assert.deepEqual(answerOf(page), {
      'How it counts': '15 working days after the notification was sent to the Panel.',
      'Counted from': 'Friday 22 March 2024',
      'The stricter reading':
        'Tuesday 9 April 2024: 15 working days after the local authority became aware of the incident.',
      'Not counted':
        '8 days of weekends, Good Friday on Friday 29 March 2024 and Easter Monday on Monday 1 April 2024.',
      'Where it is said':
        'Working Together 2023, chapter 5, paragraph not read; counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025.',
      'How sure it is': 'Seen in a source that restates it.',
      Edition: 'Working Together to Safeguard Children 2023',
    })
    assert.equal(
      page.getByRole('textbox', { name: /^Day when the notification/ }).getAttribute('value'),
      '22 March 2024',
    )
  })

  await t.test('says how far off the day is, in the unit that it counts in', async () => {
    const soon = await get(dutyPaths.workOut({ rule: 'serious-incident-notification', aware: '20/11/2026' }))
    soon.page.getByRole('heading', { name: 'Friday 27 November 2026' })
    assert.match(soon.page.text, /In 5 working days\./)
    const month = await get(dutyPaths.workOut({ rule: 'subject-access-request', received: '26/10/2026' }))
    assert.match(month.page.text, /In 4 calendar days\./)
    const today = await get(dutyPaths.workOut({ rule: 'yearly-report-copies', published: '15/11/2026' }))
    assert.match(today.page.text, /Sunday 22 November 2026 That is today\./)
  })

  await t.test('counts backwards too', async () => {
    const { page } = await get(dutyPaths.workOut({ rule: 'practice-review-copies', publication: '4/1/2027' }))
    page.getByRole('heading', { name: 'Monday 21 December 2026' })
    assert.equal(
      answerOf(page)['Not counted'],
      '4 days of weekends, Christmas Day on Friday 25 December 2026, Boxing Day (substitute day) on Monday 28 December 2026 and New Year’s Day on Friday 1 January 2027.',
    )
  })

  await t.test('a calendar rule moves off nothing, and says where it falls', async () => {
    const weekend = await get(dutyPaths.workOut({ rule: 'practice-review', decided: '28/2/2026' }))
    weekend.page.getByRole('heading', { name: 'Friday 28 August 2026' })
    assert.equal(answerOf(weekend.page)['Not counted'], 'Nothing: every day counts.')
    const saturday = await get(dutyPaths.workOut({ rule: 'practice-review', decided: '26/6/2026' }))
    assert.equal(
      answerOf(saturday.page)['Not counted'],
      'Nothing: every day counts. It falls on a weekend; this rule does not move off it.',
    )
    const christmas = await get(dutyPaths.workOut({ rule: 'practice-review', decided: '25/6/2026' }))
    assert.equal(
      answerOf(christmas.page)['Not counted'],
      'Nothing: every day counts. It falls on a bank holiday, Christmas Day; this rule does not move off it.',
    )
    const hours = await get(dutyPaths.workOut({ rule: 'child-death-notification', died: '2/11/2026' }))
    assert.equal(
      answerOf(hours.page)['Not counted'],
      'Nothing: every day counts. It ends at the same hour on the day given.',
    )
    assert.equal(
      answerOf(hours.page)['The stricter reading'],
      'Tuesday 3 November 2026: 24 hours after the child died.',
    )
  })

  await t.test('counts any number of working days, with or without the day itself', async () => {
    const asked = { rule: 'working-days', from: '2026-08-03', days: '5' }
    const plain = await get(dutyPaths.workOut(asked))
    plain.page.getByRole('heading', { name: 'Monday 10 August 2026' })
    assert.equal(answerOf(plain.page)['Not counted'], '2 days of weekends.')
    const counting = await get(dutyPaths.workOut({ ...asked, countsTriggerDay: 'yes' }))
    counting.page.getByRole('heading', { name: 'Friday 7 August 2026' })
    assert.equal(answerOf(counting.page)['Not counted'], 'Nothing: no weekend and no bank holiday lay between.')
    assert.equal(counting.page.getByRole<HTMLInputElement>('checkbox', { name: /^Count the day itself/ }).checked, true)
    const before = await get(dutyPaths.workOut({ ...asked, rule: 'working-days-before', from: '3/7/2018', days: '1' }))
    before.page.getByRole('heading', { name: 'Monday 2 July 2018' })
    assert.equal(answerOf(before.page)['Edition'], 'None: the day is before the first edition known here.')
    const back = await get(
      dutyPaths.workOut({ ...asked, rule: 'working-days-before', countsTriggerDay: 'yes', days: '2' }),
    )
    back.page.getByRole('heading', { name: 'Friday 31 July 2026' })
    assert.equal(answerOf(back.page)['Not counted'], '2 days of weekends.')
  })

  await t.test('the other reading is not called stricter when it is not', async () => {
    const { page } = await get(dutyPaths.workOut({ rule: 'rapid-review', notified: '3/8/2026', aware: '10/8/2026' }))
    assert.match(answerOf(page)['The other reading'] ?? '', /^Tuesday 1 September 2026: /)
  })

  await t.test('keeps what was typed and says what is wrong', async () => {
    const incident = 'Day when the local authority became aware of the incident'
    const table: [Record<string, string>, string, string][] = [
      [
        { rule: 'serious-incident-notification', aware: '' },
        'Enter the day when the local authority became aware of the incident',
        '#aware',
      ],
      [
        { rule: 'rapid-review', notified: '', aware: ' ' },
        'Enter the day when the notification was sent to the Panel, or the day when the local authority became aware of the incident',
        '#notified',
      ],
      [
        { rule: 'serious-incident-notification', aware: '31/2/2026' },
        `${incident} must be a real date, like 27/3/2026`,
        '#aware',
      ],
      [
        { rule: 'rapid-review', notified: '3/8/2026', aware: 'soon' },
        `${incident} must be a real date, like 27/3/2026`,
        '#aware',
      ],
      [
        { rule: 'serious-incident-notification', aware: '22/12/2028' },
        'The calendar of working days ends on 31 December 2028; a day beyond it is not guessed',
        '#aware',
      ],
      [
        { rule: 'serious-incident-notification', aware: '3/7/2018' },
        '3 July 2018 is before the first edition known here (4 July 2018); name the guidance',
        '#aware',
      ],
      [
        { rule: 'serious-incident-notification', aware: '3/8/2026', edition: 'WT2030' },
        'Select an edition from the list',
        '#edition',
      ],
      [{ rule: 'working-days', from: '3/8/2026', days: '' }, 'Enter how many working days', '#days'],
      [{ rule: 'working-days', from: '3/8/2026' }, 'Enter how many working days', '#days'],
      ...['0', '1.5', '-3', 'five', '10000'].map((days): [Record<string, string>, string, string] => [
        { rule: 'working-days', from: '3/8/2026', days },
        'How many working days must be a whole number from 1 to 9,999',
        '#days',
      ]),
      [
        { rule: 'working-days', from: '3/8/2026', days: '9999' },
        'The calendar of working days ends on 31 December 2028; a day beyond it is not guessed',
        '#from',
      ],
    ]
    for (const [query, problem, href] of table) {
      const { status, page } = await get(dutyPaths.workOut(query))
      assert.equal(status, 400, problem)
      assert.deepEqual(errorOf(page), [problem, href])
      assert.match(page.title, /^Error: Work out a deadline/)
      assert.equal(page.document.querySelectorAll('.govuk-summary-list').length, 0)
      for (const [name, typed] of Object.entries(query)) {
        if (name === 'rule' || name === 'edition') continue
        assert.equal(page.document.querySelector(`#${name}`)?.getAttribute('value') ?? '', typed.trim(), name)
      }
    }
  })

  await t.test('tells every mistake at once', async () => {
    const { page } = await get(dutyPaths.workOut({ rule: 'working-days', from: 'x', days: 'y', edition: 'z' }))
    const links = [...page.document.querySelectorAll('.govuk-error-summary a')].map((link) => link.getAttribute('href'))
    assert.deepEqual(links, ['#from', '#days', '#edition'])
  })

  await t.test('an address sent on with a day twice is no failure of ours', async () => {
    const { status } = await get(`${dutyPaths.workOut({ rule: 'yearly-report', periodEnd: '31/3/2026' })}&periodEnd=x`)
    assert.equal(status, 400)
  })
})
