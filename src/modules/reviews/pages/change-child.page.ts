import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { must } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import { blankForm, formWithErrors, optionalText, parseForm, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { readBirthDate, readNhsNumber } from '../case.ts'
import { keepsNhsNumber, type Case } from '../case-store.ts'
import { describeChild } from '../describe-child.ts'
import { shownVersion } from '../form-fields.ts'
import { writableCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { readIdentity } from '../read-identity.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const template = 'reviews/pages/change-child.njk'
const schema = z.object({
  childName: optionalText(200, 'Child’s name must be 200 characters or fewer'),
  dateOfBirth: optionalText(40),
  nhsNumber: optionalText(20),
  addressArea: optionalText(200, 'Area must be 200 characters or fewer'),
  summary: optionalText(10_000, 'Summary must be 10,000 characters or fewer'),
  version: shownVersion(),
})
type Typed = z.output<typeof schema>

/** The date of birth and the NHS number as they are kept, or what is wrong with them. */
function readTyped({ dateOfBirth, nhsNumber }: Typed, today: string) {
  const birth = dateOfBirth === null ? null : readBirthDate(dateOfBirth, today)
  const number = nhsNumber === null ? null : readNhsNumber(nhsNumber)
  const problems = [
    ...(dateOfBirth !== null && birth === null
      ? [{ field: 'dateOfBirth', text: 'Date of birth must be a real date, today or earlier, like 27/3/2019' }]
      : []),
    ...(nhsNumber !== null && number === null
      ? [{ field: 'nhsNumber', text: 'NHS number must be the ten digits as they are printed, like 943 476 5919' }]
      : []),
  ]
  return { birth, number, problems }
}

export function changeChildPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const
  const view = async (one: Case, form: Form) => ({
    heading: 'What identifies the child',
    marking: sensitive,
    isInvented: one.isInvented,
    breadcrumbs: caseCrumbs(one),
    title: `${one.title}, ${one.pseudonym}`,
    form,
    action: reviewPaths.changeChild(one.reference),
    keepsNhsNumber: await keepsNhsNumber(db),
  })

  app.get<ByReference>(reviewPaths.changeChild(':reference'), { config }, async ({ actor, params }, reply) => {
    const now = clock.now()
    const { reference } = await writableCase(db, actor, params.reference, now)
    const { one, identity } = must(await readIdentity(db, actor, { reference, now, withHistory: false }))
    const form = blankForm({
      childName: identity.child_name ?? '',
      dateOfBirth: identity.date_of_birth === null ? '' : inWords(identity.date_of_birth),
      nhsNumber: identity.nhs_number ?? '',
      addressArea: identity.address_area ?? '',
      summary: identity.summary ?? '',
      version: String(one.version),
    })
    return reply.page(template, await view(one, form))
  })

  app.post<ByReference>(reviewPaths.changeChild(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const now = clock.now()
    const one = await writableCase(db, actor, params.reference, now)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(one, parsed.form), 400)
    const { birth, number, problems } = readTyped(parsed.value, clock.today())
    if (problems.length > 0) return reply.page(template, await view(one, formWithErrors(parsed.values, problems)), 400)
    const { childName, addressArea, summary, version } = parsed.value
    const done = await describeChild(db, actor, {
      reference: one.reference,
      version: Number(version),
      identity: {
        child_name: childName,
        date_of_birth: birth,
        nhs_number: number,
        address_area: addressArea,
        summary,
      },
      now,
    })
    if (!done.ok) return reply.page(template, await view(one, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${reviewPaths.case(one.reference)}?done=described`, 303)
  })
}
