import { findOffice } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { findOfficer, listDelegations, type Officer } from './officer-store.ts'

type OfficerFields = {
  duty: string
  organisationId: string
  title: string
  /** Null: the post is vacant, or nobody signs in here for it. */
  officeId: string | null
  startsOn: string | null
  endsOn: string | null
  note: string | null
}

async function check(tx: Tx, actor: Actor, fields: OfficerFields, today: string): Promise<void> {
  const { organisationId, officeId, startsOn, endsOn } = fields
  const known = isId(organisationId)
    ? await tx.selectFrom('identity.organisation').where('id', '=', organisationId).select('id').executeTakeFirst()
    : undefined
  if (!known) refuse('organisationId', 'Choose an organisation from the list')
  if (officeId !== null && !(await findOffice(tx, actor.partnershipId, officeId, today)))
    refuse('officeId', 'Choose an office from the list')
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    refuse('endsOn', 'Last day must be the same as or after the first day')
}

const columnsOf = (fields: OfficerFields) => ({
  duty: fields.duty,
  organisation_id: fields.organisationId,
  title: fields.title,
  office_id: fields.officeId,
  starts_on: fields.startsOn,
  ends_on: fields.endsOn,
  note: fields.note,
})

/** Names an officer: a lead or delegated safeguarding partner, the partnership chair, a post of the business team. */
export const nameOfficer = command<OfficerFields & { today: string }, { id: string }>({
  name: 'partnerships.officer-named',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { duty, officeId, startsOn, endsOn }) => ({ duty, office: officeId, startsOn, endsOn }),
  async run(tx, actor, { today, ...fields }) {
    await check(tx, actor, fields, today)
    return tx
      .insertInto('partnerships.officer')
      .values({ ...columnsOf(fields), partnership_id: actor.partnershipId })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

async function ownOfficer(tx: Tx, actor: Actor, id: string, today: string): Promise<Officer> {
  const officer = await findOfficer(tx, actor.partnershipId, id, today)
  if (!officer) throw notFound('Officer')
  return officer
}

/** Changes an officer's post, its office or its dates; a last day ends what the officer delegated with it. */
export const changeOfficer = command<OfficerFields & { id: string; version: number; today: string }, { id: string }>({
  name: 'partnerships.officer-changed',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { duty, officeId, startsOn, endsOn }) => ({ duty, office: officeId, startsOn, endsOn }),
  async run(tx, actor, { id, version, today, ...fields }) {
    const officer = await ownOfficer(tx, actor, id, today)
    await check(tx, actor, fields, today)
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.officer')
      .set({ ...columnsOf(fields), version: version + 1 })
      .where('id', '=', officer.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this officer while you had the page open.')
    if (fields.endsOn !== null) {
      await tx
        .updateTable('partnerships.delegation')
        .set((set) => ({ ends_on: fields.endsOn, version: set('version', '+', 1) }))
        .where((where) => where.or([where('from_id', '=', officer.id), where('to_id', '=', officer.id)]))
        .where('starts_on', '<=', fields.endsOn)
        .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', fields.endsOn ?? '')]))
        .execute()
    }
    return { id: officer.id }
  },
})

/** Records that one officer delegates something to another, from a day. The one who delegates stays accountable. */
export const delegate = command<
  { fromId: string; toId: string; what: string; startsOn: string; endsOn: string | null; today: string },
  { id: string }
>({
  name: 'partnerships.functions-delegated',
  permission: 'partnerships.arrange',
  subject: (_output, { fromId }) => fromId,
  details: ({ id }, { toId, startsOn, endsOn }) => ({ delegation: id, to: toId, startsOn, endsOn }),
  async run(tx, actor, { fromId, toId, what, startsOn, endsOn, today }) {
    const from = await ownOfficer(tx, actor, fromId, today)
    const to = await findOfficer(tx, actor.partnershipId, toId, today)
    if (!to || to.id === from.id) refuse('toId', 'Choose another officer from the list')
    if (endsOn !== null && endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    for (const [officer, field] of [
      [from, 'startsOn'],
      [to, 'toId'],
    ] as const) {
      if (officer.endsOn !== null && officer.endsOn < startsOn)
        refuse(field, `${officer.title} ended on ${inWords(officer.endsOn)}`)
    }
    return tx
      .insertInto('partnerships.delegation')
      .values({ from_id: from.id, to_id: to.id, what, starts_on: startsOn, ends_on: endsOn })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Sets the last day of a delegation. */
export const endDelegation = command<{ id: string; version: number; endsOn: string }, { id: string; fromId: string }>({
  name: 'partnerships.delegation-ended',
  permission: 'partnerships.arrange',
  subject: ({ fromId }) => fromId,
  details: ({ id }, { endsOn }) => ({ delegation: id, endsOn }),
  async run(tx, actor, { id, version, endsOn }) {
    const delegation = (await listDelegations(tx, actor.partnershipId)).find((each) => each.id === id)
    if (!delegation) throw notFound('Delegation')
    if (endsOn < delegation.startsOn)
      refuse('endsOn', `Last day must be on or after the first day, ${inWords(delegation.startsOn)}`)
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.delegation')
      .set({ ends_on: endsOn, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this while you had the page open.')
    return { id, fromId: delegation.fromId }
  },
})
