import { command, refuse } from '#platform/command.ts'
import { conflict } from '#platform/errors.ts'
import { checkDay } from './change-from.ts'
import { bringNameUpToDate, listPartnershipNames } from './partnership-name-store.ts'

type NewName = { name: string; shortName: string; startsOn: string; reason: string; version: number; today: string }

/** Changes what the partnership is called from a day, past or to come. References that were given keep their letters. */
export const changePartnershipName = command<NewName, { id: string }>({
  name: 'partnerships.partnership-renamed',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: (_output, { name, shortName, startsOn }) => ({ name, shortName, startsOn }),
  broken: {
    partnership_name_partnership_id_starts_on_key: [
      'startsOn',
      'The name changes on that day already: choose another day',
    ],
  },
  async run(tx, actor, { name, shortName, startsOn, reason, version, today }) {
    const id = actor.partnershipId
    checkDay(startsOn, today)
    const before = await tx
      .selectFrom('partnerships.partnership')
      .where('id', '=', id)
      .select(['name', 'short_name as shortName'])
      .executeTakeFirstOrThrow()
    if (before.name === name && before.shortName === shortName) refuse('name', 'This is its name already')
    const clash = await tx
      .selectFrom('partnerships.partnership')
      .where('short_name', '=', shortName)
      .where('id', '<>', id)
      .select('id')
      .executeTakeFirst()
    // References begin with it: two partnerships with the same letters would share their numbers.
    if (clash) refuse('shortName', 'Another partnership here has this short name')
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.partnership')
      .set({ changed_on: today, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed the partnership while you had the page open.')
    const known = await listPartnershipNames(tx, id)
    const added = { partnership_id: id, name, short_name: shortName, starts_on: startsOn, reason }
    const first = { ...added, name: before.name, short_name: before.shortName, starts_on: null, reason: 'As published' }
    await tx
      .insertInto('partnerships.partnership_name')
      .values(known.length === 0 ? [first, added] : [added])
      .execute()
    await bringNameUpToDate(tx, id, today)
    return { id }
  },
})
