import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listOrganisationsWithOffices } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { list as inList, wordsFor } from '#platform/words.ts'
import { certainties, disputeMoves, stateWords, steps, type DisputeState } from '../dispute.ts'
import { findDispute, listDisputes, listLimits, listMoves, listParties } from '../dispute-store.ts'
import { moveDispute, openDispute, setLimit } from '../open-dispute.ts'
import { governancePaths as paths } from '../paths.ts'
import { chosen, keysOf, optionsOf, whenWords } from '../words.ts'
import { anyLine, anyParagraph, dateHint, line, neededDate, paragraph, someTicked, versionField } from './fields.ts'
import { card, fact, itemView } from './item.ts'
import { cell, linkCell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage } from './task.ts'

const doneWords = {
  opened:
    'The dispute is open. The parties’ executive officers, the business manager and the scrutineer can see it, and nobody else.',
  moved: 'The move was recorded.',
  limit: 'The time limit was set. Steps that have begun keep their date.',
}

const allStates = ['representatives', 'chief-officers', 'scrutiny', 'arbitration', 'resolved'] as const

/** Disputes between partners. Whoever is not concerned is answered as if there were none. */
export function disputePages(app: FastifyInstance, { db, clock }: Services): void {
  const home = { text: 'Governance', href: paths.home() }
  const all = { text: 'Disputes', href: paths.disputes() }
  const permission = 'governance.disputes'
  const marking = sensitive

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.disputes(),
    { config: { permission } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const isOpen = query['state'] === 'resolved' ? false : query['state'] === 'all' ? undefined : true
      const items = await listDisputes(db, actor, { isOpen }, pageOf(query))
      const parties = Map.groupBy(
        await listParties(
          db,
          items.map(({ id }) => id),
        ),
        ({ disputeId }) => disputeId,
      )
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Disputes between partners',
          lead: 'Resolved by the partners’ representatives and then their chief officers, by independent scrutiny with mediation, and at last by formal arbitration. Seen only by the parties’ executive officers, the business manager and the independent scrutineer.',
          path: paths.disputes(),
          query,
          items,
          columns: ['Dispute', 'Parties', 'Step', 'Due'],
          what: 'Open ones first, by when their step is due',
          breadcrumbs: [home],
          marking,
          links: [
            { text: 'Open a dispute', href: paths.openDispute() },
            { text: 'Time limits', href: paths.limits() },
          ],
          filters: [
            {
              id: 'state',
              label: 'State',
              options: [
                { value: '', text: 'Open' },
                { value: 'resolved', text: 'Resolved' },
                { value: 'all', text: 'All' },
              ],
            },
          ],
          empty:
            'There is no dispute that concerns you. Disagreements between practitioners about a child go by the escalation policy, not here.',
          row: (dispute) => ({
            href: paths.dispute(dispute.reference),
            title: dispute.reference,
            under: `${dispute.isFunding ? 'About funding. ' : ''}${dispute.issue.length > 140 ? `${dispute.issue.slice(0, 140)}…` : dispute.issue}`,
            cells: [
              cell(inList((parties.get(dispute.id) ?? []).map(({ name }) => name))),
              tagCell(stateWords(dispute.step), dispute.step === 'resolved' ? 'govuk-tag--green' : 'govuk-tag--yellow'),
              cell(
                dispute.step === 'resolved'
                  ? ''
                  : dispute.dueOn === null
                    ? 'No time limit stated'
                    : whenWords(dispute.dueOn, today),
              ),
            ],
          }),
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.openDispute(),
    about: async () => undefined,
    action: paths.openDispute,
    permission,
    schema: z.object({
      parties: someTicked('Select at least two parties'),
      about: requiredChoice(['funding', 'other'], 'Select whether it is about funding'),
      issue: paragraph('Enter what the dispute is about'),
      openedOn: neededDate('Date of opening'),
    }),
    view: async (actor) => ({
      heading: 'Open a dispute',
      lead: 'For safeguarding partners and agencies that cannot agree, also when a partner does not meet the funding that was agreed.',
      marking,
      breadcrumbs: [home, all],
      fields: [
        {
          name: 'parties',
          kind: 'checkboxes',
          label: 'Who are the parties?',
          options: (await listOrganisationsWithOffices(db, actor.partnershipId)).map(({ id, name }) => ({
            value: id,
            text: name,
          })),
        },
        {
          name: 'about',
          kind: 'radios',
          label: 'Is it about a partner not meeting its funding?',
          options: [
            { value: 'funding', text: 'Yes' },
            { value: 'other', text: 'No' },
          ],
        },
        { name: 'issue', kind: 'long', label: 'What is it about?', hint: 'Name no child' },
        { name: 'openedOn', kind: 'date', label: 'Opened on', hint: dateHint },
      ],
      button: 'Open the dispute',
    }),
    start: () => ({ openedOn: inWords(clock.today()) }),
    save: (actor, _about, { parties, about, issue, openedOn }) =>
      openDispute(db, actor, {
        organisationIds: parties,
        isFunding: about === 'funding',
        issue,
        openedOn,
        today: clock.today(),
      }),
    next: (_about, { reference }) => `${paths.dispute(reference)}?done=opened`,
  })

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.limits(),
    { config: { permission } },
    async ({ actor, query }, reply) => {
      const limits = await listLimits(db, actor)
      const maySet = may(actor, 'governance.limits')
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Time limits of a dispute',
          lead: 'How long each step may take, in calendar days. A step for which the arrangements state no limit has none here either.',
          path: paths.limits(),
          query: {},
          items: keysOf(steps),
          columns: ['Step', 'Time limit', 'Where it comes from', ...(maySet ? ['Change'] : [])],
          what: 'The steps in order',
          breadcrumbs: [home, all],
          done: wordsFor(doneWords, query['done']),
          empty: '',
          row: (step) => {
            const limit = limits.find((each) => each.step === step)
            return {
              href: '',
              title: stateWords(step),
              under: '',
              cells: [
                cell(limit?.days ? `${limit.days} days` : 'Not stated'),
                cell(limit ? certainties[limit.certainty] : 'Nobody has looked it up', limit?.source ?? ''),
                ...(maySet ? [linkCell(`Set ${stateWords(step).toLowerCase()}`, paths.setLimit(step))] : []),
              ],
            }
          },
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.setLimit(':step'),
    about: async (actor, params) => {
      const step = chosen(steps, params['step'])
      if (step === undefined) throw notFound('Step')
      return { step, limit: (await listLimits(db, actor)).find((each) => each.step === step) }
    },
    action: ({ step }) => paths.setLimit(step),
    permission: 'governance.limits',
    schema: z.object({
      days: anyLine(3).refine(
        (text) => text === null || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 400),
        {
          message: 'Enter a whole number of days from 1 to 400, or leave it empty',
        },
      ),
      certainty: requiredChoice(keysOf(certainties), 'Select how sure it is'),
      source: line('Enter where it comes from', 300),
      version: versionField,
    }),
    view: async (_actor, { step }) => ({
      heading: 'Set a time limit',
      caption: stateWords(step),
      breadcrumbs: [home, all, { text: 'Time limits', href: paths.limits() }],
      fields: [
        { name: 'days', kind: 'text', label: 'Calendar days', hint: 'Leave empty where none is stated' },
        { name: 'certainty', kind: 'radios', label: 'How sure is it?', options: optionsOf(certainties) },
        {
          name: 'source',
          kind: 'text',
          label: 'Where it comes from',
          hint: 'For example, Arrangements 2026, section 12',
        },
      ],
      button: 'Set the time limit',
    }),
    start: ({ limit }) => ({
      days: limit?.days ? String(limit.days) : '',
      certainty: limit?.certainty ?? '',
      source: limit?.source ?? '',
      version: String(limit?.version ?? 0),
    }),
    save: (actor, { step }, { days, certainty, source, version }) =>
      setLimit(db, actor, {
        step,
        days: days === null ? null : Number(days),
        certainty,
        source,
        version: Number(version),
      }),
    next: () => `${paths.limits()}?done=limit`,
  })

  const open = async (actor: Actor, reference: string) => {
    const dispute = await findDispute(db, actor, reference)
    if (!dispute) throw notFound('Dispute')
    return dispute
  }

  app.get<{ Params: { reference: string }; Querystring: Record<string, string | undefined> }>(
    paths.dispute(':reference'),
    { config: { permission } },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const dispute = await open(actor, params.reference)
      const parties = await listParties(db, [dispute.id])
      const moves = await listMoves(db, dispute.id)
      const isOpen = dispute.step !== 'resolved'
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: `Dispute ${dispute.reference}`,
          reference: inList(parties.map(({ name }) => name)),
          recordId: dispute.id,
          isRestricted: true,
          marking,
          invented: dispute.isInvented,
          breadcrumbs: [home, all],
          done: wordsFor(doneWords, query['done']),
          tag: { words: stateWords(dispute.step), tag: isOpen ? 'govuk-tag--yellow' : 'govuk-tag--green' },
          actions: [isOpen && { text: 'Move it on or end it', href: paths.moveDispute(dispute.reference) }],
          facts: [
            fact('Issue', dispute.issue),
            fact('About funding', dispute.isFunding ? 'Yes: a partner does not meet what was agreed' : 'No'),
            fact('Parties', inList(parties.map(({ name }) => name))),
            ...(isOpen
              ? [
                  fact(
                    'This step is due',
                    dispute.dueOn === null ? 'No time limit stated' : whenWords(dispute.dueOn, today),
                  ),
                ]
              : [fact('Outcome', dispute.outcome), fact('What was learned', dispute.learning)]),
          ],
          sections: [
            {
              heading: 'Stages',
              empty: '',
              items: moves.map((move) =>
                card(`${inWords(move.movedOn)}: ${stateWords(move.toStep as DisputeState)}`, {
                  lines: [
                    move.reason,
                    move.dueOn === null ? `${move.dueSource}.` : `Due by ${inWords(move.dueOn)}. ${move.dueSource}.`,
                  ],
                }),
              ),
            },
          ],
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.moveDispute(':reference'),
    about: (actor, params) => open(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.moveDispute(reference),
    permission,
    schema: z.object({
      to: requiredChoice(allStates, 'Select where it goes now'),
      movedOn: neededDate('Date of the move'),
      reason: paragraph('Enter the reason', 2_000),
      outcome: anyParagraph(),
      learning: anyParagraph(),
      version: versionField,
    }),
    view: async (_actor, dispute) => ({
      heading: 'Move it on or end it',
      caption: dispute.reference,
      lead: `It stands at ${stateWords(dispute.step).toLowerCase()}.`,
      marking,
      invented: dispute.isInvented,
      breadcrumbs: [home, all, { text: dispute.reference, href: paths.dispute(dispute.reference) }],
      fields: [
        {
          name: 'to',
          kind: 'radios',
          label: 'Where does it go now?',
          options: disputeMoves[dispute.step].map((value: DisputeState) => ({ value, text: stateWords(value) })),
        },
        { name: 'movedOn', kind: 'date', label: 'On which day', hint: dateHint },
        {
          name: 'reason',
          kind: 'long',
          label: 'Reason',
          hint: 'Why it goes there, such as no agreement between the representatives',
        },
        {
          name: 'outcome',
          kind: 'long',
          label: 'Outcome',
          hint: 'If it is resolved: what was agreed or decided, and by whom',
        },
        { name: 'learning', kind: 'long', label: 'What was learned', hint: 'If it is resolved' },
      ],
      button: 'Record the move',
    }),
    start: ({ version }) => ({ movedOn: inWords(clock.today()), version: String(version) }),
    save: (actor, { reference }, { version, ...value }) =>
      moveDispute(db, actor, { ...value, reference, version: Number(version), today: clock.today() }),
    next: ({ reference }) => `${paths.dispute(reference)}?done=moved`,
  })
}
