import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { spanInWords } from '#platform/dates.ts'
import { markdownToBlocks } from '#platform/documents/markdown.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredChoice, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { drawFigure } from '../figures/draw-figure.ts'
import { everyIndicator, gatherMaterial, tablesFor } from '../gather-material.ts'
import { claimNames, claims, needs, standingOf, standings, summarise, summaryInWords, type Claim } from '../meter.ts'
import { reportPaths } from '../paths.ts'
import { pinFigure, unpinFigure } from '../pin-figure.ts'
import {
  certaintyInWords,
  dueInWords,
  editionName,
  periodCautions,
  type Pin,
  type Report,
  type Section,
} from '../report.ts'
import { findReport, previousEndOf, sectionsOf } from '../report-store.ts'
import { figureContext } from '../report-document.ts'
import { suggestionsFor } from '../suggestions.ts'
import { weighPins } from '../weigh-pins.ts'
import { mayWrite } from '../write-section.ts'
import { readable } from './readable.ts'

const config = { permission: 'reports.read' }
const write = { config: { permission: 'reports.write' } }
const template = 'reports/pages/show-report.njk'

const doneWords: Record<string, string> = {
  begun: 'The report was begun. Its sections come from the guidance.',
  saved: 'The section was saved.',
  pinned: 'The figure was pinned to this section.',
  unpinned: 'The figure was taken out of this section.',
}

const which = {
  kind: requiredChoice(['indicator', 'warning', 'table'], 'Select what to pin'),
  key: requiredText('Select what to pin', 200),
}
const pinSchema = z.object({ ...which, claim: requiredChoice(claimNames, 'Select what the figure shows') })
const unpinSchema = z.object(which)

type Params = { reference: string; item: string }

const claimOption = (value: Claim) => ({ value, text: claims[value].words, meaning: claims[value].meaning })

/** Why a figure counts for less in the meter than it is said to show; '' when it does not. */
function weightWords({ claim, weight }: Pin): string {
  if (weight === 'none') return 'It holds nothing of the report’s period, so it does not count in the meter.'
  if (weight === 'activity')
    return `Its records hold no evidence of ${claim === 'practice' ? 'changed practice' : claim}, so it counts as activity only.`
  return ''
}

const meterRow = (report: Report, section: Section, chosen: Section) => {
  const standing = standings[standingOf(section)]
  return {
    title: section.title,
    href: reportPaths.show(report.reference, section.item),
    isChosen: section.item === chosen.item,
    words: standing.words,
    shape: standing.shape,
  }
}

export function showReportPage(app: FastifyInstance, { db, clock }: Services): void {
  async function view(actor: Actor, report: Report, wanted: string | undefined, done: string | undefined, form: Form) {
    const today = clock.today()
    const context = await figureContext(db, actor, report, today)
    const sections = await weighPins(context, await sectionsOf(db, actor, report.id))
    const chosen = wanted === undefined ? sections[0] : sections.find((section) => section.item === wanted)
    if (!chosen) throw notFound('Section')
    const figures = await Promise.all(chosen.pins.map(async (pin) => ({ pin, figure: await drawFigure(context, pin) })))
    const mayPin = may(actor, 'reports.write') && chosen.writtenBy === 'team'
    const suggestions = mayPin ? suggestionsFor(chosen, await gatherMaterial(db, actor, report, today)) : []
    const statutory = sections.filter((section) => section.isStatutory)
    const dueOn = yearlyReportDue(report.endsOn)
    const doneText = wordsFor(doneWords, done)
    return {
      heading: report.title,
      breadcrumbs: [{ text: 'Yearly reports', href: reportPaths.list() }],
      ...(doneText === '' ? {} : { done: doneText }),
      invented: figures.some(({ figure }) => figure.isInvented),
      form,
      // The chooser that shows a refused pin; warnings have none of their own.
      refusedKind: form.values['kind'] === 'indicator' ? 'indicator' : 'table',
      reference: report.reference,
      threadHref: threadPaths.show(report.reference),
      arrows: await threadOf(db, actor, report.recordId, today),
      period: spanInWords(report.startsOn, report.endsOn),
      due: dueInWords(dueOn, today),
      guidance: editionName(report.edition),
      guidanceReason: report.editionReason ?? '',
      cautions: periodCautions(report.startsOn, report.endsOn, await previousEndOf(db, actor, report.startsOn)),
      readHref: reportPaths.read(report.reference),
      wordHref: reportPaths.word(report.reference),
      pdfHref: reportPaths.pdf(report.reference),
      meter: summaryInWords(summarise(statutory)),
      contents: statutory.map((section) => meterRow(report, section, chosen)),
      additions: sections.filter((section) => !section.isStatutory).map((section) => meterRow(report, section, chosen)),
      missing: statutory.filter((section) => standingOf(section) === 'nothing').length,
      section: {
        item: chosen.item,
        title: chosen.title,
        asks: chosen.asks,
        source: chosen.source,
        certainty: certaintyInWords(chosen.certainty),
        standing: standings[standingOf(chosen)],
        needs: needs(chosen),
        isScrutineers: chosen.writtenBy === 'scrutineer',
        narrative: readable(markdownToBlocks(chosen.narrative, { under: 1, idPrefix: chosen.item })),
        editHref: mayWrite(actor, chosen) ? reportPaths.section(report.reference, chosen.item) : '',
        figures: figures.map(({ pin, figure }) => ({
          kind: pin.kind,
          key: pin.key,
          title: figure.title,
          parts: readable(figure.blocks),
          claim: claims[pin.claim].words,
          claimMeaning: claims[pin.claim].meaning,
          caution: weightWords(pin),
        })),
      },
      mayPin,
      pinAction: reportPaths.pin(report.reference, chosen.item),
      unpinAction: reportPaths.unpin(report.reference, chosen.item),
      suggestions: suggestions.map((each) => ({
        ...each,
        claim: each.claim ?? '',
        claims: each.claims.map(claimOption),
      })),
      claims: claimNames.map(claimOption),
      indicators: mayPin ? await everyIndicator(db) : [],
      tables: tablesFor(actor).map(({ key, name }) => ({ value: key, text: name })),
    }
  }

  const one = async (actor: Actor, reference: string): Promise<Report> => {
    const report = await findReport(db, actor, reference)
    if (!report) throw notFound('Report')
    return report
  }

  app.get<{ Params: { reference: string }; Querystring: { item?: string; done?: string } }>(
    reportPaths.show(':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const report = await one(actor, params.reference)
      return reply.page(template, await view(actor, report, query.item, query.done, blankForm()))
    },
  )

  app.post<{ Params: Params }>(
    reportPaths.pin(':reference', ':item'),
    write,
    async ({ actor, params, body }, reply) => {
      const report = await one(actor, params.reference)
      const parsed = parseForm(pinSchema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, report, params.item, undefined, parsed.form), 400)
      const pinned = await pinFigure(db, actor, { ...params, ...parsed.value, today: clock.today() })
      if (pinned.ok)
        return reply.redirect(`${reportPaths.show(params.reference, params.item)}&done=pinned#figures`, 303)
      const form = formWithErrors(parsed.values, pinned.problems)
      return reply.page(template, await view(actor, report, params.item, undefined, form), 400)
    },
  )

  app.post<{ Params: Params }>(
    reportPaths.unpin(':reference', ':item'),
    write,
    async ({ actor, params, body }, reply) => {
      const report = await one(actor, params.reference)
      const parsed = parseForm(unpinSchema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, report, params.item, undefined, parsed.form), 400)
      const unpinned = await unpinFigure(db, actor, { ...params, ...parsed.value, today: clock.today() })
      if (unpinned.ok) return reply.redirect(`${reportPaths.show(params.reference, params.item)}&done=unpinned`, 303)
      const form = formWithErrors(parsed.values, unpinned.problems)
      return reply.page(template, await view(actor, report, params.item, undefined, form), 400)
    },
  )
}
