import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { forbidden } from '#platform/errors.ts'
import { inWords } from '#platform/dates.ts'
import { optionalText, requiredChoice, requiredDate, requiredText } from '#platform/forms.ts'
import type { Actor } from '#platform/actor.ts'
import { choice, choicesOf, dateField, field, type Field } from '#platform/task-page.ts'
import { deliverPart, verifyPart } from '../deliver-part.ts'
import { askExtension } from '../extension.ts'
import { giveUpdate } from '../give-update.ts'
import { addEvidence } from '../judge-impact.ts'
import { keysOf, standings } from '../kinds.ts'
import { momentOf } from '../moving.ts'
import { listAskable } from '../office-store.ts'
import type { Part } from '../part-store.ts'
import { trackerPaths } from '../paths.ts'
import type { TrackerServices } from '../services.ts'
import { partsOf } from '../who.ts'
import { isTeam, mayVerify } from '../who.ts'
import { isOwed } from '../words.ts'
import { evidenceFields, evidenceShape, noChild, readEvidence } from './fields.ts'
import { itemForm } from './item-form.ts'

const partName = ({ office, organisation, what }: Part): string =>
  `${organisation}${office === null ? '' : `, ${office}`}${what === null ? '' : `: ${what}`}`

/** Which part is meant, asked only of whom has several. */
const partField = (parts: readonly Part[]): Field[] =>
  parts.length < 2
    ? []
    : [
        field('choice', 'part', 'Which part do you write about?', {
          items: parts.map((part) => choice(part.id, partName(part))),
        }),
      ]

function ownParts(actor: Actor, parts: readonly Part[]): Part[] {
  const own = partsOf(actor, parts)
  const [owner] = parts
  if (own.length === 0 && owner !== undefined)
    throw forbidden(
      `This is owed by ${owner.office ?? 'an office'}, ${owner.organisation}, so your office has nothing to say here.`,
    )
  if (own.length === 0 && !isTeam(actor))
    throw forbidden('Nobody owes this yet. The business team says who does, and adds evidence until then.')
  return own
}

const notOwed = 'Nobody owes this now, so there is nothing to write here.'

/** What an owner does, each on one short page that a mail can link to; and what somebody of another agency verifies. */
export function ownerPages(app: FastifyInstance, services: TrackerServices): void {
  const { db, clock, scan } = services

  itemForm(app, services, {
    path: trackerPaths.update,
    permission: 'tracker.update',
    heading: 'Give an update',
    schema: z.object({
      part: optionalText(40),
      standing: requiredChoice(keysOf(standings), 'Select where it stands'),
      words: requiredText('Enter the update', 4_000, 'Update must be 4,000 characters or fewer'),
      ...evidenceShape,
    }),
    view: async (actor, item, parts) => {
      const own = ownParts(actor, parts).filter((part) => part.state !== 'delivered')
      return {
        ...(isOwed(item) && own.length > 0 ? {} : { closed: notOwed }),
        fields: [
          ...partField(own),
          field('choice', 'standing', 'Where does it stand?', { items: choicesOf(standings) }),
          field('lines', 'words', 'Update', {
            hint: `What was done since the last update, and what comes next. ${noChild}`,
          }),
          field('fold', 'evidence', 'Add evidence with it', {
            hint: 'What shows that something was done or changed. You can add it later.',
            fields: evidenceFields('', ''),
          }),
        ],
        button: 'Save update',
        links: [
          { text: 'It is done', href: trackerPaths.deliver(item.reference) },
          { text: 'Ask for a later date', href: trackerPaths.extend(item.reference) },
        ],
      }
    },
    run: async (actor, { reference }, { part, standing, words, ...rest }, sent) => {
      const evidence = await readEvidence(rest, false, sent, scan)
      if (!evidence.ok) return evidence
      return giveUpdate(db, actor, {
        reference,
        partId: part,
        standing,
        words,
        evidence: evidence.value,
        moment: momentOf(clock),
      })
    },
    done: () => 'updated',
  })

  itemForm(app, services, {
    path: trackerPaths.extend,
    permission: 'tracker.update',
    heading: 'Ask for a later date',
    schema: z.object({
      part: optionalText(40),
      toDueOn: requiredDate('Enter the new date', 'New date must be a real date, like 27/3/2027'),
      reason: requiredText('Enter the reason', 2_000, 'Reason must be 2,000 characters or fewer'),
    }),
    view: async (actor, _item, parts) => {
      const own = ownParts(actor, parts).filter((part) => part.state === 'assigned' || part.state === 'in-progress')
      return {
        ...(own.length > 0
          ? {}
          : {
              closed:
                'No part of this can be given a later date now: it is delivered, or a later date was asked for already.',
            }),
        lead: 'The business team decides. The first date stays and is shown; how old this is goes on being counted from it.',
        fields: [
          ...partField(own),
          dateField('toDueOn', 'New date'),
          field('lines', 'reason', 'Reason', {
            hint: `Why it needs longer, and what will be different by then. ${noChild}`,
          }),
        ],
        button: 'Ask for this date',
      }
    },
    run: (actor, { reference }, { part, toDueOn, reason }) =>
      askExtension(db, actor, { reference, partId: part, toDueOn, reason, moment: momentOf(clock) }),
    done: () => 'asked',
  })

  itemForm(app, services, {
    path: trackerPaths.deliver,
    permission: 'tracker.update',
    heading: 'Report it as delivered',
    schema: z.object({
      part: optionalText(40),
      words: requiredText('Enter what was delivered', 4_000, 'What was delivered must be 4,000 characters or fewer'),
      verifier: requiredText('Select who verifies it', 40),
      ...evidenceShape,
    }),
    view: async (actor, _item, parts) => {
      const own = ownParts(actor, parts).filter((part) => part.state === 'assigned' || part.state === 'in-progress')
      const owners = new Set(own.map((part) => part.organisationId))
      const offices = (await listAskable(db, actor.partnershipId, clock.today())).filter(
        ({ organisationId }) => owners.size > 1 || !owners.has(organisationId),
      )
      return {
        ...(own.length > 0
          ? {}
          : {
              closed:
                'Nothing of this can be reported as delivered now: it is delivered already, or a later date was asked for and waits to be decided.',
            }),
        lead: 'Delivered means that what was asked was done. Whether it changed anything is judged later, from evidence of practice, experience or outcome.',
        fields: [
          ...partField(own),
          field('lines', 'words', 'What was delivered?', { hint: noChild }),
          field('list', 'verifier', 'Who verifies it?', {
            hint: 'Somebody of another agency than the one that delivered it',
            items: [choice('', 'Choose an office'), ...offices.map(({ id, name }) => choice(id, name))],
          }),
          ...evidenceFields(
            'Evidence that it was delivered',
            'Nothing is delivered without evidence. You may leave this empty when evidence was given before.',
          ),
        ],
        button: 'Report as delivered',
      }
    },
    run: async (actor, { reference }, { part, words, verifier, ...rest }, sent) => {
      const evidence = await readEvidence(rest, false, sent, scan)
      if (!evidence.ok) return evidence
      const given = { reference, partId: part, words, verifierOfficeId: verifier, evidence: evidence.value }
      return deliverPart(db, actor, { ...given, moment: momentOf(clock) })
    },
    done: () => 'delivered',
  })

  itemForm(app, services, {
    path: trackerPaths.evidence,
    permission: 'tracker.update',
    heading: 'Add evidence',
    schema: z.object(evidenceShape),
    view: async (actor, item, parts) => {
      if (!isTeam(actor)) ownParts(actor, parts)
      return {
        ...(item.state === 'declined' || item.state === 'superseded'
          ? { closed: 'This was not taken up, so it takes no evidence.' }
          : {}),
        fields: evidenceFields('The evidence', 'That something was done is not yet that something changed.'),
        button: 'Save evidence',
      }
    },
    run: async (actor, { reference }, value, sent) => {
      const evidence = await readEvidence(value, true, sent, scan)
      if (!evidence.ok || evidence.value === null) return evidence
      return addEvidence(db, actor, { reference, evidence: evidence.value, moment: momentOf(clock) })
    },
    done: () => 'evidence',
  })

  itemForm(app, services, {
    path: trackerPaths.verify,
    permission: 'tracker.verify',
    heading: 'Verify a delivery',
    schema: z.object({
      part: optionalText(40),
      verdict: requiredChoice(['verified', 'sent-back'], 'Select whether it was delivered'),
      reason: optionalText(2_000),
    }),
    view: async (actor, _item, parts) => {
      const waiting = parts.filter((part) => part.state === 'delivered' && part.verifiedOn === null)
      const may = waiting.filter((part) => mayVerify(actor, part))
      const [own] = waiting
      return {
        ...(waiting.length === 0 ? { closed: 'No delivery waits to be verified here.' } : {}),
        ...(may.length === 0 && own !== undefined
          ? { closed: `${own.organisation} delivered this, so somebody of another agency must verify it.` }
          : {}),
        lead: 'You say that what was asked was done, having looked at its evidence. You do not say that it changed anything.',
        rowsHeading: 'What waits to be verified',
        rows: may.map((part) => ({
          key: partName(part),
          words: `reported as delivered on ${inWords(part.deliveredOn ?? clock.today())}`,
          href: '',
        })),
        fields: [
          ...(may.length < 2 ? [] : partField(may)),
          field('choice', 'verdict', 'Was it delivered?', {
            items: [
              choice('verified', 'Yes, I have seen that it was'),
              choice('sent-back', 'No, send it back', 'Its owner owes it again; say what is missing'),
            ],
          }),
          field('lines', 'reason', 'What you looked at, or what is missing', { hint: noChild }),
        ],
        values: may.length === 1 ? { part: may[0]?.id ?? '' } : {},
        button: 'Save',
      }
    },
    run: async (actor, { id, reference }, { part, verdict, reason }) => {
      const waiting = (
        await services.db
          .selectFrom('tracker.part')
          .where('item_id', '=', id)
          .where('state', '=', 'delivered')
          .where('verified_on', 'is', null)
          .select(['id', 'organisation_id as organisationId'])
          .execute()
      ).filter((each) => mayVerify(actor, each))
      const partId = part ?? (waiting.length === 1 ? waiting[0]?.id : undefined)
      if (partId === undefined && waiting.length > 1)
        return { ok: false, problems: [{ field: 'part', text: 'Select the part that you verify' }] }
      return verifyPart(db, actor, { reference, partId: partId ?? '', verdict, reason, moment: momentOf(clock) })
    },
    done: ({ verdict }) => verdict,
  })
}
