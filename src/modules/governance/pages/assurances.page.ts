import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords, spanInWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { requiredText } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { rhythmWords, runningPeriod } from '../assurance.ts'
import {
  findAssurance,
  findRhythm,
  listAssurances,
  listOwedPeriods,
  listRhythms,
  type Assurance,
} from '../assurance-store.ts'
import { endRhythm, giveAssurance, receiveAssurance, setRhythm } from '../give-assurance.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { whenWords } from '../words.ts'
import { anyParagraph, dateHint, line, neededDate, paragraph, versionField } from './fields.ts'
import { fact, itemView } from './item.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage } from './task.ts'

const doneWords = {
  set: 'The rhythm was set. The assurance of each period is owed once the period has ended.',
  ended: 'The rhythm has ended.',
  given: 'Your assurance was given. The chief officer is asked to acknowledge it.',
  received: 'You have acknowledged this assurance.',
  tied: 'The two records are tied in the golden thread.',
}

const wholeNumber = (missing: string, from: number, to: number) =>
  requiredText(missing)
    .regex(/^\d{1,3}$/, `Enter a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, { message: `Enter a whole number from ${from} to ${to}` })

/** The delegates' dated assurance to their chief officers: who owes it in which rhythm, and what was given. */
export function assurancePages(app: FastifyInstance, { db, clock }: Services): void {
  const home = { text: 'Governance', href: paths.home() }
  const list = { text: 'Assurance to chief officers', href: paths.assurances() }

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.assurances(),
    { config: { permission: 'governance.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const mayWrite = may(actor, 'governance.write')
      const rhythms = await listRhythms(db, actor)
      const owed = await listOwedPeriods(db, actor, rhythms, today)
      const items = await listAssurances(
        db,
        actor,
        { unreceived: query['state'] === 'unreceived', withReservation: query['state'] === 'reservation' },
        pageOf(query),
      )
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Assurance to chief officers',
          lead: 'Lead safeguarding partners delegate functions and stay accountable (Working Together 2023). Each delegate says in writing, for each period, what they assure, on what evidence and with what reservation; the chief officer acknowledges it.',
          path: paths.assurances(),
          query,
          items,
          columns: ['Delegate and period', 'Given', 'Reservation', 'Acknowledged'],
          what: 'The newest period first',
          breadcrumbs: [home],
          done: wordsFor(doneWords, query['done']),
          links: mayWrite ? [{ text: 'Set a rhythm', href: paths.addRhythm() }] : [],
          notes: [
            ...owed.map(({ rhythm, period }) => ({
              text: `${period.dueOn < today ? 'Overdue' : 'Owed'}: ${rhythm.delegated}, ${rhythm.organisation}, for ${spanInWords(period.startsOn, period.endsOn)}, due ${whenWords(period.dueOn, today)}.`,
              href: rhythm.delegatedOfficeId === actor.officeId ? paths.giveAssurance(rhythm.id) : '',
              link: 'Give this assurance',
            })),
            ...rhythms
              .filter(({ endedOn }) => endedOn === null || endedOn >= today)
              .map((rhythm) => {
                const next = runningPeriod(rhythm, today)
                return {
                  text: `${rhythm.delegated}, ${rhythm.organisation}, assures ${rhythm.lead}, ${rhythm.leadOrganisation}, ${rhythmWords(rhythm.everyMonths)}.${next === undefined ? '' : ` Next due by ${inWords(next.dueOn)}.`}`,
                  href: mayWrite && rhythm.endedOn === null ? paths.endRhythm(rhythm.id) : '',
                  link: 'End this rhythm',
                }
              }),
          ],
          filters: [
            {
              id: 'state',
              label: 'Show',
              options: [
                { value: '', text: 'All that were given' },
                { value: 'unreceived', text: 'Not acknowledged yet' },
                { value: 'reservation', text: 'With a reservation' },
              ],
            },
          ],
          empty:
            rhythms.length > 0
              ? 'No assurance fits.'
              : mayWrite
                ? 'No rhythm is set. Set one for each delegated officer: how often they assure which chief officer.'
                : 'No rhythm is set. The business team sets how often each delegate assures which chief officer.',
          row: (assurance: Assurance) => ({
            href: paths.assurance(assurance.reference),
            title: `${assurance.delegated}, ${assurance.organisation}`,
            under: `${spanInWords(assurance.periodStartsOn, assurance.periodEndsOn)}. ${assurance.reference}${assurance.isInvented ? '. Invented' : ''}`,
            cells: [
              assurance.givenOn > assurance.dueOn
                ? cell(inWords(assurance.givenOn), `Late: it was due by ${inWords(assurance.dueOn)}`)
                : cell(inWords(assurance.givenOn)),
              assurance.reservation === null
                ? cell('None')
                : tagCell('Reservation', 'govuk-tag--orange', assurance.reservation),
              assurance.receivedOn === null
                ? tagCell('Not yet', 'govuk-tag--yellow', assurance.lead)
                : cell(inWords(assurance.receivedOn), assurance.lead),
            ],
          }),
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.addRhythm(),
    about: async () => undefined,
    action: paths.addRhythm,
    permission: 'governance.write',
    schema: z.object({
      delegated: line('Select the delegated officer'),
      lead: line('Select the chief officer'),
      everyMonths: wholeNumber('Enter every how many months', 1, 24),
      startsOn: neededDate('First day of the first period'),
      dueDays: wholeNumber('Enter how many days after the period it is due', 0, 180),
    }),
    view: async (actor) => {
      const today = clock.today()
      const leads = await officeOptions(db, actor, today, ['lead-partner'])
      return {
        heading: 'Set a rhythm of assurance',
        lead: 'Guidance sets no rhythm: it is the partnership’s own choice, and can be ended and set anew.',
        breadcrumbs: [home, list],
        fields: [
          {
            name: 'delegated',
            kind: 'select',
            label: 'Delegated officer',
            any: 'Choose an office',
            options: await officeOptions(db, actor, today, ['delegated-partner', 'executive-member']),
          },
          {
            name: 'lead',
            kind: 'select',
            label: 'Chief officer who stays accountable',
            any: 'Choose an office',
            options: leads.length > 0 ? leads : await officeOptions(db, actor, today),
          },
          {
            name: 'everyMonths',
            kind: 'text',
            label: 'Every how many months',
            hint: 'For example, 3 for each quarter',
          },
          { name: 'startsOn', kind: 'date', label: 'First day of the first period', hint: dateHint },
          { name: 'dueDays', kind: 'text', label: 'Due how many days after a period ends' },
        ],
        button: 'Set the rhythm',
      }
    },
    start: () => ({ everyMonths: '3', dueDays: '21' }),
    save: (actor, _about, { delegated, lead, ...value }) =>
      setRhythm(db, actor, { ...value, delegatedOfficeId: delegated, leadOfficeId: lead, today: clock.today() }),
    next: () => `${paths.assurances()}?done=set`,
  })

  const openRhythm = async (actor: Actor, id: string) => {
    const rhythm = await findRhythm(db, actor, id)
    if (!rhythm) throw notFound('Rhythm')
    return rhythm
  }

  taskPage(app, {
    path: paths.endRhythm(':id'),
    about: (actor, params) => openRhythm(actor, params['id'] ?? ''),
    action: ({ id }) => paths.endRhythm(id),
    permission: 'governance.write',
    schema: z.object({ endedOn: neededDate('Last day'), version: versionField }),
    view: async (_actor, rhythm) => ({
      heading: 'End this rhythm',
      caption: `${rhythm.delegated}, ${rhythm.organisation}`,
      breadcrumbs: [home, list],
      fields: [{ name: 'endedOn', kind: 'date', label: 'Last day', hint: dateHint }],
      warning: 'No assurance is owed for a period that ends after this day. What was given stays.',
      button: 'End the rhythm',
    }),
    start: ({ version }) => ({ endedOn: inWords(clock.today()), version: String(version) }),
    save: (actor, { id }, { endedOn, version }) => endRhythm(db, actor, { id, endedOn, version: Number(version) }),
    next: () => `${paths.assurances()}?done=ended`,
  })

  taskPage(app, {
    path: paths.giveAssurance(':id'),
    about: async (actor, params) => {
      const rhythm = await openRhythm(actor, params['id'] ?? '')
      if (rhythm.delegatedOfficeId !== actor.officeId)
        throw forbidden(
          `Only the holder of the office ${rhythm.delegated}, ${rhythm.organisation}, gives this assurance.`,
        )
      return { rhythm, owed: await listOwedPeriods(db, actor, [rhythm], clock.today()) }
    },
    action: ({ rhythm }) => paths.giveAssurance(rhythm.id),
    permission: 'governance.answer',
    schema: z.object({
      period: line('Select the period'),
      assured: paragraph('Enter what you assure'),
      evidence: paragraph('Enter on what evidence'),
      reservation: anyParagraph(),
    }),
    view: async (_actor, { rhythm, owed }) => ({
      heading: 'Give an assurance',
      caption: `To ${rhythm.lead}, ${rhythm.leadOrganisation}`,
      ...(owed.length === 0
        ? { lead: 'No period has ended for which an assurance is owed. You can come back when one has.' }
        : {}),
      breadcrumbs: [home, list],
      fields: [
        {
          name: 'period',
          kind: 'select',
          label: 'Period',
          any: 'Choose a period',
          options: owed.map(({ period }) => ({
            value: period.startsOn,
            text: `${spanInWords(period.startsOn, period.endsOn)}, due by ${inWords(period.dueOn)}`,
          })),
        },
        {
          name: 'assured',
          kind: 'long',
          label: 'What do you assure?',
          hint: 'How the functions delegated to you were carried out. Name no child.',
        },
        {
          name: 'evidence',
          kind: 'long',
          label: 'On what evidence?',
          hint: 'References of records, minutes or addresses, one a line',
        },
        {
          name: 'reservation',
          kind: 'long',
          label: 'What can you not assure?',
          hint: 'Leave empty when you have no reservation',
        },
      ],
      button: 'Give the assurance',
    }),
    start: ({ owed }) => ({ period: owed[0]?.period.startsOn ?? '' }),
    save: (actor, { rhythm }, { period, ...value }) =>
      giveAssurance(db, actor, { ...value, rhythmId: rhythm.id, periodStartsOn: period, today: clock.today() }),
    next: (_about, { reference }) => `${paths.assurance(reference)}?done=given`,
  })

  const open = async (actor: Actor, reference: string) => {
    const assurance = await findAssurance(db, actor, reference)
    if (!assurance) throw notFound('Assurance')
    return assurance
  }

  app.get<{ Params: { reference: string }; Querystring: Record<string, string | undefined> }>(
    paths.assurance(':reference'),
    { config: { permission: 'governance.read' } },
    async ({ actor, params, query }, reply) => {
      const assurance = await open(actor, params.reference)
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: assurance.title,
          reference: assurance.reference,
          recordId: assurance.recordId,
          invented: assurance.isInvented,
          breadcrumbs: [home, list],
          done: wordsFor(doneWords, query['done']),
          tag:
            assurance.receivedOn === null
              ? { words: 'Given, not acknowledged', tag: 'govuk-tag--yellow' }
              : { words: 'Acknowledged', tag: 'govuk-tag--green' },
          actions: [
            assurance.receivedOn === null &&
              assurance.leadOfficeId === actor.officeId && {
                text: 'Acknowledge it',
                href: paths.receiveAssurance(assurance.reference),
              },
            may(actor, 'governance.write') && { text: 'Tie to another record', href: paths.tie(assurance.reference) },
          ],
          facts: [
            fact('Given by', `${assurance.delegated}, ${assurance.organisation}`),
            fact('To', assurance.lead),
            fact('Given on', `${inWords(assurance.givenOn)}; it was due by ${inWords(assurance.dueOn)}`),
            fact('What is assured', assurance.assured),
            fact('Evidence', assurance.evidence),
            fact('Reservation', assurance.reservation ?? 'None'),
            fact('Acknowledged', assurance.receivedOn === null ? 'Not yet' : inWords(assurance.receivedOn)),
            ...(assurance.reply === null ? [] : [fact('Reply', assurance.reply)]),
          ],
          sections: [],
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.receiveAssurance(':reference'),
    about: async (actor, params) => {
      const assurance = await open(actor, params['reference'] ?? '')
      if (assurance.leadOfficeId !== actor.officeId)
        throw forbidden(`Only the holder of the office ${assurance.lead} acknowledges this assurance.`)
      return assurance
    },
    action: ({ reference }) => paths.receiveAssurance(reference),
    permission: 'governance.answer',
    schema: z.object({ reply: anyParagraph(2_000), version: versionField }),
    view: async (_actor, assurance) => ({
      heading: 'Acknowledge this assurance',
      caption: assurance.title,
      lead:
        assurance.reservation === null
          ? 'It was given without a reservation.'
          : `Its reservation: ${assurance.reservation}`,
      breadcrumbs: [home, list, { text: assurance.reference, href: paths.assurance(assurance.reference) }],
      fields: [{ name: 'reply', kind: 'long', label: 'Reply', hint: 'Optional: what you ask for or what follows' }],
      button: 'Acknowledge',
    }),
    start: ({ version }) => ({ version: String(version) }),
    save: (actor, { reference }, { reply, version }) =>
      receiveAssurance(db, actor, { reference, reply, version: Number(version), today: clock.today() }),
    next: ({ reference }) => `${paths.assurance(reference)}?done=received`,
  })
}
