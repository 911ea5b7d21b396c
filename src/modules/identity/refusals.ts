import type { Refusal } from './provider-claims.ts'

const again = 'Start again from this page.'
const technical = 'If it happens again, tell your partnership’s business team what this page says.'

/** What a person reads when they were not signed in: what happened and who can help. `there` is the provider's name. */
const sentences: Record<Refusal, (there: string) => string> = {
  'no-attempt': () =>
    `This sign-in was begun in another browser, was used already, or took longer than 10 minutes. ${again}`,
  state: () => `The answer did not belong to the sign-in that this browser began, so nobody was signed in. ${again}`,
  code: (there) => `${there} says that this sign-in was used already or has run out. ${again}`,
  issuer: (there) =>
    `The answer came from another service than ${there}, so nobody was signed in. Tell your partnership’s business team: the service may be set up wrongly, or somebody may be trying to sign in as you.`,
  nonce: () => `The answer was made for another sign-in, so nobody was signed in. ${again}`,
  clock: (there) =>
    `The clocks of ${there} and of this service are too far apart, so the answer counts as out of date. Your partnership’s business team can have the clocks set right.`,
  'provider-refused': (there) => `${there} did not sign you in, or you cancelled. Your own IT help desk can say why.`,
  unreachable: (there) => `${there} does not answer. Try again in a few minutes. ${technical}`,
  'unusable-answer': (there) => `The answer of ${there} could not be used. ${again} ${technical}`,
  'no-email': (there) => `${there} did not say your e-mail address. Your own IT help desk can add it to your account.`,
  'not-vouched': (there) =>
    `${there} may not vouch for your e-mail address. Sign in with the account of the organisation for which you work with the partnership, or ask your partnership’s business team.`,
  'other-organisation': (there) =>
    `${there} may not sign in people of the organisation in which you hold your office. Sign in with that organisation’s account, or ask your partnership’s business team.`,
  'unknown-person': () =>
    'Nobody is registered here under your e-mail address. Your organisation’s administrator or your partnership’s business team can invite you.',
  'another-account': (there) =>
    `Your e-mail address is already tied to another account at ${there}. Your partnership’s business team can untie the old one.`,
  left: () =>
    'You hold no office in a partnership today, so there is nothing that you could open. If that is wrong, your organisation’s administrator or your partnership’s business team can put it right.',
}

export const refusalSentence = (refusal: Refusal, there: string): string => sentences[refusal](there)

/** The refusal that an address names, or null. */
export const findRefusal = (named: unknown): Refusal | null =>
  typeof named === 'string' && Object.hasOwn(sentences, named) ? (named as Refusal) : null
