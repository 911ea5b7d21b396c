export const identityPaths = {
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  signedOut: (from?: string) => (from === undefined ? '/signed-out' : `/signed-out?from=${encodeURIComponent(from)}`),
  acting: (next?: string) =>
    next === undefined || next === '/' ? '/acting' : `/acting?next=${encodeURIComponent(next)}`,
  atProvider: (slug: string, next?: string) =>
    next === undefined
      ? `/sign-in/organisation/${slug}`
      : `/sign-in/organisation/${slug}?next=${encodeURIComponent(next)}`,
  backFromProvider: (slug: string) => `/sign-in/organisation/${slug}/callback`,
  sessions: () => '/sessions',
  endSession: () => '/sessions/end',
  stay: () => '/session/stay',
  heldForm: () => '/held-form',
  forgetHeldForm: () => '/held-form/forget',
  passkeySignIn: () => '/sign-in/passkey',
  passkeySignInOptions: () => '/sign-in/passkey/options',
  askForLink: () => '/sign-in/link',
  openLink: (token: string) => `/sign-in/link/${token}`,
  completeLink: () => '/sign-in/second-factor',
  completeLinkAlone: () => '/sign-in/second-factor/without',
  completeLinkOptions: () => '/sign-in/second-factor/options',
  stepUp: (next?: string) => (next === undefined ? '/step-up' : `/step-up?next=${encodeURIComponent(next)}`),
  stepUpOptions: () => '/step-up/options',
  account: () => '/account',
  addPasskey: () => '/account/passkeys/add',
  addPasskeyOptions: () => '/account/passkeys/options',
  removePasskey: (id?: string) =>
    id === undefined ? '/account/passkeys/remove' : `/account/passkeys/remove?id=${encodeURIComponent(id)}`,
  setUpApp: () => '/account/authenticator-app',
  removeApp: () => '/account/authenticator-app/remove',
  recoveryCodes: () => '/account/recovery-codes',
  printedCodes: () => '/account/printed-codes',
  withdrawPrintedCodes: () => '/account/printed-codes/withdraw',
}
