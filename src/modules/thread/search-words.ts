/** Characters of the private-use area, which no text of ours keeps: they stand around what was found, as marks for `partsOf`. */
export const marks = { start: '\ue000', stop: '\ue001' } as const

/** A piece of a text, and whether it is what was searched for. */
export type Part = { text: string; isFound: boolean }

/** A text with marks around what was found, as pieces: the page decides how each is written, so that no HTML is put together. */
export const partsOf = (marked: string): Part[] =>
  marked
    .split(marks.start)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, isFound: false }]
      const [found = '', ...after] = piece.split(marks.stop)
      return [
        { text: found, isFound: true },
        { text: after.join(''), isFound: false },
      ]
    })
    .filter(({ text }) => text !== '')

/** The words of a text as they are compared: small letters and digits. */
export const lettersOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** How many letters must be added, taken away, changed or swapped with their neighbour to make one word of the other. */
export function edits(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)]
  // Each row: the edits from the first letters of `one` to the beginnings of `other`; two rows back for a swap.
  let [before, row]: number[][] = [[], [0, ...b.map((_, j) => j + 1)]]
  for (const [i, letter] of a.entries()) {
    const next = [i + 1]
    for (const [j, wanted] of b.entries()) {
      const isSwapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === wanted
      next.push(
        Math.min(
          (row?.[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
          (row?.[j] ?? 0) + (letter === wanted ? 0 : 1),
          isSwapped ? (before?.[j - 1] ?? 0) + 1 : Infinity,
        ),
      )
    }
    ;[before, row] = [row, next]
  }
  return row?.at(-1) ?? 0
}

/** Shorter words than this are never corrected: they are like too many others. */
export const shortestWord = 4
/** How many slips a word may hold and still be taken for another: one in a short word, two from six letters on, three from ten. */
const slips = (word: string): number => (word.length < 6 ? 1 : word.length < 10 ? 2 : 3)

/**
 * What somebody may have meant: each word that no title has, replaced by the word of these titles that is most like it.
 *
 * @returns the words to search for instead, or null when there is nothing better
 */
export function didYouMean(words: string, titles: readonly string[]): string | null {
  const known = new Set(titles.flatMap(lettersOf).filter((word) => word.length >= shortestWord))
  let isBetter = false
  const meant = lettersOf(words).map((word) => {
    if (word.length < shortestWord || known.has(word)) return word
    const [best] = [...known].map((each) => ({ each, edits: edits(word, each) })).toSorted((a, b) => a.edits - b.edits)
    if (best === undefined || best.edits > slips(word)) return word
    isBetter = true
    return best.each
  })
  return isBetter ? meant.join(' ') : null
}

/** Whether what was typed may be a reference or its beginning: letters, digits and hyphens, such as 'KSCMP-REC-2026'. */
export const mayBeReference = (words: string): boolean => /^[a-z0-9]+(-[a-z0-9]*)*$/i.test(words)
