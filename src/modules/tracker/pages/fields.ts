import { z } from 'zod'
import type { Outcome, Problem } from '#platform/command.ts'
import { optionalDate, optionalText } from '#platform/forms.ts'
import { lenient } from '#platform/views.ts'
import { evidenceKinds, keysOf, type EvidenceKind } from '../kinds.ts'
import type { NewEvidence } from '../evidence-store.ts'

type Option = { value: string; text: string; hint: { text: string } | undefined }

/** What a form asks: one template draws them all. */
export type Field =
  | { kind: 'radios' | 'ticks'; id: string; label: string; hint: string; options: Option[] }
  | { kind: 'select'; id: string; label: string; hint: string; options: Option[] }
  | { kind: 'text' | 'date' | 'area' | 'file'; id: string; label: string; hint: string }
  | { kind: 'heading'; id: string; label: string; hint: string }

export const option = (value: string, text: string, hint = ''): Option =>
  lenient({ value, text, hint: hint === '' ? undefined : lenient({ text: hint }) })

/** Options of a table of words, or of words with hints. */
export const optionsOf = (table: Readonly<Record<string, string | { words: string; hint?: string }>>): Option[] =>
  Object.entries(table).map(([value, entry]) =>
    typeof entry === 'string' ? option(value, entry) : option(value, entry.words, entry.hint ?? ''),
  )

export const field = (
  kind: 'text' | 'date' | 'area' | 'file' | 'heading',
  id: string,
  label: string,
  hint = '',
): Field => ({
  kind,
  id,
  label,
  hint,
})
export const dateHint = 'For example, 27 March 2027 or 27/3/2027'
export const noChild = 'Name no child.'

/** The fields of evidence, for every form that takes some. */
export const evidenceShape = {
  evidenceKind: optionalText(20),
  evidenceWhat: optionalText(1_000, 'What the evidence shows must be 1,000 characters or fewer'),
  evidenceTrueOn: optionalDate('Date it was true must be a real date, like 27/3/2027'),
  evidenceLink: optionalText(500, 'Where it can be found must be 500 characters or fewer'),
  evidenceAbout: optionalText(60),
}

export const evidenceFields = (heading: string, hint: string, impactOnly = false): Field[] => [
  field('heading', 'evidence', heading, hint),
  {
    kind: 'radios',
    id: 'evidenceKind',
    label: 'What kind of evidence is it?',
    hint: 'The first two say that something was done, the others that something changed',
    options: keysOf(evidenceKinds)
      .filter((kind) => !impactOnly || evidenceKinds[kind].isImpact)
      .map((kind) => option(kind, evidenceKinds[kind].words, evidenceKinds[kind].hint)),
  },
  field('area', 'evidenceWhat', 'What does it show?', noChild),
  field('date', 'evidenceTrueOn', 'On what date was it true?', `Not the date you send it. ${dateHint}`),
  field('text', 'evidenceLink', 'Where can it be found? (optional)', 'An address, or the name and place of a file'),
  field(
    'text',
    'evidenceAbout',
    'Reference of a record it rests on (optional)',
    'An indicator or a return, such as LSCP-IND-2026-004',
  ),
]

type EvidenceValues = {
  evidenceKind: string | null
  evidenceWhat: string | null
  evidenceTrueOn: string | null
  evidenceLink: string | null
  evidenceAbout: string | null
}

const isKind = (text: string | null): text is EvidenceKind => text !== null && Object.hasOwn(evidenceKinds, text)

/** The evidence that a form gives, null when it gives none; what is half given is told field by field. */
export function readEvidence(value: EvidenceValues, isNeeded: boolean): Outcome<NewEvidence | null> {
  const { evidenceKind: kind, evidenceWhat: what, evidenceTrueOn: trueOn, evidenceLink: link, evidenceAbout } = value
  if (!isNeeded && [kind, what, trueOn, link, evidenceAbout].every((each) => each === null))
    return { ok: true, value: null }
  const problems: Problem[] = []
  if (!isKind(kind)) problems.push({ field: 'evidenceKind', text: 'Select what kind of evidence it is' })
  if (what === null) problems.push({ field: 'evidenceWhat', text: 'Enter what the evidence shows' })
  if (trueOn === null) problems.push({ field: 'evidenceTrueOn', text: 'Enter the date on which it was true' })
  if (link !== null && /^\s*(javascript|data|vbscript):/i.test(link))
    problems.push({
      field: 'evidenceLink',
      text: 'Enter a web address that begins with https://, or the name of a file',
    })
  if (problems.length > 0 || !isKind(kind) || what === null || trueOn === null) return { ok: false, problems }
  return { ok: true, value: { kind, what, trueOn, link, aboutReference: evidenceAbout } }
}

export const versionShape = { version: z.string({ error: 'Open this again' }).regex(/^\d{1,9}$/, 'Open this again') }
