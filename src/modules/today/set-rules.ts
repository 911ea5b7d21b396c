import { command } from '#platform/command.ts'
import { conflict } from '#platform/errors.ts'
import { saveRule } from './setting-store.ts'
import type { ReminderRule } from './stages.ts'

/** Sets when everybody in the partnership is reminded. @throws conflict when somebody else has saved one meanwhile */
export const setRules = command<ReminderRule & { version: number }, { partnershipId: string }>({
  name: 'today.reminder-rules-set',
  permission: 'today.set-rules',
  subject: ({ partnershipId }) => partnershipId,
  details: (_output, { version: _version, ...rule }) => rule,
  async run(tx, { partnershipId }, { version, ...rule }) {
    if (!(await saveRule(tx, partnershipId, rule, version))) throw conflict('Somebody else has changed these rules')
    return { partnershipId }
  },
})
