/** Turns what people type into a number, or says in their words why it is none. Nothing is guessed: a doubt is a problem. */

import { shortened, trimmed, type Cell } from './table.ts'

/** Why there is no number. 'empty' is for the caller to judge; 'no-value' is a word people write when they have no figure. */
export type NoNumber = 'empty' | 'no-value' | 'range' | 'ambiguous' | 'formula' | 'error' | 'not-a-number'

export type ParsedNumber =
  { ok: true; number: number; wasPercent: boolean } | { ok: false; reason: NoNumber; problem: string }

export type NumberOptions = {
  /** What '85%' becomes: 'points' 85 (when not given), 'fraction' 0.85. A number without '%' is never changed. */
  percentAs?: 'points' | 'fraction'
}

const none = (reason: NoNumber, problem: string): ParsedNumber => ({ ok: false, reason, problem })

const noValueWords = new Set(
  'n/a,na,n.a.,not applicable,not available,not known,unknown,not recorded,tbc,tba,to be confirmed,to follow,awaited,pending,?,.,..,...,x,c,z,u,low,:,*'.split(
    ',',
  ),
)
const zeroWords = new Set(['nil', 'none', 'zero', 'no', '-', '--', 'nought', '0 (nil)'])
const numberWords =
  /^(minus )?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|a dozen)\b/

/** At most 15 significant digits are exact in a spreadsheet and here. */
const largest = 1e15

/** 0.07 × 100 is 7.000000000000001 in binary; people typed 7%. */
const tidy = (value: number): number => Number(value.toPrecision(12))

function percentOf(points: number, percentAs: NumberOptions['percentAs']): ParsedNumber {
  return { ok: true, number: tidy(percentAs === 'fraction' ? points / 100 : points), wasPercent: true }
}

/**
 * The number in a cell or in typed text. Problems are sentences without a full stop that begin with the value, so that the caller can put
 * the cell before them: "C7: 'five' is not a number: write it in figures".
 */
export function parseNumber(input: Cell | string | null | undefined, options: NumberOptions = {}): ParsedNumber {
  if (input === null || input === undefined) return none('empty', 'there is no value')
  if (typeof input === 'string') return parseNumberText(input, options)
  switch (input.kind) {
    case 'empty':
      return none('empty', 'there is no value')
    case 'number': {
      const number = Number(input.value)
      if (!Number.isFinite(number) || Math.abs(number) >= largest)
        return none('not-a-number', `'${input.raw}' is too large to be right`)
      return input.percentFormat
        ? percentOf(tidy(number * 100), options.percentAs)
        : { ok: true, number, wasPercent: false }
    }
    case 'text':
      return parseNumberText(input.raw, options)
    case 'formula':
      return none('formula', 'this cell holds a formula: paste the value in its place')
    case 'error':
      return none('error', `this cell shows ${input.raw}: write the number in its place`)
    case 'date':
      return none('not-a-number', `'${input.raw}' is a date, not a number`)
    case 'boolean':
      return none('not-a-number', `'${input.raw}' is not a number`)
  }
}

function parseNumberText(typed: string, { percentAs }: NumberOptions): ParsedNumber {
  const shown = shortened(trimmed(typed))
  const text = shown
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (text === '') return none('empty', 'there is no value')
  const inWords = wordsProblem(text.toLowerCase(), shown)
  if (inWords) return inWords
  const isPercent = /%$|\bper ?cent$/i.test(text)
  const bare = text
    .replace(/\s*(%|per ?cent)$/i, '')
    .replace(/^([-+]?)\s*£\s*/, '$1')
    .replace(/^£\s*([-+])/, '$1')
    .trim()
  const separators = separatorProblem(bare, shown)
  if (separators) return separators
  const digits = bare.replaceAll(/(?<=\d)[, ](?=\d{3}(?!\d))/g, '')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(digits)) return none('not-a-number', notANumber(text, shown))
  const number = Number(digits)
  if (Math.abs(number) >= largest) return none('not-a-number', `'${shown}' is too large to be right`)
  return isPercent ? percentOf(number, percentAs) : { ok: true, number: number === 0 ? 0 : number, wasPercent: false }
}

function wordsProblem(text: string, shown: string): ParsedNumber | undefined {
  if (zeroWords.has(text)) {
    return none(
      'no-value',
      `'${shown}' is not a number: write 0 if there were none, or leave it empty and give the reason`,
    )
  }
  if (noValueWords.has(text)) return none('no-value', `'${shown}' is not a number: leave it empty and give the reason`)
  if (numberWords.test(text)) return none('not-a-number', `'${shown}' is not a number: write it in figures`)
  if (
    /^([<>≤≥]=?|(less|more|fewer) than|under|over|up to|at least|at most)\s*\d/.test(text) ||
    /^\d[\d,.]*\s*(-|to)\s*\d[\d,.]*%?$/.test(text)
  ) {
    return none('range', `'${shown}' is a range, not a number: write the number, or leave it empty and give the reason`)
  }
  return undefined
}

/** A comma is a thousands separator only in front of three digits, all the way; anything else could be meant two ways. */
function separatorProblem(bare: string, shown: string): ParsedNumber | undefined {
  if (!/^[-+]?[\d., ]+$/.test(bare) || !/[, ]/.test(bare)) return undefined
  const unsigned = bare.replace(/^[-+]\s*/, '')
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(unsigned) || /^\d{1,3}( \d{3})+(\.\d+)?$/.test(unsigned)) return undefined
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(unsigned) || /^\d{1,3}( \d{3})+,\d+$/.test(unsigned)) {
    const plain = bare.replaceAll(/[. ]/g, '').replace(',', '.')
    return none('ambiguous', `'${shown}' has a comma where we write the decimal point: write ${plain}`)
  }
  if (/^\d+,\d+$/.test(unsigned)) {
    const choices = `${bare.replace(',', '.')} or ${bare.replace(',', '')}`
    return none('ambiguous', `the comma in '${shown}' can be read in two ways: write ${choices}`)
  }
  return none('ambiguous', `'${shown}' is not one number: write it with figures and one decimal point, like 1234.5`)
}

function notANumber(text: string, shown: string): string {
  const accountancy = /^\(£?([\d,.]+)\)$/.exec(text)
  if (accountancy) return `'${shown}' is not a number: write -${accountancy[1]} if it is less than nothing`
  const first = /^[^\d]*?(-?\d[\d,]*(?:\.\d+)?)(?![\d.])/.exec(text)
  const isNumberWithNote =
    first && !/^[=@]/.test(text) && /[a-z~*()[\]?†‡#!]/i.test(text) && (text.match(/\d[\d,.]*/g)?.length ?? 0) === 1
  if (isNumberWithNote && !/\de[-+]?\d/i.test(text))
    return `'${shown}' is more than a number: write only ${first[1]} here and put the rest in the notes`
  return `'${shown}' is not a number`
}
