import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { spawnSync } from 'node:child_process'

/**
 * What tells this process from a later one of the same number: its start time where the system shows it, else ''.
 * Undefined when no such process runs (one that has ended and only waits to be collected does not run).
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold anything; state and start time are fields 3 and 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? '')
  } catch {
    return ''
  }
}

/** The words with which a process was started, '' when they cannot be seen. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

/** Sends the signals one after the other, each with its time in milliseconds; false when the process outlives them all. */
export async function endProcess(pid: number, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<boolean> {
  const identity = processIdentity(pid)
  const runs = (): boolean => identity !== undefined && processIdentity(pid) === identity
  for (const [signal, limit] of steps) {
    if (!runs()) return true
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') return false
    }
    for (const end = Date.now() + limit; runs() && Date.now() < end;) await pause(20)
  }
  return !runs()
}
