import type { SealedColumn } from '#platform/reseal.ts'
import { caseTable, sealedFieldNames } from './case.ts'

/** What reviews keeps sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  ...sealedFieldNames.map((column) => ({ table: caseTable, column })),
  ...['before', 'after'].map((column) => ({ table: 'reviews.case_history', column })),
  ...['reason', 'end_reason', 'opinion'].map((column) => ({ table: 'reviews.case_access', column })),
  { table: 'reviews.case_recusal', column: 'reason' },
]
