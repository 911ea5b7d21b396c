import { findPartnership, listGroups } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { listDuties } from './duty-store.ts'
import { addDuty } from './keep-duty.ts'
import { approveTerms, proposeTerms } from './keep-terms.ts'
import { listTerms } from './terms-store.ts'

const invented = 'The date is invented for the demonstration.'

/** Duties that the published documents name, each with an invented day on which it is due, in days from today. */
const duties: Record<'kent' | 'medway', [group: string, words: string, inDays: number, source: string][]> = {
  kent: [
    [
      'kscmp-scrutiny-assurance-and-audit',
      'Yearly Scrutiny, Assurance and Audit Report to the Executive',
      30,
      'Framework 2024',
    ],
  ],
  medway: [
    ['mscp-mash-strategic-board', 'Review and update the MASH manual', 25, 'Medway arrangements 2024'],
    ['mscp-executive-group', 'Review the relevant agencies of the partnership', 90, 'Medway arrangements 2024'],
    ['mscp-secure-estate', 'Review of Safeguarding and Restraint in the Secure Estate', -6, 'Medway arrangements 2024'],
  ],
}

const first = `Purpose
To see that multi-agency policies and procedures are current and known.

Membership
As in the published arrangements.

Meetings
Four times a year.

These terms are invented for the demonstration.`
const second = first.replace('Four times a year.', 'Four times a year. Three agencies of each area make a quorum.')

/** Gives groups of the demonstration duties with days, and the joint group terms of reference with a version in force and one proposed. Runs once. */
export async function loadDemonstrationGroups(db: Db, clock: Clock): Promise<void> {
  const today = clock.today()
  for (const slug of ['kent', 'medway'] as const) {
    const partnership = await findPartnership(db, slug)
    if (!partnership) continue
    const actor = installation({ id: partnership.id, slug, name: partnership.shortName }, ['groups.keep'])
    const groups = new Map((await listGroups(db, partnership.id)).map((group) => [group.slug, group.id]))
    for (const [group, words, inDays, source] of duties[slug]) {
      const groupId = groups.get(group)
      if (groupId === undefined || (await listDuties(db, groupId)).length > 0) continue
      const duty = {
        groupId,
        words,
        everyMonths: 12,
        nextDueOn: addDays(today, inDays),
        source: `${source}. ${invented}`,
      }
      must(await addDuty(db, actor, duty))
    }
    const joint = groups.get('policy-and-procedures')
    if (joint === undefined || (await listTerms(db, joint)).length > 0) continue
    const propose = { groupId: joint, today: addDays(today, -60), isInvented: true }
    const one = must(await proposeTerms(db, actor, { ...propose, body: first, whatChanged: 'First version' }))
    const approved = { approvedOn: addDays(today, -40), approvedBy: joint, inForceFrom: addDays(today, -30), today }
    must(await approveTerms(db, actor, { ...approved, reference: one.reference, version: 1 }))
    must(await proposeTerms(db, actor, { ...propose, today, body: second, whatChanged: 'A quorum' }))
  }
}
