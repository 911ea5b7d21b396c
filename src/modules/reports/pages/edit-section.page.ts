import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import { markdownToBlocks } from '#platform/documents/markdown.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { reportPaths } from '../paths.ts'
import type { Report, Section } from '../report.ts'
import { findReport, sectionsOf } from '../report-store.ts'
import { mayWrite, writeScrutiny, writeSection } from '../write-section.ts'
import { readable } from './readable.ts'

// Who may write depends on the section, so the commands decide; the page itself is for every reader.
const config = { permission: 'reports.read' }
const template = 'reports/pages/edit-section.njk'
const longest = 50_000

const schema = z.object({
  narrative: z
    .string({ error: 'Enter what the section says' })
    .max(longest, `Section must be ${longest.toLocaleString('en-GB')} characters or fewer`),
  version: z.string({ error: 'Open the section again' }).regex(/^\d{1,9}$/, 'Open the section again'),
  action: z.enum(['save', 'preview'], { error: 'Select save or preview' }).optional(),
})

type Params = { reference: string; item: string }
type Extra = { form: Form; preview?: string; theirs?: string }

const drawn = (item: string, markdown: string) => readable(markdownToBlocks(markdown, { under: 1, idPrefix: item }))

export function editSectionPage(app: FastifyInstance, { db }: Services): void {
  async function open(actor: Actor, { reference, item }: Params): Promise<{ report: Report; section: Section }> {
    const report = await findReport(db, actor, reference)
    const section = report && (await sectionsOf(db, actor, report.id)).find((each) => each.item === item)
    if (!report || !section) throw notFound('Section')
    return { report, section }
  }

  const view = (actor: Actor, report: Report, section: Section, { form, preview, theirs }: Extra) => ({
    heading: section.title,
    title: report.title,
    breadcrumbs: [
      { text: 'Yearly reports', href: reportPaths.list() },
      { text: report.title, href: reportPaths.show(report.reference, section.item) },
    ],
    form,
    action: reportPaths.section(report.reference, section.item),
    backHref: reportPaths.show(report.reference, section.item),
    asks: section.asks,
    source: section.source,
    mayWrite: mayWrite(actor, section),
    isScrutineers: section.writtenBy === 'scrutineer',
    saved: drawn(section.item, section.narrative),
    preview: preview === undefined ? null : drawn(section.item, preview),
    theirs: theirs ?? null,
    changed:
      section.version === 1
        ? ''
        : `Last saved by ${section.changedBy ?? 'Goldenthread'} on ${instantInWords(section.changedAt)}.`,
  })

  app.get<{ Params: Params }>(
    reportPaths.section(':reference', ':item'),
    { config },
    async ({ actor, params }, reply) => {
      const { report, section } = await open(actor, params)
      const form = blankForm({ narrative: section.narrative, version: String(section.version) })
      return reply.page(template, view(actor, report, section, { form }))
    },
  )

  app.post<{ Params: Params }>(
    reportPaths.section(':reference', ':item'),
    { config },
    async ({ actor, params, body }, reply) => {
      const { report, section } = await open(actor, params)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, view(actor, report, section, { form: parsed.form }), 400)
      const { narrative, version, action } = parsed.value
      if (action === 'preview')
        return reply.page(
          template,
          view(actor, report, section, { form: blankForm(parsed.values), preview: narrative }),
        )
      const save = section.writtenBy === 'scrutineer' ? writeScrutiny : writeSection
      const saved = await save(db, actor, {
        ...params,
        narrative: narrative.replaceAll('\r\n', '\n'),
        version: Number(version),
      })
      if (saved.ok) return reply.redirect(`${reportPaths.show(params.reference, params.item)}&done=saved`, 303)
      // The other person's version goes into the form, so that saving once more is a decision made with both texts in sight.
      const now = (await open(actor, params)).section
      const form = formWithErrors({ ...parsed.values, version: String(now.version) }, saved.problems)
      return reply.page(template, view(actor, report, now, { form, theirs: now.narrative }), 409)
    },
  )
}
