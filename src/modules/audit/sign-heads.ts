import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { listChains, listHeads } from './chain-store.ts'
import { keyIdOf, publicKeyLine, readSignedHeads, signedHeadLine } from './signed-heads.ts'

/**
 * Makes a key for signing heads: the private half goes into a new file that only its owner may read.
 *
 * @returns the public half as PEM, to be kept where the file of heads is not, and its name
 * @throws an Error with a sentence when the file is there already or cannot be written
 */
export async function newAuditKey(path: string): Promise<{ keyId: string; publicKey: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  try {
    await writeDurably(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'wx')
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw new Error(
      isThere
        ? `${path} is there already, and a key is never overwritten: name another file.`
        : `${path} cannot be written: ${(error as Error).message}`,
      { cause: error },
    )
  }
  return { keyId: keyIdOf(publicKey), publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/**
 * Signs the head of every chain and appends it to a file outside the database, so that the database's owner cannot rewrite what
 * happened before unseen. The file is on disk when this returns.
 *
 * @returns how many heads were signed
 * @throws an Error with a sentence when the key or the file cannot be used, or when the file no longer fits its own signatures
 */
export async function signAuditHeads(owner: Db, clock: Clock, files: { heads: string; key: string }): Promise<number> {
  const privateKey = await readKey(files.key)
  const publicKey = createPublicKey(privateKey)
  const there = await readSignedHeads(files.heads).catch((error: unknown) => {
    const { cause } = error as { cause?: NodeJS.ErrnoException }
    if (cause?.code === 'ENOENT') return null
    throw error
  })
  // Nothing is added to a file that was altered: whoever reads it shall see that.
  if (there?.problem) throw new Error(`${there.problem} Keep this file and name a new one.`)
  const [chains, heads] = await owner
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => [await listChains(tx), await listHeads(tx)] as const)
  const at = clock.now().toISOString()
  const lines = heads.map(({ chain, position, hash }) => {
    const name = chains.find((each) => each.key === chain)?.name ?? chain
    return signedHeadLine({ chain, name, position, hash, at }, privateKey)
  })
  const isKnown = there?.keyIds.includes(keyIdOf(publicKey)) ?? false
  await writeDurably(files.heads, `${isKnown ? '' : publicKeyLine(publicKey)}${lines.join('')}`, 'a')
  return lines.length
}

async function readKey(path: string): Promise<KeyObject> {
  let key: KeyObject
  try {
    key = createPrivateKey(await readFile(path))
  } catch (error) {
    // The reason never repeats what the file holds.
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      code === 'ENOENT'
        ? `There is no key in ${path}: make one with npm run goldenthread -- new-audit-key ${path}`
        : `The key in ${path} cannot be read: it must be an Ed25519 private key in PEM form.`,
      { cause: error },
    )
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`The key in ${path} is no Ed25519 key.`)
  return key
}

/** Writes and waits until the disk has it; a new file's name as well. Only its owner may read it. */
async function writeDurably(path: string, text: string, flag: 'a' | 'wx'): Promise<void> {
  const file = await open(path, flag, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
