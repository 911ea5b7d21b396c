import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')

const answer = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
      range: z.string(),
      fixAvailable: z.union([z.boolean(), z.object({ name: z.string(), version: z.string() })]),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
})

type Found = z.infer<typeof answer>['vulnerabilities'][string]

function npmAudit(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const args = ['audit', '--json', '--fetch-retries=1', '--fetch-timeout=20000']
  // npm ends with 1 both when it found something and when it could not ask: what it printed tells which.
  execFile('npm', args, { cwd: root, env: environment, maxBuffer: 64 * 1_024 * 1_024 }, (_error, out) => resolve(out))
  return promise
}

function lines({ name, severity, range, fixAvailable, via }: Found): string[] {
  const fix =
    typeof fixAvailable === 'object'
      ? `mended by ${fixAvailable.name} ${fixAvailable.version}`
      : fixAvailable
        ? 'mended by a newer version'
        : 'not mended yet'
  const why = via.map((each) => (typeof each === 'string' ? `through ${each}` : `${each.title}: ${each.url}`))
  return [`${name} ${range}: ${severity}, ${fix}`, ...why.map((each) => `  ${each}`)]
}

/** Says what is known of the lockfile's packages. @returns 0 nothing, 1 something, 3 the registry did not answer */
export async function auditLockfile(
  say: (line: string) => void,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<0 | 1 | 3> {
  const parsed = answer.safeParse(json(await npmAudit(environment)))
  if (!parsed.success) {
    say('The registry did not answer, so it is not known whether any package has a known weakness. Try again later.')
    return 3
  }
  const found = Object.values(parsed.data.vulnerabilities)
  if (found.length === 0) {
    say('No package of the lockfile has a known weakness.')
    return 0
  }
  for (const each of found) for (const line of lines(each)) say(line)
  return 1
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
