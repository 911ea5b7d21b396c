import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { filters } from './words.ts'

const root = join(import.meta.dirname, '../..')
const lenientObjects = new WeakSet<object>()

/** Marks an object whose missing keys are fine to ask for: a form's values and errors, options handed to a GOV.UK macro. */
export function lenient<T extends object>(value: T): T {
  lenientObjects.add(value)
  return value
}

const askedByTheEngine = new Set(['toString', 'toJSON', 'length', 'then', 'val', 'constructor'])
const wrapped = new WeakMap<object, object>()

/**
 * A view that throws when a template asks for a value that the page did not give, so that a misspelt name is a failed test and
 * not an empty page. Nunjucks itself is silent, and its `throwOnUndefined` breaks the official macros.
 */
export function strict<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (lenientObjects.has(value)) return value
  const known = wrapped.get(value)
  if (known) return known as T
  const proxy = new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !askedByTheEngine.has(key) && !/^\d+$/.test(key)) {
        throw new Error(
          `the template asks for "${key}", which the view does not have (it has: ${Object.keys(target).join(', ')})`,
        )
      }
      return strict(Reflect.get(target, key, receiver))
    },
  })
  wrapped.set(value, proxy)
  return proxy
}

/**
 * The template engine: our views first, then each module's pages, then the official GOV.UK and MoJ macros.
 *
 * @param watch re-read changed templates, for development
 */
export function templates(watch = false): nunjucks.Environment {
  const environment = nunjucks.configure(
    [
      join(root, 'src/views'),
      join(root, 'src/modules'),
      join(root, 'node_modules/govuk-frontend/dist'),
      join(root, 'node_modules/@ministryofjustice/frontend'),
    ],
    { autoescape: true, noCache: watch, trimBlocks: true, lstripBlocks: true },
  )
  for (const [name, filter] of Object.entries(filters))
    environment.addFilter(name, filter as (...args: unknown[]) => unknown)
  return environment
}
