/**
 * Heights of rows whose text is wrapped. A file may leave them out, and then only some programs work them out when they open it; on a
 * protected sheet text stays cut off. So they are written, worked out from the letters of Arial.
 */

/** Text of one column: as wide as the column, in characters as spreadsheet programs count them (the width of a digit). */
export type Wrapped = { text: string; width: number; bold?: boolean }

/** Width of a letter of Arial as a share of a digit's width; what is not named is as wide as a digit. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl'‘’]/, 0.4],
  [/[ ftI.,:;/\\[\]!|]/, 0.5],
  [/[r()-]/, 0.6],
  [/[cksvxyzJ]/, 0.9],
  [/[FTZABEKPSVXY&]/, 1.2],
  [/[CDHNRUw]/, 1.3],
  [/[GOQmM]/, 1.5],
  [/[%W@—]/, 1.8],
]

/** Bold letters are wider by about a tenth. */
const letter = (character: string, bold: boolean): number =>
  (widths.find(([letters]) => letters.test(character))?.[1] ?? 1) * (bold ? 1.08 : 1)

const lengthOf = (text: string, bold: boolean): number =>
  Array.from(text).reduce((sum, character) => sum + letter(character, bold), 0)

/** How many lines a text takes in a column: broken at spaces, and a word that is longer than the column in itself. */
export function linesIn({ text, width, bold = false }: Wrapped): number {
  // Programs keep about a character's width of a column empty.
  const room = Math.max(1, width - 1)
  const space = letter(' ', bold)
  return text.split('\n').reduce((lines, paragraph) => {
    let used = 0
    let taken = 1
    for (const word of paragraph.split(' ')) {
      const long = lengthOf(word, bold)
      if (used > 0 && used + space + long > room) {
        taken++
        used = 0
      }
      used += (used > 0 ? space : 0) + long
      while (used > room) {
        taken++
        used -= room
      }
    }
    return lines + taken
  }, 0)
}

/** A line of Arial 11 in points, with the space below it. */
const lineHeight = 14.25
/** No program shows a higher row. */
const highest = 409

/** Height of a row in points: that of its cell with the most lines. */
export const rowHeight = (cells: readonly Wrapped[]): number =>
  Math.min(highest, Math.max(1, ...cells.map(linesIn)) * lineHeight + 1)
