import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import { number, plural } from '#platform/words.ts'
import { countToGo, destroyDue } from '../destroy-due.ts'
import { confirmationOf, isFresh, mostOfAKind } from '../disposal.ts'
import { findDryRun, findNewestDryRun, type DryRun } from '../dry-run-store.ts'
import { makeDryRun } from '../make-dry-run.ts'
import type { DataProtectionServices } from '../module.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import {
  destroyConfig,
  field,
  handleConfig,
  home,
  inset,
  link,
  paragraph,
  readable,
  readablePage,
  table,
  task,
  taskView,
} from './frame.ts'

const trail = { text: 'What is past its time', href: paths.disposal() }
const schema = z.object({ confirmation: z.string('Type the words to confirm').min(1, 'Type the words to confirm') })

const atLeast = (ids: readonly string[]): string =>
  ids.length >= mostOfAKind ? `${number(ids.length)} and perhaps more: the rest come next time` : number(ids.length)

/** What a dry run found, as a table: kinds, counts, what is held back and why, the oldest, and what lets it go. */
const dryRunTable = ({ lines }: Pick<DryRun, 'lines'>) =>
  table(
    'What would go',
    ['Kind of record', 'Would go', 'Held back', 'Oldest', 'Schedule'],
    lines.map((line) => [
      line.title,
      line.isSigned || line.dueIds.length === 0
        ? atLeast(line.dueIds)
        : `${atLeast(line.dueIds)}, but not until the schedule is signed off`,
      line.heldIds.length === 0 ? 'none' : `${number(line.heldIds.length)}: ${line.heldWhy.join('; ')}`,
      line.oldestOn === null ? 'none' : inWords(line.oldestOn),
      line.schedule,
    ]),
  )

/** The ids that a dry run lists, for somebody who wants to look at one or hold it back. */
const idTables = ({ lines }: DryRun): Block[] =>
  lines
    .filter(({ dueIds }) => dueIds.length > 0)
    .map(({ title, dueIds }) =>
      table(
        `${title}: the first ${Math.min(50, dueIds.length)} of ${number(dueIds.length)}`,
        ['Id'],
        dueIds.slice(0, 50).map((id) => [id]),
      ),
    )

/** What is past its time: the newest dry run, making one, and destroying what it lists. */
export function disposalPage(app: FastifyInstance, { db, clock, disposables }: DataProtectionServices): void {
  function blocksOf(actor: Actor, run: DryRun | undefined): Block[] {
    if (!run) return [inset('No dry run was made yet. Make one to see what is past its time: it changes nothing.')]
    const total = countToGo(run)
    const isOpen = run.certificate === null && isFresh(run.madeAt, clock.now())
    return [
      paragraph(`Dry run made on ${instantInWords(run.madeAt)} by ${run.madeBy}. It changed nothing.`),
      ...(run.certificate === null
        ? []
        : [paragraph(link(`Acted on: certificate ${run.certificate}`, paths.certificate(run.certificate)))]),
      ...(run.certificate === null && !isOpen
        ? [inset('It is older than 24 hours, so nothing can be destroyed from it. Make a new one.')]
        : []),
      dryRunTable(run),
      ...(isOpen && total > 0 && may(actor, 'data-protection.destroy')
        ? [paragraph(link(`Destroy ${plural(total, 'record')}`, paths.destroy(run.id)))]
        : []),
      ...idTables(run),
    ]
  }

  app.get(paths.disposal(), { config: handleConfig }, async ({ actor }, reply) => {
    const run = await findNewestDryRun(db, actor)
    return reply.page(readable, {
      heading: 'What is past its time',
      breadcrumbs: [home],
      ...readablePage({
        lead: 'A dry run lists what would go today under the retention schedules. Only what it lists can be destroyed, within 24 hours; a legal hold always wins.',
        blocks: blocksOf(actor, run),
        buttons: [{ text: 'Make a dry run', action: paths.disposal() }],
      }),
    })
  })

  app.post(paths.disposal(), { config: handleConfig }, async ({ actor }, reply) => {
    await makeDryRun(db, actor, { disposables, today: clock.today(), now: clock.now() })
    return reply.redirect(paths.disposal(), 303)
  })

  const find = async (actor: Actor, id: string): Promise<DryRun> => {
    const run = await findDryRun(db, actor, id)
    if (!run || countToGo(run) === 0) throw notFound('Dry run')
    return run
  }
  const view = (run: DryRun, form: Form) => {
    const total = countToGo(run)
    const signed = run.lines.filter(({ isSigned, dueIds }) => isSigned && dueIds.length > 0)
    return taskView({
      heading: `Destroy ${plural(total, 'record')}?`,
      breadcrumbs: [trail],
      lines: [
        ...signed.map(({ title, dueIds, schedule }) => `${title}: ${number(dueIds.length)}. ${schedule}.`),
        ...disposables.filter(({ kind }) => signed.some((line) => line.kind === kind)).map(({ whatGoes }) => whatGoes),
        'What was held since the dry run, or is no longer due, stays.',
      ],
      warning: 'This cannot be undone. A certificate of destruction is kept for good.',
      form,
      action: paths.destroy(run.id),
      cancelHref: paths.disposal(),
      button: 'Destroy',
      isDangerous: true,
      fields: [
        field('text', 'confirmation', `Type ‘${confirmationOf(total)}’ to confirm`, {
          classes: 'govuk-input--width-20',
        }),
      ],
    })
  }
  const config = { ...destroyConfig, stepUp: true as const }

  app.get<{ Params: { id: string } }>(paths.destroy(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(task, view(await find(actor, params.id), blankForm())),
  )
  app.post<{ Params: { id: string } }>(paths.destroy(':id'), { config }, async ({ actor, params, body }, reply) => {
    const run = await find(actor, params.id)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(task, view(run, parsed.form), 400)
    const when = { today: clock.today(), now: clock.now() }
    const done = await destroyDue(db, actor, { ...parsed.value, ...when, id: run.id, disposables })
    if (!done.ok) return reply.page(task, view(run, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(paths.certificate(done.value.reference), 303)
  })
}
