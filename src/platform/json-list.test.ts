import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough, Writable } from 'node:stream'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readJsonList } from './json-list-reader.ts'
import { writeJsonList } from './json-list-writer.ts'

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  for (const [i, from] of [0, ...places].entries()) yield bytes.slice(from, places[i])
}

async function read(document: string | Uint8Array, cuts: readonly number[] = []): Promise<unknown[]> {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document
  return Array.fromAsync(readJsonList(inPieces(bytes, cuts), 'series'))
}

/** JSON text in some other spelling: escapes where none are needed, white space, Windows line ends. */
const spelled = (json: string, escape: boolean, pretty: boolean): string => {
  const text = pretty ? JSON.stringify(JSON.parse(json), null, 2).replaceAll('\n', '\r\n') : json
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return escape ? text.replaceAll(/[^\0-~]/g, escaped) : text
}

const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), fc.jsonValue()), { selector: ([key]) => key })

test('gives what JSON.parse gives, wherever the bytes are cut and whatever stands around the list', async () => {
  const cuts = fc.array(fc.nat(), { maxLength: 20 })
  const documents = fc.tuple(fc.array(fc.jsonValue()), members, members, fc.boolean(), fc.boolean(), fc.boolean())
  await fc.assert(
    fc.asyncProperty(documents, cuts, async ([list, before, behind, escape, pretty, mark], places) => {
      const around = (all: [string, unknown][]) => all.filter(([key]) => key !== 'series' && !key.includes('\ufeff'))
      const json = JSON.stringify(Object.fromEntries([...around(before), ['series', list], ...around(behind)]))
      const text = spelled(json, escape, pretty)
      // a byte-order mark inside a text is dropped by the parser's decoder, which nothing we read minds
      fc.pre(!text.includes('\ufeff'))
      const wanted: unknown = JSON.parse(text).series
      assert.deepEqual(await read(mark ? `\ufeff${text}` : text, places), wanted)
    }),
  )
})

test('an escape, a letter of several bytes and a number may be cut at every byte', async () => {
  const text = '{"series":["\\ud83d\\ude00é😀\\u00e9", -12.5e-3, true]}'
  for (let cut = 0; cut <= Buffer.byteLength(text); cut++)
    assert.deepEqual(await read(text, [cut]), ['😀é😀é', -0.0125, true])
})

test('a text and a number longer than any buffer come whole', async () => {
  const list = ['é'.repeat(100_000), `${'x'.repeat(65_535)}😀\n`, 0.1]
  const text = JSON.stringify({ series: list }).replace('0.1', `0.1${'0'.repeat(300)}`)
  assert.deepEqual(await read(text, [5, 65_536, 131_073, 200_000]), list)
})

test('a key named __proto__ is a key like any other', async () => {
  const [element] = await read('{"series":[{"__proto__":{"values":[1]}}]}')
  assert.equal((element as Record<string, unknown>)['values'], undefined)
})

const refusals: [document: string | Uint8Array, sentence: string][] = [
  ['', 'There is no document: the input is empty.'],
  [' \r\n', 'There is no document: the input is empty.'],
  ['{}', "The document has no list 'series'."],
  ['{"meta":{"series":[1]}}', "The document has no list 'series'."],
  ['{"a":"series"}', "The document has no list 'series'."],
  ['[1]', "The document must be an object with the list 'series', and it is a list."],
  ['"series"', "The document must be an object with the list 'series', and it is text."],
  ['{"series":{"a":1}}', "'series' must be a list, and it is an object."],
  ['{"series":null}', "'series' must be a list, and it is null."],
  ['{"series":12}', "'series' must be a list, and it is a number."],
  ['{"series":[1],"x":2,"series":[3]}', "The document has the list 'series' twice."],
  ['hello', "The document is not JSON: unexpected 'h' at line 1, column 1."],
  ['{"series":[1,]}', "The document is not JSON: unexpected ']' at line 1, column 14."],
  ['{"series" 5}', "The document is not JSON: unexpected '5' at line 1, column 11."],
  ['{"series":[01]}', "The document is not JSON: unexpected '1' at line 1, column 13."],
  ['{\r\n "é": [\r\n  {"a": 1 "b"}]}', `The document is not JSON: unexpected '"' at line 3, column 11.`],
  ['\ufeff{\n"series":[1}', "The document is not JSON: unexpected '}' at line 2, column 12."],
  ['{"series":["\n"]}', 'The document is not JSON: unexpected character at line 1, column 13.'],
  ['{"series":[1', 'The document is cut off: it ends at line 1, column 13, before it is complete.'],
  ['{"series":[\n{"a', 'The document is cut off: it ends at line 2, column 4, before it is complete.'],
  ['{"series":[1]} x', "There is more behind the end of the document: 'x' at line 1, column 16."],
  ['{"series":[1]}\n{}', "There is more behind the end of the document: '{' at line 2, column 1."],
  [`{"series":${'['.repeat(600)}`, 'The document nests deeper than 500 levels at line 1, column 510.'],
  [`{"meta":${'[{"a":'.repeat(600)}`, 'The document nests deeper than 500 levels at line 1, column 1504.'],
  [Buffer.from('\ufeff{"series":[]}', 'utf16le'), 'The document is not UTF-8 text: save it as UTF-8, not as UTF-16.'],
  [
    Buffer.from('{"series":["\u00e9t\u00e9 2024"]}', 'latin1'),
    'The document is not UTF-8 text: look behind line 1, column 11.',
  ],
]

test('what cannot be read is one sentence that says where', async () => {
  for (const [document, message] of refusals) await assert.rejects(read(document), { name: 'Error', message })
})

test('says the same place when every byte comes by itself', async () => {
  for (const [document, sentence] of refusals) {
    const everywhere = Array.from({ length: Buffer.byteLength(document) }, (_, i) => i)
    const place = /line \d+, column \d+/.exec(sentence)?.[0] ?? sentence
    await assert.rejects(read(document, everywhere), (error: Error) => error.message.includes(place))
  }
})

test('an input that breaks off with an error is a sentence too', async () => {
  const broken = new PassThrough()
  broken.destroy(new Error('EIO: i/o error, read'))
  const message = 'The input cannot be read: EIO: i/o error, read'
  await assert.rejects(Array.fromAsync(readJsonList(broken, 'series')), { message })
})

async function* counted(n: number, failure?: Error): AsyncGenerator<object> {
  for (let id = 1; id <= n; id++) yield { id, text: 'x'.repeat(1_000) }
  if (failure !== undefined) throw failure
}

/** An output that takes each piece after a moment, or fails with an error's code from the second on. */
function slowOutput(code?: string): { output: Writable; taken: string[] } {
  const taken: string[] = []
  const output = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      if (code !== undefined && taken.length > 0) return done(Object.assign(new Error(`${code}: no more`), { code }))
      taken.push(String(chunk))
      setImmediate(done)
    },
  })
  return { output, taken }
}

test('writes a document with an element a line, and an empty list', async () => {
  const { output, taken } = slowOutput()
  await writeJsonList(output, 'cases', counted(0))
  await writeJsonList(output, 'cases', (async function* () { yield* [{ id: 'a' }, { id: 2, due: undefined }] })()) // prettier-ignore
  assert.deepEqual(taken, ['{"cases":[]}\n', '{"cases":[\n{"id":"a"},\n{"id":2}\n]}\n'])
})

test('writes nothing of a small document that is refused, and never closes a large one', async () => {
  const small = slowOutput()
  await assert.rejects(writeJsonList(small.output, 'cases', counted(1_000, new Error('no'))), { message: 'no' })
  assert.deepEqual(small.taken, [])
  const large = slowOutput()
  await assert.rejects(writeJsonList(large.output, 'cases', counted(9_000, new Error('no'))), { message: 'no' })
  assert.ok(large.taken.join('').startsWith('{"cases":[\n{"id":1,'))
  assert.throws(() => JSON.parse(large.taken.join('')))
})

test('goes at the pace of the reader', async () => {
  const { output, taken } = slowOutput()
  let ahead = 0
  async function* watched(): AsyncGenerator<object> {
    for await (const element of counted(20_000)) {
      ahead = Math.max(ahead, output.writableLength)
      yield element
    }
  }
  await writeJsonList(output, 'cases', watched())
  assert.equal(ahead, 0)
  assert.equal(JSON.parse(taken.join('')).cases.length, 20_000)
})

test('a reader who has gone ends it quietly, and asks for no more elements', async () => {
  const { output } = slowOutput('EPIPE')
  let asked = 0
  async function* watched(): AsyncGenerator<object> {
    for await (const element of counted(50_000)) {
      asked += 1
      yield element
    }
  }
  await writeJsonList(output, 'cases', watched())
  assert.ok(asked < 10_000, `${asked} were asked for`)
  const closed = new PassThrough()
  closed.destroy()
  await once(closed, 'close')
  await writeJsonList(closed, 'cases', counted(3))
})

test('a full disk is a sentence', async () => {
  const { output } = slowOutput('ENOSPC')
  await assert.rejects(writeJsonList(output, 'cases', counted(50_000)), {
    message: 'The output cannot be written: ENOSPC: no more',
  })
})
