import { z } from 'zod'
import type { Outcome, Problem } from '#platform/command.ts'
import { optionalDate, optionalText } from '#platform/forms.ts'
import { takeFile } from '#platform/files/take-file.ts'
import { uploadedFile } from '#platform/http.ts'
import { choice, dateField, dateHint, field, type Field } from '#platform/task-page.ts'
import type { UploadKind } from '#platform/uploads/judge-upload.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { evidenceKinds, keysOf, type EvidenceKind } from '../kinds.ts'
import type { NewEvidence } from '../evidence-store.ts'

export const noChild = 'Name no child.'

/** The fields of evidence, for every form that takes some. */
export const evidenceShape = {
  evidenceKind: optionalText(20),
  evidenceWhat: optionalText(1_000, 'What the evidence shows must be 1,000 characters or fewer'),
  evidenceTrueOn: optionalDate('Date it was true must be a real date, like 27/3/2027'),
  evidenceLink: optionalText(500, 'Where it can be found must be 500 characters or fewer'),
  evidenceBody: optionalText(20_000, 'Its words must be 20,000 characters or fewer'),
  evidenceAbout: optionalText(60),
}

export const evidenceFields = (heading: string, hint: string, impactOnly = false): Field[] => [
  ...(heading === '' ? [] : [field('heading', 'evidence', heading, { hint })]),
  field('choice', 'evidenceKind', 'What kind of evidence is it?', {
    hint: 'The first two say that something was done, the others that something changed',
    items: keysOf(evidenceKinds)
      .filter((kind) => !impactOnly || evidenceKinds[kind].isImpact)
      .map((kind) => choice(kind, evidenceKinds[kind].words, evidenceKinds[kind].hint)),
  }),
  field('lines', 'evidenceWhat', 'What does it show?', { hint: noChild }),
  dateField('evidenceTrueOn', 'On what date was it true?', `Not the date you send it. ${dateHint}`),
  field('file', 'evidenceFile', 'The evidence as a file (optional)', {
    hint: 'PDF, Word, Excel or a picture, at most 10 megabytes. Take out the names of children and families first',
    accept: '.pdf,.docx,.xlsx,.png,.jpg,.jpeg',
  }),
  field('text', 'evidenceLink', 'Or where can it be found? (optional)', {
    hint: 'An address, or the name and place of a file',
  }),
  field('lines', 'evidenceBody', 'Or its words (optional)', {
    hint: `A quotation, a minute or an answer, word for word. ${noChild}`,
  }),
  field('text', 'evidenceAbout', 'Reference of a record it rests on (optional)', {
    hint: 'An indicator or a return, such as LSCP-IND-2026-004',
  }),
]

type EvidenceValues = {
  evidenceKind: string | null
  evidenceWhat: string | null
  evidenceTrueOn: string | null
  evidenceLink: string | null
  evidenceBody: string | null
  evidenceAbout: string | null
}

const isKind = (text: string | null): text is EvidenceKind => text !== null && Object.hasOwn(evidenceKinds, text)

/** What may be sent as evidence. */
const fileKinds: readonly UploadKind[] = ['pdf', 'docx', 'xlsx', 'png', 'jpg']

/** The evidence that a form gives, null when it gives none; what is half given is told field by field. */
export async function readEvidence(
  value: EvidenceValues,
  isNeeded: boolean,
  sent: unknown,
  scan: Scan,
): Promise<Outcome<NewEvidence | null>> {
  const { evidenceKind: kind, evidenceWhat: what, evidenceTrueOn: trueOn } = value
  const { evidenceLink: link, evidenceBody: body, evidenceAbout } = value
  const upload = uploadedFile(sent, 'evidenceFile')
  const isEmpty = upload === null && [kind, what, trueOn, link, body, evidenceAbout].every((each) => each === null)
  if (!isNeeded && isEmpty) return { ok: true, value: null }
  const problems: Problem[] = []
  if (!isKind(kind)) problems.push({ field: 'evidenceKind', text: 'Select what kind of evidence it is' })
  if (what === null) problems.push({ field: 'evidenceWhat', text: 'Enter what the evidence shows' })
  if (trueOn === null) problems.push({ field: 'evidenceTrueOn', text: 'Enter the date on which it was true' })
  if (link !== null && /^\s*(javascript|data|vbscript):/i.test(link))
    problems.push({
      field: 'evidenceLink',
      text: 'Enter a web address that begins with https://, or the name of a file',
    })
  const taken = upload === null ? null : await takeFile(upload, fileKinds, scan)
  if (taken?.ok === false) problems.push({ field: 'evidenceFile', text: taken.problem })
  if (problems.length > 0 || !isKind(kind) || what === null || trueOn === null) return { ok: false, problems }
  const file = taken?.ok === true ? taken.file : null
  return { ok: true, value: { kind, what, trueOn, file, link, body, aboutReference: evidenceAbout } }
}

export const versionShape = { version: z.string({ error: 'Open this again' }).regex(/^\d{1,9}$/, 'Open this again') }
