import { businessTeam } from '#modules/identity/public.ts'
import { changeRecord, linkRecords, registerRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { warningPaths } from './paths.ts'
import { evidenceKinds, type EvidenceKind } from './warning.ts'
import { findWarning, saveWarning, type Warning } from './warning-store.ts'

/** Who may answer a warning: the office that owns it, and the business team on its behalf. */
export const mayAnswer = (actor: Actor, warning: Pick<Warning, 'state' | 'ownerOfficeId'>): boolean =>
  warning.state === 'with-group' &&
  actor.permissions.has('early-warning.answer') &&
  (warning.ownerOfficeId === actor.officeId || businessTeam.some((role) => role === actor.role))

type Answer = {
  reference: string
  version: number
  answer: string
  ground: 'evidence' | 'reason'
  evidence: { kind: EvidenceKind; source: string; trueOn: string } | null
  today: string
}

/** The owner's answer: what was found and done. It closes the warning with evidence, or with the reason why none is needed. */
export const answerWarning = command<Answer, { recordId: string }>({
  name: 'early-warning.warning-answered',
  permission: 'early-warning.answer',
  subject: ({ recordId }) => recordId,
  details: (_value, { ground, evidence }) => ({
    ground,
    evidence: evidence?.kind ?? null,
    trueOn: evidence?.trueOn ?? null,
  }),
  async run(tx, actor, { reference, version, answer, ground, evidence, today }) {
    const warning = await findWarning(tx, actor, reference)
    if (!warning) throw notFound('Warning')
    if (warning.state !== 'with-group') refuse('answer', 'This warning is not waiting for an answer')
    if (!mayAnswer(actor, warning))
      refuse('answer', `This warning is owned by ${warning.ownerOffice ?? 'another office'}`)
    if (ground === 'evidence' && evidence === null) refuse('evidenceKind', 'Select what kind of evidence it is')
    if (evidence !== null && evidence.trueOn > today)
      refuse('evidenceTrueOn', 'Date the evidence was true must be today or earlier')
    await saveWarning(tx, warning.id, version, {
      state: 'closed',
      closed_at: new Date(),
      closed_by: actor.personId,
      close_ground: ground,
      answer,
      evidence_kind: evidence?.kind ?? null,
      evidence_source: evidence?.source ?? null,
      evidence_true_on: evidence?.trueOn ?? null,
    })
    await changeRecord(tx, warning.recordId, {
      state: `closed with ${ground === 'evidence' ? 'evidence' : 'a reason'}`,
      addedText: answer,
    })
    if (evidence !== null) {
      const record = await registerRecord(tx, {
        partnershipId: actor.partnershipId,
        kind: 'evidence',
        title: `${evidenceKinds[evidence.kind]}: ${evidence.source}`,
        state: `true on ${evidence.trueOn}`,
        page: () => `${warningPaths.show(reference)}#answer`,
        year: Number(today.slice(0, 4)),
        isInvented: warning.isInvented,
      })
      await linkRecords(tx, record.id, 'evidences', warning.recordId)
    }
    return { recordId: warning.recordId }
  },
})
