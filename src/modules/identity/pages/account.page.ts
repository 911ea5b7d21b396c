import type { FastifyInstance } from 'fastify'
import { instantInWords, inWords } from '#platform/dates.ts'
import { findAccount } from '../account-store.ts'
import type { FactorServices } from '../factor-pages.ts'
import { findFactors, hasSecondFactor, type Sheet } from '../factor-store.ts'
import { identityPaths } from '../paths.ts'
import { roleTitle } from '../roles.ts'

const template = 'identity/pages/account.njk'

const doneWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    passkey: 'The passkey is added.',
    app: 'The authenticator app is set up.',
    'passkey-removed': 'The passkey is removed.',
    'app-removed': 'The authenticator app is removed.',
    'printed-withdrawn': 'The printed codes are withdrawn.',
  }),
)

const used = (at: Date | null): string => (at === null ? 'Never used' : `Last used ${instantInWords(at)}`)
const sheetWords = (sheet: Sheet | null) =>
  sheet === null ? null : { left: sheet.left, made: instantInWords(sheet.createdAt), used: used(sheet.lastUsedAt) }

/** What a person sees and changes of their own sign-in: name, offices, second factors, sessions. */
export function accountPage(app: FastifyInstance, { db, clock }: FactorServices): void {
  const config = { permission: 'identity.use' }
  app.get<{ Querystring: { done?: unknown } }>(identityPaths.account(), { config }, async (request, reply) => {
    const personId = request.actor.personId ?? ''
    const { name, email, offices } = await findAccount(db, personId)
    const factors = await findFactors(db, personId)
    const today = clock.today()
    const view = {
      heading: 'Your account',
      done: doneWords.get(String(request.query.done)) ?? '',
      name,
      email: email ?? 'None is recorded',
      isWithoutFactor: !hasSecondFactor(factors),
      offices: offices.map((office) => ({
        ...office,
        role: roleTitle(office.role),
        from: inWords(office.startsOn),
        until: office.endsOn === null ? 'no end' : inWords(office.endsOn),
        isOver: office.endsOn !== null && office.endsOn < today,
      })),
      passkeys: factors.passkeys.map((passkey) => ({
        name: passkey.name,
        added: instantInWords(passkey.createdAt),
        used: used(passkey.lastUsedAt),
        kept: passkey.isBackedUp ? 'Kept with your other passkeys on several devices' : 'On one device only',
        removeHref: identityPaths.removePasskey(passkey.id),
      })),
      app: factors.app && { added: instantInWords(factors.app.createdAt), used: used(factors.app.lastUsedAt) },
      recovery: sheetWords(factors.recovery),
      printed: sheetWords(factors.printed),
      paths: {
        addPasskey: identityPaths.addPasskey(),
        setUpApp: identityPaths.setUpApp(),
        removeApp: identityPaths.removeApp(),
        recovery: identityPaths.recoveryCodes(),
        printed: identityPaths.printedCodes(),
        sessions: identityPaths.sessions(),
        withdrawPrinted: identityPaths.withdrawPrintedCodes(),
      },
    }
    return reply.page(template, view)
  })
}
