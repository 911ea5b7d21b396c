import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { planPaths } from '../paths.ts'
import { anAgreedPlan, slug, world, type World } from '../testing.ts'

const judgement = (groupId: string) => ({
  definition: 'some-progress',
  judgedOn: '20 November 2026',
  group: groupId,
  reasoning: 'More babies are seen; whether they are safer is not known',
  kind1: 'audit',
  words1: 'Audit of 20 cases: 14 were seen in time',
  trueOn1: '31 October 2026',
})

const judgements = ({ db }: World) =>
  db
    .selectFrom('plan.judgement')
    .orderBy('seq')
    .select(['words', 'evidence_count as evidence', 'judged_on as on'])
    .execute()

test('judging asks by the printed definitions and says each mistake, with what was typed', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const url = planPaths.judge(slug, priority)
  const { page } = await site.get(url)
  assert.equal(page.getAllByRole('radio').length, 4)
  assert.match(page.text, /Evidence shows some change, but slower or for fewer children/)
  const mistakes: [change: Record<string, string>, message: RegExp, field: string][] = [
    [{ definition: '' }, /Select how far it has come/, '#definition'],
    [{ reasoning: '' }, /Enter why this is the judgement/, '#reasoning'],
    [{ judgedOn: '31/2/2026' }, /must be a real date/, '#judgedOn'],
    [{ judgedOn: '1/1/2027' }, /must be today or earlier/, '#judgedOn'],
    [{ judgedOn: '1/3/2026' }, /must lie within the period of the plan/, '#judgedOn'],
    [{ trueOn1: '' }, /Enter the date on which the evidence|Enter the date on which it was true/, '#trueOn1'],
    [{ kind1: '' }, /Select what kind of evidence it is/, '#kind1'],
    [{ trueOn1: '21/11/2026' }, /must not be later than the judgement/, '#trueOn1'],
    [{ records: 'KENT-WRN-2026-999' }, /There is no record KENT-WRN-2026-999/, '#records'],
    [{ records: priority }, /cannot be evidence of itself/, '#records'],
    [{ group: '00000000-0000-7000-8000-000000000000' }, /Select one of the groups/, '#group'],
    [{ kind1: '', words1: '', trueOn1: '' }, /‘Some progress’ cannot be said without evidence/, '#definition'],
  ]
  for (const [change, message, field] of mistakes) {
    const { status, page: again } = await site.post(url, { ...judgement(site.groupId), ...change })
    assert.equal(status, 400, String(message))
    assert.equal(again.getByRole('link', { name: message }).getAttribute('href'), field)
    if (field !== '#reasoning')
      assert.match(again.getByRole<HTMLTextAreaElement>('textbox', { name: /Why is this/ }).value, /More babies/)
  }
  assert.deepEqual(await judgements(site), [])
})

test('a judgement is kept with its evidence, group and the definition of its day; a later one stands beside it', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const url = planPaths.judge(slug, priority)
  assert.equal(
    (await site.post(url, judgement(site.groupId))).location,
    `${planPaths.item(slug, priority)}?done=judged`,
  )
  const changed = {
    words: 'A little progress',
    meaning: 'Something moved',
    needsEvidence: 'yes',
    isUsed: 'yes',
    version: '1',
  }
  assert.equal((await site.post(planPaths.definition('some-progress'), changed)).status, 303)
  const none = {
    ...judgement(site.groupId),
    definition: 'little-or-none',
    kind1: '',
    words1: '',
    trueOn1: '',
    judgedOn: '22/11/2026',
    group: '',
  }
  assert.equal((await site.post(url, none)).status, 303)
  const { page } = await site.get(planPaths.item(slug, priority))
  assert.match(page.text, /Little or no evidence on 22 November 2026, judged by Mary Manager’s office/)
  assert.match(page.text, /No evidence was given/)
  assert.match(
    page.text,
    /Some progress on 20 November 2026, judged by Scrutiny Group That meant: Evidence shows some change/,
  )
  assert.match(page.text, /An audit’s finding: Audit of 20 cases: 14 were seen in time. True on 31 October 2026/)
  assert.deepEqual(await judgements(site), [
    { words: 'Some progress', evidence: 1, on: '2026-11-20' },
    { words: 'Little or no evidence', evidence: 0, on: '2026-11-22' },
  ])
  const links = await site.db.selectFrom('thread.link').where('relation', '=', 'evidences').select('to_id').execute()
  assert.equal(links.length, 1)
  const events = await site.db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'plan.progress-judged')
    .orderBy('id')
    .select('details')
    .execute()
  assert.deepEqual(events[0]?.details, {
    plan: slug,
    judged: 'some-progress',
    on: '2026-11-20',
    group: site.groupId,
    evidence: 1,
  })
  const whole = await site.get(planPaths.show(slug))
  assert.match(whole.page.text, /Little or no evidence of progress Babies are safer: Little or no evidence/)
  assert.match(
    (await site.get(planPaths.asAt(slug, '2026-11-21'))).page.text,
    /Some progress judged on 20 November 2026 by Scrutiny Group. 1 piece of evidence/,
  )
})

test('a record of the service is evidence, and the database itself refuses a claim without evidence', async (t) => {
  const site = await world(t)
  const { priority, measure } = await anAgreedPlan(site)
  const byRecord = { ...judgement(site.groupId), kind1: '', words1: '', trueOn1: '', records: measure.toLowerCase() }
  assert.equal((await site.post(planPaths.judge(slug, priority), byRecord)).status, 303)
  assert.match(
    (await site.get(planPaths.item(slug, priority))).page.text,
    /Record: Share of babies seen within ten days/,
  )
  const row = await site.db.selectFrom('plan.judgement').select('id').executeTakeFirstOrThrow()
  await assert.rejects(
    site.db.updateTable('plan.judgement').set({ evidence_count: 0 }).where('id', '=', row.id).execute(),
    /judgement_evidence_count_check/,
  )
})

test('only the chair of the group judges for it, beside the business team', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const url = planPaths.judge(slug, priority)
  assert.equal((await site.get(url, { role: 'scrutineer' })).status, 403)
  assert.equal((await site.post(url, judgement(site.groupId), { role: 'group-chair' })).status, 403)
  assert.equal((await site.post(url, judgement(site.groupId), { role: 'analyst' })).status, 303)
})

test('a draft and a part that has left the plan are not judged', async (t) => {
  const site = await world(t)
  const { priority, outcome } = await anAgreedPlan(site)
  const ended = {
    reason: 'No longer',
    effectiveOn: '1/10/2026',
    approval: 'yes',
    approvedBy: 'Executive Board',
    approvedOn: '1/10/2026',
    seen: '2',
  }
  assert.equal((await site.post(planPaths.end(slug, outcome), ended)).status, 303)
  const late = await site.post(planPaths.judge(slug, outcome), judgement(site.groupId))
  assert.ok(late.page.getByRole('link', { name: 'It was not part of the plan on that day' }))
  const earlier = { ...judgement(site.groupId), judgedOn: '30/9/2026', trueOn1: '29/9/2026' }
  assert.equal((await site.post(planPaths.judge(slug, outcome), earlier)).status, 303)
  assert.equal((await site.get(planPaths.item(slug, priority))).page.queryByText(/is not part of the plan now/), null)
  assert.ok((await site.get(planPaths.item(slug, outcome))).page.getByText(/It is not part of the plan now/))
})

test('a challenge is the scrutineer’s own: nobody else makes it, and nobody changes its words', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const scrutineer = { role: 'scrutineer' }
  const url = planPaths.challenge(slug, priority)
  assert.equal((await site.get(url)).status, 403)
  assert.equal((await site.get(url, scrutineer)).status, 200)
  assert.ok((await site.post(url, { words: '' }, scrutineer)).page.getByRole('link', { name: 'Enter your challenge' }))
  assert.equal(
    (await site.post(url, { words: 'Where is the voice of families?', judgement: '' }, scrutineer)).status,
    303,
  )
  const row = await site.db.selectFrom('plan.challenge').select(['id', 'version', 'words']).executeTakeFirstOrThrow()
  const answerUrl = planPaths.answer(slug, priority, row.id)
  assert.equal((await site.post(answerUrl, { answer: 'Mine' }, scrutineer)).status, 403)
  assert.equal(
    (await site.post(answerUrl, { answer: 'We ask them in December', version: '1', words: 'Changed' })).status,
    303,
  )
  assert.equal((await site.post(answerUrl, { answer: 'Again', version: '2' })).status, 404)
  const { page } = await site.get(planPaths.item(slug, priority))
  assert.match(page.text, /Where is the voice of families\? Sally Scrutineer, Sally Scrutineer’s office/)
  assert.match(page.text, /Answer: We ask them in December/)
  const application = asApplication(site.db)
  await assert.rejects(
    actingAs(site.kent, () =>
      application.updateTable('plan.challenge').set({ words: 'Softer' }).where('id', '=', row.id).execute(),
    ),
    /permission denied/,
  )
  const { personId } = await site.officeOf('Sally Scrutineer')
  await assert.rejects(
    actingAs(site.kent, () =>
      sql`insert into plan.challenge (plan_id, item_id, words, made_by, made_office_id, made_at)
        select plan_id, item_id, 'In her name', ${personId}, made_office_id, made_at from plan.challenge`.execute(
        application,
      ),
    ),
    /row-level security/,
  )
})

test('the office that owns a measure enters its figure, or why it is not known; a later entry for a day replaces an earlier one', async (t) => {
  const site = await world(t)
  const { measure } = await anAgreedPlan(site)
  const url = planPaths.figure(slug, measure)
  const lead = { role: 'data-lead' }
  const figure = {
    value: '62',
    numerator: '31',
    denominator: '50',
    unknownReason: '',
    trueOn: '30 September 2026',
    source: 'Audit',
  }
  assert.equal((await site.get(url, { role: 'executive-member' })).status, 403)
  const empty = await site.post(url, { ...figure, value: '', source: '' }, lead)
  assert.ok(empty.page.getByRole('link', { name: 'Enter where the figure comes from' }))
  const neither = await site.post(url, { ...figure, value: '' }, lead)
  assert.ok(neither.page.getByRole('link', { name: 'Enter the figure, or say why it is not known' }))
  const odd = await site.post(url, { ...figure, value: 'some', trueOn: '1/1/2030' }, lead)
  assert.ok(odd.page.getByRole('link', { name: 'Figure must be a number, like 62.5' }))
  const future = await site.post(url, { ...figure, trueOn: '1/1/2027' }, lead)
  assert.ok(future.page.getByRole('link', { name: 'Date of the figure must be today or earlier' }))
  const more = await site.post(url, { ...figure, numerator: '51' }, lead)
  assert.ok(more.page.getByRole('link', { name: 'How many it was cannot be more than out of how many' }))
  assert.equal(
    (await site.post(url, { ...figure, value: '', unknownReason: 'the register is missing' }, lead)).status,
    303,
  )
  assert.match((await site.get(planPaths.show(slug))).page.text, /Not known: the register is missing/)
  assert.equal((await site.post(url, figure, lead)).status, 303)
  const { page } = await site.get(planPaths.item(slug, measure))
  assert.match(page.text, /62% \(31 of 50\), on 30 September 2026/)
  assert.match(page.text, /90%: not met/)
  assert.match(page.text, /not known: the register is missing \(replaced by a later entry\)/)
  assert.match(page.text, /next due on 30 December 2026/)
})

test('definitions are the partnership’s own, and one must be usable without evidence', async (t) => {
  const site = await world(t)
  await anAgreedPlan(site)
  assert.match((await site.get(planPaths.definitions(), { role: 'data-lead' })).page.text, /Little or no evidence/)
  assert.equal((await site.get(planPaths.definition('on-track'), { role: 'analyst' })).status, 403)
  const form = {
    words: 'No sign yet',
    meaning: 'Nothing shows that anything changed',
    isLittle: 'yes',
    isUsed: 'yes',
    version: '1',
  }
  const taken = await site.post(planPaths.definition('little-or-none'), { ...form, words: 'On track' })
  assert.ok(taken.page.getByRole('link', { name: 'Another definition has these words already' }))
  assert.equal(
    (await site.post(planPaths.definition('not-started'), { ...form, words: 'Not begun', needsEvidence: 'yes' }))
      .status,
    303,
  )
  const last = await site.post(planPaths.definition('little-or-none'), { ...form, needsEvidence: 'yes' })
  assert.ok(last.page.getByRole('link', { name: /One definition must be usable without evidence/ }))
  assert.equal((await site.post(planPaths.definition('little-or-none'), form)).status, 303)
  assert.equal((await site.post(planPaths.definition('little-or-none'), form)).status, 409)
  assert.equal((await site.get(planPaths.definition('nonsense'))).status, 404)
})

test('an indicator of the dataset measures with its own figures, and nobody types them here', async (t) => {
  const site = await world(t)
  const { outcome } = await anAgreedPlan(site)
  await site.db
    .insertInto('indicators.indicator')
    .values({
      code: 'X1',
      slug: 'babies-seen',
      position: 1,
      theme: 'babies',
      name: 'Babies seen',
      question: 'How many babies are seen?',
      definition: 'Babies seen',
      numerator: 'Babies seen',
      denominator: 'Babies born',
      unit: 'percent',
      multiplier: 100,
      decimals: 1,
      polarity: 'higher-better',
      owner_kind: 'health-trust',
      frequency: 'quarterly',
      certainty: 'I',
      details: JSON.stringify({
        themeName: 'Babies',
        isAnnualised: false,
        periodKind: 'quarter',
        certaintyWords: '',
        priority: '',
        seriesBreaks: [],
        minimumCount: 5,
      }),
    })
    .execute()
  const approved = {
    reason: 'A better measure',
    effectiveOn: '22/11/2026',
    approval: 'yes',
    approvedBy: 'Executive Board',
    approvedOn: '20/11/2026',
  }
  const form = { title: 'Babies seen in time', under: outcome, measureKind: 'indicator', ...approved }
  const wrong = await site.post(planPaths.add(slug, 'measure'), form)
  assert.equal(wrong.page.getByRole('link', { name: 'Select the indicator' }).getAttribute('href'), '#indicator')
  assert.equal((await site.post(planPaths.add(slug, 'measure'), { ...form, indicator: 'babies-seen' })).status, 303)
  const measure = await site.newest('measure')
  const { page } = await site.get(planPaths.item(slug, measure))
  assert.match(page.text, /No figure, no quarter/)
  assert.match(page.text, /out of: Babies born/)
  assert.equal((await site.get(planPaths.figure(slug, measure))).status, 404)
  const links = await site.db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as below', 'below.id', 'link.from_id')
    .innerJoin('thread.record as above', 'above.id', 'link.to_id')
    .where('above.reference', '=', measure)
    .select(['below.kind', 'link.relation'])
    .execute()
  assert.deepEqual(links, [{ kind: 'indicator', relation: 'measures' }])
  assert.ok(await aPartIsThere(site, measure))
})

const aPartIsThere = async (site: World, reference: string): Promise<boolean> =>
  (await site.get(planPaths.show(slug))).page.html.includes(planPaths.item(slug, reference))
