import type { DueRecord } from '#platform/holding.ts'

/** A legal hold in force. It covers a record, an organisation's records (of one kind or of all), or a whole kind. */
export type Hold = {
  id: string
  kind: string | null
  organisationId: string | null
  organisation: string | null
  itemId: string | null
  reason: string
  reviewOn: string
  placedAt: Date
  placedBy: string
}

/** The hold that keeps a record, if any. A review date that has passed releases nothing: only a person does. */
export const holdOn = (holds: readonly Hold[], kind: string, record: DueRecord): Hold | undefined =>
  holds.find(
    (hold) =>
      (hold.kind === null || hold.kind === kind) &&
      (hold.itemId === null || hold.itemId === record.id) &&
      (hold.organisationId === null || hold.organisationId === record.organisationId),
  )
