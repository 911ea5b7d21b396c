import { command, refuse } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { listDefinitions } from './judgement-store.ts'

type Input = {
  key: string
  version: number
  words: string
  meaning: string
  isLittle: boolean
  needsEvidence: boolean
  isUsed: boolean
}

/** Changes what one of the judgements says and means. What was judged before keeps the words that it was judged by. */
export const defineProgress = command<Input, { id: string }>({
  name: 'plan.definition-changed',
  permission: 'plan.define',
  subject: ({ id }) => id,
  details: (_value, { key, isLittle, needsEvidence, isUsed }) => ({ key, isLittle, needsEvidence, isUsed }),
  async run(tx, actor, { key, version, words, meaning, isLittle, needsEvidence, isUsed }) {
    const all = await listDefinitions(tx, actor)
    const definition = all.find((each) => each.key === key)
    if (!definition) throw notFound('Definition')
    const others = all.filter((each) => each.key !== key && each.isUsed)
    if (others.some((each) => each.words.toLowerCase() === words.toLowerCase()))
      refuse('words', 'Another definition has these words already')
    if (!isUsed && others.length < 2) refuse('isUsed', 'Keep at least two definitions in use')
    if (![...others, ...(isUsed ? [{ needsEvidence }] : [])].some((each) => !each.needsEvidence))
      refuse('needsEvidence', 'One definition must be usable without evidence, so that ‘no evidence’ can be said')
    const { numUpdatedRows } = await tx
      .updateTable('plan.definition')
      .set({
        words,
        meaning,
        is_little: isLittle,
        needs_evidence: needsEvidence,
        is_used: isUsed,
        version: version + 1,
      })
      .where('id', '=', definition.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else has changed this definition. Nothing of yours was saved.')
    return { id: definition.id }
  },
})
