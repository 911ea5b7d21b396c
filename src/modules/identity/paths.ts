export const identityPaths = {
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  acting: () => '/acting',
}
