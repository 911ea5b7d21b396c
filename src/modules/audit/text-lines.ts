import type { Readable } from 'node:stream'

const longest = 5_000_000

/**
 * The lines of a text in UTF-8, ended by a line feed only: Node's own reader also ends them at U+2028, which a text may hold.
 *
 * @throws an Error with a sentence for a line of more than five million characters, which no event has
 */
export async function* textLines(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const pieces = (rest + decode(decoder, chunk)).split('\n')
    rest = pieces.pop() ?? ''
    yield* pieces
    if (rest.length > longest) throw new Error('A line of the file is too long to be an event.')
  }
  rest += decode(decoder)
  if (rest !== '') yield rest
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw new Error('The file is not text in UTF-8.')
  }
}
