import type { Db, Tx } from '#platform/db/connect.ts'

const keyOf = (slug: string) => `pack:${slug}`

/** The fingerprint of the pack that a partnership was last loaded from, or null. */
export async function findFingerprint(db: Db | Tx, slug: string): Promise<string | null> {
  const row = await db.selectFrom('platform.setting').where('key', '=', keyOf(slug)).select('value').executeTakeFirst()
  return typeof row?.value === 'string' ? row.value : null
}

/** Remembers what was loaded, in the transaction that loaded it. */
export async function keepFingerprint(tx: Tx, slug: string, fingerprint: string): Promise<void> {
  const value = JSON.stringify(fingerprint)
  await tx
    .insertInto('platform.setting')
    .values({ key: keyOf(slug), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changed_at: new Date() }))
    .execute()
}
