import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installation } from '#platform/actor.ts'
import { must } from '#platform/command.ts'
import { testClock } from '#test/support/database.ts'
import { agreeMinutes, correctLine } from './agree-minutes.ts'
import { askCascade } from './cascades/ask-cascade.ts'
import { insertLine } from './line-store.ts'
import { findMinutedMeeting, type MinutedMeeting } from './meeting-store.ts'
import { beginMinute } from './minute-store.ts'
import { recordDecision } from './record-decision.ts'
import { minutesWorld, type World } from './testing.ts'

const [today, now] = [testClock.today(), testClock.now()]
const police = { role: 'safeguarding-lead', organisation: 'Shared Police' }
const hospital = { role: 'safeguarding-lead', organisation: 'Kent Hospital' }

const actorOf = ({ partnerships }: World, permissions: readonly string[]) =>
  installation({ id: partnerships.kent, slug: 'kent', name: 'KENT partnership' }, permissions)

/** The titles of what somebody finds by some words. */
async function found({ get }: World, words: string, who?: Parameters<World['get']>[1]): Promise<string[]> {
  const { page } = await get(`/search?q=${encodeURIComponent(words)}`, who)
  return [...page.document.querySelectorAll('.gt-links__one h2')].map((each) => each.textContent?.trim() ?? '')
}

async function meetingOf(service: World, reference: string): Promise<MinutedMeeting> {
  const meeting = await findMinutedMeeting(service.db, actorOf(service, []), reference)
  assert.ok(meeting)
  return meeting
}

test('what was asked to be passed on is found by the agencies that were asked, and by no other', async (t) => {
  const service = await minutesWorld(t)
  must(
    await askCascade(service.db, actorOf(service, ['minutes.cascade']), {
      title: 'Kestrel scheme',
      message: 'The number changes on Monday.',
      whatToDo: 'Tell every duty team',
      marking: 'OFFICIAL',
      dueOn: '2026-12-01',
      organisationIds: [service.organisations['police'] ?? ''],
      today,
      publicUrl: 'http://localhost',
    }),
  )
  for (const words of ['kestrel', 'duty team', 'kestrle']) {
    assert.deepEqual(await found(service, words, police), ['Kestrel scheme'], words)
    assert.deepEqual(await found(service, words, hospital), [], words)
    assert.deepEqual(await found(service, words), ['Kestrel scheme'], words)
  }
})

test('a decision is found by its reason, unless it is marked', async (t) => {
  const service = await minutesWorld(t)
  const { reference, items } = await service.addMeeting({
    items: [{ title: 'Neglect audit' }, { title: 'A case', marking: 'OFFICIAL-SENSITIVE' }],
  })
  const meeting = await meetingOf(service, reference)
  const decision = {
    meeting,
    options: null,
    decidedBy: 'The group',
    authority: 'delegated',
    quorum: 'not said',
    dissent: null,
    decidedOn: '2026-11-18',
    lookOn: null,
    lookQuestion: null,
    today,
    now,
  } as const
  const actor = actorOf(service, ['minutes.write'])
  for (const [index, title] of ['Use one tool', 'Something about a case'].entries()) {
    const its = { ...decision, itemId: items[index] ?? '', title, reason: 'Ospreys nest here' }
    must(await recordDecision(service.db, actor, its))
  }
  assert.deepEqual(await found(service, 'ospreys', hospital), ['Use one tool'])
  assert.deepEqual(await found(service, 'ospreys'), ['Use one tool'], 'nor by those who may read it: search is for all')
})

test('minutes are found by their words once they are agreed, as they then read, and never what is marked', async (t) => {
  const service = await minutesWorld(t)
  const { db } = service
  const made = await service.addMeeting({
    items: [{ title: 'Neglect audit' }, { title: 'A case', marking: 'OFFICIAL-SENSITIVE' }],
  })
  const line = crypto.randomUUID()
  await db.transaction().execute(async (tx) => {
    await beginMinute(tx, made.id, null, now)
    const wording = { personId: null, at: now }
    const at = { meetingId: made.id }
    await insertLine(tx, { ...at, id: line, itemId: made.items[0] ?? null }, { ...wording, text: 'Herons were seen' })
    const marked = { ...at, id: crypto.randomUUID(), itemId: made.items[1] ?? null }
    await insertLine(tx, marked, { ...wording, text: 'Bitterns were heard' })
  })
  assert.deepEqual(await found(service, 'herons'), [], 'a draft is not')
  const actor = actorOf(service, ['minutes.agree'])
  const of = async () => meetingOf(service, made.reference)
  const agreed = { version: 1, way: 'circulation', agreedOn: today, note: null, today, now } as const
  must(await agreeMinutes(db, actor, { meeting: await of(), ...agreed }))
  assert.deepEqual(await found(service, 'herons', hospital), ['Scrutiny group'])
  assert.deepEqual(await found(service, 'bitterns'), [])
  const correction = { lineId: line, version: 1, text: 'Storks were seen', reason: 'Misheard', now, today }
  must(await correctLine(db, actor, { meeting: await of(), ...correction }))
  assert.deepEqual(await found(service, 'herons'), [])
  assert.deepEqual(await found(service, 'storks'), ['Scrutiny group'])
})
