import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import { findRecord } from '#modules/thread/public.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import { governancePaths as paths } from '../paths.ts'
import { mayReview, recordReview } from '../record-review.ts'
import { findReviewable, pageOfReviewable, reviewOutcomes } from '../review-store.ts'
import { tieRecords } from '../tie-records.ts'
import { keysOf, optionsOf } from '../words.ts'
import { anyDate, anyLine, dateHint, neededDate, paragraph, versionField } from './fields.ts'
import { taskPage } from './task.ts'

/** What can be done with a document, protocol or agreement alike: record a review, tie it to the thread. */
export function recordTaskPages(app: FastifyInstance, { db, clock }: Services): void {
  const home = { text: 'Governance', href: paths.home() }

  taskPage(app, {
    path: paths.recordReview(':reference'),
    about: async (actor, params) => {
      const one = await findReviewable(db, actor, params['reference'] ?? '')
      if (!one) throw notFound('Record')
      if (!mayReview(actor, one.ownerOfficeId)) throw forbidden('This is reviewed by the office that owns it.')
      return one
    },
    action: ({ reference }) => paths.recordReview(reference),
    permission: 'governance.answer',
    schema: z.object({
      reviewedOn: neededDate('Date of the review'),
      outcome: requiredChoice(keysOf(reviewOutcomes), 'Select what came of the review'),
      note: paragraph('Enter who reviewed it and what they found', 2_000),
      nextOn: anyDate('Date of the next review'),
      version: versionField,
    }),
    view: async (_actor, one) => ({
      heading: 'Record a review',
      caption: one.title,
      ...(one.reviewOn === null ? {} : { lead: `The review was due by ${inWords(one.reviewOn)}.` }),
      breadcrumbs: [home, { text: one.title, href: pageOfReviewable(one) }],
      fields: [
        { name: 'reviewedOn', kind: 'date', label: 'Date of the review', hint: dateHint },
        {
          name: 'outcome',
          kind: 'radios',
          label: 'What came of it?',
          options: optionsOf(reviewOutcomes).filter(({ value }) => one.table !== 'document' || value !== 'ends'),
        },
        { name: 'note', kind: 'long', label: 'Who reviewed it and what they found' },
        { name: 'nextOn', kind: 'date', label: 'Next review', hint: dateHint },
      ],
      button: 'Record the review',
    }),
    start: (one) => ({
      reviewedOn: inWords(clock.today()),
      nextOn: inWords(addMonths(clock.today(), 12)),
      version: String(one.version),
    }),
    save: (actor, { reference }, { version, ...value }) =>
      recordReview(db, actor, {
        ...value,
        reference,
        version: Number(version),
        today: clock.today(),
        now: clock.now(),
      }),
    next: (one) => `${pageOfReviewable(one)}?done=reviewed`,
  })

  taskPage(app, {
    path: paths.tie(':reference'),
    about: async (actor, params) => {
      const record = await findRecord(db, actor, params['reference'] ?? '')
      if (!record) throw notFound('Record')
      return record
    },
    action: ({ reference }) => paths.tie(reference),
    permission: 'governance.write',
    schema: z.object({
      to: anyLine(100),
      group: anyLine(100),
      reason: paragraph('Enter why the two belong together', 500),
    }),
    view: async (actor, record) => ({
      heading: 'Tie it to another record',
      caption: record.title,
      lead: 'The golden thread then shows that this serves the other record: a priority, an indicator, a review, or the group that steers the MASH.',
      breadcrumbs: [home, { text: record.title, href: record.page }],
      fields: [
        {
          name: 'to',
          kind: 'text',
          label: 'Reference of the other record',
          hint: `For example, ${record.reference.split('-')[0] ?? ''}-PRI-2026-001`,
        },
        {
          name: 'group',
          kind: 'select',
          label: 'Or a group',
          any: 'No group',
          options: (await listGroups(db, actor.partnershipId)).map(({ id, name }) => ({ value: id, text: name })),
        },
        { name: 'reason', kind: 'long', label: 'Why they belong together' },
      ],
      button: 'Tie them together',
    }),
    save: (actor, { reference }, { to, group, reason }) =>
      tieRecords(db, actor, { reference, to, groupId: group, reason, today: clock.today() }),
    next: ({ page }) => `${page}?done=tied`,
  })
}
