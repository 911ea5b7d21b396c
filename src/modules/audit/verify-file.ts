import { createReadStream } from 'node:fs'
import { installationChain, said } from './chain-link.ts'
import { readExportLine } from './export-line.ts'
import type { SignedHead } from './signed-heads.ts'
import { textLines } from './text-lines.ts'
import { chainWalk } from './walk.ts'

/** What was found in an exported file. */
export type FileFound = { events: number; from: number; to: number; problem: string | null }

/**
 * Verifies an exported file without a database: every line against its own hash and the line before it.
 *
 * @param options.isPart the file holds what a search found, so events between its lines may be left out
 * @param options.heads signed heads; those of the file's chain and stretch must fit
 * @throws an Error with a sentence when the file cannot be read
 */
export async function verifyFile(
  path: string,
  { isPart = false, heads = [] }: { isPart?: boolean; heads?: readonly SignedHead[] } = {},
): Promise<FileFound> {
  let walk: ReturnType<typeof chainWalk> | undefined
  let chain: unknown
  let number = 0
  let from = 0
  const result = (problem: string | null): FileFound => ({
    events: walk?.count() ?? 0,
    from,
    to: walk?.last()?.position ?? 0,
    problem: problem === null ? null : `${path}, line ${number}: ${problem}.`,
  })
  try {
    for await (const line of textLines(createReadStream(path))) {
      number += 1
      const link = readExportLine(line)
      if (link === null) return result('this is no exported event')
      const partnership = said(link.body)?.partnership
      const its = typeof partnership === 'string' ? partnership : installationChain
      if (walk === undefined) {
        chain = its
        from = link.position
        const known = heads.filter((head) => head.chain === its && head.position >= link.position)
        walk = chainWalk({ heads: known, beginsAnywhere: true, mayHaveGaps: isPart })
      }
      if (its !== chain) return result('this event is of another partnership than those before it')
      const wrong = walk.take(link)
      if (wrong !== null) return result(wrong)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new Error(`The file ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  return result(null)
}
