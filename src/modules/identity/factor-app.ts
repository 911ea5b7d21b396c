import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every app understands it. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret of 160 bits (RFC 4226 section 4), base32. */
export const newAppSecret = (): string => new Secret({ size: 20 }).base32

/** The address that a QR code hands to an app; `label` says whose account it is. */
export const appAddress = (secret: string, label: string): string =>
  new TOTP({ ...shape, issuer: 'Goldenthread', label, secret: Secret.fromBase32(secret) }).toString()

/** The code that an app shows at an instant. */
export const appCode = (secret: string, at: Date): string =>
  TOTP.generate({ ...shape, secret: Secret.fromBase32(secret), timestamp: at.getTime() })

/**
 * The 30-second step that a typed code belongs to, when it is that of now, of the step before or the step after (a telephone's clock drifts;
 * RFC 6238 section 5.2), and later than the last one accepted.
 *
 * @returns null when the code is wrong or was used
 */
export function stepOfCode(secret: string, typed: string, now: Date, lastStep: number): number | null {
  const token = typed.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = now.getTime()
  const drift = TOTP.validate({ ...shape, token, secret: Secret.fromBase32(secret), timestamp, window: 1 })
  if (drift === null) return null
  const step = TOTP.counter({ period: shape.period, timestamp }) + drift
  return step > lastStep ? step : null
}
