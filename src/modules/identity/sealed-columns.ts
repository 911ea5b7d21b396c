import type { SealedColumn } from '#platform/reseal.ts'

/** What identity keeps sealed: the secret that a person's authenticator app shares. */
export const sealedColumns: readonly SealedColumn[] = [{ table: 'identity.authenticator_app', column: 'sealed_secret' }]
