import { connect } from 'node:net'
import type { ClamdAddress } from './clamd-address.ts'

export type Verdict = 'clean' | 'infected' | 'unreachable'

const chunk = 65_536
const longestAnswer = 4_096

/**
 * Has clamd look at a file over its socket (INSTREAM of clamd(8)). Whatever is not a clear answer, such as a scanner that is away,
 * slow or unwilling, is 'unreachable': the file is then held back, never taken for clean.
 *
 * @param patience milliseconds of silence after which the scanner counts as away
 */
export function scanWithClamd(address: ClamdAddress, bytes: Buffer, patience = 30_000): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  const socket = connect(address)
  let answer = ''
  const end = (verdict: Verdict): void => {
    socket.destroy()
    resolve(verdict)
  }
  socket.setTimeout(patience, () => end('unreachable'))
  socket.on('error', () => end('unreachable'))
  socket.on('close', () => end(verdictOf(answer)))
  socket.on('data', (data) => {
    answer += data.toString('latin1')
    if (answer.includes('\0') || answer.length > longestAnswer) end(verdictOf(answer))
  })
  socket.on('connect', () => {
    socket.write('zINSTREAM\0')
    for (let at = 0; at < bytes.length; at += chunk) {
      const part = bytes.subarray(at, at + chunk)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      socket.write(length)
      socket.write(part)
    }
    socket.write(Buffer.alloc(4))
  })
  return promise
}

function verdictOf(answer: string): Verdict {
  // An answer ends in NUL; one that was broken off says nothing.
  if (!answer.includes('\0')) return 'unreachable'
  const [line = ''] = answer.split('\0')
  if (line === 'stream: OK') return 'clean'
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'unreachable'
}
