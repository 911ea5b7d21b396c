import { readFile } from 'node:fs/promises'

/** The median, of an odd number of rounds. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Prints one figure under its name. */
export const line = (name: string, value: string) => console.log(`${name.padEnd(58)} ${value}`)

/** Every process below `pid`, itself included. */
async function family(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((each) => family(Number(each))),
  )
  return [pid, ...below.flat()]
}

/** Peak resident memory of the service's largest process and of all of them added up, in MB; null where /proc is not. */
export async function peakMemory(pid: number): Promise<{ largest: number; all: number } | null> {
  const peaks = await Promise.all(
    (await family(pid)).map(async (each) => {
      const status = await readFile(`/proc/${each}/status`, 'utf8').catch(() => '')
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    }),
  )
  const all = peaks.reduce((sum, each) => sum + each, 0)
  return all === 0 ? null : { largest: Math.max(...peaks), all }
}
