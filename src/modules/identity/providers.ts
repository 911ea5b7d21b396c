import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** A service at which people have accounts (Entra ID of a council, DfE Sign-in), and what it may say about whom. */
export type Provider = {
  /** Its short name in addresses and audit events. */
  slug: string
  /** As on the button: 'Sign in with …'. */
  name: string
  kind: Kind
  issuer: string
  clientId: string
  clientSecret: string
  /** Slugs of the organisations whose offices it opens. */
  organisations: readonly string[]
  /** In lower case. A person whose address is of no other domain is unknown to it. */
  emailDomains: readonly string[]
  /** The organisation sets its people's addresses itself, so they count without `email_verified`. */
  verifiesEmail: boolean
  /** Values of `amr`, `acr` or `acrs` that say that a second factor was proved. */
  secondFactors: readonly string[]
  /** It lets nobody in without a second factor, though it does not say so of each sign-in: its operator answers for that. */
  demandsSecondFactor: boolean
  /** It does not work at present: its people may sign in with a mailed link meanwhile. */
  outOfOrder: boolean
  /** How far its clock and ours may be apart, in seconds. */
  clockTolerance: number
  /** Signing out here signs out there, where it offers that. */
  endsSession: boolean
  /** DfE Sign-in: which of its organisations is which of ours, such as 'urn:118260', 'uid:2345', 'establishmentNumber:886', 'id:…'. */
  organisationIds: ReadonlyMap<string, string>
}

type Kind = 'openid' | 'entra-id' | 'dfe-sign-in'
type Environment = Readonly<Record<string, string | undefined>>

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and hyphens')
const text = z.string().min(1, 'must not be empty')

const entry = z.strictObject({
  slug,
  name: text,
  kind: z.enum(['openid', 'entra-id', 'dfe-sign-in']).default('openid'),
  issuer: z.string().refine(isIssuer, 'must be an https address'),
  clientId: text,
  clientSecretVariable: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must name an environment variable'),
  organisations: z.array(slug).min(1, 'must name an organisation'),
  emailDomains: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be domains in lower case, such as kent.gov.uk'))
    .min(1, 'must name a domain'),
  verifiesEmail: z.boolean().optional(),
  secondFactors: z.array(text).default([]),
  demandsSecondFactor: z.boolean().default(false),
  outOfOrder: z.boolean().default(false),
  clockToleranceSeconds: z.number().int().min(0).max(300).default(30),
  endsSession: z.boolean().default(true),
  organisationIds: z
    .record(z.string().regex(/^(urn|uid|establishmentNumber|id):\S+$/, 'must be such as urn:118260'), slug)
    .default({}),
})
const file = z.strictObject({ providers: z.array(entry) })

/** Plain http only to this machine: a provider of a test or of somebody who tries it out. */
function isIssuer(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url))
}

export const isLocal = ({ hostname }: URL): boolean => hostname === 'localhost' || hostname === '127.0.0.1'

/** The tenant in the issuer of Entra ID's version 2 tokens; 'common' and its like take in the whole world, so they are none. */
const entraTenant = /^https:\/\/login\.microsoftonline\.com\/([0-9a-f-]{36})\/v2\.0$/

export const tenantOf = (issuer: string): string | undefined => entraTenant.exec(issuer)?.[1]

/**
 * Reads the providers from their JSON file. A secret is in no file: each provider names the environment variable that holds it.
 *
 * @throws Error with a sentence for whoever set it up; never with a secret
 */
export async function readProviders(path: string | null, environment: Environment): Promise<Provider[]> {
  if (path === null) return []
  const at = `The providers of sign-in (${path})`
  let found: unknown
  try {
    found = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Error(`${at} could not be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  const parsed = file.safeParse(found)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${at}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}.`)
  }
  const providers = parsed.data.providers.map((each) => providerOf(each, environment, at))
  const twice = providers.find((each, index) => providers.findIndex((other) => other.slug === each.slug) !== index)
  if (twice) throw new Error(`${at}: two are named ${twice.slug}.`)
  return providers
}

function providerOf(given: z.output<typeof entry>, environment: Environment, at: string): Provider {
  const { clientSecretVariable, clockToleranceSeconds, organisationIds, verifiesEmail, ...rest } = given
  const clientSecret = environment[clientSecretVariable]?.trim() ?? ''
  if (clientSecret === '') {
    throw new Error(`${at}: ${given.slug} needs its secret in the environment variable ${clientSecretVariable}.`)
  }
  if (given.kind === 'entra-id' && tenantOf(given.issuer) === undefined) {
    throw new Error(
      `${at}: ${given.slug} must have the issuer of one tenant, https://login.microsoftonline.com/<tenant id>/v2.0; 'common' and 'organizations' would let in accounts of anybody’s tenant.`,
    )
  }
  const unmapped = Object.values(organisationIds).find((each) => !given.organisations.includes(each))
  if (unmapped !== undefined)
    throw new Error(`${at}: ${given.slug} maps to ${unmapped}, which is not among its organisations.`)
  if (given.kind === 'dfe-sign-in' && Object.keys(organisationIds).length === 0) {
    throw new Error(
      `${at}: ${given.slug} must say in organisationIds which organisation of DfE Sign-in is which of ours.`,
    )
  }
  return {
    ...rest,
    clientSecret,
    clockTolerance: clockToleranceSeconds,
    organisationIds: new Map(Object.entries(organisationIds)),
    // DfE Sign-in makes people confirm their address with a code when the account is made, and states no email_verified.
    verifiesEmail: verifiesEmail ?? given.kind === 'dfe-sign-in',
  }
}
