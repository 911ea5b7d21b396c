import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import { listGroups, listPartnerships } from '#modules/partnerships/public.ts'
import { changeRecord, linkRecords } from '#modules/thread/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import { addDays, addMonths } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { readDemonstrationItems, type Invented } from './demonstration-file.ts'
import { insertEvidence } from './evidence-store.ts'
import { findItemById } from './item-store.ts'
import { noteMove } from './move-store.ts'
import type { Moment } from './moving.ts'
import { addProgress } from './progress-store.ts'
import { insertItem, type Owner } from './raise.ts'
import { planRetest } from './retests/retest-store.ts'
import { targetDay } from './retests/rule.ts'
import { openStates, owedStates, type PartState, type State } from './states.ts'

type Office = { id: string; organisationId: string; holder: string | null; role: string }
type World = { offices: readonly Office[]; groups: readonly { id: string }[] }

const fill = command<{ today: string; world: World; items: readonly Invented[] }, { id: string; count: number }>({
  name: 'tracker.demonstration-loaded',
  permission: 'tracker.decide',
  subject: ({ id }) => id,
  details: ({ count }) => ({ count }),
  async run(tx, actor, { today, world, items }) {
    const references = new Map<string, string>()
    for (const [index, item] of items.entries()) await write(tx, actor, item, index, { today, world, references })
    return { id: actor.partnershipId, count: items.length }
  },
})

/** The way to a state, for the history: each with how much of the time since it was raised had then passed. */
const wayTo = (state: State): { name: string; to: State; share: number }[] => {
  const way: { name: string; to: State; share: number }[] = [
    { name: 'accept', to: 'accepted', share: 0.1 },
    { name: 'assign', to: 'assigned', share: 0.15 },
    { name: 'start', to: 'in-progress', share: 0.25 },
    { name: 'deliver', to: 'delivered', share: 0.55 },
    { name: 'evidence', to: 'evidenced', share: 0.7 },
    { name: 'embed', to: 'embedded', share: 0.8 },
    { name: 'sustain', to: 'sustained', share: 0.95 },
  ]
  const ends: Partial<Record<State, { after: number; name: string }>> = {
    declined: { after: 0, name: 'decline' },
    'accepted-in-part': { after: 0, name: 'accept-in-part' },
    'extension-requested': { after: 3, name: 'ask-extension' },
    lapsed: { after: 5, name: 'lapse' },
    superseded: { after: 2, name: 'supersede' },
  }
  if (state === 'proposed') return []
  const end = ends[state]
  if (end) return [...way.slice(0, end.after), { name: end.name, to: state, share: 0.85 }]
  return way.slice(0, way.findIndex((step) => step.to === state) + 1)
}

async function write(
  tx: Tx,
  actor: Actor,
  item: Invented,
  index: number,
  { today, world, references }: { today: string; world: World; references: Map<string, string> },
): Promise<void> {
  const { state } = item
  const raisedOn = addDays(today, -item.raisedDaysAgo)
  const dueOn = addDays(today, item.dueInDays)
  const dayAt = (share: number) => addDays(raisedOn, Math.round(item.raisedDaysAgo * share))
  const isOwned = !['proposed', 'accepted', 'accepted-in-part', 'declined'].includes(state)
  const way = wayTo(state)
  const deliveredOn = dayAt(0.55)
  const partState: PartState = owedStates.includes(state)
    ? (state as PartState)
    : state === 'superseded'
      ? 'in-progress'
      : 'delivered'
  const office = (shift: number) => world.offices[(index + shift) % world.offices.length]
  const [one, two] = [office(0), office(1)]
  const owners: Owner[] = (
    isOwned ? [one, ...(item.isShared === true && two?.organisationId !== one?.organisationId ? [two] : [])] : []
  ).flatMap((each) =>
    each === undefined
      ? []
      : [{ officeId: each.id, dueOn, state: partState, deliveredOn: partState === 'delivered' ? deliveredOn : null }],
  )
  const { id, recordId } = await insertItem(
    tx,
    actor,
    item.kind ?? 'recommendation',
    {
      title: item.title,
      sourceKind: item.sourceKind,
      sourceTitle: `${item.sourceTitle} (invented)`,
      sourceDate: raisedOn,
      raisedOn,
      today: raisedOn,
      at: new Date(`${raisedOn}T10:00:00Z`),
      theme: item.theme,
      priority: item.priority ?? 'medium',
      strength: state === 'proposed' ? null : item.strength,
      childWouldNotice: state === 'proposed' ? null : item.childWouldNotice,
      measure: state === 'proposed' ? null : { kind: item.measureKind, words: item.measure },
      groupId: world.groups[index % Math.max(1, world.groups.length)]?.id ?? null,
      isInvented: true,
    },
    'proposed',
    owners,
  )
  references.set(item.title, recordId)
  const earlier = item.repeats === undefined ? undefined : references.get(item.repeats)
  if (earlier !== undefined) await linkRecords(tx, recordId, 'repeats', earlier, 'We have said this before')
  let from: State = 'proposed'
  for (const { name, to, share } of way) {
    const on = dayAt(share)
    await noteMove(tx, actor, {
      itemId: id,
      name,
      from,
      to,
      reason: to === state ? (item.reason ?? null) : null,
      on,
      at: new Date(`${on}T11:00:00Z`),
    })
    from = to
  }
  const since = way.at(-1) === undefined ? raisedOn : dayAt(way.at(-1)?.share ?? 0)
  const lastUpdateOn =
    owners.length > 0 && item.updatedDaysAgo !== undefined ? addDays(today, -item.updatedDaysAgo) : null
  const updateDueOn = lastUpdateOn === null ? dayAt(0.5) : addMonths(lastUpdateOn, 2)
  const verifier = world.offices.find(
    (each) =>
      !owners.some(
        (owner) => world.offices.find((known) => known.id === owner.officeId)?.organisationId === each.organisationId,
      ),
  )
  const isVerified = ['evidenced', 'embedded', 'sustained', 'lapsed'].includes(state) && verifier !== undefined
  await tx
    .updateTable('tracker.item')
    .set({
      state,
      state_since: since,
      state_reason: item.reason ?? null,
      last_update_on: lastUpdateOn,
      update_due_on: owedStates.includes(state) ? updateDueOn : null,
    })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('tracker.part')
    .set({
      is_settled: !openStates.includes(state),
      last_update_on: lastUpdateOn,
      update_due_on: updateDueOn,
      ...(partState === 'delivered' ? { verifier_office_id: verifier?.id ?? null } : {}),
      ...(isVerified ? { verified_on: dayAt(0.6), verified_organisation_id: verifier.organisationId } : {}),
    })
    .where('item_id', '=', id)
    .execute()
  await changeRecord(tx, recordId, { state })
  const moment = (day: string): Moment => ({ today: day, now: new Date(`${day}T12:00:00Z`) })
  const by = { ...actor, officeId: one?.id ?? null, organisationId: one?.organisationId ?? null }
  if (lastUpdateOn !== null)
    await addProgress(tx, by, {
      itemId: id,
      partId: null,
      standing: item.standing ?? 'on-track',
      words: item.update ?? 'Work goes on as planned.',
      moment: moment(lastUpdateOn),
    })
  const written = await findItemById(tx, actor, id)
  if (written === undefined) return
  if (partState === 'delivered' && isOwned)
    await insertEvidence(
      tx,
      by,
      written,
      null,
      {
        kind: 'output',
        what: `What was asked was made and is in use (invented): ${item.theme.toLowerCase()}`,
        trueOn: deliveredOn,
        receivedOn: deliveredOn,
      },
      moment(today),
    )
  if (isVerified) {
    const on = dayAt(0.68)
    await insertEvidence(
      tx,
      by,
      written,
      null,
      {
        kind: item.evidenceKind ?? 'practice',
        what: item.evidence ?? 'A dip sample of twenty files showed it in seventeen (invented)',
        trueOn: on,
        receivedOn: addDays(on, 1),
      },
      moment(today),
    )
  }
  if (state === 'extension-requested') {
    const part = await tx
      .selectFrom('tracker.part')
      .where('item_id', '=', id)
      .where('position', '=', 1)
      .select('id')
      .executeTakeFirst()
    if (part)
      await tx
        .insertInto('tracker.extension')
        .values({
          item_id: id,
          part_id: part.id,
          asked_on: addDays(today, -4),
          reason: 'The officer who writes it has left; the post is advertised (invented)',
          from_due_on: dueOn,
          to_due_on: addMonths(dueOn, 3),
        })
        .execute()
  }
  if (state === 'evidenced' || state === 'embedded')
    await planRetest(tx, written, {
      step: state === 'evidenced' ? 1 : 2,
      target: targetDay(item.strength, 1, addDays(today, (index % 5) * 20 - 60)),
    })
}

/** Some forty invented recommendations and actions of each partnership, in every state and age: once, and it says so of each. */
export async function loadDemonstrationTracker(db: Db, clock: Clock): Promise<void> {
  const invented = await readDemonstrationItems()
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const known = await db.selectFrom('tracker.item').where('partnership_id', '=', id).select('id').executeTakeFirst()
    if (known !== undefined) continue
    const offices = (await listOfficesOfRole(db, id, members, clock.today())).filter(({ role }) =>
      ['safeguarding-lead', 'signing-officer', 'data-lead'].includes(role),
    )
    const byOffice = [...new Map(offices.map((office) => [office.id, office])).values()]
    // One office an agency in turn, so that every agency owes something.
    const turns = [...Map.groupBy(byOffice, (office) => office.organisationId).values()]
    const world = {
      offices: turns.flatMap((all) => all[0] ?? []),
      groups: (await listGroups(db, id)).slice(0, 4),
    }
    if (world.offices.length < 2) continue
    const actor = installation({ id, slug, name: shortName }, ['tracker.decide'])
    const items = slug === 'kent' ? invented : invented.filter((_item, index) => index % 3 !== 2)
    must(await fill(db, actor, { today: clock.today(), world, items }))
  }
}
