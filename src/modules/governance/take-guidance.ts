import { changeRecord, registerRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import {
  canMoveGuidance,
  guidanceStates,
  type GuidanceCertainty,
  type GuidanceKind,
  type GuidanceState,
} from './guidance.ts'
import { findGuidance, insertGuidance, insertGuidanceAction, listTakenSlugs, saveGuidance } from './guidance-store.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'
import { shippedGuidance } from './shipped-guidance.ts'

/** How an action is raised in the tracker, which stands on the same floor: handed over where the application is put together. */
export type RaiseAction = (
  tx: Tx,
  actor: Actor,
  action: {
    title: string
    ownerOfficeId: string
    dueOn: string
    sourceRecordId: string
    today: string
    isInvented: boolean
  },
) => Promise<{ recordId: string; reference: string }>

type Item = {
  kind: GuidanceKind
  title: string
  publisher: string
  source: string
  address: string | null
  certainty: GuidanceCertainty
  certaintyNote: string | null
  inForceOn: string | null
  inForceWords: string | null
  summary: string
}

/** Takes in new law, guidance or good practice, unread. */
export const addGuidance = command<
  Item & { today: string; isInvented?: boolean },
  { recordId: string; reference: string }
>({
  name: 'governance.guidance-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { kind, certainty, inForceOn }) => ({ kind, certainty, inForceOn }),
  async run(tx, actor, { today, isInvented = false, ...item }) {
    return insert(tx, actor, item, null, today, isInvented)
  },
})

/** Takes in the national items that come with the project and that the partnership has not got yet. */
export const takeNationalGuidance = command<{ today: string }, { taken: number }>({
  name: 'governance.national-guidance-taken',
  permission: 'governance.write',
  subject: () => 'national guidance',
  details: ({ taken }) => ({ taken }),
  async run(tx, actor, { today }) {
    const known = await listTakenSlugs(tx, actor)
    const missing = shippedGuidance().filter(({ slug }) => !known.has(slug))
    for (const { slug, ...item } of missing) await insert(tx, actor, item, slug, today, false)
    return { taken: missing.length }
  },
})

async function insert(tx: Tx, actor: Actor, item: Item, slug: string | null, today: string, isInvented: boolean) {
  const record = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: 'guidance',
    title: item.title,
    state: guidanceStates.new.words.toLowerCase(),
    page: governancePaths.guidanceItem,
    year: Number(today.slice(0, 4)),
    isInvented,
    searchText: textOf(item.publisher, item.source, item.summary),
  })
  await insertGuidance(tx, {
    record_id: record.id,
    partnership_id: actor.partnershipId,
    shipped_slug: slug,
    kind: item.kind,
    title: item.title,
    publisher: item.publisher,
    source: item.source,
    address: item.address,
    certainty: item.certainty,
    certainty_note: item.certaintyNote,
    heard_on: today,
    in_force_on: item.inForceOn,
    in_force_words: item.inForceWords,
    summary: item.summary,
    is_invented: isInvented,
  })
  return { recordId: record.id, reference: record.reference }
}

async function inState(tx: Tx, actor: Actor, reference: string, to: GuidanceState, field: string) {
  const guidance = await findGuidance(tx, actor, reference)
  if (!guidance) throw notFound('Guidance')
  if (!canMoveGuidance(guidance.state, to))
    refuse(field, `This is not possible while the item is ‘${guidanceStates[guidance.state].words}’`)
  return guidance
}

/** Says that an item was read: who must do what by when, and which office sees to it. */
export const readGuidance = command<
  { reference: string; version: number; whoMust: string; ownerOfficeId: string; dueOn: string | null; today: string },
  { recordId: string }
>({
  name: 'governance.guidance-read',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { ownerOfficeId, dueOn }) => ({ owner: ownerOfficeId, due: dueOn }),
  async run(tx, actor, { reference, version, whoMust, ownerOfficeId, dueOn, today }) {
    const guidance = await inState(tx, actor, reference, 'read', 'whoMust')
    await officeHere(tx, actor, 'owner', ownerOfficeId, today)
    const state = guidance.state === 'actions' ? 'actions' : 'read'
    await saveGuidance(tx, guidance.id, version, {
      state,
      who_must: whoMust,
      owner_office_id: ownerOfficeId,
      due_on: dueOn,
    })
    await changeRecord(tx, guidance.recordId, { state: guidanceStates[state].words.toLowerCase(), addedText: whoMust })
    return { recordId: guidance.recordId }
  },
})

type Raising = {
  reference: string
  version: number
  title: string
  ownerOfficeId: string
  dueOn: string
  today: string
}

/** The command that raises an action of the tracker from an item. */
export const raiseGuidanceAction = (raiseAction: RaiseAction) =>
  command<Raising, { recordId: string; action: string }>({
    name: 'governance.guidance-action-raised',
    permission: 'governance.write',
    subject: ({ recordId }) => recordId,
    details: ({ action }, { ownerOfficeId, dueOn }) => ({ action, owner: ownerOfficeId, due: dueOn }),
    async run(tx, actor, { reference, version, title, ownerOfficeId, dueOn, today }) {
      const guidance = await inState(tx, actor, reference, 'actions', 'title')
      if (dueOn < today) refuse('dueOn', 'Date for the action must be today or later')
      await officeHere(tx, actor, 'owner', ownerOfficeId, today)
      await saveGuidance(tx, guidance.id, version, { state: 'actions' })
      const raised = await raiseAction(tx, actor, {
        title,
        ownerOfficeId,
        dueOn,
        sourceRecordId: guidance.recordId,
        today,
        isInvented: guidance.isInvented,
      })
      await insertGuidanceAction(tx, guidance.id, raised.recordId)
      await changeRecord(tx, guidance.recordId, { state: guidanceStates.actions.words.toLowerCase() })
      return { recordId: guidance.recordId, action: raised.reference }
    },
  })

/** Says that an item is implemented: what was changed here, and the evidence that it was. */
export const implementGuidance = command<
  {
    reference: string
    version: number
    changedLocally: string
    evidence: string
    implementedOn: string
    today: string
  },
  { recordId: string }
>({
  name: 'governance.guidance-implemented',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { implementedOn }) => ({ implementedOn }),
  async run(tx, actor, { reference, version, changedLocally, evidence, implementedOn, today }) {
    const guidance = await inState(tx, actor, reference, 'implemented', 'changedLocally')
    if (implementedOn > today) refuse('implementedOn', 'Date of implementation must be today or earlier')
    await saveGuidance(tx, guidance.id, version, {
      state: 'implemented',
      changed_locally: changedLocally,
      evidence,
      implemented_on: implementedOn,
    })
    await changeRecord(tx, guidance.recordId, {
      state: guidanceStates.implemented.words.toLowerCase(),
      addedText: textOf(changedLocally, evidence),
    })
    return { recordId: guidance.recordId }
  },
})

/** Says that an item is not for this partnership, and why. It can be taken up again. */
export const setGuidanceAside = command<{ reference: string; version: number; reason: string }, { recordId: string }>({
  name: 'governance.guidance-set-aside',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, reason }) {
    const guidance = await inState(tx, actor, reference, 'not-for-us', 'reason')
    await saveGuidance(tx, guidance.id, version, { state: 'not-for-us', reason })
    await changeRecord(tx, guidance.recordId, { state: guidanceStates['not-for-us'].words.toLowerCase() })
    return { recordId: guidance.recordId }
  },
})
