import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may } from '#platform/actor.ts'
import { sparkline } from '#platform/charts/sparkline.ts'
import type { Services } from '#platform/services.ts'
import { lenient } from '#platform/views.ts'
import { plural } from '#platform/words.ts'
import { displayValue, shortPeriod, shortValue } from '../display.ts'
import { ownerKinds, ownerWords } from '../indicator.ts'
import { overviewStates, type OverviewLine, type OverviewState } from '../overview.ts'
import { overviewOf } from '../overview-store.ts'
import { indicatorPaths } from '../paths.ts'
import { currentSignal } from '../signals.ts'

/** An address with something odd in it filters by nothing. */
const word = z.string().trim().max(60).catch('')
const asked = z.object({ theme: word, owner: word, state: word })

const choices = (all: string, options: readonly (readonly [value: string, text: string])[], chosen: string) =>
  lenient([
    lenient({ value: '', text: all, selected: chosen === '' }),
    ...options.map(([value, text]) => lenient({ value, text, selected: value === chosen })),
  ])

/** The last quarters, or the published years where nobody supplies quarters. */
function tinyCourse({ indicator, course, position }: OverviewLine): string | null {
  const shared = { id: `course-${indicator.slug}`, format: (value: number) => shortValue(indicator, value) }
  if (course && course.points.length > 1) {
    return sparkline(
      course.points.map((point) => point.value),
      {
        ...shared,
        title: `${indicator.name} by quarter`,
        mark: currentSignal(course.signals)?.meaning ?? null,
        from: course.points[0]?.label ?? '',
        to: course.latest?.label ?? '',
      },
    )
  }
  const years = position?.history ?? []
  const [first, last] = [years[0], years.findLast((year) => year.own.value !== null)]
  if (!first || !last || years.length < 2) return null
  return sparkline(
    years.map((year) => year.own.value),
    { ...shared, title: `${indicator.name} by year`, from: shortPeriod(first), to: shortPeriod(last) },
  )
}

function lineView(line: OverviewLine) {
  const { indicator, course, position, state } = line
  const latest = course?.latest ?? null
  const last = course?.points.at(-1)
  return {
    name: indicator.name,
    code: indicator.code,
    href: indicatorPaths.show(indicator.slug),
    state: overviewStates[state],
    isTagged: state !== 'published' && state !== 'none',
    latest: latest === null ? null : displayValue(indicator, latest.value),
    noQuarter: course === null ? 'not asked for' : 'not returned',
    latestPeriod: latest === null ? '' : latest.label,
    gap: last && last.value === null ? `no figure for ${last.label}` : null,
    drawing: tinyCourse(line),
    period: position?.periodWords ?? null,
    own: position ? shortValue(indicator, position.own.value, position.own.state) : '',
    england: position ? shortValue(indicator, position.england.value, position.england.state) : '',
    neighbours:
      position === null || position.neighbours.median === null
        ? 'no figure'
        : shortValue(indicator, position.neighbours.median),
    used: position ? `${position.neighbours.used} of ${position.neighbours.of}` : '',
    quartile: position?.quartileWords?.replace(' quarter of areas', '') ?? 'not ranked',
  }
}

const isState = (text: string): text is OverviewState => text in overviewStates

export function dashboardPage(app: FastifyInstance, { db }: Services): void {
  app.get(
    indicatorPaths.dashboard(),
    { config: { permission: 'indicators.read' } },
    async ({ actor, query }, reply) => {
      const filter = asked.parse(query)
      const { area, lines } = await overviewOf(db, actor)
      const themes = [...new Map(lines.map(({ indicator }) => [indicator.theme, indicator.themeName]))]
      const shown = lines.filter(
        ({ indicator, state }) =>
          (filter.theme === '' || indicator.theme === filter.theme) &&
          (filter.owner === '' || indicator.ownerKind === filter.owner) &&
          (filter.state === '' || state === filter.state),
      )
      const counted = Map.groupBy(lines, (line) => line.state)
      return reply.page('indicators/pages/dashboard.njk', {
        heading: `Data for ${area.name}`,
        invented: shown.some(({ course }) => course?.isInvented),
        action: indicatorPaths.dashboard(),
        themes: choices('All themes', themes, filter.theme),
        owners: choices(
          'Everybody',
          ownerKinds
            .filter((kind) => lines.some(({ indicator }) => indicator.ownerKind === kind))
            .map((kind) => [kind, ownerWords(kind)] as const),
          filter.owner,
        ),
        states: choices(
          'All',
          Object.entries(overviewStates).map(([state, { words }]) => [state, words] as const),
          isState(filter.state) ? filter.state : '',
        ),
        isFiltered: Object.values(filter).some((each) => each !== ''),
        isEmpty: lines.length === 0,
        count:
          shown.length === lines.length
            ? plural(lines.length, 'indicator')
            : `${shown.length} of ${plural(lines.length, 'indicator')}`,
        tally: Object.entries(overviewStates).flatMap(([state, { words, colour }]) => {
          const count = counted.get(state as OverviewState)?.length ?? 0
          return count === 0 ? [] : [{ words, colour, count, href: `${indicatorPaths.dashboard()}?state=${state}` }]
        }),
        sections: themes.flatMap(([theme, name]) => {
          const within = shown.filter(({ indicator }) => indicator.theme === theme)
          return within.length === 0 ? [] : [{ theme, name, lines: within.map(lineView) }]
        }),
        areaName: area.name,
        catalogueHref: indicatorPaths.catalogue(),
        areasHref: indicatorPaths.areas(),
        heldHref: may(actor, 'indicators.annotate') ? indicatorPaths.held() : null,
        executiveHref: may(actor, 'indicators.read-executive') ? indicatorPaths.executive() : '',
      })
    },
  )
}
