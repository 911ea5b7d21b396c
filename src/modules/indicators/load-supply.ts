import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

/** The sector of the safeguarding partner that answers for each kind of agency in the catalogue. */
const sectorOf = { council: 'local-authority', police: 'police', icb: 'health' } as const

async function partnersOf(tx: Tx, partnershipId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('partnerships.agency as a')
    .innerJoin('identity.organisation as o', 'o.id', 'a.organisation_id')
    .where('a.partnership_id', '=', partnershipId)
    .where('a.is_safeguarding_partner', '=', true)
    .select(['o.id', 'o.sector'])
    .orderBy('a.position', 'desc')
    .execute()
  return new Map(rows.map(({ id, sector }) => [sector, id]))
}

const agreeSupply = command<null, { added: number }>({
  name: 'indicators.supply-agreed',
  permission: 'indicators.set-up',
  subject: () => 'indicators.supply',
  details: ({ added }) => ({ added }),
  async run(tx, actor) {
    const partners = await partnersOf(tx, actor.partnershipId)
    const asked = await tx
      .selectFrom('indicators.indicator')
      .where('asked_of', 'is not', null)
      .select(['id', 'asked_of'])
      .execute()
    const rows = asked.flatMap(({ id, asked_of }) => {
      const organisation = partners.get(sectorOf[asked_of as keyof typeof sectorOf])
      return organisation === undefined
        ? []
        : [{ partnership_id: actor.partnershipId, indicator_id: id, organisation_id: organisation }]
    })
    if (rows.length === 0) return { added: 0 }
    const added = await tx
      .insertInto('indicators.supply')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['partnership_id', 'indicator_id']).doNothing())
      .returning('id')
      .execute()
    return { added: added.length }
  },
})

/**
 * Says which organisation supplies which indicator to each partnership: the safeguarding partner of the kind that the catalogue asks (the
 * council, the police, the integrated care board). What is agreed already stays. Load the packs and the catalogue first.
 *
 * @returns how many were added
 */
export async function loadSupply(db: Db): Promise<number> {
  const waiting = await db
    .selectFrom('partnerships.partnership as p')
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('indicators.supply as s').whereRef('s.partnership_id', '=', 'p.id').select('s.id'),
        ),
      ),
    )
    .select(['p.id', 'p.slug', 'p.short_name as name'])
    .execute()
  let added = 0
  for (const partnership of waiting) {
    added += must(await agreeSupply(db, installation(partnership, ['indicators.set-up']), null)).added
  }
  return added
}
