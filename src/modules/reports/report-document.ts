import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords, spanInWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Block, Document, Table } from '#platform/documents/document.ts'
import { markdownToBlocks } from '#platform/documents/markdown.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { drawFigure } from './figures/draw-figure.ts'
import type { FigureContext } from './figures/figure.ts'
import { missingInWords, standingOf, standings, summarise, type MeterSummary } from './meter.ts'
import { certaintyInWords, editionName, type Report, type Section } from './report.ts'
import { weighPins } from './weigh-pins.ts'

export type DrawnSection = { blocks: Block[]; isInvented: boolean }

/** What a section says and shows, without its heading: narrative, then its figures as they stand now. */
export async function drawSection(context: FigureContext, section: Section): Promise<DrawnSection> {
  const figures = await Promise.all(section.pins.map((pin) => drawFigure(context, pin)))
  return {
    blocks: [
      ...markdownToBlocks(section.narrative, { under: 1, idPrefix: section.item }),
      ...figures.flatMap((figure) => figure.blocks),
    ],
    isInvented: figures.some((figure) => figure.isInvented),
  }
}

/** What the figures of a report are drawn from. */
export async function figureContext(db: Db, actor: Actor, report: Report, today: string): Promise<FigureContext> {
  const partnership = await findPartnership(db, actor.partnershipId)
  const { areaId = null, areaName = null } = partnership ?? {}
  const area = areaId === null ? null : { id: areaId, name: areaName ?? '' }
  return { db, actor, report, today, area, drawn: new Map() }
}

const notWritten: Record<Section['writtenBy'], string> = {
  team: 'Nothing has been written here yet.',
  scrutineer: 'The independent scrutineer has not written this section yet.',
}

/** Where each statutory content stands, with its source and how sure that is. */
function annexTable(sections: readonly Section[], guidance: string): Table {
  return {
    type: 'table',
    caption: `Contents that ${guidance} asks of a yearly report`,
    columns: [{ header: 'Content' }, { header: 'Where it stands' }, { header: 'How sure the requirement is' }],
    rows: sections.map((section, index) => [
      `${index + 1}. ${section.title}`,
      standingOf(section) === 'nothing' ? [{ text: 'Missing', bold: true }] : standings[standingOf(section)].words,
      certaintyInWords(section.certainty),
    ]),
    rowHeaders: true,
  }
}

function annex(report: Report, sections: readonly Section[]): Block[] {
  const statutory = sections.filter((section) => section.isStatutory)
  const missing = statutory.filter((section) => standingOf(section) === 'nothing')
  const sources = [...new Set(statutory.map((section) => section.source))]
  return [
    { type: 'page-break' },
    {
      type: 'heading',
      level: 1,
      text: 'Annex: statutory contents and where they stand',
      id: 'annex-statutory-contents',
    },
    {
      type: 'paragraph',
      text:
        missing.length === 0
          ? 'Every statutory content has something in it.'
          : `Still missing: ${missing.map((section) => section.title).join('; ')}.`,
    },
    annexTable(statutory, editionName(report.edition)),
    {
      type: 'paragraph',
      text: 'Evidenced: it has words, and a figure that shows a change in practice, experience or outcomes. Activity only: it says what was done or produced. Missing: it has neither words nor figures that hold anything of the period.',
    },
    ...sources.map((text): Block => ({ type: 'source', text: `${text}.` })),
  ]
}

function sectionBlocks(section: Section, drawn: DrawnSection): Block[] {
  const copyNote: Block[] =
    drawn.blocks.length > 0 ? drawn.blocks : [{ type: 'note', kind: 'inset', text: notWritten[section.writtenBy] }]
  return [{ type: 'heading', level: 1, text: section.title, id: `section-${section.item}` }, ...copyNote]
}

/** A whole report as it reads now: the model of both the web page and the Word file. */
export async function reportDocument(
  context: FigureContext,
  partnership: { name: string },
  unweighed: readonly Section[],
): Promise<{ document: Document; isInvented: boolean; summary: MeterSummary }> {
  const { report, today } = context
  const sections = await weighPins(context, unweighed)
  const summary = summarise(sections.filter((section) => section.isStatutory))
  const drawn: DrawnSection[] = []
  for (const section of sections) drawn.push(await drawSection(context, section))
  const isInvented = drawn.some((each) => each.isInvented)
  const missing = missingInWords(summary)
  const document: Document = {
    title: report.title,
    subtitle: partnership.name,
    language: 'en-GB',
    marking: 'OFFICIAL',
    creator: partnership.name,
    meta: [
      { label: 'Period', value: spanInWords(report.startsOn, report.endsOn) },
      { label: 'Guidance', value: editionName(report.edition) },
      ...(report.editionReason === null ? [] : [{ label: 'Why this guidance', value: report.editionReason }]),
      { label: 'To be published by', value: inWords(yearlyReportDue(report.endsOn)) },
      { label: 'State', value: `Draft as on ${inWords(today)}` },
      { label: 'Reference', value: report.reference },
    ],
    blocks: [
      ...(missing === '' ? [] : [{ type: 'note', kind: 'warning', text: `${missing}.` } as const]),
      ...(isInvented
        ? [
            {
              type: 'note',
              kind: 'warning',
              text: 'Some figures in this report were invented for a demonstration; each of them says so.',
            } as const,
          ]
        : []),
      { type: 'contents' },
      ...sections.flatMap((section, index) =>
        sectionBlocks(section, drawn[index] ?? { blocks: [], isInvented: false }),
      ),
      ...annex(report, sections),
    ],
  }
  return { document, isInvented, summary }
}
