import assert from 'node:assert/strict'
import { everyRole } from '#modules/identity/public.ts'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { holderOf, type Pack, PackError, readPack } from './pack.ts'

const packs = join(import.meta.dirname, '../../../packs')
const kent = readPack(join(packs, 'kent'))
const medway = readPack(join(packs, 'medway'))

const groupOf = (pack: Pack, slug: string) => {
  const group = pack.groups.find((each) => each.slug === slug)
  assert.ok(group, slug)
  return group
}
const only = <T>(items: readonly T[]): T => {
  assert.equal(items.length, 1)
  return items[0] as T
}
const statementCount = (pack: Pack, kind: string): number =>
  pack.partnership.statements.filter((each) => each.kind === kind).length
const holders = (pack: Pack, kind: string): string[] =>
  pack.offices
    .filter((each) => each.duties.some((duty) => duty.kind === kind && duty.partnership === pack.partnership.slug))
    .flatMap((each) => each.holders.map((holder) => `${holder.name} ${holder.asAt}`))
    .toSorted()
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

test('each partnership has its own words, code and statements', () => {
  assert.deepEqual(
    [kent, medway].map(({ partnership }) => [partnership.shortName, partnership.laCode]),
    [
      ['KSCMP', '886'],
      ['MSCP', '887'],
    ],
  )
  assert.deepEqual(
    kent.partnership.words.executive.map((each) => each.word),
    ['Executive Board', 'KSCMP Executive'],
  )
  assert.equal(medway.partnership.words.plan.at(-1)?.word, 'Business Plan')
  assert.deepEqual(
    ['focus', 'commitment', 'objective', 'principle'].map((kind) => statementCount(kent, kind)),
    [6, 5, 4, 8],
  )
  assert.equal(statementCount(medway, 'purpose'), 8)
})

test("Medway's groups have every seat that its document prints", () => {
  const printed: Record<string, number> = {
    'mscp-accountable-officers': 3,
    'mscp-executive-group': 10,
    'mscp-learning-lessons': 19,
    'mscp-case-file-audit': 17,
    'mscp-pmqa': 15,
    'mscp-secure-estate': 15,
    'mscp-early-help-board': 9,
    'mscp-mash-strategic-board': 16,
    'policy-and-procedures': 17,
    'joint-exploitation': 16,
    'child-death-overview-panel': 15,
  }
  for (const [slug, count] of Object.entries(printed))
    assert.equal(groupOf(medway, slug).seats.filter((seat) => seat.role !== 'in-attendance').length, count, slug)
  const meets = Object.keys(printed).map((slug) => groupOf(medway, slug).frequency.at(-1)?.perYear)
  assert.deepEqual(meets, [2, 6, 6, 4, 6, 4, 6, 4, 4, 4, 6])
})

test('the only vacant seats are the two deputy chairs printed as TBC', () => {
  const vacant = [...kent.groups, ...medway.groups].flatMap((group) =>
    group.seats.filter((seat) => seat.vacant).map((seat) => [group.slug, seat.role, seat.organisationAsPrinted]),
  )
  assert.deepEqual(vacant, [
    ['mscp-case-file-audit', 'deputy-chair', 'TBC'],
    ['mscp-pmqa', 'deputy-chair', 'TBC'],
  ])
})

test('printed spellings stay as printed, with a word about them', () => {
  const seats = medway.groups.flatMap((group) => group.seats)
  for (const position of ['Principle Social Worker', 'Principle Director', 'Designed Nurse for Child Protection'])
    assert.match(only(seats.filter((seat) => seat.position === position)).note ?? '', /^Printed "/)
  const misprints = kent.documents.flatMap((each) => each.misprints.map((misprint) => misprint.printed))
  assert.ok(misprints.includes('30/02/2022'))
})

test('a group of both partnerships, or of others, is the same record for both', () => {
  const inKent = new Map(kent.groups.map((group) => [group.slug, group]))
  const both = medway.groups.filter((group) => inKent.has(group.slug))
  assert.deepEqual(
    both.map((group) => [group.slug, group.ownership.kind]),
    [
      ['policy-and-procedures', 'joint'],
      ['joint-exploitation', 'joint'],
      ['child-death-overview-panel', 'others'],
      ['health-safeguarding-group', 'joint'],
    ],
  )
  for (const group of both) assert.deepEqual(group, inKent.get(group.slug))
  assert.deepEqual(groupOf(kent, 'joint-exploitation').ownership.sharedWith, ['kmsab'])
  assert.match(groupOf(kent, 'child-death-overview-panel').ownership.owner ?? '', /child death review partners/)
})

test('an agency that serves both partnerships is one organisation, whatever it is called where', () => {
  const inKent = new Map(kent.agencies.map((agency) => [agency.organisation, agency.nameAsPrinted]))
  const both = medway.agencies.filter((agency) => inKent.has(agency.organisation))
  assert.deepEqual(
    both.map((agency) => agency.organisation),
    [
      'kent-and-medway-icb',
      'kent-police',
      'probation-service',
      'kmpt',
      'nelft',
      'kent-community-health',
      'cafcass',
      'kent-fire-and-rescue',
    ],
  )
  assert.equal(inKent.get('kent-community-health'), 'Kent Community Health Foundation Trust (KCHFT)')
  assert.equal(kent.agencies.filter((agency) => agency.category === 'District councils').length, 12)
  assert.deepEqual([kent.agencies.length, medway.agencies.length], [43, 32])
})

test('groups remember what they were called, how often they met and whether they met at all', () => {
  const scrutiny = groupOf(kent, 'kscmp-scrutiny-assurance-and-audit')
  assert.deepEqual(
    scrutiny.names.map((each) => each.name),
    ['Scrutiny and Challenge Group', 'Scrutiny, Assurance and Audit Sub-group'],
  )
  assert.deepEqual(
    scrutiny.frequency.map((each) => each.perYear),
    [2, 4],
  )
  assert.equal(only(scrutiny.seats.filter((seat) => seat.role === 'ex-officio')).position?.slice(0, 10), 'Chairs of ')
  for (const slug of ['kscmp-emerging-themes', 'kscmp-education-safeguarding-group'])
    assert.deepEqual(
      groupOf(kent, slug).operating.map((each) => each.status),
      ['no', 'yes'],
    )
  assert.equal(groupOf(kent, 'kscmp-partnership-forum').frequency.at(-1)?.perYear, 2)
  assert.equal(groupOf(kent, 'health-safeguarding-group').frequency.at(-1)?.perYear, null)
})

test('names of office-holders stand with the date of the document that prints them', () => {
  assert.deepEqual(holders(kent, 'dsp'), [
    'Dame Eileen Sills 2022-09',
    'Matt Dunkley 2022-03',
    'Paul Lumsdon 2024-12',
    'Paula Wilkins 2022-03',
    'Sarah Hammond 2022-09',
    'Sarah Hammond 2024-11-21',
    'Tracey Harman 2022-03',
    'Tracey Harman 2022-09',
  ])
  assert.ok(holders(medway, 'lsp').includes('Richard Hicks 2024-12'))
  const executive = groupOf(medway, 'mscp-executive-group')
  assert.deepEqual(
    executive.seats.slice(0, 4).map((seat) => holderOf(medway, seat)?.name ?? null),
    ['Lee-Anne Farach', 'Paul Lumsdon', 'Simon Wilson', null],
  )
  assert.equal(only(executive.chair?.terms ?? []).office, 'kent-police-assistant-chief-constable')
})

test('no address or telephone number is copied into a pack', () => {
  assert.doesNotMatch(JSON.stringify([kent, medway]), /@|\b0\d{4} ?\d{6}\b/)
})

test('every sample person says so; one police and one ICB data lead serve both partnerships', () => {
  for (const pack of [kent, medway]) {
    const count = (role: string) => pack.people.filter((person) => person.role === role).length
    assert.deepEqual(
      ['analyst', 'business-manager', 'executive-member', 'scrutineer', 'data-lead', 'signing-officer'].map(count),
      [1, 1, 1, 1, 3, 3],
    )
  }
  assert.deepEqual(new Set(kent.people.map(({ role }) => role)), new Set(everyRole), 'somebody to try each role as')
  const both = kent.people.filter((person) => medway.people.some((other) => other.slug === person.slug))
  assert.deepEqual(
    both.filter((person) => person.role === 'data-lead').map((person) => person.organisation),
    ['kent-police', 'kent-and-medway-icb'],
  )
})

test("Kent's account for 2021-22 adds up except where the published one does not", () => {
  const account = only(kent.accounts)
  const printed = (of: string) => only(account.printedTotals.filter((total) => total.of === of)).amountPence
  const income = sum(account.income.map((line) => line.amountPence))
  const spend = sum(account.expenditure.map((line) => line.amountPence))
  const contributions = sum(account.contributions.map((line) => line.totalPence))
  assert.deepEqual([income, spend, contributions], [477_285_43, 398_519_71, 430_552_45])
  assert.deepEqual(
    [printed('income'), printed('expenditure'), printed('contributions')],
    [income, spend, contributions],
  )
  assert.equal(income - spend, 78_765_72)
  assert.equal(printed('roll-forward'), 36_115_74)
  assert.match(account.flags.find((flag) => flag.about === 'roll-forward')?.text ?? '', /£42,649\.98 is not explained/)
  assert.equal(income - spend - printed('roll-forward'), 42_649_98)
  const health = account.contributions.filter((line) => line.group === 'health')
  assert.equal(sum(health.map((line) => line.totalPence)), printed('health-contributions'))
  assert.deepEqual(
    health.map((line) => [line.printedBasis, line.quantity, line.unitPence]),
    [
      ['line-total', 7, 895185],
      ['per-body', 6, 895185],
    ],
  )
  const lines = sum(account.income.filter((line) => line.kind === 'contributions').map((line) => line.amountPence))
  assert.equal(lines, contributions)
})

test("Medway's contributions for 2024-25 add up; the printed percentages do not", () => {
  const account = only(medway.accounts)
  const contributions = sum(account.contributions.map((line) => line.totalPence))
  const training = only(account.income.filter((line) => line.kind === 'training-income')).amountPence
  assert.equal(contributions + training, only(account.printedTotals).amountPence)
  assert.equal(only(account.income.filter((line) => line.kind === 'reserve')).amountPence, 29_600_00)
  const tenths = account.contributions.map((line) => Math.round((line.printedPercent ?? 0) * 10))
  assert.equal(sum(tenths), 999)
  assert.deepEqual(
    tenths,
    account.contributions.map((line) => Math.round((line.totalPence / contributions) * 1000)),
  )
})

test("Kent's training adds to 38 courses and at least 503 attendees; the headline needs three more parts", () => {
  const training = only(kent.training)
  const courses = sum(training.courses.map((course) => course.coursesDelivered))
  const attendees = sum(training.courses.map((course) => course.attendees))
  assert.deepEqual({ coursesDelivered: courses, attendees }, training.printedTotals)
  assert.deepEqual([courses, attendees], [38, 503])
  assert.equal(training.courses.filter((course) => course.registerMissing).length, 4)
  const others = [...training.events, ...training.associateTrainers].map((event) => event.attendees)
  assert.equal(attendees + sum(others), 646)
  assert.deepEqual([training.eLearning.completions, training.eLearning.changePercent], [36_712, -11])
})

test('notifications are counted once however many children; priorities and the framework are whole', () => {
  assert.deepEqual(
    kent.notifications?.periods.map((each) => [each.period.label, each.combined, each.notificationsWithRapidReview]),
    [
      ['2020-21', 24, 10],
      ['2021-22', 25, 10],
    ],
  )
  assert.match(kent.notifications?.countingRule.text ?? '', /counted as only one/)
  assert.equal(kent.priorities?.sets.at(-1)?.items.length, 5)
  assert.equal(medway.priorities?.sets.at(-1)?.items.length, 0)
  assert.deepEqual(
    kent.framework?.tiers.map((tier) => tier.tools.length),
    [3, 7, 5],
  )
  assert.deepEqual([kent.framework?.indicators.length, kent.framework?.objectives.length], [13, 4])
  assert.deepEqual(
    medway.report?.additions.map((each) => each.copyTo),
    [[], ['Youth Justice Board']],
  )
})

type Change = [file: string, change: (text: string) => string]

/** Reads a copy of Kent's pack after some changes; what the reader complains of. */
function complaints(t: TestContext, ...changes: Change[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(packs, folder, { recursive: true, filter: (path) => !path.includes('england') })
  for (const [file, change] of changes) {
    const before = readFileSync(join(folder, file), 'utf8')
    const after = change(before)
    assert.notEqual(after, before, `the change to ${file} changed nothing`)
    writeFileSync(join(folder, file), after)
  }
  try {
    readPack(join(folder, 'kent'))
  } catch (error) {
    assert.ok(error instanceof PackError)
    return error.problems
  }
  return []
}

test('tells every problem of shape at once, with the file and the place', (t) => {
  const found = complaints(
    t,
    ['kent/agencies.json', (text) => text.replace('"standing": "agency"', '"standing": "partner"')],
    ['kent/partnership.json', (text) => text.replace('"shortName"', '"short"').replace('"886"', '"Kent"')],
    ['kent/people.json', (text) => text.replace('"sample": true', '"sample": false')],
    ['kent/notifications.json', (text) => text.replace('"combined": 24', '"combined": "24"')],
  )
  assert.deepEqual(found.toSorted(), [
    'kent/agencies.json: item 4 (the-education-people), standing must be one of safeguarding-partner, agency, not "partner".',
    'kent/notifications.json: periods 1, combined must be a number.',
    'kent/partnership.json: laCode must be a three-figure local authority code.',
    'kent/partnership.json: shortName is missing.',
    'kent/partnership.json: the file has a key that is not known: short.',
    'kent/people.json: item 1 (priya-samplewood), sample must be true: people in a pack are invented, and say so.',
  ])
})

test('tells every reference that leads nowhere, and names that are neither name nor alias', (t) => {
  const found = complaints(
    t,
    ['kent/agencies.json', (text) => text.replace('"organisation": "cafcass"', '"organisation": "cafcas"')],
    [
      'kent/agencies.json',
      (text) => text.replace('"nameAsPrinted": "Ashford Borough', '"nameAsPrinted": "Ashfort Borough'),
    ],
    ['kent/agencies.json', (text) => text.replace('"kscmp-partnership-forum"', '"kscmp-forum"')],
    ['kent/groups.json', (text) => text.replace('"office": "icb-chief-nurse"', '"office": "icb-nurse"')],
    ['kent/priorities.json', (text) => text.replace('kent-annual-report-2021-22', 'kent-report')],
  )
  assert.deepEqual(found.toSorted(), [
    "A source names the document 'kent-report', which sources.json does not list.",
    "Agency 'ashford-council': 'Ashfort Borough Council' is neither the name nor an alias of 'ashford-council'.",
    "Agency 'cafcas': there is no organisation 'cafcas'.",
    "Agency 'kent-adoption-support', represented by: there is no group 'kscmp-forum'.",
    "Group 'kscmp-executive', seat 2: there is no office 'icb-nurse'.",
  ])
})

test('refuses a file it does not know, a missing one and one that is not JSON', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(packs, folder, { recursive: true, filter: (path) => !path.includes('england') })
  rmSync(join(folder, 'kent/agencies.json'))
  writeFileSync(join(folder, 'kent/grups.json'), '[]')
  writeFileSync(join(folder, 'shared-kent-medway/people.json'), '[')
  assert.throws(
    () => readPack(join(folder, 'kent')),
    (error: unknown) => {
      assert.ok(error instanceof PackError)
      assert.equal(error.problems.length, 3)
      assert.match(error.message, /kent\/grups\.json: this file is not part of a pack\./)
      assert.match(error.message, /kent\/agencies\.json: the file is missing\./)
      assert.match(error.message, /shared-kent-medway\/people\.json: is not JSON/)
      return true
    },
  )
  assert.throws(() => readPack(join(folder, 'nowhere')), PackError)
})
