import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { canMoveGuidance, guidanceCertainties, guidanceKinds, guidanceStates } from '../guidance.ts'
import { findGuidance, listGuidance, listGuidanceActions, listTakenSlugs, type Guidance } from '../guidance-store.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { shippedGuidance } from '../shipped-guidance.ts'
import {
  addGuidance,
  implementGuidance,
  raiseGuidanceAction,
  readGuidance,
  setGuidanceAside,
  takeNationalGuidance,
  type RaiseAction,
} from '../take-guidance.ts'
import { chosen, keysOf, optionsOf, whenWords } from '../words.ts'
import {
  anyAddress,
  anyDate,
  anyLine,
  anyParagraph,
  dateHint,
  line,
  neededDate,
  paragraph,
  versionField,
} from './fields.ts'
import { card, fact, itemView, placeFact } from './item.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage } from './task.ts'

const doneWords = {
  added: 'The item was taken in. Read it next, and say who must do what.',
  taken: 'The national items were taken in. Each says how sure it is: read its source first.',
  read: 'It is marked as read.',
  raised: 'The action was raised in the tracker.',
  implemented: 'It is marked as implemented, with its evidence.',
  aside: 'It is marked as not for us.',
  tied: 'The two records are tied in the golden thread.',
}

const open = ['new', 'read', 'actions'] as const
const certaintyOptions = keysOf(guidanceCertainties).map((value) => ({ value, text: guidanceCertainties[value].words }))

/** Guidance and reform intake: what is new, who must do what by when, what was changed here and on what evidence. */
export function guidancePages(
  app: FastifyInstance,
  { db, clock, raiseAction }: Services & { raiseAction: RaiseAction },
): void {
  const home = { text: 'Governance', href: paths.home() }
  const list = { text: 'Guidance and reform', href: paths.guidance() }
  const permission = 'governance.write'
  const raise = raiseGuidanceAction(raiseAction)

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.guidance(),
    { config: { permission: 'governance.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const mayWrite = may(actor, permission)
      const state = chosen(guidanceStates, query['state'])
      const items = await listGuidance(
        db,
        actor,
        {
          kind: chosen(guidanceKinds, query['kind']),
          states: state ? [state] : query['state'] === 'all' ? undefined : open,
        },
        pageOf(query),
      )
      const taken = mayWrite ? await listTakenSlugs(db, actor) : new Set<string>()
      const waiting = mayWrite ? shippedGuidance().filter(({ slug }) => !taken.has(slug)).length : 0
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Guidance and reform',
          lead: 'New law, guidance and good practice: who must do what by when, what was changed here, and the evidence that it was.',
          path: paths.guidance(),
          query,
          items,
          columns: ['Item', 'State', 'In force', 'Owner and date'],
          what: 'New ones first, then by when they must be implemented',
          breadcrumbs: [home],
          done: wordsFor(doneWords, query['done']),
          links: mayWrite ? [{ text: 'Add an item', href: paths.addGuidance() }] : [],
          notes:
            waiting > 0
              ? [
                  {
                    text: `${plural(waiting, 'national item')} that came with this service ${waiting === 1 ? 'is' : 'are'} not taken in yet.`,
                    href: paths.takeNational(),
                    link: 'Take them in',
                  },
                ]
              : [],
          filters: [
            {
              id: 'state',
              label: 'State',
              options: [
                { value: '', text: 'Open: new, read, actions under way' },
                ...keysOf(guidanceStates).map((value) => ({ value, text: guidanceStates[value].words })),
                { value: 'all', text: 'All' },
              ],
            },
            { id: 'kind', label: 'Kind', options: [{ value: '', text: 'Any kind' }, ...optionsOf(guidanceKinds)] },
          ],
          empty: mayWrite
            ? 'No item fits. Take in the national ones, or add what you have received.'
            : 'No item fits. The business team takes in new law and guidance.',
          row: (item: Guidance) => ({
            href: paths.guidanceItem(item.reference),
            title: item.title,
            under: `${guidanceKinds[item.kind]}, ${item.publisher}. ${item.reference}${item.isInvented ? '. Invented' : ''}`,
            cells: [
              tagCell(guidanceStates[item.state].words, guidanceStates[item.state].tag),
              cell(
                item.inForceOn === null ? (item.inForceWords ?? 'Not stated') : inWords(item.inForceOn),
                guidanceCertainties[item.certainty].words,
              ),
              item.owner === null
                ? cell('Nobody yet')
                : cell(
                    `${item.owner}, ${item.ownerOrganisation ?? ''}`,
                    item.dueOn === null ? 'No date set' : whenWords(item.dueOn, today),
                  ),
            ],
          }),
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.takeNational(),
    about: async () => undefined,
    action: paths.takeNational,
    permission,
    schema: z.object({}),
    view: async (actor) => {
      const taken = await listTakenSlugs(db, actor)
      const missing = shippedGuidance().filter(({ slug }) => !taken.has(slug))
      return {
        heading: 'Take in the national items',
        lead:
          missing.length === 0
            ? 'All national items have been taken in.'
            : `${plural(missing.length, 'item')}, unread: ${missing.map(({ title }) => title).join('; ')}. Each names its source and says how sure it is.`,
        breadcrumbs: [home, list],
        fields: [],
        button: 'Take them in',
      }
    },
    save: (actor) => takeNationalGuidance(db, actor, { today: clock.today() }),
    next: () => `${paths.guidance()}?done=taken`,
  })

  taskPage(app, {
    path: paths.addGuidance(),
    about: async () => undefined,
    action: paths.addGuidance,
    permission,
    schema: z.object({
      kind: requiredChoice(keysOf(guidanceKinds), 'Select what kind of item it is'),
      title: line('Enter the title'),
      publisher: line('Enter who published it'),
      source: line('Enter where it comes from', 500),
      address: anyAddress('Address'),
      certainty: requiredChoice(keysOf(guidanceCertainties), 'Select how sure it is'),
      certaintyNote: anyParagraph(1_000),
      inForceOn: anyDate('Date on which it comes into force'),
      inForceWords: anyLine(200),
      summary: paragraph('Enter what it says'),
    }),
    view: async () => ({
      heading: 'Add an item',
      breadcrumbs: [home, list],
      fields: [
        { name: 'kind', kind: 'select', label: 'Kind', any: 'Choose a kind', options: optionsOf(guidanceKinds) },
        { name: 'title', kind: 'text', label: 'Title' },
        { name: 'publisher', kind: 'text', label: 'Published by' },
        {
          name: 'source',
          kind: 'text',
          label: 'Where it comes from',
          hint: 'The Act and section, the document and paragraph, or the letter and its date',
        },
        { name: 'address', kind: 'text', label: 'Address', hint: 'Optional: begins with https://' },
        { name: 'certainty', kind: 'radios', label: 'How sure is it?', options: certaintyOptions },
        { name: 'certaintyNote', kind: 'long', label: 'What is not sure', hint: 'Optional' },
        {
          name: 'inForceOn',
          kind: 'date',
          label: 'In force on',
          hint: `Leave empty when the day is not known. ${dateHint}`,
        },
        {
          name: 'inForceWords',
          kind: 'text',
          label: 'In force, in words',
          hint: 'Optional, such as by regulations, expected in late 2027',
        },
        { name: 'summary', kind: 'long', label: 'What it says' },
      ],
      button: 'Take it in',
    }),
    save: (actor, _about, value) => addGuidance(db, actor, { ...value, today: clock.today() }),
    next: (_about, { reference }) => `${paths.guidanceItem(reference)}?done=added`,
  })

  const find = async (actor: Actor, reference: string) => {
    const item = await findGuidance(db, actor, reference)
    if (!item) throw notFound('Guidance')
    return item
  }
  const crumbs = (item: Guidance) => [home, list, { text: item.reference, href: paths.guidanceItem(item.reference) }]

  app.get<{ Params: { reference: string }; Querystring: Record<string, string | undefined> }>(
    paths.guidanceItem(':reference'),
    { config: { permission: 'governance.read' } },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const item = await find(actor, params.reference)
      const actions = await listGuidanceActions(db, item.id)
      const can = (to: Parameters<typeof canMoveGuidance>[1]) =>
        may(actor, permission) && canMoveGuidance(item.state, to)
      const certainty = guidanceCertainties[item.certainty]
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: item.title,
          reference: item.reference,
          recordId: item.recordId,
          invented: item.isInvented,
          breadcrumbs: [home, list],
          done: wordsFor(doneWords, query['done']),
          tag: guidanceStates[item.state],
          standing: `${certainty.words}.${item.certaintyNote === null ? '' : ` ${item.certaintyNote}`}`,
          actions: [
            can('read') && {
              text:
                item.state === 'read' || item.state === 'actions' ? 'Change who must do what' : 'Say who must do what',
              href: paths.readGuidance(item.reference),
            },
            can('actions') && { text: 'Raise an action', href: paths.raiseGuidanceAction(item.reference) },
            can('implemented') && { text: 'Mark as implemented', href: paths.implementGuidance(item.reference) },
            can('not-for-us') && { text: 'Not for us', href: paths.refuseGuidance(item.reference) },
            may(actor, permission) && { text: 'Tie to another record', href: paths.tie(item.reference) },
          ],
          facts: [
            fact('Kind', guidanceKinds[item.kind]),
            fact('Published by', item.publisher),
            fact('Source', item.source),
            placeFact('Address', item.address),
            fact(
              'In force',
              item.inForceOn === null
                ? item.inForceWords
                : `${inWords(item.inForceOn)}${item.inForceWords === null ? '' : `: ${item.inForceWords}`}`,
            ),
            fact('What it says', item.summary),
            fact('Who must do what', item.whoMust ?? 'Nobody has said yet'),
            fact('Owner', item.owner === null ? 'Nobody yet' : `${item.owner}, ${item.ownerOrganisation ?? ''}`),
            fact('To be implemented by', item.dueOn === null ? 'No date set' : whenWords(item.dueOn, today)),
            ...(item.state === 'implemented'
              ? [
                  fact('Implemented on', item.implementedOn === null ? null : inWords(item.implementedOn)),
                  fact('What was changed here', item.changedLocally),
                  fact('Evidence', item.evidence),
                ]
              : []),
            ...(item.state === 'not-for-us' ? [fact('Why it is not for us', item.reason)] : []),
          ],
          sections: [
            {
              heading: 'Actions',
              empty: 'No action has been raised from it.',
              items: actions.map((action) =>
                card(action.title, { href: action.page, lines: [`${action.reference}: ${action.state}`] }),
              ),
            },
          ],
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.readGuidance(':reference'),
    about: (actor, params) => find(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.readGuidance(reference),
    permission,
    schema: z.object({
      whoMust: paragraph('Enter who must do what'),
      owner: line('Select the office that sees to it'),
      dueOn: anyDate('Date of implementation'),
      version: versionField,
    }),
    view: async (actor, item) => ({
      heading: 'Say who must do what',
      caption: item.title,
      breadcrumbs: crumbs(item),
      fields: [
        {
          name: 'whoMust',
          kind: 'long',
          label: 'Who must do what?',
          hint: 'Agencies and the duty of each, in a few lines',
        },
        {
          name: 'owner',
          kind: 'select',
          label: 'Who sees to it?',
          any: 'Choose an office',
          options: await officeOptions(db, actor, clock.today()),
        },
        { name: 'dueOn', kind: 'date', label: 'To be implemented by', hint: `Optional. ${dateHint}` },
      ],
      button: 'Save',
    }),
    start: (item) => ({
      whoMust: item.whoMust ?? '',
      owner: item.ownerOfficeId ?? '',
      dueOn: item.dueOn === null ? '' : inWords(item.dueOn),
      version: String(item.version),
    }),
    save: (actor, { reference }, { owner, version, ...value }) =>
      readGuidance(db, actor, {
        ...value,
        reference,
        ownerOfficeId: owner,
        version: Number(version),
        today: clock.today(),
      }),
    next: ({ reference }) => `${paths.guidanceItem(reference)}?done=read`,
  })

  taskPage(app, {
    path: paths.raiseGuidanceAction(':reference'),
    about: (actor, params) => find(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.raiseGuidanceAction(reference),
    permission,
    schema: z.object({
      title: line('Enter what must be done', 300),
      owner: line('Select who must do it'),
      dueOn: neededDate('Date for the action'),
      version: versionField,
    }),
    view: async (actor, item) => ({
      heading: 'Raise an action',
      caption: item.title,
      lead: 'It goes into the tracker, tied to this item, and is owed by the office from then on.',
      breadcrumbs: crumbs(item),
      fields: [
        { name: 'title', kind: 'text', label: 'What must be done?' },
        {
          name: 'owner',
          kind: 'select',
          label: 'Who must do it?',
          any: 'Choose an office',
          options: await officeOptions(db, actor, clock.today()),
        },
        { name: 'dueOn', kind: 'date', label: 'By when', hint: dateHint },
      ],
      button: 'Raise the action',
    }),
    start: ({ ownerOfficeId, version }) => ({ owner: ownerOfficeId ?? '', version: String(version) }),
    save: (actor, { reference }, { owner, version, ...value }) =>
      raise(db, actor, { ...value, reference, ownerOfficeId: owner, version: Number(version), today: clock.today() }),
    next: ({ reference }) => `${paths.guidanceItem(reference)}?done=raised`,
  })

  taskPage(app, {
    path: paths.implementGuidance(':reference'),
    about: (actor, params) => find(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.implementGuidance(reference),
    permission,
    schema: z.object({
      changedLocally: paragraph('Enter what was changed here'),
      evidence: paragraph('Enter the evidence that it is implemented'),
      implementedOn: neededDate('Date of implementation'),
      version: versionField,
    }),
    view: async (_actor, item) => ({
      heading: 'Mark as implemented',
      caption: item.title,
      breadcrumbs: crumbs(item),
      fields: [
        { name: 'changedLocally', kind: 'long', label: 'What was changed here?' },
        {
          name: 'evidence',
          kind: 'long',
          label: 'What is the evidence?',
          hint: 'References of records, an audit, a minute or an address. That a policy was changed is not that practice was.',
        },
        { name: 'implementedOn', kind: 'date', label: 'Implemented on', hint: dateHint },
      ],
      button: 'Mark as implemented',
    }),
    start: ({ version }) => ({ version: String(version) }),
    save: (actor, { reference }, { version, ...value }) =>
      implementGuidance(db, actor, { ...value, reference, version: Number(version), today: clock.today() }),
    next: ({ reference }) => `${paths.guidanceItem(reference)}?done=implemented`,
  })

  taskPage(app, {
    path: paths.refuseGuidance(':reference'),
    about: (actor, params) => find(actor, params['reference'] ?? ''),
    action: ({ reference }) => paths.refuseGuidance(reference),
    permission,
    schema: z.object({ reason: paragraph('Enter why it is not for this partnership', 2_000), version: versionField }),
    view: async (_actor, item) => ({
      heading: 'Not for us',
      caption: item.title,
      breadcrumbs: crumbs(item),
      fields: [{ name: 'reason', kind: 'long', label: 'Why is it not for this partnership?' }],
      button: 'Mark as not for us',
    }),
    start: ({ version }) => ({ version: String(version) }),
    save: (actor, { reference }, { reason, version }) =>
      setGuidanceAside(db, actor, { reference, reason, version: Number(version) }),
    next: ({ reference }) => `${paths.guidanceItem(reference)}?done=aside`,
  })
}
