import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import type { Hold } from '../hold.ts'
import { findHold, listHolds, listReleasedHolds } from '../hold-store.ts'
import { listOrganisations } from '../organisation-store.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { placeHold, releaseHold } from '../place-hold.ts'
import { shipped } from '../shipped.ts'
import {
  dateField,
  field,
  handleConfig as config,
  home,
  readable,
  readablePage,
  table,
  task,
  taskView,
} from './frame.ts'

const trail = { text: 'Legal holds', href: paths.holds() }

const placing = z.object({
  kind: optionalText(),
  organisation: optionalText(),
  itemId: optionalText(100),
  reason: requiredText('Enter why this must not be destroyed', 1_000),
  reviewOn: requiredDate(
    'Enter when the hold is to be reviewed',
    'Date of the review must be a real date, like 27/3/2027',
  ),
})
const releasing = z.object({ reason: requiredText('Enter why the hold is released', 1_000) })

async function scopeInWords({ kind, organisation, itemId }: Omit<Hold, 'id'>): Promise<string> {
  const { retention } = await shipped()
  const title = retention.find((each) => each.kind === kind)?.title
  const what = itemId !== null ? `One record (${itemId}) of: ${title ?? kind ?? ''}` : (title ?? 'Every kind of record')
  return organisation === null ? what : `${what}, of ${organisation}`
}

/** Legal holds: those in force, placing one, releasing one. */
export function holdsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(paths.holds(), { config }, async ({ actor }, reply) => {
    const [holds, released] = [await listHolds(db, actor), await listReleasedHolds(db, actor)]
    const today = clock.today()
    const rows = await Promise.all(
      holds.map(async (hold) => [
        await scopeInWords(hold),
        hold.reason,
        `${hold.placedBy}, ${instantInWords(hold.placedAt)}`,
        `${inWords(hold.reviewOn)}${hold.reviewOn <= today ? ': to be reviewed now. It holds until somebody releases it' : ''}`,
        [{ text: `Release: ${await scopeInWords(hold)}`, href: paths.releaseHold(hold.id) }],
      ]),
    )
    const past = await Promise.all(
      released.map(async (hold) => [
        await scopeInWords(hold),
        hold.reason,
        hold.releasedAt === null ? '' : instantInWords(hold.releasedAt),
        hold.releaseReason ?? '',
      ]),
    )
    return reply.page(readable, {
      heading: 'Legal holds',
      breadcrumbs: [home],
      ...readablePage({
        lead: 'What a hold covers is not destroyed, whatever a schedule says, until somebody releases it.',
        links: [{ text: 'Place a hold', href: paths.placeHold() }],
        blocks: [
          rows.length === 0
            ? {
                type: 'note',
                kind: 'inset',
                text: 'No hold is in force. Place one when a claim, an inquiry or a police investigation may need records that are past their time.',
              }
            : table('Holds in force', ['What it covers', 'Why', 'Placed by', 'Review on', 'Release'], rows),
          ...(past.length === 0
            ? []
            : [table('Released holds', ['What it covered', 'Why', 'Released', 'Reason'], past)]),
        ],
      }),
    })
  })

  async function view(actor: Actor, form: Form) {
    const { retention } = await shipped()
    const organisations = await listOrganisations(db, actor)
    return taskView({
      heading: 'Place a legal hold',
      breadcrumbs: [trail],
      lines: ['Choose a kind of record, an organisation, or both. With a kind you can also name one record.'],
      form,
      action: paths.placeHold(),
      cancelHref: paths.holds(),
      button: 'Place hold',
      fields: [
        field('list', 'kind', 'Kind of record', {
          items: [
            { value: '', text: 'Every kind' },
            ...retention.map(({ kind, title }) => ({ value: kind, text: title })),
          ],
        }),
        field('list', 'organisation', 'Organisation', {
          items: [
            { value: '', text: 'Every organisation' },
            ...organisations.map(({ id, name }) => ({ value: id, text: name })),
          ],
        }),
        field('text', 'itemId', 'One record only', {
          hint: 'Its id, as a dry run lists it. Leave empty for all of them',
        }),
        field('lines', 'reason', 'Why it must not be destroyed', { hint: 'Name the claim or inquiry, never a child' }),
        dateField('reviewOn', 'Review the hold on'),
      ],
    })
  }

  app.get(paths.placeHold(), { config }, async ({ actor }, reply) => reply.page(task, await view(actor, blankForm())))

  app.post(paths.placeHold(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(placing, body)
    if (!parsed.ok) return reply.page(task, await view(actor, parsed.form), 400)
    const { organisation: organisationId, ...hold } = parsed.value
    const done = await placeHold(db, actor, { ...hold, organisationId, now: clock.now(), today: clock.today() })
    if (!done.ok) return reply.page(task, await view(actor, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(paths.holds(), 303)
  })

  const find = async (actor: Actor, id: string): Promise<Hold> => {
    const hold = await findHold(db, actor, id)
    if (!hold) throw notFound('Legal hold')
    return hold
  }
  const releaseView = async (hold: Hold, form: Form) =>
    taskView({
      heading: 'Release this hold?',
      breadcrumbs: [trail],
      caption: await scopeInWords(hold),
      lines: [hold.reason],
      warning: 'What it covers can be destroyed after the next dry run, where its schedule says so.',
      form,
      action: paths.releaseHold(hold.id),
      cancelHref: paths.holds(),
      button: 'Release hold',
      isDangerous: true,
      fields: [field('lines', 'reason', 'Why it is released')],
    })

  app.get<{ Params: { id: string } }>(paths.releaseHold(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(task, await releaseView(await find(actor, params.id), blankForm())),
  )
  app.post<{ Params: { id: string } }>(paths.releaseHold(':id'), { config }, async ({ actor, params, body }, reply) => {
    const hold = await find(actor, params.id)
    const parsed = parseForm(releasing, body)
    if (!parsed.ok) return reply.page(task, await releaseView(hold, parsed.form), 400)
    const done = await releaseHold(db, actor, { ...parsed.value, id: hold.id, now: clock.now() })
    if (!done.ok) return reply.page(task, await releaseView(hold, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(paths.holds(), 303)
  })
}
