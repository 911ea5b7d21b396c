import { instantInWords } from '#platform/dates.ts'
import { said, wrongFollowing, wrongPlace, wrongWithin, type Link } from './chain-link.ts'

/** What a chain must also agree with: heads that were signed and kept elsewhere. */
export type KnownHead = { position: number; hash: string; at: string }

type Options = {
  /** The heads known of this chain. */
  heads?: readonly KnownHead[]
  /** The first link may be any: a part of the chain, such as a month of it. */
  beginsAnywhere?: boolean
  /** Links may be left out: what a search found. */
  mayHaveGaps?: boolean
}

const instant = (at: unknown): string => {
  const date = typeof at === 'string' ? new Date(at) : null
  return date === null || Number.isNaN(date.getTime()) ? 'at no readable time' : instantInWords(date)
}

/** 'position 12 (event 0199…, 22 November 2026 at 10:05am)', as the event's own text says it. */
export function placeOf({ position, body }: Link): string {
  const text = said(body)
  return `position ${position} (event ${typeof text?.id === 'string' ? text.id : 'without an id'}, ${instant(text?.at)})`
}

/** When a head was signed, for a sentence. */
export const signedOn = ({ at }: KnownHead): string => instant(at)

/**
 * Walks along a chain link by link, remembering only the last. `take` answers with the first thing wrong as a sentence without its
 * full stop, or null.
 */
export function chainWalk({ heads = [], beginsAnywhere = false, mayHaveGaps = false }: Options = {}) {
  const waiting = heads.toSorted((a, b) => a.position - b.position)
  let last: Link | null = null
  let count = 0
  return {
    take(link: Link): string | null {
      const at = last?.position ?? 0
      const mayLeap = (mayHaveGaps || (beginsAnywhere && last === null)) && link.position > at + 1
      const wrong = mayLeap
        ? wrongWithin(link)
        : (wrongPlace(last, link) ?? wrongWithin(link) ?? wrongFollowing(last, link))
      if (wrong !== null) return `broken at ${placeOf(link)}: ${wrong}`
      while (waiting[0] !== undefined && waiting[0].position <= link.position) {
        const head = waiting.shift()
        if (head?.position === link.position && head.hash !== link.hash) {
          return `rewritten at or before ${placeOf(link)}: its hash is not the one signed ${signedOn(head)}`
        }
      }
      last = link
      count += 1
      return null
    },
    last: (): Link | null => last,
    count: (): number => count,
    /** The first head that lies behind the last link. */
    beyond: (): KnownHead | undefined => waiting[0],
  }
}
