import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { insertPages, openPdf, type Inserted } from '#platform/documents/pdf/insert-pages.ts'
import { textBlocks, typeset, type PdfBlock, type PdfSection } from '#platform/documents/pdf/typeset.ts'
import { readFile } from '#platform/files/file-store.ts'
import { timeInWords } from '#platform/london-time.ts'
import { markingOf } from '../agenda-document.ts'
import { whenWords } from '../form-parts.ts'
import { purposeWords } from '../meeting.ts'
import type { Meeting } from '../meeting-store.ts'
import { numberedAgenda, paperStanding, startsOf, type NumberedItem } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import { readAsPdf } from './convert-papers.ts'
import type { Paper } from './paper-store.ts'

type Part = { section: PdfSection; pages: Inserted['document'] | null }

/** What a paper's own part of the pack is: its text, a page before the pages that were sent, or a page that says where to find it. */
async function partOf(db: Db, item: NumberedItem, paper: Paper, publicUrl: string): Promise<Part> {
  const title = `Item ${item.number}: ${paper.title}`
  const head = [
    paperStanding(paper) + '.',
    ...(paper.ownerOffice === null ? [] : [`From ${paper.ownerOffice}, ${paper.ownerOrganisation ?? ''}.`]),
    ...(paper.marking === 'OFFICIAL-SENSITIVE' ? [paper.marking] : []),
  ].map((text): PdfBlock => ({ type: 'paragraph', text }))
  const listed = `${title}${paper.isSupplement ? ' (late supplement)' : paper.isLate ? ' (late)' : ''}`
  const section = (blocks: readonly PdfBlock[], insertedAfter: number): PdfSection => ({
    title,
    listed,
    blocks: [...head, ...blocks],
    insertedAfter,
  })
  if (paper.body !== null) return { section: section(textBlocks(paper.body), 0), pages: null }
  const separately = (why: string): Part => ({
    section: section(
      [{ type: 'paragraph', text: `${why} Download it here: ${publicUrl}${meetingPaths.paper(paper.reference)}` }],
      0,
    ),
    pages: null,
  })
  if (paper.scanState === 'infected') {
    const why = 'The file that was sent held a virus and was destroyed. Ask its sender for another one.'
    return { section: section([{ type: 'paragraph', text: why }], 0), pages: null }
  }
  const file = paper.fileId === null ? undefined : await readFile(db, paper.fileId)
  if (!file) return separately('Sent separately: it waits for the virus check.')
  const bytes = file.kind === 'docx' ? await readAsPdf(db, paper.fileId ?? '') : file.content
  if (bytes === undefined) return separately('Sent separately: this Word document is not part of the pack yet.')
  if (bytes === null) return separately('Sent separately: this Word document could not be made part of the pack.')
  const pages = await openPdf(bytes)
  if (pages === null) return separately('Sent separately: this PDF is locked or damaged.')
  const note =
    'The pages that follow are as they were sent. How well a screen reader reads them depends on their author.'
  return { section: section([{ type: 'paragraph', text: note }], pages.getPageCount()), pages }
}

function agendaSection(items: readonly NumberedItem[], meeting: Meeting): PdfSection {
  const starts = startsOf(items, meeting.startsAt)
  const blocks = items.flatMap((item, index): PdfBlock[] => {
    const start = starts[index]
    const facts = [
      purposeWords(item.purpose),
      ...(item.minutesAllowed === null ? [] : [`${item.minutesAllowed} minutes`]),
      ...(start ? [`from ${timeInWords(start)}`] : []),
      ...(item.presenterOffice === null ? [] : [`${item.presenterOffice}, ${item.presenterOrganisation ?? ''}`]),
    ]
    const missing = item.papers.filter((paper) => paper.receivedAt === null)
    return [
      { type: 'heading', level: 2, text: `${item.number}. ${item.title}` },
      { type: 'paragraph', text: `${facts.join(', ')}.${item.note === '' ? '' : ` ${item.note}`}` },
      ...(missing.length === 0
        ? []
        : [{ type: 'list', items: missing.map((paper) => `${paper.title}: not received yet`) } as const]),
    ]
  })
  return { title: 'Agenda', listed: 'Agenda', blocks, insertedAfter: 0 }
}

/**
 * The pack of a meeting: cover with the contents by page, agenda, and each paper that was received, under its item's number. What is
 * written here is tagged (PDF/UA-1); the pages of files that were sent follow their title page as they are.
 *
 * @returns the file and the marking that stands on every page
 */
export async function makePack(
  db: Db,
  actor: Actor,
  meeting: Meeting,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<{ pdf: Buffer; marking: 'OFFICIAL' | 'OFFICIAL-SENSITIVE' }> {
  const items = await numberedAgenda(db, actor, meeting)
  const marking = markingOf(items)
  const parts: Part[] = [{ section: agendaSection(items, meeting), pages: null }]
  for (const item of items) {
    for (const paper of item.papers) {
      if (paper.receivedAt !== null) parts.push(await partOf(db, item, paper, publicUrl))
    }
  }
  const { pdf, lastPages } = typeset({
    title: meeting.title,
    subtitle: 'Agenda and papers',
    author: meeting.partnershipName,
    marking,
    facts: [
      { label: 'When', value: whenWords(meeting) },
      { label: 'Where', value: meeting.place === '' ? 'To be confirmed' : meeting.place },
      { label: 'Reference', value: meeting.reference },
      { label: 'Put together', value: instantInWords(now) },
    ],
    contents: 'Contents',
    sections: parts.map((part) => part.section),
  })
  const inserted = parts.flatMap(({ pages }, index): Inserted[] =>
    pages === null ? [] : [{ after: lastPages[index] ?? 1, document: pages }],
  )
  return { pdf: await insertPages(pdf, inserted, marking), marking }
}
