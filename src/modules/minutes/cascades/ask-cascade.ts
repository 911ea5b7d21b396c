import { listAgencies } from '#modules/partnerships/public.ts'
import { registerRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { listAddresses } from '../circulars/circular-store.ts'
import { cascadePaths } from '../paths.ts'
import { insertCascade } from './cascade-store.ts'

type Input = {
  title: string
  message: string
  whatToDo: string
  marking: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  dueOn: string
  organisationIds: readonly string[]
  today: string
  publicUrl: string
  isInvented?: boolean
}

/**
 * Asks agencies to pass something on among their own people, and to say who was told. The mail names the matter only; what is to be told
 * is read in the service. Source: Medway’s arrangements 2024: "Group members to cascade information within their agency".
 */
export const askCascade = command<Input, { recordId: string; reference: string }>({
  name: 'minutes.cascade-asked',
  permission: 'minutes.cascade',
  subject: ({ recordId }) => recordId,
  details: (_output, { dueOn, organisationIds }) => ({ dueOn, agencies: [...organisationIds] }),
  async run(
    tx,
    actor,
    { title, message, whatToDo, marking, dueOn, organisationIds, today, publicUrl, isInvented = false },
  ) {
    const own = new Set((await listAgencies(tx, actor.partnershipId)).map(({ organisationId }) => organisationId))
    if (organisationIds.length === 0 || organisationIds.some((id) => !own.has(id)))
      refuse('agencies', 'Select the agencies that are to pass it on')
    if (dueOn < today && !isInvented) refuse('dueOn', 'Date by which they answer must be today or later')
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'cascade',
      title,
      state: 'asked',
      page: cascadePaths.show,
      year: Number(today.slice(0, 4)),
      marking,
      isInvented,
      knownTo: organisationIds,
      searchText: textOf(message, whatToDo),
    })
    await insertCascade(tx, actor, {
      recordId: record.id,
      title,
      message,
      whatToDo,
      marking,
      askedOn: today,
      dueOn,
      isInvented,
      organisationIds,
    })
    if (!isInvented) {
      for (const agency of await listAddresses(tx, actor.partnershipId, today)) {
        if (!organisationIds.includes(agency.organisationId)) continue
        const text = `${actor.partnershipName} asks ${agency.name} to pass something on to its people, and to say by ${inWords(dueOn)} who was told, how and when.\n\nRead it and answer: ${publicUrl}${cascadePaths.show(record.reference)}`
        for (const to of agency.addresses)
          await queueMail(tx, { to, subject: `To pass on by ${inWords(dueOn)}`, text, marking: 'OFFICIAL' })
      }
    }
    return { recordId: record.id, reference: record.reference }
  },
})
