import { z } from 'zod'
import { formWithErrors, parseForm, requiredChoice, type Form } from '#platform/forms.ts'
import { refusals, proofWays, type Proof } from './factor-prove.ts'

const missing = {
  passkey: 'Your browser sent no passkey. It needs JavaScript; use another way without it',
  app: 'Enter the 6 digits that your app shows',
  printed: 'Enter the code from your sheet',
  recovery: 'Enter one of your recovery codes',
} as const

const schema = z.object({
  way: requiredChoice(proofWays, 'Choose how you want to prove that it is you'),
  given: z.string().max(20_000).default(''),
})

type Read = { ok: true; proof: Proof } | { ok: false; form: Form }

/** Reads a form of the page that asks for a second factor. Each way has a form of its own, whose field is named like the way. */
export function readProof(body: unknown): Read {
  const parsed = parseForm(schema, body)
  if (!parsed.ok)
    return { ok: false, form: formWithErrors({}, [{ field: 'ways', text: parsed.form.summary[0]?.text ?? '' }]) }
  const { way, given } = parsed.value
  if (given === '') return { ok: false, form: formWithErrors({}, [{ field: way, text: missing[way] }]) }
  return { ok: true, proof: parsed.value }
}

/** The same page when a proof did not hold; a code that was typed stays, to be mended. */
export const refusedForm = ({ way, given }: Proof): Form =>
  formWithErrors(way === 'passkey' ? {} : { [way]: given }, [{ field: way, text: refusals[way] }])
