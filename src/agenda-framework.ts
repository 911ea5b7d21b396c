import { listReviewsDue } from '#modules/governance/public.ts'
import { dueForAgenda } from '#modules/groups/public.ts'
import { indicatorPaths } from '#modules/indicators/public.ts'
import type { AgendaAsked, Suggestion } from '#modules/meetings/public.ts'
import { findChairOfGroup, type GroupName } from '#modules/partnerships/public.ts'
import { listJudgementsDue } from '#modules/plan/public.ts'
import { returnsPosition } from '#modules/returns/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { addDays, inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'

type Asked = AgendaAsked & { group: GroupName; today: string }

/** Duties and reviews are suggested this long before their day: the next meeting may come too late. */
const lead = 42

/**
 * What the partnership's own year makes due for a group: its recurring duties and terms of reference, the progress that it judges, reviews
 * of documents, and the quarter's data. Source: Kent's Scrutiny and Assurance Framework 2024, section 2 (which tool is reported where).
 */
export const frameworkSuggestions = (db: Db, actor: Actor, asked: Asked): Promise<Suggestion[]>[] => [
  ownArrangements(db, actor, asked),
  progress(db, actor, asked),
  reviews(db, actor, asked),
  data(db, actor, asked),
]

async function ownArrangements(db: Db, actor: Actor, { groupId, to, termsReviewMonths }: Asked): Promise<Suggestion[]> {
  if (!may(actor, 'groups.read')) return []
  const due = await dueForAgenda(db, actor, groupId, { by: addDays(to, lead), termsReviewMonths })
  return due.map(({ key, title, why, href, recordId }) => ({
    key,
    kind: key.startsWith('duty:') ? 'Duty of the group' : 'Terms of reference',
    title,
    why,
    purpose: key.startsWith('duty:') ? 'assure' : 'decide',
    href,
    sourceRecordId: recordId,
  }))
}

async function progress(db: Db, actor: Actor, { groupId, to, today }: Asked): Promise<Suggestion[]> {
  if (!may(actor, 'plan.read')) return []
  const due = await listJudgementsDue(db, actor, groupId, addDays(to, lead), today)
  return due.map((one) => ({
    key: `judge:${one.reference}:${one.dueOn}`,
    kind: 'Plan',
    title: `Progress: ${one.title}`,
    why: `${one.plan} is judged by this group; this priority ${one.lastOn === null ? 'was never judged' : `was last judged on ${inWords(one.lastOn)}`} and is due by ${inWords(one.dueOn)}`,
    purpose: 'assure',
    href: one.href,
    sourceRecordId: one.recordId,
  }))
}

/** Reviews of the registers come to the Executive, and to the group that the document's owner chairs. */
async function reviews(db: Db, actor: Actor, { groupId, group, to }: Asked): Promise<Suggestion[]> {
  if (!may(actor, 'governance.read')) return []
  const [due, chair] = await Promise.all([
    listReviewsDue(db, actor, addDays(to, lead)),
    findChairOfGroup(db, groupId, to),
  ])
  const isExecutive = group.kind === 'executive'
  return due
    .filter(({ ownerOfficeId }) => isExecutive || (chair?.officeId ?? null) === ownerOfficeId)
    .map((one) => ({
      key: `review:${one.reference}:${one.dueOn}`,
      kind: 'Review',
      title: `Review: ${one.title}`,
      why: `This ${one.kind} is due for review on ${inWords(one.dueOn)}; ${one.owner} owns it`,
      purpose: 'decide',
      href: one.href,
      sourceRecordId: one.recordId,
      presenterOfficeId: one.ownerOfficeId,
    }))
}

/** The newest quarter's figures, once the agencies' returns were due: for the Executive and for those to whom it answers. */
async function data(db: Db, actor: Actor, { group, to }: Asked): Promise<Suggestion[]> {
  if (!may(actor, 'returns.read') || !['executive', 'lead-partners'].includes(group.kind)) return []
  const returns = (await returnsPosition(db, actor.partnershipId, to)).filter(({ dueOn }) => dueOn <= to)
  const [newest] = returns
  if (!newest) return []
  const sent = returns.filter(({ isSignedOff }) => isSignedOff).length
  return [
    {
      key: `data:${newest.quarterLabel}`,
      kind: 'Data',
      title: `Data dashboard, ${newest.quarterLabel}`,
      why: `The quarter’s returns were due on ${inWords(newest.dueOn)}: ${sent} of ${returns.length} agencies have signed theirs off`,
      purpose: 'challenge',
      href: indicatorPaths.executive(),
    },
  ]
}
