import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { meetingPaths } from '#modules/meetings/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { forbidden } from '#platform/errors.ts'
import { plural } from '#platform/words.ts'
import { keepingKey } from '../keeping-key.ts'
import { listClashes, listLines } from '../line-store.ts'
import { listDecisions } from '../decision-store.ts'
import type { MinutedMeeting } from '../meeting-store.ts'
import { clashView, itemViews, underNoItem } from '../minute-view.ts'
import { minuteBetween, minuteWhatCameByItself } from '../minute-between.ts'
import { minutesPaths } from '../paths.ts'
import { checkForGroup } from '../rights.ts'
import { saveLines, type SentLine } from '../save-lines.ts'
import { markingOf, meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'

const template = 'minutes/pages/take-minutes.njk'

/** The lines of a posted form: 'line-<id>' with 'version-<id>' and 'item-<id>' beside it. */
export function readLines(body: unknown): SentLine[] {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const text = (name: string): string => {
    const value = fields[name]
    return typeof value === 'string' ? value : ''
  }
  return Object.keys(fields)
    .filter((name) => name.startsWith('line-') && isId(name.slice(5)) && isId(text(`item-${name.slice(5)}`)))
    .slice(0, 400)
    .map((name) => {
      const id = name.slice(5)
      const base = text(`version-${id}`)
      return {
        id,
        itemId: text(`item-${id}`),
        base: /^\d{1,6}$/.test(base) ? Number(base) : 0,
        text: text(name).replaceAll('\r\n', '\n').trim(),
      }
    })
}

/** Minutes taken live: one form over the whole meeting. A script saves each change by itself and keeps it when the connection is gone. */
export function takeMinutesPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'minutes.write' }

  async function view(actor: Actor, meeting: MinutedMeeting, form: Form, sent: readonly SentLine[] = []) {
    const [items, clashes, between] = await Promise.all([
      itemViews(db, actor, meeting),
      listClashes(db, meeting.id),
      listDecisions(db, actor, { groupId: meeting.groupId, notMinuted: true, to: meeting.heldOn, most: 100 }),
    ])
    // What came onto the agenda by itself is minuted by itself.
    const onNone = underNoItem(between, items)
    const { reference } = meeting
    const personId = actor.personId ?? ''
    return {
      heading: `Take minutes: ${meetingWords(meeting)}`,
      ...markingOf(items),
      breadcrumbs: minutesCrumbs(meeting),
      form,
      action: minutesPaths.take(reference),
      saveHref: minutesPaths.saveLines(reference),
      meetingId: meeting.id,
      personId,
      key: keepingKey(meeting.id, personId),
      attendanceHref: may(actor, 'meetings.agenda') ? meetingPaths.attendance(reference) : '',
      readHref: minutesPaths.show(reference),
      items: items.map((item) => {
        const typed = sent.filter(({ itemId }) => itemId === item.id)
        const added = typed.filter(({ id, text }) => text !== '' && !item.lines.some((line) => line.id === id))
        return {
          ...item,
          lines: [
            ...item.lines.map((line) => {
              const again = typed.find(({ id }) => id === line.id)
              return { ...line, text: again?.text ?? line.text, version: again?.base ?? line.version }
            }),
            ...added.map(({ id, text, base }) => ({ id, text, version: base })),
          ].map((line) => ({ ...line, error: form.errors[`line-${line.id}`]?.text ?? '' })),
          newId: randomUUID(),
          decideHref: minutesPaths.decide(reference, item.id),
          raiseHref: minutesPaths.raise(reference, item.id),
        }
      }),
      clashes: clashes.map((clash) => clashView(reference, clash)),
      between: onNone.length === 0 ? '' : plural(onNone.length, 'decision'),
      agendaHref: meetingPaths.show(reference),
    }
  }

  async function open(actor: Actor, reference: string): Promise<MinutedMeeting> {
    const meeting = await openMeeting(db, actor, reference)
    await checkForGroup(db, actor, 'minutes.write', meeting.groupId, clock.today())
    if (meeting.state === 'cancelled') throw forbidden('This meeting was cancelled, so it has no minutes.')
    return meeting
  }

  app.get<{ Params: { reference: string } }>(
    minutesPaths.take(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await open(actor, params.reference)
      if (meeting.minuteState === 'agreed' || meeting.minuteState === 'published')
        return reply.redirect(minutesPaths.show(meeting.reference), 303)
      // What is on this page is kept in no cache of the browser.
      reply.header('cache-control', 'no-store')
      return reply.page(template, await view(actor, meeting, blankForm()))
    },
  )

  app.post<{ Params: { reference: string }; Body: { between?: string } }>(
    minutesPaths.take(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
      const lines = readLines(body)
      const done = await saveLines(db, actor, { meeting, lines, now: clock.now(), today: clock.today() })
      if (!done.ok)
        return reply.page(template, await view(actor, meeting, formWithErrors({}, done.problems), lines), 400)
      const when = { meeting, now: clock.now(), today: clock.today() }
      if (body.between === 'yes') await minuteBetween(db, actor, when)
      else await minuteWhatCameByItself(db, actor, when)
      const clashed = done.value.some(({ state }) => state === 'clash')
      return reply.redirect(
        clashed ? minutesPaths.take(meeting.reference) : `${minutesPaths.show(meeting.reference)}?done=saved`,
        303,
      )
    },
  )

  /** For the script: what was sent is saved, and every line as it now stands comes back. */
  app.post<{ Params: { reference: string }; Body: { person?: string } }>(
    minutesPaths.saveLines(':reference'),
    { config },
    async ({ actor, params, body, signedIn }, reply) => {
      const meeting = await open(actor, params.reference)
      // What one person typed is never saved under the name of the next one at the same computer.
      if (body.person !== actor.personId)
        return reply
          .status(409)
          .send({ problem: 'Somebody else is signed in now. What was typed before waits for its own writer.' })
      const lines = readLines(body)
      const done =
        lines.length === 0
          ? ({ ok: true, value: [] } as const)
          : await saveLines(db, actor, { meeting, lines, now: clock.now(), today: clock.today() })
      if (!done.ok) return reply.status(400).send({ problem: done.problems[0]?.text ?? 'It was not saved' })
      if (lines.length > 0) await minuteWhatCameByItself(db, actor, { meeting, now: clock.now(), today: clock.today() })
      const [standing, items] = await Promise.all([listLines(db, meeting.id), itemViews(db, actor, meeting)])
      const seen = new Set(items.map(({ id }) => id))
      return reply.send({
        at: timeOf(clock.now()),
        endsIn: Math.round(((signedIn?.endsAt.getTime() ?? 0) - clock.now().getTime()) / 1000),
        saved: done.value.map(({ clashId, ...line }) => ({
          ...line,
          merge: clashId === undefined ? null : minutesPaths.merge(meeting.reference, clashId),
        })),
        lines: standing
          .filter(({ itemId }) => itemId !== null && seen.has(itemId))
          .map(({ id, itemId, text, version }) => ({ id, itemId, text, version })),
      })
    },
  )
}

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
const timeOf = (instant: Date): string => london.format(instant)
