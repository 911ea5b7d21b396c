import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import { listIndicators } from '#modules/indicators/public.ts'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { addToPlan } from '../change-plan.ts'
import { listChanges, listItems } from '../item-store.ts'
import { isMeasureKind, measureKinds, polarities, type MeasurePolarity } from '../measure.ts'
import { planPaths } from '../paths.ts'
import { everyItem, itemKinds, planAsAt, usualDay, type ItemKind } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import {
  date,
  formView,
  group,
  input,
  optionalDate,
  optionalNumber,
  radios,
  select,
  short,
  textarea,
  type FieldGroup,
} from './form-view.ts'
import { groundsFields, groundsGroups, groundsOf, groundsProblems, groundsStart } from './grounds.ts'
import { openPlan } from './show-plan.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.write' }
const kinds = Object.keys(itemKinds) as ItemKind[]

const titleHints: Record<ItemKind, string> = {
  priority: 'What the partnership puts first, in its own words',
  outcome: 'What will be different for children, as they would notice it',
  measure: 'How one would know: what is counted or asked',
  action: 'What is to be done. It goes into the tracker, where its owner gives updates and evidence',
}

const schema = z.object({
  title: requiredText('Enter what it says', 500, 'It must be 500 characters or fewer'),
  under: optionalText(60),
  note: optionalText(2_000, 'Explanation must be 2,000 characters or fewer'),
  source: optionalText(500, 'Source must be 500 characters or fewer'),
  measureKind: optionalText(30),
  indicator: optionalText(200),
  unit: optionalText(60, 'Unit must be 60 characters or fewer'),
  polarity: optionalText(20),
  target: optionalNumber('Target must be a number, like 62.5'),
  targetNote: optionalText(300, 'Note on the target must be 300 characters or fewer'),
  everyMonths: optionalNumber('How often must be a number of months from 1 to 24'),
  ownerOffice: optionalText(100),
  dueOn: optionalDate('Date must be a real date, like 27/3/2027'),
  ...groundsFields,
})

type Values = z.output<typeof schema>

function problemsOf(kind: ItemKind, plan: Plan, value: Values): { field: string; text: string }[] {
  const needed = itemKinds[kind].under
  return [
    ...(needed !== null && value.under === null
      ? [{ field: 'under', text: `Select ${itemKinds[needed].one} that it hangs under` }]
      : []),
    ...(kind === 'measure' && !isMeasureKind(value.measureKind)
      ? [{ field: 'measureKind', text: 'Select what kind of measure it is' }]
      : []),
    ...(kind === 'measure' && value.measureKind === 'indicator' && value.indicator === null
      ? [{ field: 'indicator', text: 'Select the indicator' }]
      : []),
    ...(value.everyMonths !== null &&
    !(Number.isInteger(value.everyMonths) && value.everyMonths >= 1 && value.everyMonths <= 24)
      ? [{ field: 'everyMonths', text: 'How often must be a number of months from 1 to 24' }]
      : []),
    ...(kind === 'action' && value.ownerOffice === null
      ? [{ field: 'ownerOffice', text: 'Select the office that owns the action' }]
      : []),
    ...(kind === 'action' && value.dueOn === null
      ? [{ field: 'dueOn', text: 'Enter the date by which it is to be done' }]
      : []),
    ...groundsProblems(plan, value),
  ]
}

const isPolarity = (text: string | null): text is MeasurePolarity => text !== null && Object.hasOwn(polarities, text)

function measureOf(kind: ItemKind, value: Values) {
  if (kind !== 'measure' || !isMeasureKind(value.measureKind)) return null
  return {
    kind: value.measureKind,
    indicatorSlug: value.indicator,
    unit: value.unit,
    polarity: isPolarity(value.polarity) ? value.polarity : ('none' as const),
    everyMonths: value.everyMonths,
  }
}

export function addPartPages(app: FastifyInstance, { db, clock }: Services): void {
  const offices = async (actor: Actor) => {
    const all = await listOfficesOfRole(db, actor.partnershipId, members, clock.today())
    return [...Map.groupBy(all, ({ id }) => id).values()].map(([office]) => ({
      value: office?.id ?? '',
      text: `${office?.title ?? ''}, ${office?.organisation ?? ''}${office?.holder === null ? ' (vacant)' : ''}`,
    }))
  }

  async function fieldsOf(actor: Actor, plan: Plan, kind: ItemKind): Promise<FieldGroup[]> {
    const needed: ItemKind | null = itemKinds[kind].under
    const tree = planAsAt(await listItems(db, plan.id), await listChanges(db, plan.id), usualDay(plan, clock.today()))
    const parents = everyItem(tree).filter((each) => each.kind === needed && each.reference !== null)
    const first = group('', [
      textarea('title', itemKinds[kind].name, titleHints[kind], 2),
      ...(needed === null
        ? []
        : [
            select(
              'under',
              `Which ${itemKinds[needed].name.toLowerCase()} does it serve?`,
              parents.map(({ reference, title }) => ({ value: reference ?? '', text: title })),
              `Choose ${itemKinds[needed].one}`,
            ),
          ]),
      ...(kind === 'action' ? [] : [textarea('note', 'Explanation (optional)', '', 2)]),
      ...(kind === 'priority'
        ? [
            input(
              'source',
              'Where it is written (optional)',
              'Document and place, for example Annual report 2021-22, page 13',
            ),
          ]
        : []),
    ])
    if (kind === 'action')
      return [
        group('', [
          ...first.fields,
          select(
            'ownerOffice',
            'Which office owns it?',
            await offices(actor),
            'Choose an office',
            'It stays with the post when people change',
          ),
          date('dueOn', 'By when?'),
        ]),
      ]
    if (kind !== 'measure') return [first]
    const indicators = (await listIndicators(db))
      .map(({ slug, name }) => ({ value: slug, text: name }))
      .toSorted((a, b) => a.text.localeCompare(b.text))
    return [
      first,
      group('How it is measured', [
        radios(
          'measureKind',
          'What kind of measure is it?',
          Object.entries(measureKinds).map(([value, { words, hint }]) => ({ value, text: words, hint })),
        ),
        select('indicator', 'If it is an indicator: which one?', indicators, 'Choose an indicator'),
      ]),
      group(
        'If it is not an indicator',
        [
          input('unit', 'What is it counted in?', 'For example, per cent, children, audits', 'govuk-input--width-20'),
          radios(
            'polarity',
            'Which way is better?',
            Object.entries(polarities).map(([value, text]) => ({ value, text })),
          ),
          short('target', 'Target (optional)'),
          input('targetNote', 'Note on the target (optional)', 'For example, who agreed it, and why this one'),
          short('everyMonths', 'A figure is entered every how many months?', 'Leave empty when there is no rhythm'),
          select('ownerOffice', 'Which office enters it?', await offices(actor), 'The business team'),
        ],
        'An indicator’s figures, direction and target come from the dataset.',
      ),
    ]
  }

  for (const kind of kinds) {
    const view = async (actor: Actor, plan: Plan, form: Form) =>
      formView({
        heading: `Add ${itemKinds[kind].one}`,
        caption: plan.title,
        breadcrumbs: [
          { text: 'Plans', href: planPaths.list() },
          { text: plan.title, href: planPaths.show(plan.slug) },
        ],
        form,
        groups: [...(await fieldsOf(actor, plan, kind)), ...groundsGroups(plan)],
        action: planPaths.add(plan.slug, kind),
        button: `Add ${itemKinds[kind].one}`,
        back: { text: 'Cancel', href: planPaths.show(plan.slug) },
      })

    app.get<{ Params: { slug: string }; Querystring: { under?: string } }>(
      planPaths.add(':slug', kind),
      { config },
      async ({ actor, params, query }, reply) => {
        const plan = await openPlan(db, actor, params.slug)
        const under = typeof query.under === 'string' ? query.under : ''
        return reply.page(template, await view(actor, plan, blankForm({ under, ...groundsStart(plan, clock.today()) })))
      },
    )

    app.post<{ Params: { slug: string } }>(
      planPaths.add(':slug', kind),
      { config },
      async ({ actor, params, body }, reply) => {
        const plan = await openPlan(db, actor, params.slug)
        const parsed = parseForm(schema, body)
        if (!parsed.ok) return reply.page(template, await view(actor, plan, parsed.form), 400)
        const { value, values } = parsed
        const problems = problemsOf(kind, plan, value)
        if (problems.length > 0)
          return reply.page(template, await view(actor, plan, formWithErrors(values, problems)), 400)
        const isFree = value.measureKind !== 'indicator'
        const added = await addToPlan(db, actor, {
          slug: plan.slug,
          kind,
          under: value.under,
          wording: {
            title: value.title,
            note: value.note,
            source: value.source,
            target: kind === 'measure' && isFree ? value.target : null,
            targetNote: kind === 'measure' && isFree ? value.targetNote : null,
          },
          measure: measureOf(kind, value),
          ownerOfficeId: kind === 'action' || (kind === 'measure' && isFree) ? value.ownerOffice : null,
          dueOn: value.dueOn,
          grounds: groundsOf(value),
          today: clock.today(),
          at: clock.now(),
        })
        if (!added.ok) return reply.page(template, await view(actor, plan, formWithErrors(values, added.problems)), 400)
        return reply.redirect(
          `${planPaths.show(plan.slug)}?done=${added.value.state === 'proposed' ? 'proposed' : 'saved'}`,
          303,
        )
      },
    )
  }
}
