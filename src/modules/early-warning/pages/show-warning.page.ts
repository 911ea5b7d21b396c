import type { FastifyInstance } from 'fastify'
import {
  courseOf,
  drawCourse,
  figureInWords,
  findIndicator,
  indicatorPaths,
  usualRange,
  type CourseSignal,
} from '#modules/indicators/public.ts'
import { partnershipPaths } from '#modules/partnerships/public.ts'
import { eventWords, listHistory, threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { instantInWords, inWords, quarterOf } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { mayAnswer } from '../answer-warning.ts'
import { warningPaths } from '../paths.ts'
import { decisions, evidenceKinds, type EvidenceKind } from '../warning.ts'
import { findWarning, listWarnings, type Warning } from '../warning-store.ts'
import { dueWords, kindWords, standing, stateTag } from '../words.ts'

const doneWords: Record<string, string> = {
  given: 'The warning was given to its group.',
  closed: 'The warning was closed with your reason.',
  answered: 'Your answer was saved and the warning is closed.',
  reopened: 'The warning is open again.',
}

/** How often each thing that was seen comes by chance; empty when the figures, as they now stand, no longer show it. */
const chancesOf = (warning: Warning, signals: readonly CourseSignal[]) =>
  signals
    .filter(
      (signal) =>
        signal.direction === warning.direction &&
        signal.onset.startsOn <= warning.latestOn &&
        signal.latest.startsOn >= warning.onsetOn,
    )
    .map(({ seen, chance }) => ({ seen, chance }))

/** What the warning, its triage and its answer all show of it: what was seen, by which rule, how likely by chance. */
export async function seenView(db: Db, actor: Actor, warning: Warning) {
  const indicator = await findIndicator(db, warning.indicatorSlug)
  if (!indicator) throw notFound('Indicator')
  const course = await courseOf(db, actor.partnershipId, indicator)
  const range = usualRange(course)
  return {
    indicator: { name: indicator.name, href: indicatorPaths.show(indicator.slug), question: indicator.question },
    chart: drawCourse(course, actor.partnershipName, null),
    newest: course.latest === null ? '' : `${figureInWords(indicator, course.latest)} in ${course.latest.label}`,
    range: range ?? '',
    kind: kindWords(warning),
    seen: warning.seen,
    since: quarterOf(warning.onsetOn).label,
    ruleSet: warning.ruleSet,
    chances: chancesOf(warning, course.signals),
    lookedAt: `${plural(warning.lookedAt, 'indicator was', 'indicators were')} looked at together, so some signals come by chance alone.`,
  }
}

export function showWarningPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    warningPaths.show(':reference'),
    { config: { permission: 'early-warning.read' } },
    async ({ actor, params, query }, reply) => {
      const warning = await findWarning(db, actor, params.reference)
      if (!warning) throw notFound('Warning')
      const [seen, history, arrows, others, sameIndicator] = await Promise.all([
        seenView(db, actor, warning),
        listHistory(db, actor, warning.recordId),
        threadOf(db, actor, warning.recordId, clock.today()),
        listWarnings(db, actor, { states: ['new', 'with-group'] }),
        listWarnings(db, actor, { indicatorIds: [warning.indicatorId] }),
      ])
      const done = wordsFor(doneWords, query.done)
      return reply.page('early-warning/pages/show-warning.njk', {
        heading: warning.title,
        invented: warning.isInvented,
        breadcrumbs: [{ text: 'Early warnings', href: warningPaths.list() }],
        done,
        reference: warning.reference,
        threadHref: threadPaths.show(warning.reference),
        arrows,
        state: stateTag(warning),
        standing: standing(warning, clock.today()),
        ...seen,
        opened: instantInWords(warning.openedAt),
        repeats: warning.repeatsReference
          ? {
              text: warning.repeatsReference,
              href: warningPaths.show(warning.repeatsReference),
              answer: warning.repeatsAnswer ?? '',
            }
          : null,
        judged:
          warning.decision === null
            ? null
            : { words: decisions[warning.decision].short, reason: warning.decisionReason ?? '' },
        reopened: warning.reopenedReason ?? '',
        given:
          warning.groupName === null
            ? null
            : {
                group: warning.groupName,
                href: partnershipPaths.group(actor.partnershipSlug, warning.groupSlug ?? ''),
                owner: `${warning.ownerOffice ?? ''}, ${warning.ownerOrganisation ?? ''}`,
                due: dueWords(warning, clock.today()) || (warning.dueOn === null ? '' : inWords(warning.dueOn)),
              },
        answer:
          warning.state === 'closed'
            ? {
                text: warning.answer ?? '',
                ground: warning.closeGround === 'evidence' ? 'Closed with evidence' : 'Closed with a reason',
                closed: warning.closedAt === null ? '' : instantInWords(warning.closedAt),
                evidence:
                  warning.evidenceKind === null
                    ? null
                    : {
                        kind: evidenceKinds[warning.evidenceKind as EvidenceKind],
                        source: warning.evidenceSource ?? '',
                        trueOn: warning.evidenceTrueOn === null ? '' : inWords(warning.evidenceTrueOn),
                      },
              }
            : null,
        also: others
          .filter(
            (other) =>
              other.id !== warning.id && other.indicatorId !== warning.indicatorId && other.latestOn >= warning.onsetOn,
          )
          .slice(0, 6)
          .map((other) => ({ text: other.title, href: warningPaths.show(other.reference) })),
        before: sameIndicator
          .filter((other) => other.id !== warning.id)
          .map((other) => ({
            text: other.title,
            href: warningPaths.show(other.reference),
            words: standing(other, clock.today()),
          })),
        triageHref:
          may(actor, 'early-warning.triage') && warning.state !== 'closed'
            ? warningPaths.triage(warning.reference)
            : '',
        triageWords: warning.state === 'new' ? 'Judge this warning' : 'Change the group, owner or date',
        answerHref: mayAnswer(actor, warning) ? warningPaths.answer(warning.reference) : '',
        reopenHref:
          may(actor, 'early-warning.triage') && warning.state === 'closed'
            ? warningPaths.reopen(warning.reference)
            : '',
        history: history.map((line) => ({
          at: instantInWords(line.at),
          what: eventWords(line.name),
          who: line.person,
          office: line.office,
        })),
      })
    },
  )
}
