import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import { figureInWords } from '../course-sentence.ts'
import { displayValue, periodInWords, shortValue } from '../display.ts'
import {
  improved,
  onThisSideSince,
  reasons,
  withoutRecentFigure,
  worstFirst,
  type ExecutiveLine,
  type Reason,
} from '../executive.ts'
import { ownerWords } from '../indicator.ts'
import type { OverviewLine } from '../overview.ts'
import { overviewOf } from '../overview-store.ts'
import { indicatorPaths } from '../paths.ts'
import type { IndicatorServices, LineExtra, SilentLine } from '../services.ts'
import { currentSignal } from '../signals.ts'

/** As many as can be talked about; the rest is a link away. */
const atMost = 6

const looks: Record<Reason, { look: string; colour: string }> = {
  'worsening-and-worse': { look: 'worsening', colour: 'red' },
  worsening: { look: 'worsening', colour: 'red' },
  worse: { look: 'worsening', colour: 'orange' },
  apart: { look: 'apart', colour: 'purple' },
}

/** The newest quarter in a few words: '29.2% (1,766 of 6,051) in Q1 2026-27'. */
function quarterInWords({ indicator, course }: OverviewLine): string | null {
  return course?.latest ? `${figureInWords(indicator, course.latest)} in ${course.latest.label}` : null
}

/** The published figure beside its neighbours, with its period. */
function publishedInWords({ indicator, position }: OverviewLine): string | null {
  if (!position) return null
  const { own, neighbours, areaName, periodWords } = position
  const median =
    neighbours.median === null
      ? 'no neighbours to compare with'
      : `median of neighbours ${shortValue(indicator, neighbours.median)} (${neighbours.used} of ${neighbours.of})`
  return `${areaName} ${displayValue(indicator, own.value, own.state)}, England ${shortValue(indicator, position.england.value, position.england.state)}, ${median}, ${periodWords}`
}

function sinceOf(line: OverviewLine): string {
  const signal = line.course && currentSignal(line.course.signals)
  if (signal) return `${signal.onset.label}: ${signal.seen}`
  const since = onThisSideSince(line)
  return since ? `${periodInWords(since).replace(/^at /, '')}: ${since.side} the neighbours’ median` : 'Not known'
}

const ownerOf = ({ course, indicator }: OverviewLine): string => course?.organisation ?? ownerWords(indicator.ownerKind)

function lineView(line: ExecutiveLine, extras: readonly LineExtra[]) {
  const { look, colour } = looks[line.reason]
  const standing = (line.position?.standingWords ?? '').replace('its statistical ', '')
  const reason =
    line.reason === 'apart' ? `${standing.charAt(0).toUpperCase()}${standing.slice(1)}` : reasons[line.reason]
  return {
    ...shared(line),
    look,
    tag: { words: reason, colour },
    published: publishedInWords(line),
    extras,
  }
}

const shared = (line: OverviewLine) => ({
  name: line.indicator.name,
  href: indicatorPaths.show(line.indicator.slug),
  quarter: quarterInWords(line),
  since: sinceOf(line),
  owner: ownerOf(line),
})

const silentView = ({ text, href, tag }: SilentLine) => ({ text, href: href ?? '', tag: tag ?? '' })

export function executivePage(app: FastifyInstance, services: IndicatorServices): void {
  const { db, clock, lineExtras, silent } = services
  app.get(
    indicatorPaths.executive(),
    { config: { permission: 'indicators.read-executive' } },
    async ({ actor }, reply) => {
      const [{ area, lines }, silentElsewhere] = await Promise.all([overviewOf(db, actor), silent ? silent(actor) : []])
      const worst = worstFirst(lines)
      const shown = worst.slice(0, atMost)
      const better = improved(lines)
      const extras = lineExtras
        ? await lineExtras(
            actor,
            shown.map(({ indicator }) => indicator.id),
          )
        : new Map<string, LineExtra[]>()
      const today = clock.today()
      const newest = lines
        .flatMap(({ course }) => course?.latest ?? [])
        .toSorted((a, b) => a.endsOn.localeCompare(b.endsOn))
      return reply.page('indicators/pages/executive.njk', {
        heading: `What ${actor.partnershipName}’s Executive should see`,
        areaName: area.name,
        asAt: inWords(today),
        newest: newest.at(-1)?.label ?? null,
        invented: lines.some(({ course }) => course?.isInvented),
        hasIndicators: lines.length > 0,
        worst: shown.map((line) => lineView(line, extras.get(line.indicator.id) ?? [])),
        more: Math.max(0, worst.length - atMost),
        improved: better.slice(0, atMost).map((line) => shared(line)),
        moreImproved: Math.max(0, better.length - atMost),
        silent: [
          ...silentElsewhere.map(silentView),
          ...withoutRecentFigure(lines, today).map(({ indicator, course }) => ({
            text: `${indicator.name}: ${course?.latest ? `no figure since ${course.latest.label}` : 'no figure yet'} (${course?.organisation ?? ''})`,
            href: indicatorPaths.show(indicator.slug),
            tag: 'No recent figure',
          })),
        ],
        dashboardHref: indicatorPaths.dashboard(),
        worseningHref: `${indicatorPaths.dashboard()}?state=worsening`,
        improvingHref: `${indicatorPaths.dashboard()}?state=improving`,
      })
    },
  )
}
