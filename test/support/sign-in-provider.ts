import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { Provider, type Configuration } from 'oidc-provider'

/** What the provider knows of an account, and how it signed in. */
export type ProviderAccount = { email?: string; email_verified?: boolean; amr?: string[]; [claim: string]: unknown }

export type SignInProvider = {
  /** Its address, which is its issuer. */
  issuer: string
  port: number
  /** Its accounts by their lasting name; a test may change them. */
  accounts: Record<string, ProviderAccount>
  /** Who signs in next, without being asked for anything. */
  signsIn: string
  /** A browser of its own follows the way through the provider. @returns the address of ours to which it is sent back */
  passThrough: (start: string) => Promise<string>
}

/** A real OpenID provider on a port of this machine, with the clients 'first' and 'second' whose secret is 'invented'. */
export async function signInProvider(
  t: TestContext,
  redirectUris: { first: string; second: string },
  configuration: Configuration = {},
): Promise<SignInProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const known: SignInProvider = {
    issuer,
    port,
    accounts: {},
    signsIn: '',
    passThrough: (start) => follow(issuer, start),
  }

  const client = (client_id: 'first' | 'second') => ({
    client_id,
    client_secret: 'invented',
    token_endpoint_auth_method: 'client_secret_post' as const,
    redirect_uris: [redirectUris[client_id]],
    post_logout_redirect_uris: ['https://goldenthread.example/signed-out'],
  })
  const provider = new Provider(issuer, {
    clients: [client('first'), client('second')],
    claims: {
      openid: ['sub', 'oid', 'tid', 'amr'],
      email: ['email', 'email_verified'],
      organisation: ['organisation'],
    },
    scopes: ['openid', 'email', 'profile', 'organisation'],
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ ...known.accounts[accountId], sub: accountId }),
    }),
    async loadExistingGrant(context) {
      const { client: asks, session } = context.oidc
      const grant = new provider.Grant({
        ...(asks ? { clientId: asks.clientId } : {}),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid email profile organisation')
      await grant.save()
      return grant
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['invented'] },
    ...configuration,
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    const { amr } = known.accounts[known.signsIn] ?? {}
    const login = { accountId: known.signsIn, ...(amr ? { amr } : {}) }
    return void provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  })
  return known
}

async function follow(issuer: string, start: string): Promise<string> {
  const cookies = new Map<string, string>()
  let address = start
  for (let step = 0; step < 10 && address.startsWith(issuer); step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`the provider answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    address = new URL(next, address).href
  }
  return address
}
