import type { FastifyRequest } from 'fastify'
import { AppError, badRequest } from './errors.ts'

/** How long and how much the server bears; in milliseconds, bytes and pieces. */
export type ServerLimits = {
  /** Until all headers are there. */
  headersTimeout: number
  /** Until the whole request is there: ten megabytes from an office's slow line take a minute and a half. */
  requestTimeout: number
  /** Without a byte in either direction, such as of somebody who reads an answer letter by letter. */
  connectionTimeout: number
  keepAliveTimeout: number
  /** How often it is looked for connections that are too slow. */
  connectionsCheckingInterval: number
  /** Of the address and all headers. */
  maxHeaderSize: number
  maxConnections: number
  /** Of a form with a file. */
  uploadBytes: number
}

export const serverLimits: ServerLimits = {
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  connectionTimeout: 120_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
  maxConnections: 2_000,
  uploadBytes: 12_582_912,
}

/** What every answer says beside its content security policy. */
export const fixedHeaders = (production: boolean): Record<string, string> => ({
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Passkeys are the only power of the browser's that the pages use.
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  // Two years. Without production there is no certificate to insist on.
  ...(production ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
})

/**
 * Refuses a form with a file before any of it is read when it is too large, or does not say how large it is (every browser does).
 *
 * @throws AppError 400 or 413
 */
export function checkUploadLength({ headers }: FastifyRequest, mostBytes: number): void {
  if (!(headers['content-type'] ?? '').toLowerCase().startsWith('multipart/')) return
  const length = headers['content-length']
  if (length === undefined)
    throw badRequest('The service did not understand that request: it did not say how large it is.')
  if (Number(length) > mostBytes) throw new AppError(413, 'A file may have at most 10 MB. Send a smaller one.')
}
