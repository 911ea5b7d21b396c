import type { FastifyInstance } from 'fastify'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { findEntry, listEntries } from '../entry-store.ts'
import { clockOf, howWorkedOut, withDue, type Dated } from '../entry-view.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { isRegister, pauseWords, peopleToldWords, standing, wordsOf, type Register } from '../register.ts'
import { certaintyWords } from '../shipped.ts'
import {
  facts,
  handleConfig as config,
  home,
  inset,
  link,
  paragraph,
  readable,
  sensitive,
  readablePage,
  table,
} from './frame.ts'

type Query = { state?: string; order?: string }

export function registerOf(text: string): Register {
  if (!isRegister(text)) throw notFound('Register')
  return text
}

/** The registers: the list with its clocks, and one entry. */
export function registersPage(app: FastifyInstance, { db, clock }: Services): void {
  const standingOf = (entry: Dated) => standing(entry.due, clock.today(), clock.now())
  const stateOf = (entry: Dated, register: Register): string =>
    entry.state === 'open'
      ? 'Open'
      : `Closed: ${wordsFor(wordsOf(register).decisions, entry.decision)}${entry.decidedAt === null ? '' : `, ${instantInWords(entry.decidedAt)}`}`

  app.get<{ Params: { register: string }; Querystring: Query }>(
    paths.register(':register'),
    { config },
    async ({ actor, params, query }, reply) => {
      const register = registerOf(params.register)
      const words = wordsOf(register)
      const state = query.state === 'closed' ? 'closed' : query.state === 'all' ? undefined : 'open'
      const entries = await withDue(db, register, await listEntries(db, actor, register, state))
      const byDue = query.order !== 'received'
      const sorted = byDue
        ? entries.toSorted((one, other) => standingOf(one).sortKey.localeCompare(standingOf(other).sortKey))
        : entries
      const overdue = entries.filter((entry) => entry.state === 'open' && standingOf(entry).isOverdue).length
      const shown = state ?? 'all'
      const at = (wanted: string, order: string) => `${paths.register(register)}?state=${wanted}&order=${order}`
      const rows = sorted.map((entry) => [
        link(entry.reference, paths.entry(register, entry.reference)),
        register === 'breach' ? instantInWords(entry.receivedAt) : inWords(entry.receivedOn),
        entry.who,
        entry.state === 'open' ? standingOf(entry).words : 'Answered',
        stateOf(entry, register),
      ])
      const rule = await clockOf(register)
      return reply.page(readable, {
        heading: words.title,
        marking: sensitive,
        breadcrumbs: [home],
        ...readablePage({
          lead: overdue === 0 ? '' : `Overdue: ${overdue}.`,
          links: [
            { text: `Enter a ${words.one.toLowerCase()}`, href: paths.addEntry(register) },
            ...(['open', 'closed', 'all'] as const)
              .filter((each) => each !== shown)
              .map((each) => ({
                text: `Show ${each === 'all' ? 'all of them' : `the ${each} ones`}`,
                href: at(each, byDue ? 'due' : 'received'),
              })),
            byDue
              ? { text: 'Newest first', href: at(shown, 'received') }
              : { text: 'What is due soonest first', href: at(shown, 'due') },
          ],
          blocks: [
            rows.length === 0
              ? inset(
                  `No ${shown === 'all' ? '' : `${shown} `}entry. Enter one as soon as it comes in: its clock runs from then.`,
                )
              : table(
                  byDue ? 'What is due soonest first' : 'Newest first',
                  ['Reference', words.began, words.who, 'Due', 'State'],
                  rows,
                ),
            paragraph(`${rule.rule} ${certaintyWords[rule.certainty]}: ${rule.source}.`),
          ],
        }),
      })
    },
  )

  app.get<{ Params: { register: string; reference: string } }>(
    paths.entry(':register', ':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const register = registerOf(params.register)
      const found = await findEntry(db, actor, register, params.reference)
      if (!found) throw notFound('Entry')
      const [entry] = await withDue(db, register, [found])
      if (!entry) throw notFound('Entry')
      return reply.page(readable, {
        heading: `${wordsOf(register).one} ${entry.reference}`,
        marking: sensitive,
        breadcrumbs: [home, { text: wordsOf(register).title, href: paths.register(register) }],
        ...readablePage({ links: actionsOf(register, entry), blocks: await blocksOf(register, entry) }),
      })
    },
  )

  async function blocksOf(register: Register, entry: Dated): Promise<Block[]> {
    const words = wordsOf(register)
    const rule = await clockOf(register)
    const { state, who, what, gateway, extendedOn, extensionReason, decisionReason, decidedBy, peopleTold } = entry
    return [
      facts('The entry', [
        [words.began, instantInWords(entry.receivedAt)],
        [words.who, who],
        [words.what, what],
        ...(register === 'disclosure' ? [['Legal gateway', gateway ?? 'none was named'] as const] : []),
        ['Due', state === 'open' ? standingOf(entry).words : 'Answered'],
        ['How that was worked out', howWorkedOut(entry.due) || 'By the rule'],
        ['The rule', `${rule.rule} ${certaintyWords[rule.certainty]}: ${rule.source}.`],
        ...(extendedOn === null ? [] : [['Extended', `On ${inWords(extendedOn)}: ${extensionReason ?? ''}`] as const]),
        ['State', stateOf(entry, register)],
        ...(state === 'open'
          ? []
          : ([
              ['Why', decisionReason ?? ''],
              ['Decided by', decidedBy ?? ''],
            ] as const)),
        ...(peopleTold === null
          ? []
          : [
              [
                'The people concerned',
                `${wordsFor(peopleToldWords, peopleTold)}. ${entry.peopleReason ?? ''}`,
              ] as const,
            ]),
      ]),
      ...(entry.pauses.length === 0
        ? []
        : [
            table(
              'When the clock stood',
              ['Why', 'From', 'To'],
              entry.pauses.map(({ why, fromOn, toOn }) => [
                pauseWords[why],
                inWords(fromOn),
                toOn === null ? 'it stands now' : inWords(toOn),
              ]),
            ),
          ]),
    ]
  }

  function actionsOf(register: Register, { state, reference, pauses, extendedOn }: Dated) {
    if (state !== 'open') return []
    const stands = pauses.some(({ toOn }) => toOn === null)
    const canPause = wordsOf(register).pauses.length > 0
    return [
      ...(canPause && !stands ? [{ text: 'Stop the clock', href: paths.pauseEntry(register, reference) }] : []),
      ...(stands ? [{ text: 'Let the clock go on', href: paths.resumeEntry(register, reference) }] : []),
      ...(canPause && extendedOn === null
        ? [{ text: 'Extend the time', href: paths.extendEntry(register, reference) }]
        : []),
      { text: 'Record the decision and close', href: paths.closeEntry(register, reference) },
    ]
  }
}
