/** Where clamd listens: a Unix socket or a host and port. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** Reads 'unix:/path' or 'tcp:host:port'; null when it is neither. */
export function clamdAddress(text: string): ClamdAddress | null {
  const path = /^unix:(\/[^\0]+)$/.exec(text)?.[1]
  if (path !== undefined) return { path }
  const [, host, digits] = /^tcp:\[?([A-Za-z0-9.:_-]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  return host === undefined || !(port >= 1 && port <= 65535) ? null : { host, port }
}
