import { changeRecord } from '#modules/thread/public.ts'
import { command } from '#platform/command.ts'
import { caseTitle, type CaseKind, type CaseState } from './case.ts'
import { saveCase } from './case-store.ts'
import { writableCase } from './owned-case.ts'

type Change = {
  reference: string
  version: number
  kind: CaseKind
  pseudonym: string
  state: CaseState
  awareOn: string | null
  notifiedOn: string | null
  now: Date
}

/** Changes what stands in the clear about a case: its kind, state, dates and the pseudonym. */
export const changeCase = command<Change, { id: string }>({
  name: 'reviews.case-changed',
  permission: 'reviews.open-case',
  subject: ({ id }) => id,
  details: (_case, { kind, state, awareOn, notifiedOn }) => ({ kind, state, awareOn, notifiedOn }),
  async run(tx, actor, { reference, version, kind, pseudonym, state, awareOn, notifiedOn, now }) {
    const { id } = await writableCase(tx, actor, reference, now)
    await saveCase(tx, id, version, { kind, pseudonym, state, aware_on: awareOn, notified_on: notifiedOn })
    await changeRecord(tx, id, { title: caseTitle(kind, reference), state })
    return { id }
  },
})
