const ours = 'http://goldenthread.invalid'

/**
 * Only a path of our own, read as a browser reads it: it drops tabs and line ends, and takes a backslash for a slash, so that
 * '/\t/evil.example' is another site.
 */
export function ownPath(next: unknown): string {
  const url = typeof next === 'string' && next.startsWith('/') ? URL.parse(next, ours) : null
  if (url?.origin !== ours || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
