import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

const at = (instant: Date | null): string => (instant === null ? '' : instantInWords(instant))

/** What the plan holds on a person, for a subject-access request. */
export const planHeldOn: readonly HeldOn[] = [
  {
    from: ['plan.change.proposed_by', 'plan.change.decided_by'],
    title: 'Changes of the plan that you recorded or decided',
    columns: ['Plan', 'You recorded it', 'You decided it'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('plan.change as change')
          .innerJoin('plan.plan as plan', 'plan.id', 'change.plan_id')
          .where('plan.partnership_id', '=', actor.partnershipId)
          .where((where) =>
            where.or([where('change.proposed_by', '=', personId), where('change.decided_by', '=', personId)]),
          )
          .orderBy('change.seq')
          .select(['plan.title', 'change.proposed_by as proposedBy', 'change.proposed_at as proposedAt'])
          .select(['change.decided_by as decidedBy', 'change.decided_at as decidedAt'])
          .execute()
      ).map((row) => [
        row.title,
        row.proposedBy === personId ? at(row.proposedAt) : 'no',
        row.decidedBy === personId ? at(row.decidedAt) : 'no',
      ]),
  },
  {
    from: ['plan.judgement.judged_by'],
    title: 'Judgements of progress that you recorded',
    columns: ['Plan', 'Judgement', 'Of the day', 'Recorded'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('plan.judgement as judgement')
          .innerJoin('plan.plan as plan', 'plan.id', 'judgement.plan_id')
          .where('plan.partnership_id', '=', actor.partnershipId)
          .where('judgement.judged_by', '=', personId)
          .orderBy('judgement.seq')
          .select([
            'plan.title',
            'judgement.words',
            'judgement.judged_on as judgedOn',
            'judgement.recorded_at as recordedAt',
          ])
          .execute()
      ).map((row) => [row.title, row.words, inWords(row.judgedOn), at(row.recordedAt)]),
  },
  {
    from: ['plan.challenge.made_by', 'plan.challenge.answered_by'],
    title: 'Challenges of progress that you made or answered',
    columns: ['Plan', 'You made it', 'You answered it'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('plan.challenge as challenge')
          .innerJoin('plan.plan as plan', 'plan.id', 'challenge.plan_id')
          .where('plan.partnership_id', '=', actor.partnershipId)
          .where((where) =>
            where.or([where('challenge.made_by', '=', personId), where('challenge.answered_by', '=', personId)]),
          )
          .orderBy('challenge.made_at')
          .select(['plan.title', 'challenge.made_by as madeBy', 'challenge.made_at as madeAt'])
          .select(['challenge.answered_by as answeredBy', 'challenge.answered_at as answeredAt'])
          .execute()
      ).map((row) => [
        row.title,
        row.madeBy === personId ? at(row.madeAt) : 'no',
        row.answeredBy === personId ? at(row.answeredAt) : 'no',
      ]),
  },
  {
    from: ['plan.figure.entered_by'],
    title: 'Figures of the plan’s measures that you entered',
    columns: ['Plan', 'Of the day', 'Entered'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('plan.figure as figure')
          .innerJoin('plan.plan as plan', 'plan.id', 'figure.plan_id')
          .where('plan.partnership_id', '=', actor.partnershipId)
          .where('figure.entered_by', '=', personId)
          .orderBy('figure.seq')
          .select(['plan.title', 'figure.true_on as trueOn', 'figure.entered_at as enteredAt'])
          .execute()
      ).map((row) => [row.title, inWords(row.trueOn), at(row.enteredAt)]),
  },
  {
    from: ['plan.project_move.moved_by'],
    title: 'Projects that you began again, paused or ended',
    columns: ['Project', 'State', 'On'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('plan.project_move as move')
          .innerJoin('plan.project as project', 'project.id', 'move.project_id')
          .where('project.partnership_id', '=', actor.partnershipId)
          .where('move.moved_by', '=', personId)
          .orderBy('move.seq')
          .select(['project.title', 'move.state', 'move.moved_on as movedOn'])
          .execute()
      ).map((row) => [row.title, row.state, inWords(row.movedOn)]),
  },
]
