import * as oidc from 'openid-client'
import type { Clock } from '#platform/clock.ts'
import type { Claims, Refusal } from './provider-claims.ts'
import { isLocal, type Provider } from './providers.ts'

/** Seconds that a provider may take to answer. */
const patience = 10
/** What a provider says about itself is asked anew after an hour: it changes its keys and addresses. */
const freshFor = 3_600_000

const scopes: Record<Provider['kind'], string> = {
  openid: 'openid email profile',
  'entra-id': 'openid email profile',
  'dfe-sign-in': 'openid email profile organisation',
}

export type Begun = { url: URL; state: string; nonce: string; verifier: string }

/** The OpenID Connect side of one provider: authorization code with PKCE, state and nonce. */
export type AccountClient = {
  /** @throws when the provider cannot be reached or says that it is another one */
  begin(): Promise<Begun>
  /** Exchanges the code in the address to which the browser came back. @returns what the provider says of the person, or why not */
  finish(cameBackTo: URL, attempt: { state: string; nonce: string; verifier: string }): Promise<Claims | Refusal>
  /** Where signing out goes on, or null when the provider offers nothing. */
  endAddress(backTo: string): Promise<URL | null>
}

export function accountClient(provider: Provider, clock: Clock, redirectUri: string): AccountClient {
  let known: { at: number; about: Promise<oidc.ServerMetadata> } | undefined

  async function configuration(): Promise<oidc.Configuration> {
    const now = clock.now().getTime()
    if (known === undefined || now - known.at > freshFor) {
      const about = discover(provider)
      known = { at: now, about }
      about.catch(() => (known = undefined))
    }
    const client = new oidc.Configuration(await known.about, provider.clientId, {
      client_secret: provider.clientSecret,
      id_token_signed_response_alg: 'RS256',
      [oidc.clockTolerance]: provider.clockTolerance,
      // The library counts from the machine's clock; ours is the one handed over.
      [oidc.clockSkew]: Math.round((now - Date.now()) / 1000),
    })
    client.timeout = patience
    // The token came over TLS from the provider itself; its signature is checked all the same (ASVS 5.0, 6.8.2).
    oidc.enableNonRepudiationChecks(client)
    if (isInsecure(provider)) oidc.allowInsecureRequests(client)
    return client
  }

  return {
    async begin() {
      const verifier = oidc.randomPKCECodeVerifier()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: scopes[provider.kind],
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { url, state, nonce, verifier }
    },

    async finish(cameBackTo, { state, nonce, verifier }) {
      try {
        const client = await configuration()
        const tokens = await oidc.authorizationCodeGrant(client, cameBackTo, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) return 'unusable-answer'
        // Tokens from the future are refused too, which the library leaves to its caller.
        if (claims.iat > clock.now().getTime() / 1000 + provider.clockTolerance) return 'clock'
        const more = client.serverMetadata().userinfo_endpoint
          ? await oidc.fetchUserInfo(client, tokens.access_token, claims.sub)
          : {}
        return { ...more, ...claims }
      } catch (error) {
        return refusalOf(error)
      }
    },

    async endAddress(backTo) {
      if (!provider.endsSession) return null
      const client = await configuration().catch(() => null)
      if (!client?.serverMetadata().end_session_endpoint) return null
      return oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: backTo })
    },
  }
}

const isInsecure = ({ issuer }: Provider): boolean => {
  const url = new URL(issuer)
  return url.protocol === 'http:' && isLocal(url)
}

async function discover(provider: Provider): Promise<oidc.ServerMetadata> {
  const { issuer, clientId } = provider
  const found = await oidc.discovery(new URL(issuer), clientId, undefined, undefined, {
    timeout: patience,
    execute: isInsecure(provider) ? [oidc.allowInsecureRequests] : [],
  })
  const about = found.serverMetadata()
  if (about.issuer !== issuer) throw new WrongIssuer('a provider says that it is another one')
  return about
}

class WrongIssuer extends Error {}

const codes: Readonly<Record<string, Refusal>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clock',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'issuer',
  OAUTH_TIMEOUT: 'unreachable',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'unreachable',
}

/** Why the library refused, in our words; what it cannot say is an answer that could not be used. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof WrongIssuer) return 'issuer'
  if (error instanceof oidc.AuthorizationResponseError) return 'provider-refused'
  if (error instanceof oidc.ResponseBodyError) return error.error === 'invalid_grant' ? 'code' : 'unusable-answer'
  // What fetch throws when nothing answers.
  if (error instanceof TypeError && error.message === 'fetch failed') return 'unreachable'
  if (!(error instanceof oidc.ClientError)) return 'unusable-answer'
  const { cause, code = '' } = error
  const told =
    cause instanceof Error ? `${cause.message} ${String((cause.cause as { claim?: unknown } | undefined)?.claim)}` : ''
  if (/"state"/.test(told)) return 'state'
  if (/"iss"/.test(told)) return 'issuer'
  if (/"nonce"/.test(told)) return 'nonce'
  return codes[code] ?? 'unusable-answer'
}
