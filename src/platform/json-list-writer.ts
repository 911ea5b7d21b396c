/** So much is written at once, and so much is held back at first: what fails early then leaves no half document behind. */
const pieceLength = 65_536
const heldAtFirst = 8_000_000

/**
 * Writes one JSON document `{"name":[…]}` with an element a line, at the pace of the reader. Its first eight million characters are held back
 * until there are more or all are there, and it is closed only when the last element has come: when the elements end with an error, a
 * small document is not written at all and a large one stays open, so that nobody takes it for a whole one. A reader
 * who has gone (`| head`) ends the writing quietly; throws an Error with a sentence when the output cannot take more, as on a full disk.
 */
export async function writeJsonList(
  output: NodeJS.WritableStream,
  name: string,
  elements: AsyncIterable<unknown>,
): Promise<void> {
  // what goes wrong is told to the one who wrote; without a listener it would end the process as well
  output.on('error', () => {})
  let text = `{${JSON.stringify(name)}:[`
  let limit = heldAtFirst
  let between = '\n'
  for await (const element of elements) {
    text += between + JSON.stringify(element)
    between = ',\n'
    if (text.length < limit) continue
    if (!(await isWritten(output, text))) return
    text = ''
    limit = pieceLength
  }
  await isWritten(output, `${text}${between === '\n' ? '' : '\n'}]}\n`)
}

/** Waits until the text has been taken; false when the reader has gone. */
function isWritten(output: NodeJS.WritableStream, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (!error) return resolve(true)
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return resolve(false)
      reject(new Error(`The output cannot be written: ${error.message}`, { cause: error }))
    })
  })
}
