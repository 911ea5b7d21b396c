import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { addDays, inWords, isDate, lastCompleteQuarter, quarterOf, spanInWords, type Quarter } from '#platform/dates.ts'
import { blankForm, formWithErrors, parseForm, readDate, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { list, plural } from '#platform/words.ts'
import { defaultDueOn, listOwing, openQuarter } from '../open-quarter.ts'
import { returnPaths } from '../paths.ts'
import { listQuarters } from '../quarter-store.ts'

const template = 'returns/pages/open-quarter.njk'

const schema = z.object({
  quarter: requiredText('Select the quarter', 10).regex(/^\d{4}-\d{2}-01$/, 'Select one of the quarters offered'),
  dueOn: z
    .string()
    .default('')
    .refine((text) => text === '' || readDate(text) !== null, 'Due date must be a real date, like 30/10/2026'),
})

/** No partnership of this kind is older: a quarter before it is no slip of the mouse. */
const earliest = '2017-04-01'

/** The last complete quarter and the three before it. */
function offered(today: string): Quarter[] {
  const quarters = [lastCompleteQuarter(today)]
  for (let count = 1; count < 4; count += 1) quarters.push(quarterOf(addDays(quarters.at(-1)?.startsOn ?? today, -1)))
  return quarters
}

export function openQuarterPage(app: FastifyInstance, { db, clock, isDemonstration }: Services): void {
  const config = { permission: 'returns.open' }

  async function show(reply: FastifyReply, form: Form | null, status = 200) {
    const { actor } = reply.request
    const today = clock.today()
    const open = new Set((await listQuarters(db, actor.partnershipId)).map(({ startsOn }) => startsOn))
    const quarters = offered(today)
    const first = quarters.find(({ startsOn }) => !open.has(startsOn))
    const dueOn = first ? defaultDueOn(first.endsOn) : ''
    const owing = await listOwing(db, actor.partnershipId)
    return reply.page(
      template,
      {
        heading: 'Open a quarter',
        breadcrumbs: [{ text: 'Returns', href: returnPaths.list() }],
        form: form ?? blankForm({ quarter: first?.startsOn ?? '', dueOn: dueOn === '' ? '' : inWords(dueOn) }),
        quarters: quarters.map(({ startsOn, endsOn, label }) => ({
          value: startsOn,
          text: `${label}, ${spanInWords(startsOn, endsOn)}`,
          hint: open.has(startsOn) ? 'Already open' : '',
        })),
        isPast: dueOn !== '' && dueOn < today,
        first: first?.label ?? '',
        usual: dueOn === '' ? '' : inWords(dueOn),
        owing: owing.map(({ organisation, codes }) => ({
          organisation,
          count: plural(codes.length, 'figure'),
          codes: list(codes),
        })),
        canOpen: owing.length > 0,
        action: returnPaths.openQuarter(),
      },
      status,
    )
  }

  app.get(returnPaths.openQuarter(), { config }, async (_request, reply) => show(reply, null))

  app.post(returnPaths.openQuarter(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return show(reply, parsed.form, 400)
    const { quarter: startsOn, dueOn } = parsed.value
    if (!isDate(startsOn) || startsOn < earliest) {
      const problem = { field: 'quarter', text: 'Select one of the quarters offered' }
      return show(reply, formWithErrors(parsed.values, [problem]), 400)
    }
    const due = readDate(dueOn) ?? defaultDueOn(quarterOf(startsOn).endsOn)
    const input = { startsOn, dueOn: due, today: clock.today(), at: clock.now(), isDemonstration }
    const opened = await openQuarter(db, actor, input)
    if (!opened.ok) return show(reply, formWithErrors(parsed.values, opened.problems), 400)
    return reply.redirect(`${returnPaths.list()}?done=opened`, 303)
  })
}
