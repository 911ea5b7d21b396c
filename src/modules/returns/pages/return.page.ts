import type { FastifyInstance, FastifyReply } from 'fastify'
import { listHistory, threadOf } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { AppError, notFound } from '#platform/errors.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { blankForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { scanWords } from '#platform/uploads/scan.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { absences, type Asked, type Typed } from '../figure.ts'
import { historyOf } from '../history-words.ts'
import { mergeTyped } from '../merge-typed.ts'
import { returnPaths } from '../paths.ts'
import { readReturn } from '../read-return.ts'
import { canBeSigned, canMove, isEditable } from '../return-state.ts'
import { findReturn, listAsked, listEntries, type AgencyReturn } from '../return-store.ts'
import { saveFigures } from '../save-figures.ts'
import { listUploads, type Upload } from '../upload-store.ts'
import type { RowState } from '../row-state.ts'
import { formOf, headOf, savedRows, themesOf } from './return-view.ts'
import { typedFrom, versionFrom, wasFrom } from './typed-form.ts'

const template = 'returns/pages/return.njk'

const doneWords: Record<string, string> = {
  saved: 'Saved',
  'signed-off': 'The return is signed off and with the business team',
  accepted: 'The return is accepted: its figures are now the partnership’s',
  returned: 'The return is back with the agency',
  reopened: 'The return is reopened. The figures that were accepted stand until a new acceptance replaces them',
}

export type Shown = {
  form?: Form
  rows?: Map<string, RowState>
  done?: string
  notices?: string[]
  /** What a person had typed into a return that has been closed meanwhile. */
  lost?: { name: string; text: string }[]
}

export type ReturnParams = { Params: { id: string } }

/** The page of one return: with boxes for those who fill it in, read-only for everybody else and after sign-off. */
export async function showReturn(
  reply: FastifyReply,
  { db, clock }: Services,
  reference: string,
  shown: Shown = {},
  status = 200,
): Promise<FastifyReply> {
  const { actor } = reply.request
  const one = await findReturn(db, actor, reference)
  if (!one) throw notFound('Return')
  const [asked, saved, history, uploads] = await Promise.all([
    listAsked(db, actor, one),
    listEntries(db, actor, one.id),
    listHistory(db, actor, one.recordId),
    listUploads(db, actor, one.id),
  ])
  const form = shown.form ?? blankForm()
  const canFill = may(actor, 'returns.prepare') && isEditable(one.state)
  return reply.page(
    template,
    {
      heading: `${one.organisation}: return for ${headOf(one, clock.today()).quarter}`,
      breadcrumbs: [{ text: 'Returns', href: returnPaths.list() }],
      marking: 'OFFICIAL',
      form,
      done: shown.done ?? '',
      notices: shown.notices ?? [],
      lost: shown.lost ?? [],
      invented: asked.some(({ last }) => last.slice(0, 4).some(({ isInvented }) => isInvented)),
      head: headOf(one, clock.today()),
      arrows: await threadOf(db, actor, one.recordId, clock.today()),
      themes: themesOf(asked, shown.rows ?? savedRows(asked, saved), saved, form.errors),
      canFill,
      canDownload: may(actor, 'returns.decide'),
      doors: doorsOf(actor, one),
      version: one.version,
      action: returnPaths.show(reference),
      uploadAction: returnPaths.upload(reference),
      templateHref: returnPaths.template(reference),
      absences: Object.entries(absences).map(([value, { words, hint }]) => ({ value, text: `${words}: ${hint}` })),
      uploads: uploads.map((upload) => ({
        href: ['clean', 'not-scanned'].includes(upload.scanState) ? returnPaths.received(reference, upload.id) : '',
        fileName: upload.fileName,
        words: uploadWords(upload),
        kept: canFill && upload.isUnread && upload.scanState === 'clean' ? upload.id : '',
      })),
      history: [
        ...historyOf(history),
        {
          at: instantInWords(one.openedAt),
          who: 'The business team',
          what: `opened the quarter, due ${inWords(one.dueOn)}`,
        },
      ],
    },
    status,
  )
}

/** '12 figures, received from … on …; checked for viruses' */
const uploadWords = ({ entryCount, isUnread, receivedBy, receivedAt, scanState }: Upload): string =>
  `${isUnread ? 'not read yet' : plural(entryCount, 'figure')}, received from ${receivedBy ?? 'somebody'} on ${instantInWords(receivedAt)}; ${scanWords(scanState)}`

/** What can be done with the whole return next, by this person. */
function doorsOf(actor: Actor, one: AgencyReturn) {
  const ready = canBeSigned(one.progress)
  return {
    signOff:
      may(actor, 'returns.sign-off') && canMove(one.state, 'signed-off') ? returnPaths.signOff(one.reference) : '',
    isReady: ready,
    decide:
      may(actor, 'returns.decide') && ['signed-off', 'accepted'].includes(one.state)
        ? returnPaths.decide(one.reference)
        : '',
    decideText: one.state === 'accepted' ? 'Reopen this return' : 'Accept or return it',
  }
}

/** Shows what another person saved beside what this one typed; everything is kept and can be saved again. */
export async function showConflict(
  reply: FastifyReply,
  services: Services,
  reference: string,
  typed: ReadonlyMap<string, Typed>,
  was: ReadonlyMap<string, string>,
): Promise<FastifyReply> {
  const { actor } = reply.request
  const one = await findReturn(services.db, actor, reference)
  if (!one) throw notFound('Return')
  const [asked, saved] = [await listAsked(services.db, actor, one), await listEntries(services.db, actor, one.id)]
  const { rows, both, lost } = mergeTyped(asked, saved, typed, was)
  if (!isEditable(one.state)) {
    const text = `${one.state === 'accepted' ? 'This return was accepted' : `This return was signed off by ${one.signedOffName ?? 'somebody'}`} while you were working on it, so nothing of yours was saved. What you had typed is below`
    return showReturn(reply, services, reference, { form: formOf([], [{ text, href: '#lost' }]), lost }, 409)
  }
  const who = one.savedBy ?? 'Somebody else'
  const first = both[0]
  const text = first
    ? `${who} has saved this return since you opened it, and changed ${plural(both.length, 'figure')} that you changed too. Nothing is lost: see what stands beside yours, choose, and save again`
    : `${who} has saved this return since you opened it. Your figures and theirs are all below: save again to keep both`
  const href = `#${first === undefined ? 'figures' : `row-${first}`}`
  return showReturn(reply, services, reference, { form: formOf([], [{ text, href }]), rows }, 409)
}

/** The rows as somebody typed them, for showing them again. */
export const typedRows = (
  asked: readonly Asked[],
  typed: ReadonlyMap<string, Typed>,
  was: ReadonlyMap<string, string>,
) =>
  new Map(
    asked.flatMap(({ indicator }): [string, RowState][] => {
      const row = typed.get(indicator.id)
      return row ? [[indicator.id, { typed: row, was: was.get(indicator.id) ?? '' }]] : []
    }),
  )

export function returnPage(app: FastifyInstance, services: Services): void {
  const { db, clock } = services

  app.get<ReturnParams & { Querystring: { done?: string } }>(
    returnPaths.show(':id'),
    { config: { permission: 'returns.read' } },
    async ({ params, query }, reply) =>
      showReturn(reply, services, params.id, { done: wordsFor(doneWords, query.done) }),
  )

  app.post<ReturnParams>(
    returnPaths.show(':id'),
    { config: { permission: 'returns.prepare' } },
    async ({ actor, params, body }, reply) => {
      const one = await findReturn(db, actor, params.id)
      if (!one) throw notFound('Return')
      const asked = await listAsked(db, actor, one)
      const typed = typedFrom(asked, body)
      const was = wasFrom(asked, body)
      const reading = readReturn(asked, typed, one.endsOn)
      if (reading.problems.length > 0 && isEditable(one.state)) {
        const rows = typedRows(asked, typed, was)
        return showReturn(reply, services, params.id, { form: formOf(reading.problems), rows }, 400)
      }
      const { entries, empty } = reading
      const input = { reference: params.id, version: versionFrom(body), entries, empty, at: clock.now() }
      const saved = await orConflict(saveFigures(db, actor, input))
      if (!saved?.ok) return showConflict(reply, services, params.id, typed, was)
      const next = typeof body === 'object' && body !== null && 'next' in body ? body.next : 'stay'
      if (next === 'leave') return reply.redirect(`${returnPaths.list()}?done=saved`, 303)
      if (next === 'sign-off') return reply.redirect(returnPaths.signOff(params.id), 303)
      return reply.redirect(`${returnPaths.show(params.id)}?done=saved`, 303)
    },
  )
}

/** The outcome, or null when somebody else saved first. */
export async function orConflict<T>(saving: Promise<T>): Promise<T | null> {
  try {
    return await saving
  } catch (error) {
    if (error instanceof AppError && error.status === 409) return null
    throw error
  }
}
