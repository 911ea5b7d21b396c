import { changeRecord, registerRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'
import { findProtocol, insertProtocol, saveProtocol, type ProtocolKind } from './protocol-store.ts'

type Described = {
  kind: ProtocolKind
  name: string
  parties: string
  purpose: string
  ownerOfficeId: string
  versionLabel: string | null
  address: string | null
  reviewOn: string | null
  today: string
}

const broken = {
  protocol_partnership_id_name_key: ['name', 'The register has a link or protocol of this name already'],
} as const

const rowOf = (described: Described) => ({
  kind: described.kind,
  name: described.name,
  parties: described.parties,
  purpose: described.purpose,
  owner_office_id: described.ownerOfficeId,
  version_label: described.versionLabel,
  address: described.address,
  review_on: described.reviewOn,
})

/** Puts a link with another board, or a joint protocol, on the register. `source`: where the arrangements name it. */
export const addProtocol = command<
  Described & { source: string | null; isInvented?: boolean },
  { recordId: string; reference: string }
>({
  name: 'governance.protocol-added',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { kind, ownerOfficeId, reviewOn }) => ({ kind, owner: ownerOfficeId, review: reviewOn }),
  broken,
  async run(tx, actor, { source, isInvented = false, ...described }) {
    await officeHere(tx, actor, 'owner', described.ownerOfficeId, described.today)
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'protocol',
      title: described.name,
      state: 'in use',
      page: governancePaths.protocol,
      year: Number(described.today.slice(0, 4)),
      isInvented,
      searchText: textOf(described.parties, described.purpose),
    })
    await insertProtocol(tx, {
      ...rowOf(described),
      record_id: record.id,
      partnership_id: actor.partnershipId,
      source,
      is_invented: isInvented,
    })
    return { recordId: record.id, reference: record.reference }
  },
})

/** Changes what the register says of a link or protocol. */
export const changeProtocol = command<Described & { reference: string; version: number }, { recordId: string }>({
  name: 'governance.protocol-changed',
  permission: 'governance.write',
  subject: ({ recordId }) => recordId,
  details: (_done, { kind, ownerOfficeId, reviewOn }) => ({ kind, owner: ownerOfficeId, review: reviewOn }),
  broken,
  async run(tx, actor, { reference, version, ...described }) {
    const protocol = await findProtocol(tx, actor, reference)
    if (!protocol) throw notFound('Protocol')
    if (protocol.state !== 'in-use') refuse('name', 'This has ended and can no longer be changed')
    if (described.ownerOfficeId !== protocol.ownerOfficeId)
      await officeHere(tx, actor, 'owner', described.ownerOfficeId, described.today)
    await saveProtocol(tx, protocol.id, version, rowOf(described))
    await changeRecord(tx, protocol.recordId, {
      title: described.name,
      searchText: textOf(described.parties, described.purpose),
    })
    return { recordId: protocol.recordId }
  },
})
