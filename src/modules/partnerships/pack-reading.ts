import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const label = (value: unknown, index: number): string => {
  const item = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const name = item['slug'] ?? item['id'] ?? item['name'] ?? item['organisation']
  return typeof name === 'string' ? `${index + 1} (${name})` : String(index + 1)
}

function placeOf(data: unknown, path: readonly PropertyKey[]): { words: string; value: unknown } {
  const words: string[] = []
  let value = data
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined
    if (typeof step === 'number') words.push(`${words.pop() ?? 'item'} ${label(value, step)}`)
    else words.push(String(step))
  }
  return { words: words.join(', '), value }
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function complaint(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return `has a key that is not known: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_value' && !issue.message.startsWith('must')) {
    const choices = issue.values.map(String).join(', ')
    return value === undefined
      ? `is missing (one of ${choices})`
      : `must be one of ${choices}, not ${JSON.stringify(value)}`
  }
  if (value === undefined && issue.code === 'invalid_type') return 'is missing'
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? issue.expected}`
  return issue.message
}

/** One sentence a problem: the file, the place in it, and what is wrong there. */
function sentence(file: string, data: unknown, issue: Issue): string {
  const { words, value } = placeOf(data, issue.path)
  return `${file}: ${words === '' ? 'the file' : words} ${complaint(issue, value)}.`
}

/**
 * Reads one JSON file of a pack by its schema. Problems are added to `problems` as sentences; the answer is then
 * undefined, as it is for a file that need not be there and is not.
 */
export function readFileOf<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  problems: string[],
  needed: 'needed' | 'optional' = 'needed',
): T | undefined {
  const file = `${basename(folder)}/${name}`
  const path = join(folder, name)
  if (!existsSync(path)) {
    if (needed === 'needed') problems.push(`${file}: the file is missing.`)
    return undefined
  }
  let data: unknown
  try {
    data = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    problems.push(`${file}: is not JSON that can be read (${error instanceof Error ? error.message : String(error)}).`)
    return undefined
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  problems.push(...parsed.error.issues.map((issue) => sentence(file, data, issue)))
  return undefined
}
