import { identitySealedColumns } from '#modules/identity/public.ts'
import { reviewsSealedColumns } from '#modules/reviews/public.ts'
import type { SealedColumn } from '#platform/reseal.ts'

/** Every column of sealed text of the installation; a test compares it with the database. */
export const sealedColumns: readonly SealedColumn[] = [...reviewsSealedColumns, ...identitySealedColumns]
