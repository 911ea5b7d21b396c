import { command, refuse } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import type { Disposable } from '#platform/holding.ts'
import { insertCertificate, type NewLine } from './certificate-store.ts'
import { confirmationOf, hashOfIds, isFresh, spanOf } from './disposal.ts'
import { findDryRun, lockDisposal, type DryRun } from './dry-run-store.ts'
import { lookForDue } from './look-for-due.ts'
import { dueBefore } from './schedule.ts'
import { listSchedules } from './schedule-store.ts'

type Input = { id: string; confirmation: string; disposables: readonly Disposable[]; today: string; now: Date }
type Output = { reference: string; certificateId: string; lines: NewLine[] }

/** How many records of a dry run may go: those of signed schedules that no hold keeps. */
export const countToGo = ({ lines }: DryRun): number =>
  lines.reduce((total, line) => total + (line.isSigned ? line.dueIds.length : 0), 0)

/**
 * Destroys what a dry run of the last 24 hours listed and what is still due: under a signed schedule, past its time and held back by
 * nobody. What came up since, or was held since, stays. Leaves a certificate, which is kept for good. All of it happens, or nothing.
 */
export const destroyDue = command<Input, Output>({
  name: 'data-protection.records-destroyed',
  permission: 'data-protection.destroy',
  subject: ({ certificateId }) => certificateId,
  details: ({ reference, lines }, { id }) => ({
    certificate: reference,
    dryRun: id,
    destroyed: lines.map(({ kind, count, idsSha256 }) => ({ kind, count, idsSha256 })),
  }),
  async run(tx, actor, { id, confirmation, disposables, today, now }) {
    await lockDisposal(tx, actor)
    const dryRun = await findDryRun(tx, actor, id)
    if (!dryRun) throw notFound('Dry run')
    if (dryRun.certificate !== null) throw conflict(`This dry run was acted on already: see ${dryRun.certificate}.`)
    if (!isFresh(dryRun.madeAt, now)) refuse('confirmation', 'This dry run is older than 24 hours. Make a new one')
    const wanted = confirmationOf(countToGo(dryRun))
    if (confirmation !== wanted) refuse('confirmation', `Type ‘${wanted}’ to confirm`)
    const schedules = await listSchedules(tx, actor.partnershipId)
    const lines: NewLine[] = []
    for (const kind of await lookForDue(tx, actor, disposables, today)) {
      const listed = new Set(dryRun.lines.find((line) => line.kind === kind.kind && line.isSigned)?.dueIds)
      const records = kind.isSigned ? kind.due.filter((record) => listed.has(record.id)) : []
      const disposable = disposables.find((each) => each.kind === kind.kind)
      const schedule = schedules.find((each) => each.kind === kind.kind)
      const before = schedule && dueBefore(schedule, today)
      if (records.length === 0 || !disposable || !before) continue
      const ids = records.map((record) => record.id)
      const gone = new Set(await disposable.destroy(tx, actor, ids, { before, today }))
      const span = spanOf(records.filter((record) => gone.has(record.id)))
      if (span === null) continue
      const { title, schedule: words } = kind
      const idsSha256 = hashOfIds([...gone])
      lines.push({ kind: kind.kind, title, schedule: words, count: gone.size, idsSha256, ...span })
    }
    if (lines.length === 0) refuse('confirmation', 'Nothing of this dry run is still due. Make a new one')
    return { ...(await insertCertificate(tx, actor, dryRun, lines, now)), lines }
  },
})
