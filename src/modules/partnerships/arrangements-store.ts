import type { Db } from '#platform/db/connect.ts'

/** What a partnership's documents say of it besides its name: purpose, vision, law and place, each with its source. */
export const findArrangements = (db: Db, partnershipId: string) =>
  db
    .selectFrom('partnerships.partnership')
    .where('id', '=', partnershipId)
    .select([
      'purpose',
      'purpose_source as purposeSource',
      'vision',
      'vision_source as visionSource',
      'legal_basis as legalBasis',
      'legal_basis_source as legalBasisSource',
      'geography',
      'geography_source as geographySource',
      'words',
    ])
    .executeTakeFirstOrThrow()

/** The partnership's own objectives, commitments, principles and the like, in printed order. */
export const listStatements = (db: Db, partnershipId: string) =>
  db
    .selectFrom('partnerships.statement')
    .where('partnership_id', '=', partnershipId)
    .orderBy('kind')
    .orderBy('position')
    .limit(500)
    .select(['kind', 'text', 'source'])
    .execute()

/** The boards, forums and neighbouring areas that a partnership says it works with. */
export const listLinks = (db: Db, partnershipId: string) =>
  db
    .selectFrom('partnerships.link')
    .where('partnership_id', '=', partnershipId)
    .orderBy('position')
    .limit(500)
    .select(['kind', 'name', 'source'])
    .execute()

/** The documents from which a partnership's arrangements were taken, with what is printed oddly in each. */
export async function listDocuments(db: Db, partnershipId: string) {
  const documents = await db
    .selectFrom('partnerships.source_use as use')
    .innerJoin('partnerships.source_document as document', 'document.id', 'use.document_id')
    .where('use.partnership_id', '=', partnershipId)
    .orderBy('use.is_about', 'desc')
    .orderBy('document.as_at', 'desc')
    .limit(200)
    .select([
      'document.id',
      'document.title',
      'document.publisher',
      'document.dated',
      'document.note',
      'use.is_about as isAbout',
    ])
    .execute()
  if (documents.length === 0) return []
  const misprints = await db
    .selectFrom('partnerships.source_misprint')
    .where(
      'document_id',
      'in',
      documents.map(({ id }) => id),
    )
    .orderBy('position')
    .limit(2_000)
    .select(['document_id', 'printed', 'place', 'note'])
    .execute()
  const byDocument = Map.groupBy(misprints, (misprint) => misprint.document_id)
  return documents.map((document) => ({ ...document, misprints: byDocument.get(document.id) ?? [] }))
}
