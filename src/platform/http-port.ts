import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'

/**
 * Makes sure that the port can be listened on, before anything else is started. Throws a sentence that says what to do.
 * Port 0 is always free. A name with several addresses (localhost) must be free on all that this machine has.
 */
export async function ensurePortIsFree(host: string, port: number): Promise<void> {
  const addresses = await lookup(host, { all: true }).catch((error: unknown) => {
    throw listenProblem(error, host, port)
  })
  let notHere: unknown
  let free = 0
  for (const { address } of addresses) {
    try {
      await tryListening(address, port)
      free++
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // localhost may name ::1 on a machine without IPv6.
      if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') throw listenProblem(error, host, port)
      notHere = error
    }
  }
  if (free === 0) throw listenProblem(notHere, host, port)
}

/** The sentence for an error of listening; any other error comes back as it is. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException
  const sentence = sentences[code ?? '']?.(host, port)
  return sentence === undefined ? error : new Error(sentence, { cause: error })
}

type Sentence = (host: string, port: number) => string
const notOurs: Sentence = (host) =>
  `HOST=${host} is not an address of this machine: set it to localhost, or to 0.0.0.0 for every address.`
const sentences: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} on ${host} is already in use: stop the program that has it, or choose another port, such as PORT=${port === 3001 ? 3002 : 3001} npm start`,
  EACCES: (_host, port) =>
    `Port ${port} may not be used by this user: choose one of 1024 or above, such as PORT=3000 npm start`,
  EADDRNOTAVAIL: notOurs,
  ENOTFOUND: notOurs,
  EAI_AGAIN: notOurs,
}

async function tryListening(host: string, port: number): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}
