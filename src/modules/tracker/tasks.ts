import { may, type Actor } from '#platform/actor.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { trackerPaths } from './paths.ts'
import { listWaiting } from './retests/retest-store.ts'
import { isTeam } from './who.ts'

/** An update is asked for this many days before it is due, a re-test and a delivery this many: time to look things up. */
const days = { update: 14, deliver: 28, retest: 28 } as const
/** What the team is asked at most at once; the list shows the rest. */
const most = 100

const short = (title: string): string => (title.length > 120 ? `${title.slice(0, 119)}…` : title)

/** What the tracker asks of the actor's office: updates, deliveries and verifications; of the team what waits to be decided or tested. */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (!may(actor, 'tracker.read')) return []
  const [own, verify, team] = await Promise.all([
    ownParts(db, actor, today),
    toVerify(db, actor),
    teamTasks(db, actor, today),
  ])
  return [...own, ...verify, ...team]
}

const askedHere = (db: Db, actor: Actor) =>
  db
    .selectFrom('tracker.part as part')
    .where('part.partnership_id', '=', actor.partnershipId)
    .where('part.is_settled', '=', false)

const delivered = (db: Db, actor: Actor) =>
  askedHere(db, actor).where('part.state', '=', 'delivered').where('part.verified_on', 'is', null)

/** The first of the parts chosen; what they are about is joined to these few. */
const openParts = (db: Db, which: ReturnType<typeof askedHere>, by: 'part.due_on' | 'part.delivered_on') =>
  db
    .selectFrom('tracker.part as part')
    .innerJoin('tracker.item as item', 'item.id', 'part.item_id')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('part.id', 'in', which.orderBy(by).limit(most).select('part.id'))
    .orderBy(by)
    .select([
      'part.id',
      'part.position',
      'part.state',
      'part.what',
      'part.due_on as dueOn',
      'part.update_due_on as updateDueOn',
      'part.delivered_on as deliveredOn',
      'item.title',
      'record.reference',
    ])
    .execute()

async function ownParts(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (actor.officeId === null || !may(actor, 'tracker.update')) return []
  const own = askedHere(db, actor).where('part.office_id', '=', actor.officeId).where('part.state', '!=', 'delivered')
  const parts = await openParts(db, own, 'part.due_on')
  return parts.flatMap(({ position, what, dueOn, updateDueOn, title, reference }) => {
    const of = position === 1 ? '' : `:${position}`
    const words = short(what ?? title)
    const deliver: Owed = {
      key: `${reference}:deliver${of}`,
      what: `Action: ${words}`,
      href: trackerPaths.show(reference),
      startOn: addDays(dueOn, -days.deliver),
      dueOn,
      action: 'Open',
    }
    if (updateDueOn === null || updateDueOn > addDays(today, days.update)) return [deliver]
    const update: Owed = {
      key: `${reference}:update${of}`,
      what: `Update: ${words}`,
      href: trackerPaths.update(reference),
      startOn: addDays(updateDueOn, -days.update),
      dueOn: updateDueOn,
      action: 'Update',
    }
    return [update, deliver]
  })
}

async function toVerify(db: Db, actor: Actor): Promise<Owed[]> {
  if (actor.officeId === null || !may(actor, 'tracker.verify')) return []
  const waiting = delivered(db, actor).where('part.verifier_office_id', '=', actor.officeId)
  const parts = await openParts(db, waiting, 'part.delivered_on')
  return parts.map(({ position, what, title, reference, deliveredOn }) => ({
    key: `${reference}:verify:${position}`,
    what: `Verify what another agency delivered: ${short(what ?? title)}`,
    href: trackerPaths.verify(reference),
    dueOn: deliveredOn === null ? null : addMonths(deliveredOn, 1),
    action: 'Verify',
  }))
}

async function teamTasks(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (!isTeam(actor)) return []
  const [proposed, asked, unasked, waiting] = await Promise.all([
    db
      .selectFrom('tracker.item as item')
      .innerJoin('thread.record as record', 'record.id', 'item.record_id')
      .where('item.partnership_id', '=', actor.partnershipId)
      .where('item.state', 'in', ['proposed', 'accepted', 'accepted-in-part'])
      .orderBy('item.raised_on')
      .limit(most)
      .select(['record.reference', 'item.title', 'item.state', 'item.raised_on as raisedOn'])
      .execute(),
    db
      .selectFrom('tracker.extension as extension')
      .innerJoin('tracker.item as item', 'item.id', 'extension.item_id')
      .innerJoin('thread.record as record', 'record.id', 'item.record_id')
      .where('item.partnership_id', '=', actor.partnershipId)
      .where('item.state', '=', 'extension-requested')
      .where('extension.decision', 'is', null)
      .orderBy('extension.asked_on')
      .limit(most)
      .select(['extension.id', 'record.reference', 'item.title', 'extension.from_due_on as fromDueOn'])
      .execute(),
    openParts(db, delivered(db, actor).where('part.verifier_office_id', 'is', null), 'part.delivered_on'),
    listWaiting(db, actor, addDays(today, days.retest + 1)),
  ])
  // The team that wrote it down is asked, not each owner of a joint group.
  const own = waiting.filter(({ partnershipId }) => partnershipId === actor.partnershipId)
  return [
    ...proposed.map(({ reference, title, state, raisedOn }): Owed => {
      const isNew = state === 'proposed'
      return {
        key: `${reference}:${isNew ? 'answer' : 'assign'}`,
        what: `${isNew ? 'Proposed' : 'Accepted, and nobody owes it'}: ${short(title)}`,
        href: isNew ? trackerPaths.answer(reference) : trackerPaths.assign(reference),
        dueOn: addMonths(raisedOn, 1),
        action: isNew ? 'Answer' : 'Assign',
      }
    }),
    ...asked.map(({ id, reference, title, fromDueOn }) => ({
      key: `${reference}:extension:${id}`,
      what: `A later date is asked for: ${short(title)}`,
      href: trackerPaths.decideExtension(reference),
      dueOn: fromDueOn,
      action: 'Decide',
    })),
    ...unasked.map(({ reference, position, title }) => ({
      key: `${reference}:verify:${position}`,
      what: `Nobody was asked to verify a delivery: ${short(title)}`,
      href: trackerPaths.show(reference),
      dueOn: null,
      action: 'Open',
    })),
    ...own.map(({ reference, round, number, title, dueOn }) => ({
      key: `${reference}:re-test:${round}.${number}`,
      what: `Re-test: ${short(title)}`,
      href: trackerPaths.retest(reference),
      startOn: addDays(dueOn, -days.retest),
      dueOn,
      action: 'Record',
    })),
  ]
}
