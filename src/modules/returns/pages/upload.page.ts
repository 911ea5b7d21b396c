import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { formWithErrors } from '#platform/forms.ts'
import { uploadedFile } from '#platform/http.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { lenient } from '#platform/views.ts'
import { plural } from '#platform/words.ts'
import type { Typed } from '../figure.ts'
import { returnPaths } from '../paths.ts'
import { textOf } from '../read-return.ts'
import { readUpload, type UploadProblem } from '../read-upload.ts'
import { isEditable, quarterLabel } from '../return-state.ts'
import { findReturn, listAsked, listEntries, type AgencyReturn } from '../return-store.ts'
import { receiveUpload } from '../save-figures.ts'
import { writeTemplate } from '../template.ts'
import { findSameUpload, findUploadedFile, listUploads } from '../upload-store.ts'
import { orConflict, showConflict, showReturn, type ReturnParams } from './return.page.ts'
import { boxId, savedRows } from './return-view.ts'
import { versionFrom } from './typed-form.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A long list of problems of the same kind helps nobody: the first ones are told, and how many more there are. */
const mostTold = 60

const whole = (one: AgencyReturn): string => `${one.organisation} for ${quarterLabel(one.startsOn)}`

const expectedOf = (one: AgencyReturn, asked: Awaited<ReturnType<typeof listAsked>>) => ({
  reference: one.reference,
  asked,
  endsOn: one.endsOn,
  whole: whole(one),
})

/** Every problem in the summary, by cell; those of a box also beside it. Without a box the link goes to the file. */
function formOfUpload(problems: readonly UploadProblem[]) {
  const errors: Record<string, { text: string }> = {}
  const summary = problems.slice(0, mostTold).map(({ text, box }) => {
    const id = box ? boxId(box.code, box.part) : 'file'
    errors[id] ??= { text }
    return { text, href: `#${id}` }
  })
  if (problems.length > mostTold) {
    summary.push({ text: `${plural(problems.length - mostTold, 'more problem')} of this kind`, href: '#file' })
  }
  errors['file'] ??= { text: 'Correct the file and send it again, or correct the figures below and save them' }
  return lenient({ values: lenient({}), errors: lenient(errors), summary })
}

/** 'kent-police-q2-2026-27.xlsx' */
const fileNameOf = (one: AgencyReturn): string =>
  `${one.organisation} ${quarterLabel(one.startsOn)} ${one.reference}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

export function uploadPages(app: FastifyInstance, services: Services): void {
  const { db, clock } = services

  app.get<ReturnParams>(
    returnPaths.template(':id'),
    { config: { permission: 'returns.read' } },
    async ({ actor, params }, reply) => {
      const one = await findReturn(db, actor, params.id)
      if (!one) throw notFound('Return')
      const [asked, saved] = [await listAsked(db, actor, one), await listEntries(db, actor, one.id)]
      const workbook = await writeTemplate(one, actor.partnershipName, asked, saved, clock.today())
      return reply
        .type(workbookType)
        .header('content-disposition', `attachment; filename="${fileNameOf(one)}.xlsx"`)
        .send(workbook)
    },
  )

  app.post<ReturnParams>(
    returnPaths.upload(':id'),
    { config: { permission: 'returns.prepare' } },
    async ({ actor, params: { id: reference }, body }, reply) => {
      const one = await findReturn(db, actor, reference)
      if (!one) throw notFound('Return')
      const file = uploadedFile(body, 'file')
      if (!file || file.bytes.length === 0) {
        const text = file ? 'The selected file is empty' : 'Select the filled-in workbook or CSV file'
        return showReturn(reply, services, reference, { form: formWithErrors({}, [{ field: 'file', text }]) }, 400)
      }
      const sha256 = createHash('sha256').update(file.bytes).digest('hex')
      const same = await findSameUpload(db, actor, one.id, sha256)
      if (same) return reply.redirect(returnPaths.afterUpload(reference, same.id, 'again'), 303)
      const asked = await listAsked(db, actor, one)
      const reading = await readUpload(file.bytes, file.fileName, expectedOf(one, asked))
      const typed = new Map([...reading.rows].map(([id, row]): [string, Typed] => [id, textOf(row)]))
      if (reading.problems.length > 0 && isEditable(one.state)) {
        const rows = savedRows(asked, await listEntries(db, actor, one.id))
        for (const [id, row] of typed) rows.set(id, { typed: row, was: rows.get(id)?.was ?? '' })
        const shown = { form: formOfUpload(reading.problems), rows, notices: ['Nothing of the file has been saved'] }
        return showReturn(reply, services, reference, shown, 400)
      }
      const input = {
        reference,
        version: versionFrom(body),
        entries: reading.entries,
        empty: [],
        at: clock.now(),
        file: { fileName: file.fileName.slice(0, 200), sha256, content: file.bytes },
      }
      const received = await orConflict(receiveUpload(db, actor, input))
      if (!received?.ok) return showConflict(reply, services, reference, typed, new Map())
      return reply.redirect(returnPaths.afterUpload(reference, received.value.uploadId, 'received'), 303)
    },
  )

  // After a file: the return with everything filled in, and what its sender should know about the file.
  app.get<{ Params: { id: string; upload: string; what: string } }>(
    returnPaths.afterUpload(':id', ':upload', ':what'),
    { config: { permission: 'returns.prepare' } },
    async ({ actor, params: { id: reference, upload, what } }, reply) => {
      const one = await findReturn(db, actor, reference)
      const found = one && (await listUploads(db, actor, one.id)).find((each) => each.id === upload)
      if (!one || !found) throw notFound('File')
      if (what === 'again') {
        const notice = `This file was already received on ${instantInWords(found.receivedAt)}; nothing changed`
        return showReturn(reply, services, reference, { notices: [notice] })
      }
      const file = await findUploadedFile(db, actor, one.id, upload)
      const asked = await listAsked(db, actor, one)
      const { notices } = await readUpload(file?.content ?? Buffer.alloc(0), found.fileName, expectedOf(one, asked))
      const done = `${found.fileName} was received and ${plural(found.entryCount, 'figure')} filled in`
      return showReturn(reply, services, reference, { done, notices })
    },
  )

  app.get<{ Params: { id: string; upload: string } }>(
    returnPaths.received(':id', ':upload'),
    { config: { permission: 'returns.decide' } },
    async ({ actor, params }, reply) => {
      const one = await findReturn(db, actor, params.id)
      const file = one && isId(params.upload) ? await findUploadedFile(db, actor, one.id, params.upload) : undefined
      if (!file) throw notFound('File')
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
        .send(file.content)
    },
  )
}
