import type { FastifyInstance } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { attachment, official } from '#platform/marking.ts'
import { formWithErrors } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { sendFile } from '#platform/uploads/send-file.ts'
import { lenient } from '#platform/views.ts'
import { plural } from '#platform/words.ts'
import type { Typed } from '../figure.ts'
import type { ReturnServices } from '../module.ts'
import { returnPaths } from '../paths.ts'
import { textOf } from '../read-return.ts'
import { readUpload, type UploadProblem } from '../read-upload.ts'
import { isEditable, quarterLabel } from '../return-state.ts'
import { findReturn, listAsked, listEntries, type AgencyReturn } from '../return-store.ts'
import { receiveUpload } from '../save-figures.ts'
import { writeTemplate } from '../template.ts'
import { findUploadedFile, listUploads, type Upload } from '../upload-store.ts'
import { sentFile } from './sent-file.ts'
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

const unreadNotice = ({ fileName, scanState }: Upload): string =>
  scanState === 'held'
    ? `${fileName} was received. The virus check does not answer at the moment, so the file waits and none of its figures are filled in yet. Come back to this page later: once the file has been checked you can have its figures read`
    : `${fileName} has been checked for viruses. Have its figures read under ‘Files received’`

export function uploadPages(app: FastifyInstance, services: ReturnServices): void {
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
        .header('content-disposition', attachment(fileNameOf(one), official, 'xlsx'))
        .send(workbook)
    },
  )

  app.post<ReturnParams>(
    returnPaths.upload(':id'),
    { config: { permission: 'returns.prepare' } },
    async ({ actor, params: { id: reference }, body }, reply) => {
      const one = await findReturn(db, actor, reference)
      if (!one) throw notFound('Return')
      const sent = await sentFile(services, actor, one, body)
      if ('problem' in sent) {
        const form = formWithErrors({}, [{ field: 'file', text: sent.problem }])
        return showReturn(reply, services, reference, { form }, 400)
      }
      if ('goTo' in sent) return reply.redirect(sent.goTo, 303)
      const asked = await listAsked(db, actor, one)
      const reading = await readUpload(sent.content, sent.fileName, expectedOf(one, asked))
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
        file: sent,
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
      if (found.isUnread) {
        return showReturn(reply, services, reference, { notices: [unreadNotice(found)] })
      }
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
      return sendFile(reply, file)
    },
  )
}
