import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { instantInWords } from '#platform/dates.ts'
import { textLines } from './text-lines.ts'

/** The end of a chain as it stood at an instant. */
export type SignedHead = {
  /** The partnership's id, or 'installation'. */
  chain: string
  /** The partnership's slug at that time. */
  name: string
  position: number
  hash: string
  /** When it was signed, in UTC. */
  at: string
}

const headShape = z.object({
  chain: z.string(),
  name: z.string(),
  position: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
})
const keyLine = z.object({ keyId: z.string(), publicKey: z.string() })
const headLine = z.object({ head: z.string(), keyId: z.string(), signature: z.string() })

const derOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** The name of a public key: the first 16 hexadecimal digits of the SHA-256 of its DER form. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256').update(derOf(publicKey)).digest('hex').slice(0, 16)

/** The line that brings a public key into the file. */
export const publicKeyLine = (publicKey: KeyObject): string =>
  `${JSON.stringify({ keyId: keyIdOf(publicKey), publicKey: publicKey.export({ type: 'spki', format: 'pem' }) })}\n`

/** The line of one head: its exact text, and the Ed25519 signature of that text. */
export function signedHeadLine(head: SignedHead, privateKey: KeyObject): string {
  const text = JSON.stringify(head)
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64')
  return `${JSON.stringify({ head: text, keyId: keyIdOf(createPublicKey(privateKey)), signature })}\n`
}

export type HeadsRead = { heads: SignedHead[]; keyIds: string[]; problem: string | null }

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function keyOf(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/**
 * Reads a file of signed heads and verifies every signature. `problem` is the first thing wrong with the file itself, in a sentence:
 * a line altered, a signature that does not fit, a head that went backwards.
 *
 * @param trusted a public key (PEM) that was kept elsewhere: heads signed with any other key are then a problem
 * @throws an Error with a sentence when the file cannot be read
 */
export async function readSignedHeads(path: string, trusted?: string): Promise<HeadsRead> {
  const keys = new Map<string, KeyObject>()
  const heads: SignedHead[] = []
  const last = new Map<string, SignedHead>()
  const trustedId = trusted === undefined ? undefined : trustedKeyId(trusted)
  let number = 0
  const result = (problem: string | null): HeadsRead => ({
    heads,
    keyIds: [...keys.keys()],
    problem: problem === null ? null : `Line ${number} of the signed heads ${problem}.`,
  })
  try {
    for await (const line of textLines(createReadStream(path))) {
      number += 1
      const value = json(line)
      const key = keyLine.safeParse(value)
      if (key.success) {
        const read = keyOf(key.data.publicKey)
        if (read === null || keyIdOf(read) !== key.data.keyId) return result('holds no public key that fits its name')
        if (trustedId !== undefined && key.data.keyId !== trustedId) {
          return result(`names the key ${key.data.keyId}, which is not the one trusted (${trustedId})`)
        }
        keys.set(key.data.keyId, read)
        continue
      }
      const signed = headLine.safeParse(value)
      if (!signed.success) return result('cannot be read')
      const by = keys.get(signed.data.keyId)
      if (by === undefined) return result('is signed with a key that no line before it brings')
      const text = signed.data.head
      if (!verify(null, Buffer.from(text), by, Buffer.from(signed.data.signature, 'base64'))) {
        return result('does not fit its signature: it was altered')
      }
      const head = headShape.safeParse(json(text))
      if (!head.success) return result('cannot be read')
      const before = last.get(head.data.chain)
      if (before !== undefined && head.data.position < before.position) {
        return result(
          `says position ${head.data.position} for ${head.data.name}, and on ${instantInWords(new Date(before.at))} it was at ${before.position}: the chain's head was moved back`,
        )
      }
      last.set(head.data.chain, head.data)
      heads.push(head.data)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new Error(`The file of signed heads cannot be read: ${(error as Error).message}`, { cause: error })
  }
  return result(null)
}

function trustedKeyId(pem: string): string {
  const key = keyOf(pem)
  if (key === null) throw new Error('The trusted key is no Ed25519 public key in PEM form.')
  return keyIdOf(key)
}
