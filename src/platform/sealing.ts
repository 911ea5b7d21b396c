import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { readKeyRing, type KeyPlace, type KeyRing } from './key-ring.ts'

// Sealed text: 'sealed1.<key id>.<nonce>.<ciphertext and tag>', both in base64url. See docs/adr/0020-sealed-fields.md.
const form = /^sealed1\.([a-z0-9-]+)\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/
const tagBytes = 16

type Source = { ring: KeyRing; place: KeyPlace | null; stamp: string }
let source: Source | null = null

/**
 * Opens the key ring that this process seals with. Throws a sentence when it cannot be used, so that a server does not start
 * without it. A ring that is changed afterwards (`new-key`) is read again by itself.
 */
export function initialiseSealing(place: KeyPlace): void {
  const ring = readKeyRing(place)
  source = { ring, place, stamp: stampOf(place.path) }
}

/** Seals with this ring from now on: for tests, and for a process that holds its keys itself. */
export function useKeyRing(ring: KeyRing): void {
  source = { ring, place: null, stamp: '' }
}

/** The id of the key that seals now. */
export const currentKeyId = (): string => ringNow().current

/** The id of the key that a sealed text needs, or null when the text is not sealed. */
export const keyIdOf = (sealed: string): string | null => form.exec(sealed)?.[1] ?? null

/**
 * Encrypts `text` (AES-256-GCM, a random nonce for every text) so that only this place opens it.
 *
 * @param context where the text is kept: table, column and row id, such as 'reviews.case.child_name/<id>'. It is bound to the
 *   sealed text, which opens nowhere else: a value copied to another row by somebody who may write the database is refused
 */
export function seal(text: string, context: string): string {
  const { current, keys } = ringNow()
  const key = keys.get(current)
  if (!key) throw new Error('The current key is not in the ring.')
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(current, context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `sealed1.${current}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`
}

/**
 * Opens what `seal` made for the same context. Throws a sentence, without the content, when the key is not in the ring, the
 * text was changed, or it was sealed for another place.
 */
export function open(sealed: string, context: string): string {
  const [, id, nonce, rest] = form.exec(sealed) ?? []
  if (id === undefined || nonce === undefined || rest === undefined) {
    throw new Error(`What is kept in ${context} is not sealed text.`)
  }
  const key = ringNow().keys.get(id)
  if (!key) throw new Error(keyMissing(id, context))
  const bytes = Buffer.from(rest, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: tagBytes })
  decipher.setAAD(boundTo(id, context))
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(`What is kept in ${context} was changed, or was sealed for another place, so it is not opened.`)
  }
}

/**
 * A fingerprint of a text for an audit event: it shows that a value changed, and changed back, without holding it. Keyed and bound
 * to the place, so that a name or a date of birth cannot be found by trying them all without the key ring. Fingerprints compare
 * only under one key, whose id stands in front.
 */
export function fingerprint(text: string, context: string): string {
  const { current, keys } = ringNow()
  const key = keys.get(current)
  if (!key) throw new Error('The current key is not in the ring.')
  const own = Buffer.from(hkdfSync('sha256', key, '', 'goldenthread fingerprint', 32))
  return `${current}:${createHmac('sha256', own).update(`${context}\0${text}`).digest('base64url').slice(0, 22)}`
}

/** How the place of a sealed column's value is named everywhere: for `seal`, `open` and when all of it is sealed again. */
export const sealedPlace = (table: string, column: string, id: string): string => `${table}.${column}/${id}`

const boundTo = (keyId: string, context: string): Buffer => Buffer.from(`sealed1\0${keyId}\0${context}`, 'utf8')

const keyMissing = (id: string, context: string): string =>
  `What is kept in ${context} was sealed with the key '${id}', which is not in the key file. ` +
  'Put that key back into the file from where it is kept safe: without it what it sealed cannot be read by anybody.'

/** The ring, read again when its file has changed since: a key made by the command is used without a restart. */
function ringNow(): KeyRing {
  if (!source) throw new Error('No key ring is open: the process that started did not call initialiseSealing.')
  if (source.place) {
    const stamp = stampOf(source.place.path)
    if (stamp !== source.stamp)
      source = { ring: readKeyRing({ ...source.place, mayBeMade: false }), place: source.place, stamp }
  }
  return source.ring
}

function stampOf(path: string): string {
  const { mtimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 }
  return `${mtimeMs} ${size} ${ino}`
}
