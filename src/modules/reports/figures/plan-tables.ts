import { listPlanChanges, listPriorityProgress, listReportedChallenges, planPaths } from '#modules/plan/public.ts'
import { inWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import type { FigureContext } from './figure.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, references, sourced, told, type DrawnTable } from './table-kit.ts'

/** Content 6 of Working Together 2023: areas with little or no evidence of progress on agreed priorities. */
export async function planProgress(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const priorities = await listPriorityProgress(db, actor, report.startsOn, lastDay(context))
  if (priorities.length === 0)
    return nothing('No plan with priorities had been agreed for the report’s period.', {
      text: 'Begin a plan, or say that it is agreed',
      href: planPaths.list(),
    })
  const little = priorities.filter(({ isLittle }) => isLittle)
  const meanings = new Map(priorities.flatMap(({ judged, meaning }) => (judged === null ? [] : [[judged, meaning]])))
  const blocks = [...Map.groupBy(priorities, ({ plan }) => plan)].map(([plan, own]): Block => ({
    type: 'table',
    caption: `Priorities of the ${plan}, as on ${inWords(own[0]?.on ?? lastDay(context))}`,
    columns: [{ header: 'Priority' }, { header: 'Judged' }, { header: 'Why' }, { header: 'Evidence' }],
    rows: own.map((each) => [
      [{ text: each.title, href: each.href }],
      each.judged === null || each.judgedOn === null
        ? [{ text: 'Not judged by then', bold: true }]
        : `${each.judged}, ${inWords(each.judgedOn)}, ${each.judgedBy ?? ''}`,
      each.reasoning ?? 'Not known',
      each.evidence.length === 0
        ? each.judged === null
          ? 'Not known'
          : 'No evidence was given'
        : references(each.evidence),
    ]),
    rowHeaders: true,
    notes: plan === priorities.at(-1)?.plan ? wordsOf(meanings) : [],
  }))
  return {
    isEmpty: false,
    isInvented: anyInvented(priorities),
    records: idsOf(priorities),
    ...(priorities.some(({ evidence }) => evidence.length > 0) ? {} : { bears: ['activity', 'output'] }),
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${priorities.length === 1 ? 'the one priority' : `${priorities.length} priorities`}, ${little.length} ${little.length === 1 ? 'has' : 'have'} little or no evidence of progress, or ${little.length === 1 ? 'was' : 'were'} never judged.`,
      },
      ...blocks,
      sourced(
        `The partnership’s plan and the judgements of it, ${asOn(context)}. A judgement is shown with the words in which it was made.`,
        planPaths.list(),
      ),
    ],
  }
}

const wordsOf = (meanings: ReadonlyMap<string | null, string | null>): string[] =>
  [...meanings].map(([words, meaning]) => `${words}: ${meaning ?? 'not defined'}`)

/** Content 1: what was done, here what was changed in the plan within the year, and why. */
export async function planChanges(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const changes = await listPlanChanges(db, actor, report.startsOn, lastDay(context))
  if (changes.length === 0)
    return nothing('No approved change of an agreed plan counts from a day in the report’s period.', {
      text: 'Look at the plans',
      href: planPaths.list(),
    })
  return {
    isEmpty: false,
    isInvented: anyInvented(changes),
    records: idsOf(changes),
    blocks: [
      {
        type: 'table',
        caption: `Changes of the plan, ${told(context)}`,
        columns: [{ header: 'What' }, { header: 'From' }, { header: 'Why' }, { header: 'Approved by' }],
        rows: changes.map((change) => [
          [
            { text: `${change.what}: ${change.part.toLowerCase()} ‘${change.words}’`, href: change.href },
            ...(change.before === null ? [] : [{ text: `\nBefore: ‘${change.before}’` }]),
          ],
          inWords(change.on),
          change.reason === '' ? 'Not recorded' : change.reason,
          change.approvedBy === '' ? 'Not recorded' : change.approvedBy,
        ]),
        rowHeaders: true,
      },
      sourced(`Changes of ${[...new Set(changes.map(({ plan }) => plan))].join(' and ')}.`, planPaths.list()),
    ],
  }
}

/** Content 13: impact and learning from independent scrutiny, here the challenges made to the plan and how they were answered. */
export async function scrutinyChallenges(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const challenges = await listReportedChallenges(db, actor, report.startsOn, lastDay(context))
  if (challenges.length === 0)
    return nothing(
      'No challenge of the independent scrutineer to the plan is recorded in the report’s period. That is not the same as none.',
      { text: 'The scrutineer records one at a part of the plan', href: planPaths.list() },
    )
  return {
    isEmpty: false,
    isInvented: anyInvented(challenges),
    records: idsOf(challenges),
    blocks: [
      {
        type: 'table',
        caption: `Challenges to the plan, ${told(context)}`,
        columns: [{ header: 'About' }, { header: 'Challenge' }, { header: 'Answer' }],
        rows: challenges.map((challenge) => [
          [{ text: challenge.title, href: challenge.href }],
          `${challenge.words}\n${challenge.madeOffice}, ${inWords(challenge.madeOn)}`,
          challenge.answer === null || challenge.answeredOn === null
            ? [{ text: `Not answered by ${inWords(lastDay(context))}`, bold: true }]
            : `${challenge.answer}\n${inWords(challenge.answeredOn)}`,
        ]),
        rowHeaders: true,
      },
      sourced(
        `Challenges that the independent scrutineer recorded, in their own words, ${asOn(context)}.`,
        planPaths.list(),
      ),
    ],
  }
}
