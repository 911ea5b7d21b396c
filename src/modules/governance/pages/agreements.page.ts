import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listOrganisationsWithOffices } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { agreementState, agreementStates, dataLevels } from '../agreement.ts'
import {
  findAgreement,
  findAgreementParty,
  listAgreementParties,
  listAgreements,
  type Agreement,
} from '../agreement-store.ts'
import { addAgreement, addAgreementParty, approveAgreement, changeAgreement, mayApprove } from '../keep-agreement.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { mayReview } from '../record-review.ts'
import { reviewCards } from '../review-store.ts'
import { chosen, keysOf, optionsOf, reviewTag, whenWords } from '../words.ts'
import { anyAddress, anyDate, anyLine, dateHint, line, neededDate, paragraph, versionField } from './fields.ts'
import { card, fact, itemView, placeFact } from './item.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage, type Field } from './task.ts'

const doneWords = {
  added: 'The agreement is on the register. Add its parties next.',
  changed: 'Your changes were saved.',
  party: 'The party was added. Its approval is owed until it is given.',
  approved: 'The approval was recorded.',
  reviewed: 'The review was recorded.',
  tied: 'The two records are tied in the golden thread.',
}

const described = {
  title: line('Enter the title of the agreement'),
  purposes: paragraph('Enter what the information is shared for', 2_000),
  dataLevel: requiredChoice(keysOf(dataLevels), 'Select the level of the data'),
  legalBasis: paragraph('Enter the legal basis', 2_000),
  owner: line('Select the office that looks after it'),
  startsOn: anyDate('First day'),
  expiresOn: anyDate('Date on which it expires'),
  reviewOn: anyDate('Date of the next review'),
  address: anyAddress('Where it can be read'),
}

/** The register of information-sharing agreements: parties, purposes, level of data, legal basis, each party's approval, review. */
export function agreementPages(app: FastifyInstance, { db, clock }: Services): void {
  const home = { text: 'Governance', href: paths.home() }
  const list = { text: 'Information-sharing agreements', href: paths.agreements() }

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.agreements(),
    { config: { permission: 'governance.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const mayWrite = may(actor, 'governance.write')
      const items = await listAgreements(
        db,
        actor,
        { dataLevel: chosen(dataLevels, query['level']), state: query['state'] === 'ended' ? 'ended' : 'open' },
        pageOf(query),
      )
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Information-sharing agreements',
          lead: 'What is shared with whom, for what, on which legal basis, and who has approved it.',
          path: paths.agreements(),
          query,
          items,
          columns: ['Agreement', 'State', 'Approvals', 'Review and end'],
          what: 'The next to be reviewed or to end first',
          breadcrumbs: [home],
          links: mayWrite ? [{ text: 'Add an agreement', href: paths.addAgreement() }] : [],
          filters: [
            {
              id: 'level',
              label: 'Level of data',
              options: [{ value: '', text: 'Any level' }, ...optionsOf(dataLevels)],
            },
            {
              id: 'state',
              label: 'State',
              options: [
                { value: '', text: 'Open' },
                { value: 'ended', text: 'Ended' },
              ],
            },
          ],
          empty: mayWrite
            ? 'No agreement fits. Begin with the one under which agencies send data to the partnership, then the MASH’s, then that for practice reviews.'
            : 'No agreement fits. The business team adds agreements.',
          row: (agreement: Agreement) => {
            const state = agreementStates[agreementState(agreement, today)]
            const review = reviewTag(agreement.reviewOn, today)
            return {
              href: paths.agreement(agreement.reference),
              title: agreement.title,
              under: `${dataLevels[agreement.dataLevel]}. ${agreement.reference}${agreement.isInvented ? '. Invented' : ''}`,
              cells: [
                tagCell(state.words, state.tag),
                cell(
                  agreement.parties === 0
                    ? 'No party named yet'
                    : `${agreement.approved} of ${agreement.parties} parties`,
                ),
                tagCell(
                  review.words,
                  review.tag,
                  [
                    ...(agreement.reviewOn === null ? [] : [`Review ${whenWords(agreement.reviewOn, today)}`]),
                    ...(agreement.expiresOn === null ? [] : [`Ends ${whenWords(agreement.expiresOn, today)}`]),
                  ].join('. '),
                ),
              ],
            }
          },
        }),
      )
    },
  )

  const fields = async (actor: Actor): Promise<Field[]> => [
    { name: 'title', kind: 'text', label: 'Title' },
    { name: 'purposes', kind: 'long', label: 'What is the information shared for?' },
    { name: 'dataLevel', kind: 'radios', label: 'Level of the data', options: optionsOf(dataLevels) },
    {
      name: 'legalBasis',
      kind: 'long',
      label: 'Legal basis',
      hint: 'The Acts and articles on which it rests, such as Children Act 2004 section 16H and UK GDPR Article 6(1)(e)',
    },
    {
      name: 'owner',
      kind: 'select',
      label: 'Who looks after it?',
      hint: 'The office that owes its review',
      any: 'Choose an office',
      options: await officeOptions(db, actor, clock.today()),
    },
    { name: 'startsOn', kind: 'date', label: 'First day', hint: `Optional. ${dateHint}` },
    { name: 'expiresOn', kind: 'date', label: 'Expires on', hint: `Optional. ${dateHint}` },
    { name: 'reviewOn', kind: 'date', label: 'Next review', hint: dateHint },
    {
      name: 'address',
      kind: 'text',
      label: 'Where it can be read',
      hint: 'Optional: an address that begins with https://',
    },
  ]

  taskPage(app, {
    path: paths.addAgreement(),
    about: async () => undefined,
    action: paths.addAgreement,
    permission: 'governance.write',
    schema: z.object(described),
    view: async (actor) => ({
      heading: 'Add an information-sharing agreement',
      breadcrumbs: [home, list],
      fields: await fields(actor),
      button: 'Add the agreement',
    }),
    save: (actor, _about, { owner, ...value }) =>
      addAgreement(db, actor, { ...value, ownerOfficeId: owner, today: clock.today() }),
    next: (_about, { reference }) => `${paths.agreement(reference)}?done=added`,
  })

  const open = async (actor: Actor, reference: string) => {
    const agreement = await findAgreement(db, actor, reference)
    if (!agreement) throw notFound('Agreement')
    return agreement
  }
  const crumbs = ({ title, reference }: { title: string; reference: string }) => [
    home,
    list,
    { text: title, href: paths.agreement(reference) },
  ]

  taskPage(app, {
    path: paths.changeAgreement(':reference'),
    about: (actor, params) => open(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.changeAgreement(reference),
    permission: 'governance.write',
    schema: z.object({ ...described, version: versionField }),
    view: async (actor, agreement) => ({
      heading: 'Change what the register says',
      caption: agreement.title,
      breadcrumbs: crumbs(agreement),
      fields: await fields(actor),
      button: 'Save changes',
    }),
    start: (agreement) => ({
      title: agreement.title,
      purposes: agreement.purposes,
      dataLevel: agreement.dataLevel,
      legalBasis: agreement.legalBasis,
      owner: agreement.ownerOfficeId,
      startsOn: agreement.startsOn === null ? '' : inWords(agreement.startsOn),
      expiresOn: agreement.expiresOn === null ? '' : inWords(agreement.expiresOn),
      reviewOn: agreement.reviewOn === null ? '' : inWords(agreement.reviewOn),
      address: agreement.address ?? '',
      version: String(agreement.version),
    }),
    save: (actor, { reference }, { owner, version, ...value }) =>
      changeAgreement(db, actor, {
        ...value,
        reference,
        ownerOfficeId: owner,
        version: Number(version),
        today: clock.today(),
      }),
    next: ({ reference }) => `${paths.agreement(reference)}?done=changed`,
  })

  taskPage(app, {
    path: paths.addParty(':reference'),
    about: (actor, params) => open(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.addParty(reference),
    permission: 'governance.write',
    schema: z.object({
      organisation: line('Select the organisation'),
      office: anyLine(100),
      dueOn: anyDate('Date for the approval'),
    }),
    view: async (actor, agreement) => ({
      heading: 'Add a party',
      caption: agreement.title,
      breadcrumbs: crumbs(agreement),
      fields: [
        {
          name: 'organisation',
          kind: 'select',
          label: 'Organisation',
          any: 'Choose an organisation',
          options: (await listOrganisationsWithOffices(db, actor.partnershipId)).map(({ id, name }) => ({
            value: id,
            text: name,
          })),
        },
        {
          name: 'office',
          kind: 'select',
          label: 'Which of its offices approves?',
          any: 'Not known yet',
          options: await officeOptions(db, actor, clock.today()),
        },
        { name: 'dueOn', kind: 'date', label: 'Approval due by', hint: `Optional. ${dateHint}` },
      ],
      button: 'Add the party',
    }),
    save: (actor, { reference }, { organisation, office, dueOn }) =>
      addAgreementParty(db, actor, {
        reference,
        organisationId: organisation,
        officeId: office,
        dueOn,
        today: clock.today(),
      }),
    next: ({ reference }) => `${paths.agreement(reference)}?done=party`,
  })

  taskPage(app, {
    path: paths.approveAgreement(':reference', ':id'),
    about: async (actor, params) => {
      const party = await findAgreementParty(db, actor, params['reference'] ?? '', params['id'] ?? '')
      if (!party) throw notFound('Party')
      if (!may(actor, 'governance.write') && party.officeId !== actor.officeId)
        throw forbidden(`This approval is given by ${party.office ?? 'an office'} of ${party.organisation}.`)
      return party
    },
    action: ({ reference, id }) => paths.approveAgreement(reference, id),
    permission: 'governance.answer',
    schema: z.object({
      approvedOn: neededDate('Date of approval'),
      approvedBy: line('Enter who approved it'),
      evidence: anyLine(500),
    }),
    view: async (actor, party) => ({
      heading: `Approval of ${party.organisation}`,
      caption: party.title,
      breadcrumbs: crumbs(party),
      fields: [
        { name: 'approvedOn', kind: 'date', label: 'Date of approval', hint: dateHint },
        {
          name: 'approvedBy',
          kind: 'text',
          label: 'Approved by',
          hint: 'The person in their office, such as the Caldicott Guardian',
        },
        {
          name: 'evidence',
          kind: 'text',
          label: 'Evidence',
          hint:
            party.officeId === actor.officeId
              ? 'Optional: a minute, letter or file'
              : 'The minute, letter or file that shows it, since it was given elsewhere',
        },
      ],
      button: 'Record the approval',
    }),
    start: () => ({ approvedOn: inWords(clock.today()) }),
    save: (actor, { reference, id }, value) =>
      approveAgreement(db, actor, { ...value, reference, partyId: id, today: clock.today() }),
    next: ({ reference }) => `${paths.agreement(reference)}?done=approved`,
  })

  app.get<{ Params: { reference: string }; Querystring: Record<string, string | undefined> }>(
    paths.agreement(':reference'),
    { config: { permission: 'governance.read' } },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const agreement = await open(actor, params.reference)
      const parties = await listAgreementParties(db, actor, { agreementId: agreement.id })
      const isOpen = agreement.state === 'open'
      const canChange = may(actor, 'governance.write') && isOpen
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: agreement.title,
          reference: agreement.reference,
          recordId: agreement.recordId,
          invented: agreement.isInvented,
          breadcrumbs: [home, list],
          done: wordsFor(doneWords, query['done']),
          tag: agreementStates[agreementState(agreement, today)],
          actions: [
            canChange && { text: 'Add a party', href: paths.addParty(agreement.reference) },
            mayReview(actor, agreement.ownerOfficeId) &&
              isOpen && { text: 'Record a review', href: paths.recordReview(agreement.reference) },
            canChange && { text: 'Change what the register says', href: paths.changeAgreement(agreement.reference) },
            canChange && {
              text: 'Tie to an indicator, a review or the MASH',
              href: paths.tie(agreement.reference),
            },
          ],
          facts: [
            fact('What it is for', agreement.purposes),
            fact('Level of data', dataLevels[agreement.dataLevel]),
            fact('Legal basis', agreement.legalBasis),
            fact('Looked after by', `${agreement.owner}, ${agreement.ownerOrganisation}`),
            fact('First day', agreement.startsOn === null ? null : inWords(agreement.startsOn)),
            fact('Expires', agreement.expiresOn === null ? 'No end stated' : whenWords(agreement.expiresOn, today)),
            fact('Next review', agreement.reviewOn === null ? 'No date set' : whenWords(agreement.reviewOn, today)),
            placeFact('Where it can be read', agreement.address),
          ],
          sections: [
            {
              heading: 'Parties and their approval',
              empty: 'No party is named yet. Add each organisation that shares or receives the information.',
              items: parties.map((party) =>
                card(party.organisation, {
                  tag: party.approvedOn === null ? 'govuk-tag--yellow' : 'govuk-tag--green',
                  tagWords: party.approvedOn === null ? 'Approval owed' : 'Approved',
                  lines:
                    party.approvedOn === null
                      ? [
                          `Owed by ${party.office ?? 'an office that is not known yet'}${party.dueOn === null ? '.' : `, due ${whenWords(party.dueOn, today)}.`}`,
                        ]
                      : [
                          `${inWords(party.approvedOn)} by ${party.approvedBy ?? ''}.`,
                          ...(party.evidence === null ? [] : [`Evidence: ${party.evidence}`]),
                        ],
                  links:
                    isOpen && mayApprove(actor, party)
                      ? [
                          {
                            text: `Record the approval of ${party.organisation}`,
                            href: paths.approveAgreement(agreement.reference, party.id),
                          },
                        ]
                      : [],
                }),
              ),
            },
            {
              heading: 'Reviews',
              empty: 'No review has been recorded.',
              items: await reviewCards(db, agreement.recordId),
            },
          ],
        }),
      )
    },
  )
}
