import { tenantOf, type Provider } from './providers.ts'

/** What a provider says about the person who signed in there, its signature checked. */
export type Claims = Readonly<Record<string, unknown>>

/** Why nobody is signed in: the word goes into the audit event, the sentence of each is on the sign-in page (refusals.ts). */
export type Refusal =
  | 'no-attempt'
  | 'state'
  | 'code'
  | 'issuer'
  | 'nonce'
  | 'clock'
  | 'provider-refused'
  | 'unreachable'
  | 'unusable-answer'
  | 'no-email'
  | 'not-vouched'
  | 'other-organisation'
  | 'unknown-person'
  | 'another-account'
  | 'left'

/** The account, as far as this provider may speak: its lasting name, its address, and the organisations that it opens. */
export type Account = { subject: string; email: string; organisations: readonly string[]; strength: 'one' | 'two' }

const words = (claim: unknown): string[] => [claim].flat().filter((each) => typeof each === 'string')
const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim.trim() : '')

/**
 * Reads what a provider says about an account.
 *
 * Entra ID: `oid` names the person across all applications of the tenant while `sub` changes with the application, and `tid` must be the one
 * tenant that was set up; `email` may be any text that an administrator or guest set, which `xms_edov` vouches for
 * (learn.microsoft.com/entra/identity-platform: 'ID token claims reference' and 'Optional claims reference').
 * DfE Sign-in: the scope `organisation` gives the one organisation that the person chose there; a school is known by its URN, a trust by its
 * UID, a local authority by its establishment number (as in DFE-Digital/teaching-vacancies).
 */
export function accountOf(provider: Provider, claims: Claims): Account | Refusal {
  const isEntra = provider.kind === 'entra-id'
  if (isEntra && claims['tid'] !== tenantOf(provider.issuer)) return 'issuer'
  const subject = textOf(isEntra ? claims['oid'] : claims['sub'])
  if (subject === '') return 'unusable-answer'
  const email = textOf(claims['email']).toLowerCase()
  const [, domain, ...more] = email.split('@')
  if (domain === undefined || more.length > 0) return 'no-email'
  const isVerified =
    claims['email_verified'] === true || (isEntra && isYes(claims['xms_edov'])) || provider.verifiesEmail
  if (!isVerified || !provider.emailDomains.includes(domain)) return 'not-vouched'
  const organisations =
    provider.kind === 'dfe-sign-in' ? organisationChosen(provider, claims['organisation']) : provider.organisations
  if (organisations.length === 0) return 'other-organisation'
  const said = [claims['amr'], claims['acr'], claims['acrs']].flatMap(words)
  return {
    subject,
    email,
    organisations,
    // A provider that says nothing has asked for a password, as far as we know.
    strength:
      provider.demandsSecondFactor || said.some((each) => provider.secondFactors.includes(each)) ? 'two' : 'one',
  }
}

const isYes = (claim: unknown): boolean => claim === true || claim === 1 || claim === '1' || claim === 'true'

/** By which number the department knows each category of organisation; the numbers of two categories may be alike. */
const numberOf: Readonly<Record<string, string>> = { '001': 'urn', '002': 'establishmentNumber', '010': 'uid' }

function organisationChosen({ organisationIds }: Provider, claim: unknown): string[] {
  if (typeof claim !== 'object' || claim === null) return []
  const { category, ...chosen } = claim as Record<string, unknown>
  const { id: kind } = (typeof category === 'object' && category !== null ? category : {}) as { id?: unknown }
  const names = ['id', ...(typeof kind === 'string' && kind in numberOf ? [numberOf[kind] ?? ''] : [])]
  return names.flatMap((name) => {
    const value = chosen[name]
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return organisationIds.get(`${name}:${value}`) ?? []
  })
}
