import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { keepCheck, linksOf, listChains, listHeads, type Chain, type Head } from './chain-store.ts'
import { readSignedHeads, type SignedHead } from './signed-heads.ts'
import { chainWalk, placeOf, signedOn } from './walk.ts'

/** What was found along one chain. `problem` is the first broken link in a sentence; null when the chain is whole. */
export type Found = Chain & { events: number; problem: string | null }

/**
 * Walks the chains of the database from end to end, as they stand at one moment, a thousand events in memory at a time.
 *
 * @param slug only the chain of this partnership; every one when not given
 * @param heads the heads that were signed and kept elsewhere, by chain
 * @throws when there is no such partnership
 */
export async function verifyChains(
  db: Db,
  { slug, heads = [] }: { slug?: string | undefined; heads?: readonly SignedHead[] } = {},
): Promise<Found[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const there = await listChains(tx)
      // A chain that was signed once and has nothing left at all.
      const gone = [
        ...new Map(heads.map((head) => [head.chain, { key: head.chain, name: head.name }])).values(),
      ].filter(({ key }) => there.every((chain) => chain.key !== key))
      const chains = [...there, ...gone].filter(({ name }) => slug === undefined || name === slug)
      if (chains.length === 0 && slug !== undefined) throw new Error(`There is no chain of events named '${slug}'.`)
      const ends = new Map((await listHeads(tx)).map((head) => [head.chain, head]))
      const found: Found[] = []
      for (const chain of chains) {
        const known = heads.filter((head) => head.chain === chain.key)
        found.push(await verifyChain(tx, chain, ends.get(chain.key), known))
      }
      return found
    })
}

async function verifyChain(tx: Tx, chain: Chain, head: Head | undefined, heads: readonly SignedHead[]): Promise<Found> {
  const walk = chainWalk({ heads })
  const result = (problem: string | null): Found => ({
    ...chain,
    events: walk.count(),
    problem: problem === null ? null : `The chain of ${chain.name} is ${problem}.`,
  })
  for await (const link of linksOf(tx, chain.key)) {
    const wrong = walk.take(link)
    if (wrong !== null) return result(wrong)
  }
  const last = walk.last()
  const end = last === null ? 'nothing is left of it' : `it ends with ${placeOf(last)}`
  const beyond = walk.beyond()
  if (beyond) {
    return result(
      `cut off: ${end}, and on ${signedOn(beyond)} a head at position ${beyond.position} was signed; its head was moved back`,
    )
  }
  if (head === undefined) return result(`without a head: ${end}, and what comes after it cannot be known`)
  const at = last?.position ?? 0
  if (head.position > at) return result(`cut off: ${end}, and its head says position ${head.position}`)
  if (head.position < at) {
    return result(
      `longer than its head: ${end}, and its head says position ${head.position}; the end was forged or the head moved back`,
    )
  }
  if (last !== null && last.hash !== head.hash) {
    return result(
      `not that of its head: ${end}, whose hash is another than the head’s; the chain or the head was rewritten`,
    )
  }
  return result(null)
}

/**
 * The nightly walk: every chain against itself and, where there is a file of signed heads, against them. What was found is kept for
 * the page of the trail.
 *
 * @param headsFile the file of signed heads, or null when there is none
 */
export async function verifyAuditChains(owner: Db, clock: Clock, headsFile: string | null = null): Promise<Found[]> {
  const signed = headsFile === null ? null : await readSignedHeads(headsFile)
  const found = await verifyChains(owner, { heads: signed?.heads ?? [] })
  const unreadable = signed?.problem ?? null
  for (const { key, events, problem } of found) {
    await keepCheck(owner, { chain: key, checkedAt: clock.now(), events, problem: problem ?? unreadable })
  }
  return found.map((each) => ({ ...each, problem: each.problem ?? unreadable }))
}
