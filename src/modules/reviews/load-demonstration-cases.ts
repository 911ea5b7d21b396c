import type { Actor } from '#platform/actor.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Identity } from './case.ts'
import { describeChild } from './describe-child.ts'
import { openCase } from './open-case.ts'

type Invented = { pseudonym: string; daysSinceNotified: number; identity: Identity }

const inventedCases: readonly Invented[] = [
  {
    pseudonym: 'Child K (invented)',
    daysSinceNotified: 12,
    identity: {
      child_name: 'Kit Inventedname (invented)',
      date_of_birth: '2019-03-27',
      nhs_number: null,
      address_area: 'Sampleton (invented)',
      summary: 'An invented summary for the demonstration. It tells of no child.',
    },
  },
  {
    pseudonym: 'Child L (invented)',
    daysSinceNotified: 40,
    identity: {
      child_name: 'Lou Madeupson (invented)',
      date_of_birth: null,
      nhs_number: null,
      address_area: null,
      summary: 'A second invented summary. It tells of no child.',
    },
  },
]

/** Two invented cases for the sample review officer alone, each once. Nobody else is given access, so that it can be seen to be so. */
export async function loadDemonstrationCases(db: Db, clock: Clock): Promise<void> {
  const actor = await sampleReviewOfficer(db)
  if (!actor) return
  for (const { pseudonym, daysSinceNotified, identity } of inventedCases) {
    const known = await db
      .selectFrom('reviews.case')
      .where('partnership_id', '=', actor.partnershipId)
      .where('pseudonym', '=', pseudonym)
      .where('is_invented', '=', true)
      .select('id')
      .executeTakeFirst()
    if (known) continue
    const [today, now] = [clock.today(), clock.now()]
    const { reference } = must(
      await openCase(db, actor, {
        kind: 'rapid-review',
        pseudonym,
        awareOn: addDays(today, -daysSinceNotified - 4),
        notifiedOn: addDays(today, -daysSinceNotified),
        isInvented: true,
        today,
        now,
      }),
    )
    must(await describeChild(db, actor, { reference, version: 1, identity, now }))
  }
}

/** The sample person who opens the invented cases; undefined where no pack has one. */
async function sampleReviewOfficer(db: Db): Promise<Actor | undefined> {
  const row = await db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.tenure as tenure', 'tenure.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'access.partnership_id')
    .where('access.role', '=', 'review-officer')
    .where('person.is_sample', '=', true)
    .orderBy('partnership.slug')
    .select([
      'person.id as personId',
      'person.name as personName',
      'office.id as officeId',
      'partnership.id',
      'partnership.slug',
      'partnership.short_name as name',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { personId, personName, officeId, ...partnership } = row
  return { ...installation(partnership, ['reviews.open-case', 'reviews.cases']), personId, personName, officeId }
}
