import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyRole } from '#modules/identity/public.ts'
import { stepUpEverybody } from '#modules/reviews/testing.ts'
import { axeViolations } from '#test/support/axe.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Answer, type Site } from '#test/support/site.ts'
import type { Db } from '#platform/db/connect.ts'

/** A route's pattern as a test on addresses: '/warnings/:reference' fits '/warnings/KSCMP-WRN-2026-001'. */
const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll(/:[^/.]+/g, '[^/]+').replaceAll('.', '\\.')}$`)

const isDownload = (answer: Answer): boolean => !String(answer.headers['content-type'] ?? '').startsWith('text/html')

/** Fills one agency's return with a file in which nothing can be given, as a first step of every state that a return can reach. */
async function fillReturn(
  { db, post }: Site,
  organisation: string,
): Promise<{ reference: string; version: string; after: string }> {
  const asked = await db
    .selectFrom('returns.agency_return as own')
    .innerJoin('thread.record as record', 'record.id', 'own.record_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'own.partnership_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'own.organisation_id')
    .innerJoin('returns.asked as asked', 'asked.return_id', 'own.id')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'asked.indicator_id')
    .where('partnership.slug', '=', 'kent')
    .where('organisation.name', 'like', `%${organisation}%`)
    .select(['record.reference', 'own.version', 'indicator.code'])
    .execute()
  const reference = asked[0]?.reference ?? ''
  const rows = asked.map(({ code }) => `${code},not collected,The new system cannot count it yet`)
  const bytes = Buffer.from(['Code,Cannot give,Reason', ...rows].join('\n'))
  const sent = await post(
    `/returns/${reference}/upload`,
    { version: String(asked[0]?.version ?? ''), file: { fileName: 'return.csv', bytes } },
    { role: 'data-lead', organisation },
  )
  assert.equal(sent.status, 303, sent.page.text)
  const { version } = await db
    .selectFrom('returns.agency_return as own')
    .innerJoin('thread.record as record', 'record.id', 'own.record_id')
    .where('record.reference', '=', reference)
    .select('own.version')
    .executeTakeFirstOrThrow()
  return { reference, version: String(version), after: sent.location }
}

/**
 * Brings returns, warnings and the calendar of working days into the states whose pages a fresh demonstration does not link to.
 *
 * @returns the page to which the council's upload led
 */
async function lived(service: Site): Promise<string> {
  const { db, post, get } = service
  const { after } = await fillReturn(service, 'Kent County Council')
  const signed = await fillReturn(service, 'Kent Police')
  const officer = { officerName: 'Sam Sampleton', officerOffice: 'Head of safeguarding' }
  const sent = await post(
    `/returns/${signed.reference}/sign-off`,
    { version: signed.version, ...officer },
    { role: 'data-lead', organisation: 'Kent Police' },
  )
  assert.equal(sent.status, 303, sent.page.text)
  const analyst = { role: 'analyst' }
  const [first, second] = await db
    .selectFrom('thread.record as record')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .where('record.kind', '=', 'warning')
    .orderBy('record.reference')
    .select('record.reference')
    .execute()
  assert.ok(first && second)
  const { page } = await get(`/warnings/${first.reference}/triage`, analyst)
  const option = (label: string) =>
    page.getByRole('combobox', { name: label }).querySelectorAll('option')[1]?.value ?? ''
  const judged = { version: '1', reason: 'To be looked into' }
  const given = {
    group: option('Which group answers?'),
    owner: option('Who owns the answer?'),
    dueOn: '20 December 2026',
  }
  assert.equal(
    (await post(`/warnings/${first.reference}/triage`, { ...judged, ...given, decision: 'act' }, analyst)).status,
    303,
  )
  assert.equal(
    (await post(`/warnings/${second.reference}/triage`, { ...judged, decision: 'explained' }, analyst)).status,
    303,
  )
  const holiday = { date: '4 June 2027', name: 'A day proclaimed since', replacesOn: '', source: 'GOV.UK' }
  assert.equal((await post('/duties/calendar/add-day', holiday, { role: 'business-manager' })).status, 303)
  return after
}

/** Pages that stand behind something done before: the tests named walk to them and put axe to what they show. */
const walkedElsewhere: readonly (readonly [pattern: RegExp, by: string])[] = [
  [
    /^\/sign-in\/organisation\/|^\/signed-out$|^\/session\/|^\/held-form$/,
    'test/security/ways-in.test.ts, sessions.test.ts',
  ],
  [/^\/sign-in\/(link\/:token|second-factor)$|^\/step-up$|^\/account\/./, 'test/journeys/passkeys.test.ts'],
  [/\/take-on-group\//, 'src/modules/partnerships/pages/arranging.page.test.ts'],
  [/^\/actions\/import\//, 'src/modules/tracker/import/import.page.test.ts'],
  [/^\/actions\/:reference\/re-test$/, 'src/modules/tracker/pages/life.page.test.ts'],
  [/^\/actions\/:reference\/evidence\/:evidence\/file$/, 'src/modules/tracker/pages/evidence.page.test.ts'],
  [/^\/calendar\//, 'src/modules/today/pages/calendar.page.test.ts'],
  [
    /^\/records\/(gaps\/:id|:reference\/links\/:id)\//,
    'src/modules/thread/pages/gaps.page.test.ts, links.page.test.ts',
  ],
  [
    /^\/governance\/(documents\/:reference\/versions\/:number\/(file|publish)|sign-offs\/:id\/evidence|assurances\/rhythms\/:id\/give|guidance\/take-national)$/,
    'src/modules/governance/load-demonstration.test.ts, pages/*.page.test.ts',
  ],
  [
    /^\/papers\/|^\/meetings\/(:reference\/apologies|groups\/:slug\/forward-plan\/rules\/:id)$/,
    'src/modules/meetings/papers/pack.page.test.ts, attendance/attendance.page.test.ts, pages/meetings.page.test.ts',
  ],
  [/^\/plans\/:slug\/(agree|next)$/, 'src/modules/plan/pages/plan.page.test.ts, changes.page.test.ts'],
  [/^\/reviews\/cases\//, 'src/modules/reviews/pages/*.page.test.ts'],
  [/^\/circulars\/:reference\/(approve|send)$/, 'src/modules/minutes/pages/after-the-meeting.page.test.ts'],
  [/^\/data-protection\/|^\/notices$/, 'src/modules/data-protection/pages/accessible.page.test.ts'],
]

/** Which kinds of element a page is made of: a page that is made of the same ones as one already checked has nothing new for axe. */
const partsOf = (document: Document): string =>
  [...new Set([...document.querySelectorAll('*')].map((each) => `${each.tagName}.${each.getAttribute('class') ?? ''}`))]
    .toSorted()
    .join()

/** How many pages of one pattern each role visits: enough to meet an empty one and a full one, few enough to finish. */
const mostOfAPattern = 3

/** One of Kent's tracked items in each state: what may be done with it differs by state. */
async function itemsOfEachState(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'item.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .distinctOn('item.state')
    .orderBy('item.state')
    .orderBy('record.reference')
    .select(['record.reference', 'item.state'])
    .execute()
  assert.ok(rows.some(({ state }) => state === 'delivered'))
  return rows.map(({ reference }) => `/actions/${reference}`)
}

/** The recurring duties of one of Kent's groups that has some: the first few groups that links lead to may have none. */
async function dutiesOfAGroup(db: Db): Promise<string[]> {
  const { slug } = await db
    .selectFrom('groups.duty as duty')
    .innerJoin('partnerships.group as group', 'group.id', 'duty.group_id')
    .innerJoin('partnerships.group_partnership as owner', 'owner.group_id', 'group.id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'owner.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .where('duty.ended_on', 'is', null)
    .orderBy('group.slug')
    .select('group.slug')
    .executeTakeFirstOrThrow()
  return [`/partnerships/kent/groups/${slug}/duties`]
}

/** Kent's minutes of one meeting of each state: a draft with two wordings to merge, agreed ones, published ones. */
async function minutesOfEachState(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('minutes.minute as minute')
    .innerJoin('meetings.meeting as meeting', 'meeting.id', 'minute.meeting_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'meeting.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .distinctOn('minute.state')
    .orderBy('minute.state')
    .select('meeting.reference')
    .execute()
  assert.equal(rows.length, 3)
  return rows.map(({ reference }) => `/meetings/${reference}/minutes`)
}

test(
  'every page that a role can reach by following links answers, prints no nonsense and has no axe violation',
  { timeout: 1_200_000 },
  async (t) => {
    const db = await demonstrationDb(t)
    const service = await site(t, db)
    await service.app.ready()
    const afterUpload = await lived(service)
    const patterns = service.app.routes
      .filter((route) => route.method === 'GET' && !route.url.startsWith('/assets/'))
      .map((route) => route.url)
    const placesIn = (pattern: string) => pattern.split(':').length
    // '/meetings/attendance' is a page of its own, not a meeting of that name.
    const literalFirst = patterns.toSorted((a, b) => placesIn(a) - placesIn(b))
    const reached = new Set<string>()
    const wrong: string[] = []
    const checked = new Set<string>()
    let pages = 0

    for (const role of everyRole) {
      const seen = new Map<string, number>()
      // A supplied indicator too: the first few of the dashboard are not, and a target or a note belongs to one that is.
      const queue = [
        '/',
        '/sign-in',
        '/acting',
        '/search?q=neglect',
        '/start-again',
        '/indicators/missing-children',
        '/warnings?state=all',
        '/duties/calendar?year=2027',
      ]
      if (role === 'data-lead') queue.push(afterUpload)
      // One of each state: the first few that links lead to are of meetings that nobody has minuted yet.
      if (role === 'business-manager')
        queue.push(...(await minutesOfEachState(db)), ...(await itemsOfEachState(db)), ...(await dutiesOfAGroup(db)))
      const known = new Set(queue)
      const ownStart = new Set(queue)
      // Pages about a real child, and those that change how somebody signs in, ask for a fresh second factor first.
      await service.get('/', { role })
      await stepUpEverybody(db, service.clock.now())
      while (queue.length > 0) {
        const url = queue.shift() ?? '/'
        const path = url.split(/[?#]/)[0] ?? '/'
        const pattern = literalFirst.find((each) => patternOf(each).test(path))
        if (pattern === undefined) {
          wrong.push(`${role}: a page links to ${url}, which is no page`)
          continue
        }
        const times = seen.get(pattern) ?? 0
        if (times >= mostOfAPattern && !ownStart.has(url)) continue
        seen.set(pattern, times + 1)
        const answer = await service.get(url, { role })
        pages += 1
        if (answer.status === 303) {
          queue.push(answer.location)
          continue
        }
        // Where this test begins is no link that a page offers.
        if (answer.status === 403 && ownStart.has(url)) continue
        if (answer.status !== 200) {
          wrong.push(`${role}: ${url} is linked and answers ${answer.status}`)
          continue
        }
        reached.add(pattern)
        if (isDownload(answer)) continue
        const { page } = answer
        if (/\b(NaN|undefined|\[object Object\])\b/.test(page.text)) wrong.push(`${role}: ${url} prints nonsense`)
        if (!page.title.includes(' - ') || page.document.querySelectorAll('h1').length !== 1)
          wrong.push(`${role}: ${url} lacks a title or its one h1`)
        const key = `${pattern} ${partsOf(page.document)}`
        if (!checked.has(key)) {
          checked.add(key)
          for (const violation of await axeViolations(page.html)) wrong.push(`${role}: ${url}: ${violation}`)
        }
        for (const link of page.document.querySelectorAll('a[href]')) {
          const href = link.getAttribute('href') ?? ''
          if (!href.startsWith('/') || href.startsWith('//') || known.has(href)) continue
          known.add(href)
          queue.push(href)
        }
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(pages > 100, `only ${pages} pages were visited`)
    assert.deepEqual(
      patterns.filter((pattern) => !reached.has(pattern) && !walkedElsewhere.some(([known]) => known.test(pattern))),
      [],
      'pages that nobody can reach by following links',
    )
  },
)
