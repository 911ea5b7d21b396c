import { inWords, instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'
import { listAdditions } from './calendar-store.ts'

/** What duties hold on a person, for a subject-access request: the calendar keeps whoever added a day as 'name, office'. */
export const dutiesHeldOn: readonly HeldOn[] = [
  {
    from: [],
    title: 'Bank holidays you added',
    columns: ['Day', 'When'],
    rows: async (db, _actor, personId) => {
      const person = await db.selectFrom('identity.person').where('id', '=', personId).select('name').executeTakeFirst()
      if (!person) return []
      const { days } = await listAdditions(db)
      return days
        .filter(({ addedBy }) => addedBy.startsWith(`${person.name}, `))
        .map(({ fallsOn, addedAt }) => [inWords(fallsOn), instantInWords(addedAt)])
    },
  },
]
