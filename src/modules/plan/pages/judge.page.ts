import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
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
import { evidenceKinds, isEvidenceKind } from '../definition.ts'
import { judgeProgress, type GivenEvidence } from '../judge-progress.ts'
import { listDefinitions } from '../judgement-store.ts'
import { planPaths } from '../paths.ts'
import { itemKinds } from '../plan.ts'
import { date, formView, group, input, optionalDate, radios, select, textarea } from './form-view.ts'
import { openItem, type ItemParams } from './show-item.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.judge' }
const places = [1, 2, 3] as const

const evidenceFields = (place: 1 | 2 | 3) => ({
  [`kind${place}`]: optionalText(40),
  [`words${place}`]: optionalText(1_000, 'What it shows must be 1,000 characters or fewer'),
  [`trueOn${place}`]: optionalDate('Date on which it was true must be a real date, like 27/3/2027'),
})

const schema = z.object({
  definition: requiredText('Select how far it has come', 60),
  judgedOn: requiredDate(
    'Enter the date of the judgement',
    'Date of the judgement must be a real date, like 27/3/2027',
  ),
  group: optionalText(100),
  reasoning: requiredText('Enter why this is the judgement', 4_000, 'Reasons must be 4,000 characters or fewer'),
  records: optionalText(1_000, 'Records must be 1,000 characters or fewer'),
  ...evidenceFields(1),
  ...evidenceFields(2),
  ...evidenceFields(3),
})

type Values = Readonly<Record<string, unknown>>

/** The pieces of evidence that were filled in, and what is missing of those that were begun. */
function evidenceOf(values: Values): { evidence: GivenEvidence[]; problems: { field: string; text: string }[] } {
  const evidence: GivenEvidence[] = []
  const problems: { field: string; text: string }[] = []
  for (const place of places) {
    const [kind, words, trueOn] = [`kind${place}`, `words${place}`, `trueOn${place}`].map(
      (name) => values[name] ?? null,
    )
    if (kind === null && words === null && trueOn === null) continue
    if (!isEvidenceKind(kind)) problems.push({ field: `kind${place}`, text: 'Select what kind of evidence it is' })
    else if (typeof words !== 'string') problems.push({ field: `words${place}`, text: 'Enter what the evidence shows' })
    else if (typeof trueOn !== 'string')
      problems.push({ field: `trueOn${place}`, text: 'Enter the date on which it was true' })
    else evidence.push({ kind, words, trueOn })
  }
  return { evidence, problems }
}

const referencesOf = (text: string | null): string[] => [
  ...new Set(
    (text ?? '')
      .split(/[\s,;]+/)
      .map((each) => each.trim().toUpperCase())
      .filter((each) => each !== ''),
  ),
]

export function judgePage(app: FastifyInstance, { db, clock }: Services): void {
  async function view(actor: Actor, opened: Awaited<ReturnType<typeof openItem>>, form: Form) {
    const { plan, item, title } = opened
    const [definitions, groups] = await Promise.all([listDefinitions(db, actor), listGroups(db, actor.partnershipId)])
    const reference = item.reference ?? ''
    return formView({
      heading: 'How far has it come?',
      caption: title,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: plan.title, href: planPaths.show(plan.slug) },
        { text: reference, href: planPaths.item(plan.slug, reference) },
      ],
      intro: [
        `You judge ${itemKinds[item.kind].one} by the definitions below. A judgement is kept as it is; a later one stands beside it.`,
      ],
      form,
      groups: [
        group('', [
          radios(
            'definition',
            'How far has it come?',
            definitions
              .filter(({ isUsed }) => isUsed)
              .map(({ key, words, meaning, needsEvidence }) => ({
                value: key,
                text: words,
                hint: `${meaning}${needsEvidence ? ' Needs evidence.' : ''}`,
              })),
          ),
          date('judgedOn', 'On which day was it judged?'),
          select(
            'group',
            'Who judged it?',
            groups.map(({ id, name }) => ({ value: id, text: name })),
            'The business team by itself',
          ),
          textarea(
            'reasoning',
            'Why is this the judgement?',
            'What changed, for whom, and what did not. Name no child.',
            5,
          ),
        ]),
        group(
          'The evidence',
          [textarea('records', 'Records that show it', 'Their references, such as LSCP-WRN-2026-001, one a line', 2)],
          'Give records of this service, or say in words what the evidence is. Without any, only a judgement that needs none can be made, and it says that no evidence was given.',
        ),
        ...places.map((place) =>
          group(`Evidence in words${place === 1 ? '' : `, ${place === 2 ? 'second' : 'third'} piece`} (optional)`, [
            select(
              `kind${place}`,
              'What kind is it?',
              Object.entries(evidenceKinds).map(([value, text]) => ({ value, text })),
              'None',
            ),
            input(`words${place}`, 'What does it show, and where is it written?'),
            date(
              `trueOn${place}`,
              'On which day was it true?',
              'The day that it describes, not the day on which it came in',
            ),
          ]),
        ),
      ],
      action: planPaths.judge(plan.slug, reference),
      button: 'Record the judgement',
      back: { text: 'Cancel', href: planPaths.item(plan.slug, reference) },
    })
  }

  const open = async (actor: Actor, params: ItemParams) => {
    const opened = await openItem(db, actor, params, clock.today())
    if (opened.item.kind === 'measure') throw notFound('Part of the plan')
    return opened
  }

  app.get<{ Params: ItemParams }>(
    planPaths.judge(':slug', ':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const opened = await open(actor, params)
      const start = { judgedOn: inWords(clock.today()), group: opened.plan.groupId ?? '' }
      return reply.page(template, await view(actor, opened, blankForm(start)))
    },
  )

  app.post<{ Params: ItemParams }>(
    planPaths.judge(':slug', ':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, opened, parsed.form), 400)
      const { value, values } = parsed
      const { evidence, problems } = evidenceOf(value)
      if (problems.length > 0)
        return reply.page(template, await view(actor, opened, formWithErrors(values, problems)), 400)
      const judged = await judgeProgress(db, actor, {
        slug: opened.plan.slug,
        reference: params.reference,
        definitionKey: value.definition,
        judgedOn: value.judgedOn,
        reasoning: value.reasoning,
        groupId: value.group,
        evidence,
        records: referencesOf(value.records),
        today: clock.today(),
        at: clock.now(),
      })
      if (!judged.ok)
        return reply.page(template, await view(actor, opened, formWithErrors(values, judged.problems)), 400)
      return reply.redirect(`${planPaths.item(opened.plan.slug, params.reference)}?done=judged`, 303)
    },
  )
}
