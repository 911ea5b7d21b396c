import type { FastifyInstance } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import { onlyWhenSure } from '../factor-guard.ts'
import type { FactorServices } from '../factor-pages.ts'
import { makeRecoveryCodes } from '../factor-recovery-codes.ts'
import { findFactors, hasSecondFactor } from '../factor-store.ts'
import { identityPaths } from '../paths.ts'
import { makePrintedCodes } from '../printed-codes-make.ts'
import { withdrawPrintedCodes } from '../printed-codes-withdraw.ts'
import { showRecovery } from './account-recovery.ts'

/** Codes on paper: recovery codes for the day on which a device is lost, and numbered sheets for where telephones may not be. */
export function accountCodesPage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock } = services
  const config = { permission: 'identity.use' }
  const ask = 'identity/pages/account-make-codes.njk'
  const cancelHref = identityPaths.account()

  const recoveryView = (hasSome: boolean, form: Form) => ({
    heading: 'Make new recovery codes',
    form,
    text: 'You get ten codes, shown once. Each lets you in once when you do not have your device.',
    old: hasSome ? 'The recovery codes that you have now stop working.' : '',
    action: identityPaths.recoveryCodes(),
    button: 'Make recovery codes',
    cancelHref,
  })
  const recovery = { config, preHandler: onlyWhenSure(services, identityPaths.recoveryCodes()) }
  const hasRecovery = async (personId: string | null) => (await findFactors(db, personId ?? '')).recovery !== null
  app.get(identityPaths.recoveryCodes(), recovery, async ({ actor }, reply) =>
    reply.page(ask, recoveryView(await hasRecovery(actor.personId), blankForm())),
  )
  app.post(identityPaths.recoveryCodes(), recovery, async ({ actor }, reply) => {
    const done = await makeRecoveryCodes(db, actor, { now: clock.now() })
    if (!done.ok) return reply.page(ask, recoveryView(false, formWithErrors({}, done.problems)), 400)
    return showRecovery(reply, done.value.codes, '')
  })

  const printed = { config, preHandler: onlyWhenSure(services, identityPaths.printedCodes()) }
  app.get(identityPaths.printedCodes(), printed, async ({ actor }, reply) => {
    const factors = await findFactors(db, actor.personId ?? '')
    return reply.page(ask, {
      heading: 'Make a sheet of printed codes',
      form: blankForm(),
      text: 'You get 40 numbered codes on one page, shown once: print it now, or copy it by hand. When you sign in you are asked for one of them by its number. Keep the sheet as you keep a key.',
      old: factors.printed === null ? '' : 'The sheet that you have now stops working: destroy it.',
      action: identityPaths.printedCodes(),
      button: 'Make the sheet',
      cancelHref,
    })
  })
  app.post(identityPaths.printedCodes(), printed, async ({ actor }, reply) => {
    const now = clock.now()
    const done = await makePrintedCodes(db, actor, { now })
    if (!done.ok) throw notFound()
    return reply.page('identity/pages/account-sheet.njk', {
      heading: 'Your printed codes',
      made: instantInWords(now),
      codes: done.value.codes.map((code, index) => ({ number: index + 1, code })),
      accountHref: identityPaths.account(),
    })
  })

  const withdrawal = { config, preHandler: onlyWhenSure(services, identityPaths.withdrawPrintedCodes()) }
  app.get(identityPaths.withdrawPrintedCodes(), withdrawal, async ({ actor }, reply) => {
    const factors = await findFactors(db, actor.personId ?? '')
    if (factors.printed === null) throw notFound('Sheet of printed codes')
    return reply.page('identity/pages/account-remove.njk', {
      heading: 'Withdraw the printed codes?',
      text: `The sheet of ${instantInWords(factors.printed.createdAt)} stops working, with ${factors.printed.left} codes left. Destroy it.`,
      warning: hasSecondFactor({ ...factors, printed: null })
        ? ''
        : 'It is your only second factor. Without one you see only what is harmless.',
      action: identityPaths.withdrawPrintedCodes(),
      id: '',
      button: 'Withdraw printed codes',
      cancelHref,
    })
  })
  app.post(identityPaths.withdrawPrintedCodes(), withdrawal, async ({ actor }, reply) => {
    await withdrawPrintedCodes(db, actor, { now: clock.now() })
    return reply.redirect(`${identityPaths.account()}?done=printed-withdrawn`, 303)
  })
}
