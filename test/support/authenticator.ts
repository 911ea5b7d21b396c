import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

type Options = { challenge: string; rpId?: string; rp?: { id?: string }; user?: { id: string } }

/** What an authenticator or the browser in front of it can get wrong, or be made to. */
export type Faults = {
  origin?: string
  rpId?: string
  challenge?: string
  /** Signs with another key than the one that was registered. */
  otherKey?: boolean
  /** The counter that it says instead of its own. */
  counter?: number
  /** The person did not show finger, face or PIN. */
  unverified?: boolean
  userHandle?: string
}

const flags = { present: 0x01, verified: 0x04, attested: 0x40 } as const
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/**
 * A security key in software: it makes real passkeys (P-256, attestation 'none') and signs with them as WebAuthn level 3 says, section 6.
 *
 * @param origin where the browser says that it is
 */
export function authenticator(origin: string) {
  const id = randomBytes(32)
  const { publicKey, privateKey } = newKeys()
  let counter = 0
  let handle = ''

  const clientData = (type: string, { challenge }: Options, faults: Faults): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: faults.challenge ?? challenge,
        origin: faults.origin ?? origin,
        crossOrigin: false,
      }),
    )

  function authenticatorData(rpId: string, faults: Faults, attested?: Buffer): Buffer {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(faults.counter ?? counter)
    const flag = flags.present | (faults.unverified === true ? 0 : flags.verified) | (attested ? flags.attested : 0)
    return Buffer.concat([sha256(rpId), Buffer.from([flag]), count, attested ?? Buffer.alloc(0)])
  }

  const cose = (key: KeyObject): Uint8Array => {
    const { x = '', y = '' } = key.export({ format: 'jwk' })
    return isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    )
  }

  return {
    id: id.toString('base64url'),
    /** Answers `navigator.credentials.create`, as the form sends it. */
    create(options: Options, faults: Faults = {}): string {
      handle = options.user?.id ?? ''
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cose(publicKey)])
      const authData = authenticatorData(faults.rpId ?? options.rp?.id ?? '', faults, attested)
      const attestation = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', new Uint8Array(authData)],
        ]),
      )
      return JSON.stringify({
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options, faults).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
          transports: ['usb'],
        },
      })
    },
    /** Answers `navigator.credentials.get`, as the form sends it. */
    get(options: Options, faults: Faults = {}): string {
      const client = clientData('webauthn.get', options, faults)
      const authData = authenticatorData(faults.rpId ?? options.rpId ?? '', faults)
      const key = faults.otherKey === true ? newKeys().privateKey : privateKey
      const signature = createSign('sha256')
        .update(Buffer.concat([authData, sha256(client)]))
        .sign(key)
      return JSON.stringify({
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: faults.userHandle ?? handle,
        },
      })
    },
  }
}
