/** A record, or a gap: something that ought to be there and is not. */
export type ThreadNode = { id: string; label: string; kind: string; href?: string; gap?: boolean }

/** `from` stands below `to`, with the word on the arrow: 'serves', 'evidences'. */
export type ThreadEdge = { from: string; to: string; word: string }

export type ThreadSpec = {
  /** Unique on the page. */
  id: string
  title: string
  nodes: readonly ThreadNode[]
  edges: readonly ThreadEdge[]
  /** Id of the record in the middle. */
  centre: string
  /** Everything in one column, for narrow screens. */
  compact?: boolean
}

/** A node on its level: 0 for the middle, up to 2 above it and down to -2 below; `parent` is the node through which it was reached. */
export type ThreadPlace = { node: ThreadNode; level: number; parent: string | null; word: string }

/** The nodes at most two steps straight up or straight down from the middle, nearest first, each once. */
export function threadPlaces({ nodes, edges, centre }: ThreadSpec): ThreadPlace[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const middle = byId.get(centre)
  if (middle === undefined) throw new RangeError(`centre: there is no node '${centre}'`)
  const places: ThreadPlace[] = [{ node: middle, level: 0, parent: null, word: '' }]
  const seen = new Set([centre])
  for (const way of [1, -1]) {
    let reached = [centre]
    for (const step of [1, 2]) {
      const next: string[] = []
      for (const id of reached) {
        for (const edge of edges) {
          const [near, far] = way === 1 ? [edge.from, edge.to] : [edge.to, edge.from]
          const node = byId.get(far)
          if (near !== id || node === undefined || seen.has(far)) continue
          seen.add(far)
          next.push(far)
          places.push({ node, level: way * step, parent: id, word: edge.word })
        }
      }
      reached = next
    }
  }
  return places
}

/** The thread in words: what each arrow says, then what is missing. */
export function threadWords({ edges, centre }: ThreadSpec, places: readonly ThreadPlace[]): string {
  const labels = new Map(places.map(({ node }) => [node.id, node]))
  const name = (id: string): string => labels.get(id)?.label ?? id
  const drawn = edges.filter(({ from, to }) => labels.has(from) && labels.has(to))
  const links = drawn.filter(({ from, to }) => labels.get(from)?.gap !== true && labels.get(to)?.gap !== true)
  const gaps = places.filter(({ node }) => node.gap === true).map(({ node }) => node.label)
  const sentences = links.map(({ from, to, word }) => `${name(from)} ${word} ${name(to)}.`)
  if (links.length === 0) sentences.push(`${name(centre)} is linked to nothing yet.`)
  if (gaps.length > 0) sentences.push(`Missing: ${gaps.join('; ')}.`)
  return sentences.join(' ')
}
