import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Every key that sealed text may be opened with, by its id, and the id of the one that seals. */
export type KeyRing = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> }

/** Where the ring is kept, and whether one may be made there when there is none. */
export type KeyPlace = { readonly path: string; readonly mayBeMade: boolean }

const keyId = /^[a-z0-9][a-z0-9-]{0,39}$/
const schema = z.object({
  current: z.string(),
  keys: z.record(z.string().regex(keyId), z.base64()),
})

/**
 * The file of the key ring: the one that GOLDENTHREAD_KEYS names, or, outside production, a file beside the embedded database
 * that is made at the first start. Throws a sentence when production names none.
 */
export function keyPlace(settings: {
  readonly keysFile: string | null
  readonly dataFolder: string
  readonly production: boolean
}): KeyPlace {
  if (settings.keysFile !== null) return { path: settings.keysFile, mayBeMade: false }
  if (!settings.production) return { path: join(settings.dataFolder, 'keys.json'), mayBeMade: true }
  throw new Error(
    'GOLDENTHREAD_KEYS must name the file of the keys that seal what identifies a child, kept apart from the database and its backups. ' +
      'Make one with: GOLDENTHREAD_KEYS=/path/to/keys.json npm run goldenthread -- new-key',
  )
}

/** Reads the ring. Throws a sentence, which never holds a key, when it is missing, readable by others or not a key ring. */
export function readKeyRing({ path, mayBeMade }: KeyPlace): KeyRing {
  if (!existsSync(path)) {
    if (!mayBeMade) {
      throw new Error(
        `The key file ${path} is not there. Put it back from where it is kept safe: what it sealed cannot be read without it. ` +
          'On a new installation make one with: npm run goldenthread -- new-key',
      )
    }
    mkdirSync(dirname(path), { recursive: true })
    makeKeyFile(path, withNewKey(null).ring)
  }
  const { mode } = statSync(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`The key file ${path} can be read by others. Allow only its owner: chmod 600 ${path}`)
  }
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error(`The key file ${path} is not JSON.`)
  }
  const parsed = schema.safeParse(found)
  if (!parsed.success) {
    throw new Error(
      `The key file ${path} must look like { "current": "k1", "keys": { "k1": "<32 bytes in base64>" } }.`,
    )
  }
  const keys = new Map(Object.entries(parsed.data.keys).map(([id, text]) => [id, Buffer.from(text, 'base64')]))
  const short = [...keys].find(([, key]) => key.length !== 32)
  if (short) throw new Error(`The key '${short[0]}' in ${path} must be 32 bytes in base64.`)
  if (!keys.has(parsed.data.current)) throw new Error(`The key file ${path} names a current key that is not in it.`)
  return { current: parsed.data.current, keys }
}

/** The ring with one more key, which is the current one from now on. Its id is new among the ring's ids. */
export function withNewKey(ring: KeyRing | null): { ring: KeyRing; id: string } {
  const id = `k-${randomBytes(6).toString('hex')}`
  return { ring: { current: id, keys: new Map([...(ring?.keys ?? []), [id, randomBytes(32)]]) }, id }
}

/** Replaces the file whole or not at all, readable by its owner only. */
export function replaceKeyFile(path: string, ring: KeyRing): void {
  const draft = writeDraft(path, ring)
  renameSync(draft, path)
}

/** Makes the file; a file that another process made meanwhile stays as it is. */
function makeKeyFile(path: string, ring: KeyRing): void {
  const draft = writeDraft(path, ring)
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft)
  }
}

function writeDraft(path: string, ring: KeyRing): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const file = openSync(draft, 'wx', 0o600)
  try {
    const keys = Object.fromEntries([...ring.keys].map(([id, key]) => [id, key.toString('base64')]))
    writeSync(file, `${JSON.stringify({ current: ring.current, keys }, null, 2)}\n`)
    // A key that was used and then lost with the power is worse than a slow command.
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}
