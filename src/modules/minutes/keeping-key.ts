import { hkdfSync } from 'node:crypto'
import { fingerprint } from '#platform/sealing.ts'

/**
 * The key with which a browser encrypts what it keeps of somebody's unsaved minutes. Only a page of theirs, signed in, is given it, so
 * that what stays on a computer after they have signed out or closed the window cannot be read there. The same for the same meeting and
 * person as long as the installation seals with the same key.
 *
 * @returns 32 bytes in base64
 */
export const keepingKey = (meetingId: string, personId: string): string =>
  Buffer.from(
    hkdfSync(
      'sha256',
      fingerprint(`${meetingId} ${personId}`, 'minutes kept in a browser'),
      '',
      'goldenthread minutes',
      32,
    ),
  ).toString('base64')
