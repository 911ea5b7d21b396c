import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processIdentity } from './embedded-process.ts'

/** What a process uses the data folder for: serving pages, or one command that ends by itself. */
export type Purpose = 'application' | 'command'
export type LockHolder = { readonly pid: number; readonly identity: string; readonly purpose: Purpose }

const lockFile = (dataFolder: string): string => join(dataFolder, 'goldenthread.lock')

/** Who uses the data folder now; undefined when nobody does, also when the last user was killed and left its lock. */
export function lockHolder(dataFolder: string): LockHolder | undefined {
  return livingHolder(readText(lockFile(dataFolder)))
}

/**
 * Takes the data folder for this process, or tells who has it. PostgreSQL's own lock is what keeps the data whole; this
 * one is there so that a second start is told so in words, before it has touched anything.
 */
export function takeLock(dataFolder: string, purpose: Purpose): { release: () => void } | { heldBy: LockHolder } {
  const file = lockFile(dataFolder)
  const mine = `${process.pid} ${processIdentity(process.pid) ?? ''} ${purpose}\n`
  // Each round either makes the file, names its holder, or clears one dead process's lock away.
  for (;;) {
    // Linked in whole, so that nobody ever reads a lock half written.
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, mine, { mode: 0o644 })
    try {
      linkSync(draft, file)
      return { release: () => readText(file) === mine && rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
    const found = readText(file)
    const holder = livingHolder(found)
    if (holder !== undefined) return { heldBy: holder }
    clearDeadLock(file, found)
  }
}

/** Takes the lock away only if it is still the one that was judged dead: another process may have been quicker. */
function clearDeadLock(file: string, judged: string): void {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    if (readText(aside) !== judged) linkSync(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
}

function livingHolder(text: string): LockHolder | undefined {
  const [pid = '', identity = '', purpose = ''] = text.trim().split(' ')
  if (purpose !== 'application' && purpose !== 'command') return undefined
  // A number used again by some other program is not our holder.
  if (processIdentity(Number(pid)) !== identity) return undefined
  return { pid: Number(pid), identity, purpose }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
