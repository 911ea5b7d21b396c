import { command } from '#platform/command.ts'
import { saveSetting, type ReminderSetting } from './setting-store.ts'

/** Keeps how often the person who acts wants to be written to. */
export const chooseReminders = command<ReminderSetting, { personId: string }>({
  name: 'today.reminders-chosen',
  permission: 'today.choose-reminders',
  subject: ({ personId }) => personId,
  details: (_output, { choice, weekday }) => ({ choice, weekday }),
  async run(tx, { personId }, setting) {
    if (personId === null) throw new Error('only a person is reminded')
    await saveSetting(tx, personId, setting)
    return { personId }
  },
})
