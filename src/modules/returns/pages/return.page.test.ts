import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  allTyped,
  analyst,
  council,
  councilLead,
  eventNames,
  medwayAnalyst,
  medwayPoliceLead,
  police,
  policeInMedway,
  policeOfficer,
  savedFigures,
  smallPartnership,
  versionOf,
} from '../testing.ts'
import { returnPaths } from '../paths.ts'

test('asks for each figure beside its earlier values, and marks the invented ones', async (t) => {
  const { get } = await smallPartnership(t)
  const { status, page } = await get(returnPaths.show(police))
  assert.equal(status, 200)
  assert.equal(page.getByRole('heading', { level: 1 }).textContent, 'Kent Police: return for Q2 2026-27')
  assert.match(page.text, /Due 30 October 2026, 23 days late\. 0 of 4 filled\./)
  const row = page.getByRole('group', { name: /^T1 Answered in time/ })
  assert.ok(row.querySelector('input[name="T1-numerator"]'))
  page.getByRole('textbox', { name: 'Calls received' })
  assert.match(
    page.document.querySelector('#row-T1')?.textContent ?? '',
    /Earlier figures\s*invented[\s\S]*Q1 2026-27\s*80\.0%/,
  )
  assert.match(page.text, /Invented demonstration figures/)
  assert.equal(page.document.querySelector('#row-T5'), null, 'the council’s figure is not asked of the police')
})

test('saves everything that was typed, and works the figure out', async (t) => {
  const kent = await smallPartnership(t)
  const { status, location } = await kent.post(returnPaths.show(police), {
    version: await versionOf(kent, police),
    ...allTyped,
    next: 'leave',
  })
  assert.equal(status, 303)
  assert.equal(location, `${returnPaths.list()}?done=saved`)
  assert.deepEqual(await savedFigures(kent, police), {
    T1: '82/100=82',
    T2: '=480',
    T3: '500/344800=58.0046403712',
    T4: '=12',
  })
  assert.deepEqual(await eventNames(kent), [
    'returns.quarter-opened',
    'returns.quarter-opened',
    'returns.figures-saved',
  ])
  const { page } = await kent.get(returnPaths.show(police))
  assert.match(page.text, /82\.0% worked out from 82 of 100/)
  assert.match(page.text, /4 of 4 filled/)
  assert.match(page.text, /Last saved by Bronwen Trialby on 22 November 2026/)
})

test('keeps what was typed and tells everything that is wrong, and saves nothing', async (t) => {
  const kent = await smallPartnership(t)
  const { status, page } = await kent.post(returnPaths.show(police), {
    version: await versionOf(kent, police),
    'T1-numerator': '120',
    'T1-denominator': '100',
    'T2-value': '480',
    'T4-state': 'missing',
  })
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Kent Police: return for Q2 2026-27/)
  const summary = page.getByRole('alert')
  assert.deepEqual(
    [...summary.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.textContent]),
    [
      ['#T1-numerator', 'T1 Answered in time: 120 is more than 100: the numerator is a part of the denominator'],
      ['#T4-reason', 'T4 Days to answer: give the reason why this figure is missing'],
    ],
  )
  assert.equal(page.document.querySelector('#T1-numerator')?.getAttribute('value'), '120')
  assert.equal(page.document.querySelector('#T2-value')?.getAttribute('value'), '480')
  assert.equal(page.document.querySelector<HTMLSelectElement>('#T4-state')?.value, 'missing')
  assert.deepEqual(await savedFigures(kent, police), {})
  assert.deepEqual(await eventNames(kent), ['returns.quarter-opened', 'returns.quarter-opened'])
})

test('asks to explain a figure far from the earlier ones, and counts it as explained when it is', async (t) => {
  const kent = await smallPartnership(t)
  const far = { ...allTyped, 'T2-value': '900' }
  await kent.post(returnPaths.show(police), { version: await versionOf(kent, police), ...far })
  const asked = await kent.get(returnPaths.show(police))
  assert.match(asked.page.text, /4 of 4 filled, 1 to explain/)
  assert.match(
    asked.page.text,
    /900 is above the usual range, \d+ to \d+ over the last 16 figures\. Explain it in a line/,
  )
  await kent.post(returnPaths.show(police), {
    version: await versionOf(kent, police),
    ...far,
    'T2-note': 'Recording of two kinds of incident was joined in July',
  })
  const explained = await kent.get(returnPaths.show(police))
  assert.doesNotMatch(explained.page.text, /to explain/)
})

test('an emptied figure is taken out, and one given with a reason counts as not available', async (t) => {
  const kent = await smallPartnership(t)
  await kent.post(returnPaths.show(police), { version: await versionOf(kent, police), ...allTyped })
  await kent.post(returnPaths.show(police), {
    version: await versionOf(kent, police),
    ...allTyped,
    'T2-value': '',
    'T4-value': '',
    'T4-state': 'not collected',
    'T4-reason': 'The new system does not hold it',
  })
  const figures = await savedFigures(kent, police)
  assert.equal(figures['T2'], undefined)
  assert.equal(figures['T4'], 'not collected: The new system does not hold it')
  const { page } = await kent.get(returnPaths.show(police))
  assert.match(page.text, /2 of 4 filled, 1 not available/)
})

test('two people at once: what only one of them changed is kept from each, and both see the other where both changed', async (t) => {
  const kent = await smallPartnership(t)
  const version = await versionOf(kent, police)
  const opened = await kent.get(returnPaths.show(police))
  const was = Object.fromEntries(
    [...opened.page.document.querySelectorAll<HTMLInputElement>('input[name^="was-"]')].map(({ name, value }) => [
      name,
      value,
    ]),
  )
  const first = await kent.post(
    returnPaths.show(police),
    { version, ...was, 'T1-value': '81%', 'T2-value': '480' },
    policeOfficer,
  )
  assert.equal(first.status, 303)
  const second = await kent.post(returnPaths.show(police), { version, ...was, 'T2-value': '500', 'T4-value': '11' })
  assert.equal(second.status, 409)
  assert.match(
    second.page.text,
    /Samuel Illustre has saved this return since you opened it, and changed 1 figure that you changed too/,
  )
  const valueOf = (id: string) => second.page.document.querySelector(`#${id}`)?.getAttribute('value')
  assert.equal(valueOf('T2-value'), '500', 'mine')
  assert.match(second.page.document.querySelector('#row-T2')?.textContent ?? '', /Samuel Illustre saved: 480/)
  assert.equal(valueOf('T1-value'), '81%', 'theirs, which I had not touched')
  assert.equal(valueOf('T4-value'), '11', 'mine, which they had not touched')
  assert.deepEqual(await savedFigures(kent, police), { T1: '=81', T2: '=480' })

  const shown = Object.fromEntries(
    [...second.page.document.querySelectorAll<HTMLInputElement>('#return input, #return select')]
      .filter(({ name }) => name !== '_csrf')
      .map(({ name, value }) => [name, value]),
  )
  const again = await kent.post(returnPaths.show(police), shown)
  assert.equal(again.status, 303)
  assert.deepEqual(await savedFigures(kent, police), { T1: '=81', T2: '=500', T4: '=11' })
})

test('two saves of the same version at the same moment: one wins, the other is told', async (t) => {
  const kent = await smallPartnership(t)
  const version = await versionOf(kent, police)
  const answers = await Promise.all([
    kent.post(returnPaths.show(police), { version, 'T2-value': '480' }),
    kent.post(returnPaths.show(police), { version, 'T2-value': '490' }, policeOfficer),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 409],
  )
})

test('a return that was signed off meanwhile takes nothing more, and shows what had been typed', async (t) => {
  const kent = await smallPartnership(t)
  await kent.post(returnPaths.show(police), { version: await versionOf(kent, police), ...allTyped })
  const version = await versionOf(kent, police)
  await kent.post(returnPaths.signOff(police), { version }, policeOfficer)
  const { status, page } = await kent.post(returnPaths.show(police), { version, ...allTyped, 'T2-value': '555' })
  assert.equal(status, 409)
  assert.match(page.text, /This return was signed off by Samuel Illustre while you were working on it/)
  assert.match(page.text, /T2 Incidents\s*555/)
  assert.equal((await savedFigures(kent, police))['T2'], '=480')
})

test('an agency sees its own returns of the partnership in which it acts, and no other', async (t) => {
  const kent = await smallPartnership(t)
  for (const [reference, who] of [
    [council, undefined],
    [police, councilLead],
    [policeInMedway, undefined],
    [police, medwayPoliceLead],
    [police, medwayAnalyst],
  ] as const) {
    const as = who ?? { role: 'data-lead', organisation: 'Police' }
    assert.equal((await kent.get(returnPaths.show(reference), as)).status, 404)
    assert.equal((await kent.get(returnPaths.template(reference), as)).status, 404)
    if (as.role !== 'data-lead') continue
    assert.equal((await kent.get(returnPaths.signOff(reference), as)).status, 404)
    assert.equal((await kent.post(returnPaths.show(reference), { version: '1', 'T1-value': '80%' }, as)).status, 404)
    assert.equal((await kent.post(returnPaths.upload(reference), { version: '1' }, as)).status, 404)
  }
  assert.deepEqual(await savedFigures(kent, policeInMedway), {})
})

test('the team and the Executive read a return; only its agency fills it in', async (t) => {
  const kent = await smallPartnership(t)
  for (const who of [analyst, { role: 'executive-member' }, { role: 'scrutineer' }]) {
    const { status, page } = await kent.get(returnPaths.show(police), who)
    assert.equal(status, 200)
    assert.equal(page.document.querySelector('#T1-numerator'), null)
    assert.equal((await kent.post(returnPaths.show(police), { version: '1', 'T1-value': '80%' }, who)).status, 403)
  }
})
