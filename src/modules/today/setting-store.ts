import type { Db, Tx } from '#platform/db/connect.ts'
import { usualRule, type ReminderRule } from './stages.ts'

/** How often somebody is written to, in the words of the page on which they choose. */
export const choices = {
  'due-and-weekly': 'When something is due, and a list once a week',
  due: 'Only when something is due',
  daily: 'A list of everything on every working day on which something is due from me',
  weekly: 'Only a list once a week',
  none: 'No mails',
} as const
export type Choice = keyof typeof choices
export type ReminderSetting = { choice: Choice; weekday: number }

/** What somebody gets who has chosen nothing. */
export const usualSetting: ReminderSetting = { choice: 'due-and-weekly', weekday: 1 }

/** The settings of those who have chosen, by person. `personIds` null: everybody's, for the job. */
export async function findSettings(db: Db, personIds: readonly string[] | null): Promise<Map<string, ReminderSetting>> {
  const rows = await db
    .selectFrom('today.reminder_setting')
    .$if(personIds !== null, (settings) => settings.where('person_id', 'in', personIds ?? []))
    .select(['person_id as personId', 'choice', 'weekday'])
    .execute()
  return new Map(rows.map(({ personId, choice, weekday }) => [personId, { choice: choice as Choice, weekday }]))
}

/** Keeps how often a person wants to be written to. */
export async function saveSetting(tx: Tx, personId: string, { choice, weekday }: ReminderSetting): Promise<void> {
  await tx
    .insertInto('today.reminder_setting')
    .values({ person_id: personId, choice, weekday })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ choice, weekday }))
    .execute()
}

export type KeptRule = ReminderRule & { version: number }

const ruleColumns = [
  'partnership_id as partnershipId',
  'soon',
  'first_late as firstLate',
  'second_late as secondLate',
  'every_late as everyLate',
  'manager_after as managerAfter',
  'version',
] as const

/** When people of each partnership are reminded, where it has set that itself. */
export async function listRules(db: Db): Promise<Map<string, KeptRule>> {
  const rows = await db.selectFrom('today.reminder_rule').select(ruleColumns).execute()
  return new Map(rows.map(({ partnershipId, ...rule }) => [partnershipId, rule]))
}

/** When people of one partnership are reminded; version 0 is the usual rule, which nobody has changed. */
export const findRule = async (db: Db | Tx, partnershipId: string): Promise<KeptRule> => {
  const row = await db
    .selectFrom('today.reminder_rule')
    .where('partnership_id', '=', partnershipId)
    .select(ruleColumns)
    .executeTakeFirst()
  if (!row) return { ...usualRule, version: 0 }
  const { partnershipId: _of, ...rule } = row
  return rule
}

/** Keeps a partnership's rule. @returns false when somebody else has saved one since `version` */
export async function saveRule(tx: Tx, partnershipId: string, rule: ReminderRule, version: number): Promise<boolean> {
  const values = {
    soon: rule.soon,
    first_late: rule.firstLate,
    second_late: rule.secondLate,
    every_late: rule.everyLate,
    manager_after: rule.managerAfter,
    version: version + 1,
  }
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('today.reminder_rule')
      .values({ partnership_id: partnershipId, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('today.reminder_rule')
    .set(values)
    .where('partnership_id', '=', partnershipId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
