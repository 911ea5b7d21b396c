import { changeRecord, registerRecord, textOf } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { spanInWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import {
  endRhythmRow,
  findAssurance,
  findRhythm,
  insertAssurance,
  insertRhythm,
  listOwedPeriods,
  saveReceipt,
} from './assurance-store.ts'
import { officeHere } from './offices.ts'
import { governancePaths } from './paths.ts'

type NewRhythm = {
  delegatedOfficeId: string
  leadOfficeId: string
  everyMonths: number
  startsOn: string
  dueDays: number
  today: string
  isInvented?: boolean
}

/** Sets how often a delegated officer assures their chief officer. The partnership's own choice: guidance sets no rhythm. */
export const setRhythm = command<NewRhythm, { id: string }>({
  name: 'governance.assurance-rhythm-set',
  permission: 'governance.write',
  subject: ({ id }) => id,
  details: (_done, { delegatedOfficeId, leadOfficeId, everyMonths, startsOn, dueDays }) => ({
    delegated: delegatedOfficeId,
    lead: leadOfficeId,
    everyMonths,
    startsOn,
    dueDays,
  }),
  broken: {
    assurance_rhythm_partnership_id_delegated_office_id_starts_on_key: [
      'startsOn',
      'This office has a rhythm from this day already',
    ],
  },
  async run(tx, actor, { delegatedOfficeId, leadOfficeId, everyMonths, startsOn, dueDays, today, isInvented = false }) {
    if (delegatedOfficeId === leadOfficeId)
      refuse('lead', 'Select the chief officer, another office than the delegate’s')
    await officeHere(tx, actor, 'delegated', delegatedOfficeId, today)
    await officeHere(tx, actor, 'lead', leadOfficeId, today)
    const id = await insertRhythm(tx, {
      partnership_id: actor.partnershipId,
      delegated_office_id: delegatedOfficeId,
      lead_office_id: leadOfficeId,
      every_months: everyMonths,
      starts_on: startsOn,
      due_days: dueDays,
      is_invented: isInvented,
    })
    return { id }
  },
})

/** Ends a rhythm: periods that end after that day are owed no more. */
export const endRhythm = command<{ id: string; version: number; endedOn: string }, { id: string }>({
  name: 'governance.assurance-rhythm-ended',
  permission: 'governance.write',
  subject: ({ id }) => id,
  details: (_done, { endedOn }) => ({ endedOn }),
  async run(tx, actor, { id, version, endedOn }) {
    const rhythm = await findRhythm(tx, actor, id)
    if (!rhythm) throw notFound('Rhythm')
    if (rhythm.endedOn !== null) refuse('endedOn', 'This rhythm has ended already')
    if (endedOn < rhythm.startsOn) refuse('endedOn', 'Last day must be the same as or after its first day')
    await endRhythmRow(tx, id, version, endedOn)
    return { id }
  },
})

type Giving = {
  rhythmId: string
  periodStartsOn: string
  assured: string
  evidence: string
  reservation: string | null
  today: string
}

/** A delegate's assurance for one period: what was assured, on what evidence, with any reservation. By the holder of the office alone. */
export const giveAssurance = command<Giving, { recordId: string; reference: string }>({
  name: 'governance.assurance-given',
  permission: 'governance.answer',
  subject: ({ recordId }) => recordId,
  details: (_done, { rhythmId, periodStartsOn, reservation }) => ({
    rhythm: rhythmId,
    period: periodStartsOn,
    hasReservation: reservation !== null,
  }),
  broken: {
    assurance_rhythm_id_period_starts_on_key: ['period', 'An assurance for this period has been given already'],
  },
  async run(tx, actor, { rhythmId, periodStartsOn, assured, evidence, reservation, today }) {
    const rhythm = await findRhythm(tx, actor, rhythmId)
    if (!rhythm) throw notFound('Rhythm')
    if (rhythm.delegatedOfficeId !== actor.officeId)
      throw forbidden(
        `Only the holder of the office ${rhythm.delegated}, ${rhythm.organisation}, gives this assurance.`,
      )
    const owed = await listOwedPeriods(tx, actor, [rhythm], today)
    const period = owed.find(({ period: each }) => each.startsOn === periodStartsOn)?.period
    if (!period) refuse('period', 'Select one of the periods for which an assurance is owed')
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'assurance',
      title: `Assurance by ${rhythm.delegated}, ${spanInWords(period.startsOn, period.endsOn)}`,
      state: reservation === null ? 'given' : 'given with a reservation',
      page: governancePaths.assurance,
      year: Number(today.slice(0, 4)),
      isInvented: rhythm.isInvented,
      searchText: textOf(assured, evidence, reservation),
    })
    await insertAssurance(tx, {
      record_id: record.id,
      partnership_id: actor.partnershipId,
      rhythm_id: rhythm.id,
      period_starts_on: period.startsOn,
      period_ends_on: period.endsOn,
      due_on: period.dueOn,
      assured,
      evidence,
      reservation,
      given_on: today,
      given_by: actor.personId,
      is_invented: rhythm.isInvented,
    })
    return { recordId: record.id, reference: record.reference }
  },
})

/** The chief officer's acknowledgement that the assurance reached them. Being received is not being agreed with: a reply says that. */
export const receiveAssurance = command<
  { reference: string; version: number; reply: string | null; today: string },
  { recordId: string }
>({
  name: 'governance.assurance-received',
  permission: 'governance.answer',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, reply, today }) {
    const assurance = await findAssurance(tx, actor, reference)
    if (!assurance) throw notFound('Assurance')
    if (assurance.leadOfficeId !== actor.officeId)
      throw forbidden(`Only the holder of the office ${assurance.lead} acknowledges this assurance.`)
    if (assurance.receivedOn !== null) refuse('reply', 'This assurance was acknowledged already')
    await saveReceipt(tx, assurance.id, version, { received_on: today, received_by: actor.personId, reply })
    await changeRecord(tx, assurance.recordId, {
      state: assurance.reservation === null ? 'received' : 'received with a reservation',
      ...(reply === null ? {} : { addedText: reply }),
    })
    return { recordId: assurance.recordId }
  },
})
