import type { Db, Tx } from '#platform/db/connect.ts'
import { shipped, type ShippedNotice, type ShippedProcessing } from './shipped.ts'

/** A kind of processing as the partnership describes it: what is shipped, with its own changes. */
export type Processing = ShippedProcessing & { note: string; reviewedOn: string | null; version: number }

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The record of processing of a partnership (UK GDPR Art 30). It is published in the privacy notice, so anybody may ask. */
export async function listProcessing(db: Db | Tx, partnershipId: string): Promise<Processing[]> {
  const { processing } = await shipped()
  const rows = await db
    .selectFrom('data_protection.processing')
    .where('partnership_id', '=', partnershipId)
    .select(['kind', 'controllers', 'processors', 'recipients', 'note', 'reviewed_on as reviewedOn', 'version'])
    .execute()
  const own = new Map(rows.map((row) => [row.kind, row]))
  return processing.map((each) => {
    const row = own.get(each.kind)
    return {
      ...each,
      controllers: row?.controllers ?? each.controllers,
      processors: row?.processors ?? each.processors,
      recipients: row?.recipients ? lines(row.recipients) : each.recipients,
      note: row?.note ?? '',
      reviewedOn: row?.reviewedOn ?? null,
      version: row?.version ?? 0,
    }
  })
}

/** The words of a partnership's privacy notice and accessibility statement. `isOwn` where it has put in its own. */
export type Notice = ShippedNotice & { reviewedOn: string | null; version: number; isOwn: boolean }

/** The words of a partnership's notices: the shipped ones where it has none of its own. They are published, so anybody may ask. */
export async function findNotice(db: Db | Tx, partnershipId: string): Promise<Notice> {
  const { notice } = await shipped()
  const row = await db
    .selectFrom('data_protection.notice')
    .where('partnership_id', '=', partnershipId)
    .select(['controller', 'contact', 'officer', 'accessibility_contact', 'accessibility_known'])
    .select(['reviewed_on as reviewedOn', 'version'])
    .executeTakeFirst()
  return {
    ...notice,
    controller: row?.controller ?? notice.controller,
    contact: row?.contact ?? notice.contact,
    officer: row?.officer ?? notice.officer,
    accessibilityContact: row?.accessibility_contact ?? notice.accessibilityContact,
    accessibilityKnown: row?.accessibility_known ? lines(row.accessibility_known) : notice.accessibilityKnown,
    reviewedOn: row?.reviewedOn ?? null,
    version: row?.version ?? 0,
    isOwn: row !== undefined,
  }
}
