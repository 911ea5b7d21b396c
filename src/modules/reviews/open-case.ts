import { randomUUID } from 'node:crypto'
import { changeRecord, registerRecord } from '#modules/thread/public.ts'
import { command } from '#platform/command.ts'
import { forbidden } from '#platform/errors.ts'
import { insertAccess } from './access-store.ts'
import { caseStates, caseTitle, type CaseKind } from './case.ts'
import { insertCase } from './case-store.ts'
import { reviewPaths } from './paths.ts'

type Opening = {
  kind: CaseKind
  pseudonym: string
  awareOn: string | null
  notifiedOn: string | null
  isInvented?: boolean
  today: string
  now: Date
}

/** Opens a case, owned by the office in which the actor acts; whoever opens it has access, and nobody else. */
export const openCase = command<Opening, { id: string; reference: string }>({
  name: 'reviews.case-opened',
  permission: 'reviews.open-case',
  subject: ({ id }) => id,
  details: (_case, { kind, awareOn, notifiedOn }) => ({ kind, awareOn, notifiedOn }),
  async run(tx, actor, { kind, pseudonym, awareOn, notifiedOn, isInvented = false, today, now }) {
    const { personId, officeId, partnershipId } = actor
    if (personId === null || officeId === null) throw forbidden('A case is opened by a person in an office.')
    const id = randomUUID()
    // First, so that the database lets this person write what comes next.
    await insertAccess(tx, {
      caseId: id,
      partnershipId,
      personId,
      officeId,
      reason: 'Opened the case',
      grantedBy: personId,
      startsOn: today,
      endsOn: null,
      now,
    })
    const { reference } = await registerRecord(tx, {
      id,
      partnershipId,
      kind: 'review',
      title: 'Review',
      state: caseStates.open.toLowerCase(),
      marking: 'OFFICIAL-SENSITIVE',
      page: reviewPaths.case,
      year: Number(today.slice(0, 4)),
      isRestricted: true,
      isInvented,
    })
    await changeRecord(tx, id, { title: caseTitle(kind, reference) })
    await insertCase(tx, {
      id,
      partnershipId,
      kind,
      pseudonym,
      awareOn,
      notifiedOn,
      ownerOfficeId: officeId,
      isInvented,
      now,
    })
    return { id, reference }
  },
})
