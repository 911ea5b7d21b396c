import { z } from 'zod'
import { jsonWords } from '#platform/json-words.ts'
import { ruleSets } from './spc-types.ts'
import type { RuleSetName, SpcContractResult, SpcInput } from './spc-types.ts'
import { contractResult, spc } from './spc.ts'

const ruleSetNames = Object.keys(ruleSets) as [RuleSetName, ...RuleSetName[]]
const length = z.number('must be a whole number of points').nullish()

/** The shape of `input`; what the numbers and dates must be like is `spc`'s own affair. */
const schema = z.object(
  {
    dates: z.array(z.string('must be dates like 2026-09-30'), 'must be a list of dates like 2026-09-30'),
    values: z.array(
      z.number('must be numbers, and null where one is missing').nullable(),
      'must be a list of numbers, with null where one is missing',
    ),
    improvement_direction: z.enum(['increase', 'decrease', 'neutral'], "must be 'increase', 'decrease' or 'neutral'"),
    target: z.number('must be a number or null').nullish(),
    rebase_dates: z
      .array(z.string('must be dates like 2026-09-30'), 'must be a list of dates like 2026-09-30')
      .nullish(),
    fix_after_n_points: z.number('must be a whole number of 12 or more, or null').nullish(),
    screen_outliers: z.boolean('must be true or false').nullish(),
    rules: z
      .object(
        {
          name: z.enum(ruleSetNames, `must be '${ruleSetNames.join("' or '")}'`).nullish(),
          trend: length,
          shift: length,
        },
        'must be an object with the name of a rule set',
      )
      .nullish(),
  },
  'must be an object',
)

/**
 * Answers one `series` of the command-line contract, `{ input: { dates, values, … } }`, as it came from outside. Throws a RangeError
 * 'FIELD: sentence' for what is no series; extra fields are ignored, and a field that may be absent may be null.
 */
export function spcCase(value: unknown): SpcContractResult {
  return contractResult(spc(spcInput(value)))
}

function spcInput(value: unknown): SpcInput {
  const input: unknown = typeof value === 'object' && value !== null && 'input' in value ? value.input : undefined
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    const [sentence] = parsed.error.issues.map((issue) => sentenceOf(issue, input))
    throw new RangeError(sentence)
  }
  const { dates, values, improvement_direction, rules, ...rest } = parsed.data
  return {
    dates,
    values,
    improvement_direction,
    target: rest.target ?? null,
    rebase_dates: rest.rebase_dates ?? [],
    fix_after_n_points: rest.fix_after_n_points ?? null,
    screen_outliers: rest.screen_outliers ?? true,
    rules: rules
      ? { name: rules.name ?? ruleSetNames[0], trend: rules.trend ?? undefined, shift: rules.shift ?? undefined }
      : undefined,
  }
}

/** 'values: must be numbers, and null where one is missing; item 2 is 'n/a'' */
function sentenceOf({ path, message }: z.core.$ZodIssue, input: unknown): string {
  const fields = path.filter((step) => typeof step === 'string')
  const item = path.find((step) => typeof step === 'number')
  let found = input
  for (const step of path) found = (found as Record<PropertyKey, unknown>)[step]
  const field = fields.length === 0 ? 'input' : fields.join('.')
  const which = item === undefined ? 'it' : `item ${item + 1}`
  return `${field}: ${message}; ${which} is ${jsonWords(found)}`
}
