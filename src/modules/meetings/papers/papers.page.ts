import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { threadOf } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { sendKeptFile } from '#platform/files/send-kept-file.ts'
import { takeFile } from '#platform/files/take-file.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredChoice,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import { uploadedFile } from '#platform/http.ts'
import { isId } from '#platform/ids.ts'
import { scanWords } from '#platform/uploads/scan.ts'
import { findAgendaItem, type AgendaItem } from '../agenda-store.ts'
import { markingOptions, officeOptions, versionField } from '../form-parts.ts'
import { itemMarkings } from '../meeting.ts'
import { findMeetingById, type Meeting } from '../meeting-store.ts'
import { paperStanding, paperTag } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { addPaper, sendPaper, withdrawPaper, type PaperContent } from './change-papers.ts'
import { findPaper, type Paper } from './paper-store.ts'

const adding = z.object({
  title: requiredText('Enter the title of the paper', 200, 'Title must be 200 characters or fewer'),
  marking: requiredChoice(itemMarkings, 'Select a marking'),
  owner: optionalText(100),
  dueOn: optionalDate('Day by which it is due must be a real date, like 27/3/2027'),
  body: optionalText(60_000, 'The text must be 60,000 characters or fewer'),
})
const sending = z.object({ body: optionalText(60_000, 'The text must be 60,000 characters or fewer') })
const withdrawing = z.object({ version: versionField })

export function paperPages(app: FastifyInstance, services: MeetingServices): void {
  const { db, clock, scan } = services
  const agendaConfig = { permission: 'meetings.agenda' }

  /** The file of a form, or else its text; null when there is neither; a problem in words. */
  async function contentOf(body: unknown, text: string | null): Promise<PaperContent | { problem: string } | null> {
    const sent = uploadedFile(body, 'file')
    if (sent && sent.bytes.length > 0) {
      if (text !== null) return { problem: 'Send either a file or a text, not both' }
      const taken = await takeFile(sent, ['pdf', 'docx'], scan)
      return taken.ok ? { file: taken.file } : { problem: taken.problem }
    }
    return text === null ? null : { body: text }
  }

  type ItemParams = { Params: { reference: string; item: string } }
  const openItem = async (actor: Actor, { reference, item: id }: ItemParams['Params']) => {
    const item = isId(id) ? await findAgendaItem(db, actor, id) : undefined
    const meeting = item && (await findMeetingById(db, actor, item.meetingId))
    if (!item || !meeting || meeting.reference !== reference) throw notFound('Agenda item')
    if (!(await mayChangeAgenda(db, actor, meeting.groupId, clock.today()))) {
      throw forbidden('Only the business team and the group’s chair add papers and ask for them.')
    }
    return { item, meeting }
  }
  const addView = async (actor: Actor, meeting: Meeting, item: AgendaItem, form: Form) => ({
    heading: 'Add or ask for a paper',
    form,
    action: meetingPaths.addPaper(meeting.reference, item.id),
    breadcrumbs: [
      { text: 'Meetings', href: meetingPaths.list() },
      { text: meeting.title, href: meetingPaths.show(meeting.reference) },
    ],
    title: item.title,
    markings: markingOptions,
    offices: await officeOptions(db, actor, clock.today()),
  })
  app.get<ItemParams>(
    meetingPaths.addPaper(':reference', ':item'),
    { config: agendaConfig },
    async ({ actor, params }, reply) => {
      const { item, meeting } = await openItem(actor, params)
      const form = blankForm({
        title: item.title,
        marking: item.marking,
        owner: item.presenterOfficeId ?? '',
        dueOn: meeting.papersDueOn === null ? '' : inWords(meeting.papersDueOn),
      })
      return reply.page('meetings/papers/add-paper.njk', await addView(actor, meeting, item, form))
    },
  )
  app.post<ItemParams>(
    meetingPaths.addPaper(':reference', ':item'),
    { config: agendaConfig },
    async ({ actor, params, body }, reply) => {
      const { item, meeting } = await openItem(actor, params)
      const parsed = parseForm(adding, body)
      const again = async (form: Form) =>
        reply.page('meetings/papers/add-paper.njk', await addView(actor, meeting, item, form), 400)
      if (!parsed.ok) return again(parsed.form)
      const content = await contentOf(body, parsed.value.body)
      if (content !== null && 'problem' in content) {
        return again(formWithErrors(parsed.values, [{ field: 'file', text: content.problem }]))
      }
      const { title, marking, owner, dueOn } = parsed.value
      const done = await addPaper(db, actor, {
        itemId: item.id,
        title,
        marking,
        ownerOfficeId: owner !== null && isId(owner) ? owner : null,
        dueOn,
        content,
        now: clock.now(),
        today: clock.today(),
      })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=${content === null ? 'asked' : 'paper'}`, 303)
    },
  )

  type PaperParams = { Params: { reference: string } }
  const open = async (actor: Actor, reference: string): Promise<Paper> => {
    const paper = await findPaper(db, actor, reference)
    if (!paper) throw notFound('Paper')
    return paper
  }
  const crumbs = (paper: Paper) => [
    { text: 'Meetings', href: meetingPaths.list() },
    { text: paper.meetingTitle, href: meetingPaths.item(paper.meetingReference, paper.itemId) },
  ]

  app.get<PaperParams>(
    meetingPaths.paper(':reference'),
    { config: { permission: 'meetings.read' } },
    async ({ actor, params }, reply) => {
      const paper = await open(actor, params.reference)
      const manages = await mayChangeAgenda(db, actor, paper.groupId, clock.today())
      const owes =
        may(actor, 'meetings.contribute') && paper.ownerOfficeId !== null && paper.ownerOfficeId === actor.officeId
      return reply.page('meetings/papers/paper.njk', {
        heading: paper.title,
        marking: paper.marking === 'OFFICIAL-SENSITIVE' ? paper.marking : '',
        breadcrumbs: crumbs(paper),
        reference: paper.reference,
        arrows: await threadOf(db, actor, paper.recordId, clock.today()),
        tag: paper.withdrawnAt === null ? paperTag(paper) : { text: 'Withdrawn', colour: 'govuk-tag--grey' },
        standing: paperStanding(paper),
        item: { text: paper.itemTitle, href: meetingPaths.item(paper.meetingReference, paper.itemId) },
        office: paper.ownerOffice === null ? '' : `${paper.ownerOffice}, ${paper.ownerOrganisation ?? ''}`,
        paragraphs: (paper.body ?? '').split(/\n{2,}/).filter((text) => text.trim() !== ''),
        file:
          paper.fileId === null
            ? null
            : {
                name: paper.fileName ?? 'File',
                href:
                  paper.scanState === 'clean' || paper.scanState === 'not-scanned'
                    ? meetingPaths.paperFile(paper.reference)
                    : '',
                scan: scanWords(paper.scanState ?? ''),
              },
        sendHref:
          paper.receivedAt === null && paper.withdrawnAt === null && (owes || manages)
            ? meetingPaths.sendPaper(paper.reference)
            : '',
        withdrawAction: manages && paper.withdrawnAt === null ? meetingPaths.withdrawPaper(paper.reference) : '',
        version: String(paper.version),
      })
    },
  )

  app.get<PaperParams>(
    meetingPaths.paperFile(':reference'),
    { config: { permission: 'meetings.read' } },
    async ({ actor, params }, reply) => {
      const paper = await open(actor, params.reference)
      if (paper.fileId === null) throw notFound('File')
      return sendKeptFile(reply, db, paper.fileId)
    },
  )

  const sendView = (paper: Paper, form: Form) => ({
    heading: 'Send a paper',
    form,
    action: meetingPaths.sendPaper(paper.reference),
    breadcrumbs: crumbs(paper),
    title: paper.title,
    item: paper.itemTitle,
    marking: paper.marking === 'OFFICIAL-SENSITIVE' ? paper.marking : '',
    due: paper.dueOn === null ? '' : inWords(paper.dueOn),
    isLate: paper.dueOn !== null && clock.today() > paper.dueOn,
  })
  const openToSend = async (actor: Actor, reference: string): Promise<Paper> => {
    const paper = await open(actor, reference)
    const owes = paper.ownerOfficeId !== null && paper.ownerOfficeId === actor.officeId
    if (owes || (await mayChangeAgenda(db, actor, paper.groupId, clock.today()))) return paper
    throw forbidden(`This paper is owed by ${paper.ownerOffice ?? 'another office'}.`)
  }
  const sendConfig = { permission: 'meetings.contribute' }
  app.get<PaperParams>(meetingPaths.sendPaper(':reference'), { config: sendConfig }, async ({ actor, params }, reply) =>
    reply.page('meetings/papers/send-paper.njk', sendView(await openToSend(actor, params.reference), blankForm())),
  )
  app.post<PaperParams>(
    meetingPaths.sendPaper(':reference'),
    { config: sendConfig },
    async ({ actor, params, body }, reply) => {
      const paper = await openToSend(actor, params.reference)
      const parsed = parseForm(sending, body)
      const again = (form: Form) => reply.page('meetings/papers/send-paper.njk', sendView(paper, form), 400)
      if (!parsed.ok) return again(parsed.form)
      const content = await contentOf(body, parsed.value.body)
      if (content === null || 'problem' in content) {
        const text = content?.problem ?? 'Select a PDF or a Word document, or write the paper below'
        return again(formWithErrors(parsed.values, [{ field: 'file', text }]))
      }
      const done = await sendPaper(db, actor, {
        reference: paper.reference,
        content,
        now: clock.now(),
        today: clock.today(),
      })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(`${meetingPaths.show(paper.meetingReference)}?done=paper`, 303)
    },
  )

  app.post<PaperParams>(
    meetingPaths.withdrawPaper(':reference'),
    { config: agendaConfig },
    async ({ actor, params, body }, reply) => {
      const paper = await open(actor, params.reference)
      const parsed = parseForm(withdrawing, body)
      if (!parsed.ok) throw notFound('Paper')
      const input = {
        reference: paper.reference,
        version: parsed.value.version,
        now: clock.now(),
        today: clock.today(),
      }
      await withdrawPaper(db, actor, input)
      return reply.redirect(`${meetingPaths.show(paper.meetingReference)}?done=withdrawn`, 303)
    },
  )
}
