/** How far above or below the middle each dot stands so that none covers another: the nearest free place, upwards first. */
export function dodge(places: readonly number[], apart: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  const offsets: number[] = places.map(() => 0)
  const done: number[] = []
  for (const i of order) {
    const near = done.filter((j) => (places[i] ?? 0) - (places[j] ?? 0) < apart)
    const free = (offset: number): boolean =>
      near.every((j) => Math.hypot((places[i] ?? 0) - (places[j] ?? 0), offset - (offsets[j] ?? 0)) >= apart - 0.01)
    let steps = 0
    const offsetAt = (step: number): number => (Math.ceil(step / 2) * apart * (step % 2 === 1 ? -1 : 1)) / 2
    while (!free(offsetAt(steps)) && steps < 400) steps++
    offsets[i] = offsetAt(steps)
    done.push(i)
  }
  return offsets
}
