import { parts, type Asked, type Typed } from '../figure.ts'
import { boxId } from './return-view.ts'

const field = (body: unknown, name: string): string | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value.trim() : undefined
}

/** What was typed for each indicator whose boxes were on the page. */
export function typedFrom(asked: readonly Asked[], body: unknown): Map<string, Typed> {
  const typed = new Map<string, Typed>()
  for (const { indicator } of asked) {
    const values = parts.map((part) => field(body, boxId(indicator.code, part)))
    if (values.every((value) => value === undefined)) continue
    const [numerator = '', denominator = '', value = '', state = '', reason = '', note = ''] = values
    typed.set(indicator.id, { numerator, denominator, value, state, reason, note })
  }
  return typed
}

/** What the boxes were loaded with, by indicator. */
export const wasFrom = (asked: readonly Asked[], body: unknown): Map<string, string> =>
  new Map(asked.map(({ indicator }) => [indicator.id, field(body, `was-${indicator.code}`) ?? '']))

/** The version of the return that the page showed; -1, which nothing has, when it is missing. */
export function versionFrom(body: unknown): number {
  const text = field(body, 'version') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}
