import type { FastifyInstance } from 'fastify'
import { findCalendar } from '#modules/duties/public.ts'
import { may } from '#platform/actor.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { list, wordsFor } from '#platform/words.ts'
import { hasNamedAccess, listAccess } from '../access-store.ts'
import { standingOf } from '../access-words.ts'
import { caseKinds, caseStates } from '../case.ts'
import { clocksOf } from '../case-clock.ts'
import { owns, theCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { listReadings } from '../reading-store.ts'
import type { ByReference } from './case-page.ts'

const doneWords: Record<string, string> = {
  changed: 'The case was changed.',
  described: 'What identifies the child was saved and sealed.',
  'broken-glass': 'You have access for 24 hours. The office that owns the case has been told.',
  'handed-over': 'The case was handed over.',
}

const dayOr = (date: string | null): string => (date === null ? 'Not recorded' : inWords(date))

export function showCasePage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<ByReference & { Querystring: { done?: string } }>(
    reviewPaths.case(':reference'),
    { config: { permission: 'reviews.cases', stepUp: true } },
    async ({ actor, params, query }, reply) => {
      const [today, now] = [clock.today(), clock.now()]
      const one = await theCase(db, actor, params.reference, now)
      const isOwner = owns(actor, one)
      const mayWrite = may(actor, 'reviews.open-case') && (await hasNamedAccess(db, actor, one.id, now))
      const access = await listAccess(db, one.id)
      const { count, readings } = isOwner ? await listReadings(db, actor, one.id) : { count: 0, readings: [] }
      const { reference } = one
      return reply.page('reviews/pages/show-case.njk', {
        heading: one.title,
        marking: sensitive,
        isInvented: one.isInvented,
        breadcrumbs: [{ text: 'Reviews of incidents', href: reviewPaths.cases() }],
        done: wordsFor(doneWords, query.done),
        reference,
        facts: [
          { key: 'Child', value: one.pseudonym },
          { key: 'Kind', value: caseKinds[one.kind] },
          { key: 'State', value: caseStates[one.state] },
          { key: 'The local authority became aware', value: dayOr(one.awareOn) },
          { key: 'The Panel was notified', value: dayOr(one.notifiedOn) },
          { key: 'Owner', value: `${one.ownerOffice}, ${one.ownerOrganisation}` },
          { key: 'Opened', value: instantInWords(one.openedAt) },
        ],
        clocks: clocksOf(one, await findCalendar(db), today),
        childHref: reviewPaths.child(reference),
        changeHref: mayWrite ? reviewPaths.change(reference) : '',
        isOwner,
        accessHref: isOwner ? reviewPaths.access(reference) : '',
        handOverHref: isOwner ? reviewPaths.handOver(reference) : '',
        unseen: isOwner
          ? access
              .filter((each) => each.kind === 'break-glass' && each.lookedAt === null)
              .map((each) => ({
                text: `${each.person ?? 'Somebody'} used break-glass access on ${instantInWords(each.grantedAt)}`,
                href: reviewPaths.lookAt(reference, each.id),
              }))
          : [],
        access: access
          .map((each) => ({ ...each, standing: standingOf(each, now, today) }))
          .filter((each) => each.standing.runs)
          .map(({ person, office, standing }) => ({ who: person ?? '', office: office ?? '', words: standing.words })),
        readingCount: count,
        readings: readings.map((reading) => ({
          who: reading.person ?? 'Goldenthread',
          office: reading.office ?? '',
          at: instantInWords(reading.at),
          fields: reading.fields.length === 0 ? 'Nothing was recorded' : list(reading.fields),
        })),
      })
    },
  )
}
