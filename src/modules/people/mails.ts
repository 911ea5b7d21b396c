import { inWords, instantInWords } from '#platform/dates.ts'
import type { Mail } from '#platform/mail/outbox.ts'

type Office = { partnership: string; title: string; organisation: string }
const signIn = (publicUrl: string) =>
  `Sign in at ${publicUrl}/sign-in with your organisation's account, with a passkey, or with a link that the page mails to this address. There is no password to choose.`
const notForYou =
  "If this is not for you, tell the person who looks after your organisation's offices and do nothing else."

/** What somebody is told who is to hold an office. */
export const invitationMail = (
  to: string,
  { partnership, title, organisation }: Office,
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
  publicUrl: string,
): Mail => ({
  to,
  subject: `Your office in Goldenthread for ${partnership}`,
  text: `You are to hold the office of ${title}, ${organisation}, in Goldenthread for ${partnership}, from ${inWords(startsOn)}${endsOn === null ? '' : ` to ${inWords(endsOn)}`}.

${signIn(publicUrl)} If you use a link, do so within 14 days of your first day: until then it is enough to add what else proves that it is you, such as a passkey.

The page 'What you inherit' shows what the office owes and what was decided in its name.

${notForYou}
`,
})

/** What a deputy is told. */
export const deputyMail = (
  to: string,
  { partnership, title, organisation }: Office,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  publicUrl: string,
): Mail => ({
  to,
  subject: `You deputise in Goldenthread for ${partnership}`,
  text: `You deputise for ${title}, ${organisation}, in Goldenthread for ${partnership}, from ${inWords(startsOn)} to the end of ${inWords(endsOn)}. Choose 'Change office' after signing in. What you do is recorded under your own name.

${signIn(publicUrl)}

${notForYou}
`,
})

/** What somebody is told whose office lies unused, before it is suspended. */
export const unusedMail = (
  to: string,
  { partnership, title, organisation }: Office,
  on: string,
  publicUrl: string,
): Mail => ({
  to,
  subject: `Your office in Goldenthread for ${partnership} will be suspended on ${inWords(on)}`,
  text: `You have not used your office of ${title}, ${organisation}, in Goldenthread for ${partnership} for a long time. On ${inWords(on)} it will be suspended, so that nobody else can use it unnoticed.

To keep it, sign in before then. ${signIn(publicUrl)}

If it is suspended, sign in and choose 'Start using it again': nobody needs to help you.
`,
})

/** What somebody is told who was stopped at once. */
export const stoppedMail = (to: string, partnership: string, at: Date, publicUrl: string): Mail => ({
  to,
  subject: `Your access to Goldenthread for ${partnership} was stopped`.slice(0, 180),
  text: `Your access to Goldenthread for ${partnership} was stopped on ${instantInWords(at)} by somebody who looks after its offices. Your sign-ins there were ended, and you cannot sign in to your offices there (${publicUrl}) until you are let in again.

If you did not expect this, speak to the person who looks after your organisation's offices.
`,
})

/** What they are told when they are let in again. */
export const letInMail = (to: string, partnership: string, at: Date, publicUrl: string): Mail => ({
  to,
  subject: `You can sign in to Goldenthread for ${partnership} again`.slice(0, 180),
  text: `Your access to Goldenthread for ${partnership} was given back on ${instantInWords(at)}.

${signIn(publicUrl)}

${notForYou}
`,
})
