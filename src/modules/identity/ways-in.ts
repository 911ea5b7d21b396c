import { identityPaths } from './paths.ts'

/** An entry of the sign-in page beside the organisations' accounts. */
export type WayIn = { text: string; hint: string; href: string }

const withNext = (path: string, next: string): string =>
  next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`

/** The ways that need no provider, for people whose organisation has none. */
export const waysIn = (next: string): WayIn[] => [
  {
    text: 'Sign in with a passkey',
    hint: 'If you have set one up in your account: your fingerprint, face, PIN or security key.',
    href: withNext(identityPaths.passkeySignIn(), next),
  },
  {
    text: 'Get a link by e-mail',
    hint: 'If your organisation has no account here. You also need your second factor, such as a code from an app.',
    href: withNext(identityPaths.askForLink(), next),
  },
]
