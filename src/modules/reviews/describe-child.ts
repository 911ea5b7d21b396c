import { command, type Json } from '#platform/command.ts'
import { fingerprint, sealedPlace } from '#platform/sealing.ts'
import { caseTable, sealedFieldNames, type Identity } from './case.ts'
import { keepsNhsNumber, openIdentity, saveIdentity, type FieldChange } from './case-store.ts'
import { writableCase } from './owned-case.ts'

type Description = { reference: string; version: number; identity: Identity; now: Date }
type Described = { id: string; changes: FieldChange[] }

const marks = ({ id, changes }: Described, side: 'before' | 'after'): { [field: string]: Json } =>
  Object.fromEntries(
    changes.map((change) => {
      const text = change[side]
      return [change.field, text === null ? null : fingerprint(text, sealedPlace(caseTable, change.field, id))]
    }),
  )

/**
 * Writes what identifies the child. The event names the fields and holds fingerprints of them, never what they say; the case's own
 * sealed history keeps what was there before.
 */
export const describeChild = command<Description, Described>({
  name: 'reviews.case-described',
  permission: 'reviews.open-case',
  subject: ({ id }) => id,
  details: (described) => ({ before: marks(described, 'before'), after: marks(described, 'after') }),
  async run(tx, actor, { reference, version, identity, now }) {
    const { id } = await writableCase(tx, actor, reference, now)
    const before = await openIdentity(tx, id)
    const keepsNumber = await keepsNhsNumber(tx)
    const changes = sealedFieldNames
      // Where NHS numbers are not kept, a form that sends one changes nothing.
      .filter((field) => keepsNumber || field !== 'nhs_number')
      .map((field) => ({ field, before: before[field], after: identity[field] }))
      .filter((change) => change.before !== change.after)
    await saveIdentity(tx, id, version, changes, { personId: actor.personId, now })
    return { id, changes }
  },
})
