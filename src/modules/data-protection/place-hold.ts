import { command, refuse } from '#platform/command.ts'
import { isId } from '#platform/ids.ts'
import { notFound } from '#platform/errors.ts'
import { findHold } from './hold-store.ts'
import { lockDisposal } from './dry-run-store.ts'
import { shipped } from './shipped.ts'

type Place = {
  kind: string | null
  organisationId: string | null
  itemId: string | null
  reason: string
  reviewOn: string
  now: Date
  today: string
}

/** Places a legal hold: what it covers is not destroyed, whatever a schedule says, until somebody releases it. */
export const placeHold = command<Place, { id: string }>({
  name: 'data-protection.hold-placed',
  permission: 'data-protection.handle',
  subject: ({ id }) => id,
  details: (_output, { kind, organisationId, itemId, reviewOn }) => ({ kind, organisationId, itemId, reviewOn }),
  async run(tx, actor, { kind, organisationId, itemId, reason, reviewOn, now, today }) {
    const { retention } = await shipped()
    if (kind === null && organisationId === null) refuse('kind', 'Choose a kind of record, an organisation or both')
    if (kind !== null && !retention.some((each) => each.kind === kind)) refuse('kind', 'Choose a kind from the list')
    if (itemId !== null && kind === null) refuse('kind', 'Choose the kind that the record is of')
    if (reviewOn <= today) refuse('reviewOn', 'Date of the review must be in the future')
    if (organisationId !== null) {
      const known = isId(organisationId)
        ? await tx.selectFrom('identity.organisation').where('id', '=', organisationId).select('id').executeTakeFirst()
        : undefined
      if (!known) refuse('organisation', 'Choose an organisation from the list')
    }
    // A destruction that is under way ends first, and the next one sees this hold.
    await lockDisposal(tx, actor)
    return tx
      .insertInto('data_protection.hold')
      .values({
        partnership_id: actor.partnershipId,
        kind,
        organisation_id: organisationId,
        item_id: itemId,
        reason,
        review_on: reviewOn,
        placed_by: actor.personId,
        placed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Releases a hold, with the reason. */
export const releaseHold = command<{ id: string; reason: string; now: Date }, { id: string }>({
  name: 'data-protection.hold-released',
  permission: 'data-protection.handle',
  subject: ({ id }) => id,
  async run(tx, actor, { id, reason, now }) {
    if (!(await findHold(tx, actor, id))) throw notFound('Legal hold')
    await tx
      .updateTable('data_protection.hold')
      .set({ released_at: now, released_by: actor.personId, release_reason: reason })
      .where('id', '=', id)
      .where('partnership_id', '=', actor.partnershipId)
      .execute()
    return { id }
  },
})
