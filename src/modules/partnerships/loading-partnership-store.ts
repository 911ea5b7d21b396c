import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Citing } from './as-at.ts'
import type { Pack } from './pack.ts'

/** The id that a partnership has, or will have when its pack is loaded for the first time. */
export async function idForPartnership(db: Db, slug: string): Promise<string> {
  const found = await db.selectFrom('partnerships.partnership').where('slug', '=', slug).select('id').executeTakeFirst()
  if (found) return found.id
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(db)
  return rows[0]?.id ?? crypto.randomUUID()
}

/** Whether the partnership's area can be filled in now, and was not yet. */
export async function waitsForArea(db: Db, partnershipId: string): Promise<boolean> {
  const row = await db
    .selectFrom('partnerships.partnership as partnership')
    .innerJoin('partnerships.area as area', 'area.la_code', 'partnership.la_code')
    .where('partnership.id', '=', partnershipId)
    .where('partnership.area_id', 'is', null)
    .select('area.id')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes who the partnership is; its area is found by its local authority code when the areas are loaded. */
export async function loadPartnership(tx: Tx, id: string, { partnership }: Pack, { citeDated }: Citing) {
  const area = await tx
    .selectFrom('partnerships.area')
    .where('la_code', '=', partnership.laCode)
    .select('id')
    .executeTakeFirst()
  // A name that was changed on a page is not taken back.
  const kept = await tx
    .selectFrom('partnerships.partnership')
    .where('id', '=', id)
    .where('changed_on', 'is not', null)
    .select(['name', 'short_name'])
    .executeTakeFirst()
  const words = Object.fromEntries(
    Object.entries(partnership.words).map(([concept, dated]) => [
      concept,
      dated.map(({ word, asAt, source }) => ({ word, asAt, source: citeDated(source) })),
    ]),
  )
  const values = {
    name: kept?.name ?? partnership.name,
    short_name: kept?.short_name ?? partnership.shortName,
    la_code: partnership.laCode,
    area_id: area?.id ?? null,
    purpose: partnership.purpose.text,
    purpose_source: citeDated(partnership.purpose.source),
    vision: partnership.vision?.text ?? null,
    vision_source: partnership.vision === null ? null : citeDated(partnership.vision.source),
    legal_basis: partnership.legalBasis.text,
    legal_basis_source: citeDated(partnership.legalBasis.source),
    geography: partnership.geography.text,
    geography_source: citeDated(partnership.geography.source),
    words: JSON.stringify(words),
  }
  await tx
    .insertInto('partnerships.partnership')
    .values({ id, slug: partnership.slug, ...values })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(values))
    .execute()
}

/** Writes the partnership's own statements, and the boards and neighbours that it says it works with. */
export async function loadStatements(tx: Tx, id: string, { partnership }: Pack, { citeDated }: Citing) {
  await tx.deleteFrom('partnerships.statement').where('partnership_id', '=', id).execute()
  const statements = partnership.statements.map(({ kind, position, text, source }) => ({
    partnership_id: id,
    kind,
    position,
    text,
    source: citeDated(source),
  }))
  if (statements.length > 0) await tx.insertInto('partnerships.statement').values(statements).execute()

  await tx.deleteFrom('partnerships.link').where('partnership_id', '=', id).execute()
  const links = [
    ...partnership.linkedBoards.map((board) => ({ ...board, kind: board.relation })),
    ...partnership.neighbours.map((area) => ({ ...area, kind: 'neighbour' })),
  ].map(({ name, kind, source }, position) => ({ partnership_id: id, kind, position, name, source: citeDated(source) }))
  if (links.length > 0) await tx.insertInto('partnerships.link').values(links).execute()
}

/** Writes the documents that the pack cites, with what is printed oddly in them. */
export async function loadDocuments(tx: Tx, partnershipId: string, { partnership, documents }: Pack): Promise<void> {
  await tx.deleteFrom('partnerships.source_use').where('partnership_id', '=', partnershipId).execute()
  for (const [position, each] of documents.entries()) {
    const values = {
      title: each.title,
      publisher: each.publisher,
      dated: each.asAtWords,
      as_at: each.asAt,
      note: each.note,
    }
    const { id } = await tx
      .insertInto('partnerships.source_document')
      .values({ slug: each.id, ...values })
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(values))
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.deleteFrom('partnerships.source_misprint').where('document_id', '=', id).execute()
    const misprints = each.misprints.map(({ printed, where, note }, at) => ({
      document_id: id,
      position: at,
      printed,
      place: where,
      note,
    }))
    if (misprints.length > 0) await tx.insertInto('partnerships.source_misprint').values(misprints).execute()
    await tx
      .insertInto('partnerships.source_use')
      .values({
        document_id: id,
        partnership_id: partnershipId,
        position,
        is_about: each.partnerships.includes(partnership.slug),
      })
      .execute()
  }
}
