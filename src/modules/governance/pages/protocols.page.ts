import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { addProtocol, changeProtocol } from '../keep-protocol.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { findProtocol, listProtocols, listUnregisteredBoards, protocolKinds, type Protocol } from '../protocol-store.ts'
import { mayReview } from '../record-review.ts'
import { reviewCards } from '../review-store.ts'
import { chosen, keysOf, optionsOf, reviewTag, whenWords } from '../words.ts'
import { anyAddress, anyDate, anyLine, dateHint, line, paragraph, versionField } from './fields.ts'
import { fact, itemView, placeFact } from './item.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage, type Field } from './task.ts'

const doneWords = {
  added: 'It is on the register.',
  changed: 'Your changes were saved.',
  reviewed: 'The review was recorded.',
  tied: 'The two records are tied in the golden thread.',
}

const described = {
  kind: requiredChoice(keysOf(protocolKinds), 'Select whether it is a link or a protocol'),
  name: line('Enter the name of the board or protocol'),
  parties: paragraph('Enter who the parties are', 1_000),
  purpose: paragraph('Enter what it is for', 2_000),
  owner: line('Select the office that owns it'),
  versionLabel: anyLine(60),
  address: anyAddress('Where it can be read'),
  reviewOn: anyDate('Date of the next review'),
}

/** Links with other strategic boards and joint protocols: the register, one of them, and the forms that keep it. */
export function protocolPages(app: FastifyInstance, { db, clock }: Services): void {
  const home = { text: 'Governance', href: paths.home() }
  const list = { text: 'Links and protocols', href: paths.protocols() }
  const config = { permission: 'governance.read' }

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.protocols(),
    { config },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const mayWrite = may(actor, 'governance.write')
      const items = await listProtocols(
        db,
        actor,
        { kind: chosen(protocolKinds, query['kind']), state: query['state'] === 'ended' ? 'ended' : 'in-use' },
        pageOf(query),
      )
      const boards = mayWrite ? await listUnregisteredBoards(db, actor) : []
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Links with other boards and joint protocols',
          lead: 'How the partnership works with the health and wellbeing board, the adults’ board, community safety and others, and what was agreed with whom.',
          path: paths.protocols(),
          query,
          items,
          columns: ['Board or protocol', 'Parties', 'Owner', 'Next review'],
          what: 'The most overdue review first',
          breadcrumbs: [home],
          links: mayWrite ? [{ text: 'Add a link or protocol', href: paths.addProtocol() }] : [],
          notes: boards.map(({ name, source }) => ({
            text: `The published arrangements name ${name} (${source}).`,
            href: `${paths.addProtocol()}?${new URLSearchParams({ name, source }).toString()}`,
            link: `Add ${name}`,
          })),
          filters: [
            { id: 'kind', label: 'Kind', options: [{ value: '', text: 'Any kind' }, ...optionsOf(protocolKinds)] },
            {
              id: 'state',
              label: 'State',
              options: [
                { value: 'in-use', text: 'In use' },
                { value: 'ended', text: 'Ended' },
              ],
            },
          ],
          empty: mayWrite
            ? 'Nothing fits. Begin with the boards that your published arrangements name, each with an office that looks after the link.'
            : 'Nothing fits. The business team adds links and protocols.',
          row: (protocol: Protocol) => {
            const review = reviewTag(protocol.reviewOn, today)
            return {
              href: paths.protocol(protocol.reference),
              title: protocol.name,
              under: `${protocolKinds[protocol.kind]}. ${protocol.reference}${protocol.isInvented ? '. Invented' : ''}`,
              cells: [
                cell(protocol.parties),
                cell(protocol.owner, protocol.ownerOrganisation),
                protocol.state === 'ended'
                  ? tagCell('Ended', 'govuk-tag--grey')
                  : tagCell(
                      review.words,
                      review.tag,
                      protocol.reviewOn === null ? '' : whenWords(protocol.reviewOn, today),
                    ),
              ],
            }
          },
        }),
      )
    },
  )

  const fields = async (actor: Actor): Promise<Field[]> => [
    { name: 'kind', kind: 'radios', label: 'What is it?', options: optionsOf(protocolKinds) },
    { name: 'name', kind: 'text', label: 'Name of the board or protocol' },
    { name: 'parties', kind: 'long', label: 'Parties', hint: 'The boards or organisations that agreed it' },
    {
      name: 'purpose',
      kind: 'long',
      label: 'What it is for',
      hint: 'For example, which reports each brings to the other and when',
    },
    {
      name: 'owner',
      kind: 'select',
      label: 'Owner',
      hint: 'The office that looks after it and owes its review',
      any: 'Choose an office',
      options: await officeOptions(db, actor, clock.today()),
    },
    { name: 'versionLabel', kind: 'text', label: 'Version', hint: 'Optional' },
    {
      name: 'address',
      kind: 'text',
      label: 'Where it can be read',
      hint: 'Optional: an address that begins with https://',
    },
    { name: 'reviewOn', kind: 'date', label: 'Next review', hint: dateHint },
  ]

  taskPage(app, {
    path: paths.addProtocol(),
    about: async (_actor, _params, query) => ({
      name: (query['name'] ?? '').slice(0, 200),
      source: (query['source'] ?? '').slice(0, 300),
    }),
    action: ({ source }) =>
      source === '' ? paths.addProtocol() : `${paths.addProtocol()}?${new URLSearchParams({ source }).toString()}`,
    permission: 'governance.write',
    schema: z.object(described),
    view: async (actor, { source }) => ({
      heading: 'Add a link or protocol',
      ...(source === '' ? {} : { lead: `Named in the published arrangements: ${source}.` }),
      breadcrumbs: [home, list],
      fields: await fields(actor),
      button: 'Add it to the register',
    }),
    start: ({ name, source }) => ({ name, kind: source === '' ? '' : 'board', parties: name }),
    save: (actor, { source }, { owner, ...value }) =>
      addProtocol(db, actor, {
        ...value,
        ownerOfficeId: owner,
        source: source === '' ? null : source,
        today: clock.today(),
      }),
    next: (_about, value) => `${paths.protocol(value.reference)}?done=added`,
  })

  const open = async (actor: Actor, reference: string) => {
    const protocol = await findProtocol(db, actor, reference)
    if (!protocol) throw notFound('Protocol')
    return protocol
  }

  taskPage(app, {
    path: paths.changeProtocol(':reference'),
    about: (actor, params) => open(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.changeProtocol(reference),
    permission: 'governance.write',
    schema: z.object({ ...described, version: versionField }),
    view: async (actor, protocol) => ({
      heading: 'Change what the register says',
      caption: protocol.name,
      breadcrumbs: [home, list, { text: protocol.name, href: paths.protocol(protocol.reference) }],
      fields: await fields(actor),
      button: 'Save changes',
    }),
    start: (protocol) => ({
      kind: protocol.kind,
      name: protocol.name,
      parties: protocol.parties,
      purpose: protocol.purpose,
      owner: protocol.ownerOfficeId,
      versionLabel: protocol.versionLabel ?? '',
      address: protocol.address ?? '',
      reviewOn: protocol.reviewOn === null ? '' : inWords(protocol.reviewOn),
      version: String(protocol.version),
    }),
    save: (actor, { reference }, { owner, version, ...value }) =>
      changeProtocol(db, actor, {
        ...value,
        reference,
        ownerOfficeId: owner,
        version: Number(version),
        today: clock.today(),
      }),
    next: ({ reference }) => `${paths.protocol(reference)}?done=changed`,
  })

  app.get<{ Params: { reference: string }; Querystring: Record<string, string | undefined> }>(
    paths.protocol(':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const protocol = await open(actor, params.reference)
      const isLive = protocol.state === 'in-use'
      const canChange = may(actor, 'governance.write') && isLive
      const review = reviewTag(protocol.reviewOn, today)
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: protocol.name,
          reference: protocol.reference,
          recordId: protocol.recordId,
          invented: protocol.isInvented,
          breadcrumbs: [home, list],
          done: wordsFor(doneWords, query['done']),
          tag: isLive ? review : { words: 'Ended', tag: 'govuk-tag--grey' },
          actions: [
            mayReview(actor, protocol.ownerOfficeId) &&
              isLive && { text: 'Record a review', href: paths.recordReview(protocol.reference) },
            canChange && { text: 'Change what the register says', href: paths.changeProtocol(protocol.reference) },
            canChange && { text: 'Tie to another record', href: paths.tie(protocol.reference) },
          ],
          facts: [
            fact('Kind', protocolKinds[protocol.kind]),
            fact('Parties', protocol.parties),
            fact('What it is for', protocol.purpose),
            fact('Owner', `${protocol.owner}, ${protocol.ownerOrganisation}`),
            fact('Version', protocol.versionLabel),
            placeFact('Where it can be read', protocol.address),
            fact('Next review', protocol.reviewOn === null ? 'No date set' : whenWords(protocol.reviewOn, today)),
            ...(protocol.source === null ? [] : [fact('Named in', protocol.source)]),
          ],
          sections: [
            {
              heading: 'Reviews',
              empty: 'No review has been recorded.',
              items: await reviewCards(db, protocol.recordId),
            },
          ],
        }),
      )
    },
  )
}
