/** So far from the middle a dot goes at most; beyond it dots may touch. */
const mostSteps = 400

/** How many dots stand in the way of each place, by its number of half steps from the middle. */
function tally() {
  const counts = new Map<number, number>()
  return {
    change: (place: number, by: number) => void counts.set(place, (counts.get(place) ?? 0) + by),
    isFree: (place: number): boolean => (counts.get(place) ?? 0) === 0,
  }
}

/** 0, -1, 1, -2, 2 …: upwards first. */
const placeAt = (step: number): number => (step % 2 === 1 ? -1 : 1) * Math.ceil(step / 2)

/**
 * How far above or below the middle each dot stands so that none covers another: the nearest free place, upwards first, in steps of half a dot's
 * width. Going along the axis, a dot stands in the way of its own place until the next one is a dot's width on, and of the places beside it until
 * the next one is about 0.87 of that on; two windows follow the dots, so that each is entered and left once.
 */
export function dodge(places: readonly number[], apart: number): number[] {
  const at = (i: number | undefined): number => places[i ?? -1] ?? 0
  const order = places.map((_, i) => i).sort((a, b) => at(a) - at(b))
  const taken: number[] = []
  const inTheWay = tally()
  const windows = [
    { sideways: [0], height: 0, first: 0 },
    { sideways: [-1, 1], height: apart / 2, first: 0 },
  ]
  const offsets = places.map(() => 0)
  for (const [turn, i] of order.entries()) {
    for (const window of windows) {
      const mark = (done: number, by: number) => {
        for (const side of window.sideways) inTheWay.change((taken[done] ?? 0) + side, by)
      }
      if (turn > 0) mark(turn - 1, 1)
      while (window.first < turn && Math.hypot(at(i) - at(order[window.first]), window.height) >= apart - 0.01) {
        mark(window.first, -1)
        window.first++
      }
    }
    let step = 0
    while (!inTheWay.isFree(placeAt(step)) && step < mostSteps) step++
    taken.push(placeAt(step))
    offsets[i] = (placeAt(step) * apart) / 2
  }
  return offsets
}
