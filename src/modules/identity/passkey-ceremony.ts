import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Tx } from '#platform/db/connect.ts'
import type { PasskeySite } from './passkey-site.ts'
import {
  findPasskeyById,
  listPasskeys,
  newChallenge,
  notePasskeyUse,
  takeChallenge,
  type NewPasskey,
} from './passkey-store.ts'

/** EdDSA, ES256 and RS256: what devices make today. The library's own list asks Node about newer ones, which answers with a warning. */
const algorithms = [-8, -7, -257]

const text = z.string().max(20_000)
const answerShape = z.object({ id: text, rawId: text, response: z.looseObject({ clientDataJSON: text }) })
const clientShape = z.object({ challenge: z.string().max(200) })

/** What a browser's script sent, when it has the shape of an answer, with the challenge that it says it answers. */
function readAnswer(sent: string): { answer: unknown; id: string; challenge: string; userHandle: unknown } | null {
  try {
    const answer: unknown = JSON.parse(sent)
    const { id, response } = answerShape.parse(answer)
    const client: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    return { answer, id, challenge: clientShape.parse(client).challenge, userHandle: response['userHandle'] }
  } catch {
    // Whatever is wrong with it, it is no answer: the caller says so to the person.
    return null
  }
}

/** How a person's id stands in their passkeys. */
const handleOf = (personId: string): Buffer<ArrayBuffer> => Buffer.from(personId, 'utf8')

/** What a browser needs to make a passkey for a person: one that names them by itself and asks for a fingerprint, face or PIN. */
export async function registrationOptions(
  tx: Tx,
  site: PasskeySite,
  person: { id: string; name: string; email: string | null },
  now: Date,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const challenge = await newChallenge(tx, 'register', person.id, now)
  const known = await listPasskeys(tx, person.id)
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    userID: handleOf(person.id),
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: 300_000,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The passkey that a browser made, or null when it is not an answer to what this person was asked. */
export async function verifiedRegistration(
  tx: Tx,
  site: PasskeySite,
  personId: string,
  sent: string,
  now: Date,
): Promise<NewPasskey | null> {
  const read = readAnswer(sent)
  if (!read || !(await takeChallenge(tx, read.challenge, 'register', personId, now))) return null
  const verified = await verifyRegistrationResponse({
    response: read.answer as RegistrationResponseJSON,
    expectedChallenge: read.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (verified?.verified !== true) return null
  const { credential, credentialBackedUp } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    isBackedUp: credentialBackedUp,
  }
}

/** What a browser needs to sign with a passkey: any that it has for this site (`personId` null, signing in) or one of a person's. */
export async function requestOptions(
  tx: Tx,
  site: PasskeySite,
  personId: string | null,
  now: Date,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await newChallenge(tx, personId === null ? 'sign-in' : 'prove', personId, now)
  const known = personId === null ? [] : await listPasskeys(tx, personId)
  return generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: 300_000,
    userVerification: 'required',
    ...(known.length > 0 ? { allowCredentials: known.map(({ id }) => ({ id })) } : {}),
  })
}

/**
 * Whose passkey signed what was asked. The challenge counts once, the counter must not go back, and the person must have proved to the
 * device that it is they.
 *
 * @param personId null: whoever it is (signing in); else only this person's
 * @returns the person's id and the organisations whose offices the passkey opens (null: all), or null
 */
export async function verifiedSignature(
  tx: Tx,
  site: PasskeySite,
  personId: string | null,
  sent: string,
  now: Date,
): Promise<{ personId: string; organisations: string[] | null } | null> {
  const read = readAnswer(sent)
  const purpose = personId === null ? 'sign-in' : 'prove'
  if (!read || !(await takeChallenge(tx, read.challenge, purpose, personId, now))) return null
  const passkey = await findPasskeyById(tx, read.id)
  if (!passkey || (personId !== null && passkey.personId !== personId)) return null
  const handle = handleOf(passkey.personId).toString('base64url')
  if (read.userHandle !== undefined && read.userHandle !== null && read.userHandle !== handle) return null
  const verified = await verifyAuthenticationResponse({
    response: read.answer as AuthenticationResponseJSON,
    expectedChallenge: read.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch(() => null)
  if (verified?.verified !== true) return null
  await notePasskeyUse(tx, passkey.id, verified.authenticationInfo.newCounter, now)
  return { personId: passkey.personId, organisations: passkey.organisations }
}
