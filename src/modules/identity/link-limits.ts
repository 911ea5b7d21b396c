import type { Provider } from './providers.ts'

/** The providers that vouch for addresses of the domain of this one. It says nothing of whether anybody has the address. */
export function providersFor(providers: readonly Provider[], email: string): Provider[] {
  const domain = email.trim().toLowerCase().split('@').at(-1) ?? ''
  return providers.filter(({ emailDomains }) => emailDomains.includes(domain))
}

/**
 * The organisations (slugs) whose offices somebody with this address opens with a provider's account and therefore not with a mailed link:
 * whoever holds the letter box must not get round what the organisation asks of its own people. A provider that is out of order counts
 * as none.
 */
export const closedToLinks = (providers: readonly Provider[], email: string): ReadonlySet<string> =>
  new Set(
    providersFor(providers, email)
      .filter(({ outOfOrder }) => !outOfOrder)
      .flatMap(({ kind, organisations, organisationIds }) =>
        // At DfE Sign-in a person stands for the one organisation that they chose there, of those that are mapped.
        kind === 'dfe-sign-in' ? [...organisationIds.values()] : organisations,
      ),
  )
