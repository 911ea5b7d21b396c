import { JSONParser, TokenType } from '@streamparser/json'

/** Nothing that people exchange nests like this; a document that does is there to exhaust memory. */
const deepestLevel = 500

/**
 * Reads the list `name` of one JSON document (UTF-8) as it streams in and gives its elements one by one, as JSON.parse would, so that
 * only a chunk's worth of them is in memory. What else the document holds is read over, in any order. Throws an Error with a sentence
 * for what is no JSON (with line and column, counted in bytes), for a document without the list or with it twice, and for a
 * list that is none.
 */
export async function* readJsonList(
  input: AsyncIterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<unknown, void, void> {
  const parser = listParser(name)
  for await (const chunk of readable(input)) {
    yield* parser.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }
  parser.end()
}

async function* readable<T>(input: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  try {
    yield* input
  } catch (error) {
    throw new Error(`The input cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function listParser(name: string) {
  // With buffers of its own the parser is a third faster; a longer string or number still goes through.
  const parser = new JSONParser({
    paths: [`$.${name}.*`],
    keepStack: false,
    stringBufferSize: 65_536,
    numberBufferSize: 64,
  })
  const outline = outlineOf(name)
  const place = placeKeeper()
  let elements: unknown[] = []
  let tokenAt = -1
  let refused: Error | undefined
  parser.onValue = ({ value }) => void elements.push(value)
  parser.onToken = ({ token, value, offset }) => {
    tokenAt = offset
    const sentence = outline.see(token, value)
    if (sentence !== undefined) refused = new Error(sentence.replace('{place}', place.at(offset)))
    if (refused !== undefined) throw refused
  }
  return {
    write(chunk: Uint8Array): unknown[] {
      elements = []
      place.enter(chunk)
      try {
        parser.write(chunk)
      } catch (error) {
        throw refused ?? notJson(error, { tokenAt, place, isEnded: parser.isEnded })
      }
      return elements
    },
    end(): void {
      const cutOff = `The document is cut off: it ends at ${place.end()}, before it is complete.`
      try {
        if (!parser.isEnded) parser.end()
      } catch (error) {
        throw new Error(cutOff, { cause: error })
      }
      if (tokenAt === -1) throw new Error(`There is no document: the input is empty.`)
      if (!outline.hasList()) throw new Error(`The document has no list '${name}'.`)
    },
  }
}

/** What a value is that begins with this token. */
const valueWords: ReadonlyMap<TokenType, string> = new Map([
  [TokenType.LEFT_BRACE, 'an object'],
  [TokenType.LEFT_BRACKET, 'a list'],
  [TokenType.STRING, 'text'],
  [TokenType.NUMBER, 'a number'],
  [TokenType.TRUE, 'true'],
  [TokenType.FALSE, 'false'],
  [TokenType.NULL, 'null'],
])

/** Watches the tokens go by for what a parser of values does not tell: that the list is there, is a list, and is there once. */
function outlineOf(name: string) {
  let depth = 0
  let before: TokenType | undefined
  let isNext: 'nothing' | 'colon' | 'list' = 'nothing'
  let lists = 0
  return {
    hasList: () => lists > 0,
    /** What is wrong, in a sentence; undefined when the document may go on. */
    see(token: TokenType, value: unknown): string | undefined {
      const isKey = depth === 1 && token === TokenType.STRING && before !== TokenType.COLON
      const was = before
      before = token
      const found = valueWords.get(token)
      if (was === undefined && token !== TokenType.LEFT_BRACE && found !== undefined)
        return `The document must be an object with the list '${name}', and it is ${found}.`
      if (isNext === 'list') {
        isNext = 'nothing'
        if (token !== TokenType.LEFT_BRACKET && found !== undefined)
          return `'${name}' must be a list, and it is ${found}.`
        lists += 1
      }
      if (isNext === 'colon') isNext = token === TokenType.COLON ? 'list' : 'nothing'
      if (isKey && value === name) {
        if (lists > 0) return `The document has the list '${name}' twice.`
        isNext = 'colon'
      }
      if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1
      if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1
      return depth > deepestLevel ? `The document nests deeper than ${deepestLevel} levels at {place}.` : undefined
    },
  }
}

/** Keeps count of lines, so that an offset in the present chunk can be said as a place. */
function placeKeeper() {
  let chunk: Uint8Array = new Uint8Array()
  let chunkAt = 0
  let line = 1
  let lineAt = 0
  let markLength = 0
  const newline = 10
  const words = (lineNumber: number, column: number): string => `line ${lineNumber}, column ${column}`
  const keeper = {
    enter(next: Uint8Array): void {
      for (let i = 0; i < chunk.length; i++) {
        if (chunk[i] !== newline) continue
        line += 1
        lineAt = chunkAt + i + 1
      }
      chunkAt += chunk.length
      chunk = next
      // a byte-order mark is no character of the first line, and the parser counts its tokens from behind it
      if (chunkAt === 0 && chunk[0] === 0xef) markLength = 3
    },
    /** The place of the token that begins at an offset. A token that began in an earlier chunk has no line's end in it. */
    at(offset: number): string {
      const end = Math.max(0, Math.min(offset + markLength - chunkAt, chunk.length))
      const before = chunk.subarray(0, end)
      const lastBreak = before.lastIndexOf(newline)
      const breaks = lastBreak === -1 ? 0 : before.reduce((count, byte) => count + (byte === newline ? 1 : 0), 0)
      const from = lastBreak === -1 ? lineAt : chunkAt + lastBreak + 1
      return words(line + breaks, offset + markLength - Math.max(from, markLength) + 1)
    },
    end: (): string => keeper.at(chunkAt + chunk.length - markLength),
    /** The byte at an offset from the very beginning, when it is in the present chunk. */
    byteAt: (offset: number): number | undefined => chunk[offset - chunkAt],
    markLength: (): number => markLength,
  }
  return keeper
}

type Whereabouts = { tokenAt: number; place: ReturnType<typeof placeKeeper>; isEnded: boolean }

function notJson(error: unknown, { tokenAt, place, isEnded }: Whereabouts): Error {
  const message = error instanceof Error ? error.message : String(error)
  // The tokenizer tells the byte that it stumbled over in its message only; the parser of values stumbles over a whole token.
  const byteAt = /absolute position "(\d+)"/.exec(message)?.[1]
  const at = byteAt === undefined ? tokenAt : Number(byteAt) - place.markLength()
  const byte = byteAt === undefined ? place.byteAt(at + place.markLength()) : place.byteAt(Number(byteAt))
  const where = place.at(at)
  const refuse = (sentence: string): Error => new Error(sentence, { cause: error })
  if (error instanceof TypeError) return refuse(`The document is not UTF-8 text: look behind ${where}.`)
  if (at === 0 && (byte === 0xff || byte === 0xfe))
    return refuse('The document is not UTF-8 text: save it as UTF-8, not as UTF-16.')
  const what = byte !== undefined && byte > 32 && byte < 127 ? ` '${String.fromCharCode(byte)}'` : ''
  if (isEnded) return refuse(`There is more behind the end of the document: ${what.trim() || 'text'} at ${where}.`)
  return refuse(`The document is not JSON: unexpected${what || ' character'} at ${where}.`)
}
