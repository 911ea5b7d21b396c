/** What a published cell says: a number, or why there is none. Never a zero for a missing figure. */
export type CellState = 'value' | 'c' | 'x' | 'z' | 'k' | 'u' | 'missing'
export type Cell = { value: number | null; state: CellState }

/**
 * Symbols that stand in the place of a number. c, x, z, k (or low) and u: Department for Education, analysts' guide, 'Data symbols'.
 * ':' was 'not available' in releases before 2021; '.' and '..' are the older government symbols for not applicable and not available.
 * '~' meant different things in different publications, so it is read as the least that it can mean: not available.
 */
const symbols: Readonly<Record<string, CellState>> = {
  c: 'c',
  x: 'x',
  z: 'z',
  k: 'k',
  low: 'k',
  u: 'u',
  '-': 'missing',
  '': 'missing',
  ':': 'x',
  '~': 'x',
  '..': 'x',
  '.': 'z',
}

const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const withThousands = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** '1e400' is written as a number and is none that can be kept; nothing that England counts comes near a million million. */
const isPossible = (value: number): boolean => Math.abs(value) < 1e12

/** A published cell, also Excel's `7.0000000000000007E-2`; nothing when it is neither a number nor a symbol that is known. */
export function readCell(printed: string): Cell | undefined {
  const text = printed.trim()
  if (numeral.test(text)) return isPossible(Number(text)) ? { value: Number(text), state: 'value' } : undefined
  const symbol = text.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  const state = Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined
  if (state) return { value: null, state }
  return withThousands.test(text) ? { value: Number(text.replaceAll(',', '')), state: 'value' } : undefined
}
