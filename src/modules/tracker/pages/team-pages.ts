import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import { optionalText, requiredChoice, requiredDate, requiredText, ticked } from '#platform/forms.ts'
import { choice, choicesOf, dateField, field } from '#platform/task-page.ts'
import { answerProposal, answers, type Answer } from '../answer-proposal.ts'
import { assignPart } from '../assign-part.ts'
import { endItem } from '../end-item.ts'
import { isImpact, listEvidence } from '../evidence-store.ts'
import { decideExtension, listExtensions } from '../extension.ts'
import { judgeImpact } from '../judge-impact.ts'
import { keysOf, measureKinds, strengths, type MeasureKind, type Strength } from '../kinds.ts'
import { canMove } from '../moves.ts'
import { momentOf } from '../moving.ts'
import { listAskable } from '../office-store.ts'
import { trackerPaths } from '../paths.ts'
import type { TrackerServices } from '../services.ts'
import { recordRetest, retestResults } from '../retests/record-retest.ts'
import { findWaiting } from '../retests/retest-store.ts'
import { retestWords } from '../retests/rule.ts'
import { listSimilar } from '../similar-store.ts'
import { findStateWords } from '../state-word-store.ts'
import { wholeRule } from '../states.ts'
import { becameWords } from '../words.ts'
import { evidenceFields, evidenceShape, noChild, readEvidence, versionShape } from './fields.ts'
import { itemForm } from './item-form.ts'

const isStrength = (text: string | null): text is Strength => text !== null && Object.hasOwn(strengths, text)
const isMeasure = (text: string | null): text is MeasureKind => text !== null && Object.hasOwn(measureKinds, text)
const reasonText = requiredText('Enter the reason', 2_000, 'Reason must be 2,000 characters or fewer')

/** What the business team decides about one recommendation or action. */
export function teamPages(app: FastifyInstance, services: TrackerServices): void {
  const { db, clock } = services
  const permission = 'tracker.decide'

  itemForm(app, services, {
    path: trackerPaths.answer,
    permission,
    heading: 'Answer a recommendation',
    schema: z.object({
      answer: requiredChoice(keysOf<Answer>(answers), 'Select whether it is accepted'),
      reason: optionalText(2_000),
      strength: optionalText(20),
      childWouldNotice: optionalText(1_000),
      measureKind: optionalText(20),
      measure: optionalText(500),
      repeats: ticked(),
      ...versionShape,
    }),
    view: async (actor, item) => {
      const [similar, words] = await Promise.all([
        listSimilar(db, actor, item.title, item.id),
        findStateWords(db, actor.partnershipId),
      ])
      return {
        ...(item.state === 'proposed' ? {} : { closed: 'This was answered already.' }),
        lead:
          similar.length === 0
            ? 'Nothing much like it was recommended here before.'
            : 'We may have said this before. See what became of it, and tick what this one repeats.',
        rowsHeading: 'Similar earlier ones, and what became of them',
        rows: similar.map((each) => ({
          key: each.reference,
          words: `${each.title}. ${becameWords(each, words)}`,
          href: trackerPaths.show(each.reference),
        })),
        fields: [
          ...(similar.length === 0
            ? []
            : [
                field('ticks', 'repeats', 'Does it repeat one of them?', {
                  items: similar.map((each) => choice(each.reference, `It repeats ${each.reference}`, each.title)),
                }),
              ]),
          field('choice', 'answer', 'Is it accepted?', {
            items: [
              choice('accept', 'Accept'),
              choice('accept-in-part', 'Accept in part', 'Say what is not taken up, and why'),
              choice('decline', 'Decline', 'Say why'),
            ],
          }),
          field('lines', 'reason', 'Reason', { hint: `Needed when it is not accepted as a whole. ${noChild}` }),
          field('heading', 'how', 'If it is accepted', {
            hint: 'These make it possible to say later whether it changed anything.',
          }),
          field('choice', 'strength', 'How strong is it?', {
            hint: 'The weakest first. Weak ones are tested again sooner and more often',
            items: choicesOf(strengths),
          }),
          field('lines', 'childWouldNotice', 'What would a child notice?', {
            hint: 'What would be different for a child, in a sentence. Name no child.',
          }),
          field('choice', 'measureKind', 'What is it measured by?', { items: choicesOf(measureKinds) }),
          field('text', 'measure', 'Which one?', {
            hint: 'Its question, or an indicator’s code and name, such as B5 Re-referrals within 12 months, so that its chart is shown',
          }),
        ],
        values: {
          strength: item.strength ?? '',
          childWouldNotice: item.childWouldNotice ?? '',
          measureKind: item.measureKind ?? '',
          measure: item.measure ?? '',
        },
        button: 'Save answer',
      }
    },
    run: (actor, { reference }, value) => {
      const { measureKind, measure, strength, version, ...rest } = value
      const measured = isMeasure(measureKind) && measure !== null ? { kind: measureKind, words: measure } : null
      return answerProposal(db, actor, {
        ...rest,
        reference,
        version: Number(version),
        strength: isStrength(strength) ? strength : null,
        measure: measured,
        moment: momentOf(clock),
      })
    },
    done: ({ answer }) => (answer === 'decline' ? 'declined' : 'accepted'),
  })

  itemForm(app, services, {
    path: trackerPaths.assign,
    permission,
    heading: 'Say who owes it',
    schema: z.object({
      owner: requiredText('Select who owes it', 40),
      what: optionalText(500, 'What they owe must be 500 characters or fewer'),
      dueOn: requiredDate('Enter the date by which it is due', 'Date due must be a real date, like 27/3/2027'),
      group: optionalText(40),
      ...versionShape,
    }),
    view: async (actor, item, parts) => {
      const [offices, groups] = await Promise.all([
        listAskable(db, actor.partnershipId, clock.today()),
        listGroups(db, actor.partnershipId),
      ])
      const several = parts.length > 0
      return {
        ...(canMove('assign', item.state) ? {} : { closed: 'Nobody can be asked for this now.' }),
        lead: several
          ? `Others owe a part of it already. ${wholeRule}`
          : 'Choose an office, so that it stays with the post when people change. Several agencies may each owe a part: add the others afterwards.',
        rowsHeading: 'Who owes a part already',
        rows: parts.map((part) => ({
          key: `${part.organisation}${part.office === null ? '' : `, ${part.office}`}`,
          words: `${part.what ?? 'all of it'}, due ${inWords(part.dueOn)}`,
          href: '',
        })),
        fields: [
          field('list', 'owner', 'Who owes it?', {
            items: [choice('', 'Choose an office'), ...offices.map(({ id, name }) => choice(id, name))],
          }),
          field('text', 'what', several ? 'What do they owe of it?' : 'What do they owe of it? (optional)', {
            hint: several ? '' : 'Leave this empty when they owe all of it',
          }),
          dateField('dueOn', 'By when?'),
          field('list', 'group', 'Which group follows it? (optional)', {
            hint: 'It comes on that group’s agenda when it is overdue',
            items: [choice('', 'No group'), ...groups.map(({ id, name }) => choice(id, name))],
          }),
        ],
        values: { dueOn: inWords(addMonths(clock.today(), 3)), group: item.groupId ?? '' },
        button: several ? 'Add this part' : 'Save',
      }
    },
    run: async (actor, { reference }, { owner, what, dueOn, group, version }) => {
      const groups = await listGroups(db, actor.partnershipId)
      if (group !== null && !groups.some(({ id }) => id === group))
        return { ok: false, problems: [{ field: 'group', text: 'Select one of the groups of this partnership' }] }
      const given = { reference, version: Number(version), officeId: owner, what, dueOn, groupId: group }
      return assignPart(db, actor, { ...given, moment: momentOf(clock) })
    },
    done: () => 'assigned',
  })

  itemForm(app, services, {
    path: trackerPaths.decideExtension,
    permission,
    heading: 'Decide on a later date',
    schema: z.object({
      extension: optionalText(40),
      decision: requiredChoice(['granted', 'refused'], 'Select whether the later date is granted'),
      reason: reasonText,
    }),
    view: async (_actor, item, parts) => {
      const asked = (await listExtensions(db, item.id)).filter((each) => each.decision === null)
      const words = (each: (typeof asked)[number]) => {
        const part = parts.find(({ id }) => id === each.partId)
        return `${part?.organisation ?? 'Its owner'} asks for ${inWords(each.toDueOn)} in place of ${inWords(each.fromDueOn)}`
      }
      return {
        ...(asked.length > 0 ? {} : { closed: 'No later date waits to be decided here.' }),
        ...(item.firstDueOn === null
          ? {}
          : {
              lead: `It was first due on ${inWords(item.firstDueOn)}. That date stays, and its age is counted from it.`,
            }),
        rowsHeading: 'What is asked for',
        rows: asked.map((each) => ({ key: words(each), words: each.reason, href: '' })),
        fields: [
          ...(asked.length < 2
            ? []
            : [
                field('choice', 'extension', 'Which one do you decide?', {
                  items: asked.map((each) => choice(each.id, words(each))),
                }),
              ]),
          field('choice', 'decision', 'Is the later date granted?', {
            items: [choice('granted', 'Grant it'), choice('refused', 'Refuse it')],
          }),
          field('lines', 'reason', 'Reason', { hint: noChild }),
        ],
        values: asked.length === 1 ? { extension: asked[0]?.id ?? '' } : {},
        button: 'Save decision',
      }
    },
    run: async (actor, { id, reference }, { extension, decision, reason }) => {
      const asked = (await listExtensions(db, id)).filter((each) => each.decision === null)
      const extensionId = extension ?? (asked.length === 1 ? asked[0]?.id : undefined)
      if (extensionId === undefined && asked.length > 1)
        return { ok: false, problems: [{ field: 'extension', text: 'Select which one you decide' }] }
      return decideExtension(db, actor, {
        reference,
        extensionId: extensionId ?? '',
        decision,
        reason,
        moment: momentOf(clock),
      })
    },
    done: ({ decision }) => decision,
  })

  itemForm(app, services, {
    path: trackerPaths.judge,
    permission,
    heading: 'Say that impact is evidenced',
    schema: z.object({ reason: reasonText, ...versionShape }),
    view: async (_actor, item) => {
      const evidence = (await listEvidence(db, item.id, clock.today())).filter(isImpact)
      return {
        ...(item.state === 'delivered' ? {} : { closed: 'Impact is judged once all of it is delivered.' }),
        lead: 'Evidenced means that practice, experience or outcome changed, not that something was done. The first re-test is planned with it.',
        rowsHeading: 'Evidence of impact so far',
        rows: evidence.map((each) => ({ key: `True on ${inWords(each.trueOn)}`, words: each.what, href: '' })),
        fields: [field('lines', 'reason', 'What changed, and how do you know?', { hint: noChild })],
        button: 'Save judgement',
        links: [{ text: 'Add evidence first', href: trackerPaths.evidence(item.reference) }],
      }
    },
    run: (actor, { reference }, { reason, version }) =>
      judgeImpact(db, actor, { reference, version: Number(version), reason, moment: momentOf(clock) }),
    done: () => 'evidenced',
  })

  itemForm(app, services, {
    path: trackerPaths.retest,
    permission,
    heading: 'Record a re-test',
    schema: z.object({
      result: requiredChoice(keysOf(retestResults), 'Select what the re-test found'),
      found: requiredText('Enter what was found', 2_000, 'What was found must be 2,000 characters or fewer'),
      ...evidenceShape,
      ...versionShape,
    }),
    view: async (actor, item) => {
      const waiting = await findWaiting(db, actor, item.id)
      return {
        ...(waiting === undefined ? { closed: 'No re-test is planned for this.' } : {}),
        lead: waiting === undefined ? '' : `Due on ${inWords(waiting.dueOn)}. ${retestWords[2]}`,
        rowsHeading: 'What it should show',
        rows: [
          ...(item.measure === null ? [] : [{ key: 'Its measure', words: item.measure, href: '' }]),
          ...(item.childWouldNotice === null
            ? []
            : [{ key: 'What a child would notice', words: item.childWouldNotice, href: '' }]),
        ],
        fields: [
          field('choice', 'result', 'Does it still hold?', { items: choicesOf(retestResults) }),
          field('lines', 'found', 'What was found?', { hint: noChild }),
          ...evidenceFields(
            'What the re-test rests on',
            'An answer to an audit question, a survey item, what was seen, or a figure.',
            true,
          ),
        ],
        button: 'Save re-test',
      }
    },
    run: async (actor, { id, reference }, { result, found, version, ...rest }, sent) => {
      const evidence = await readEvidence(rest, true, sent, services.scan)
      if (!evidence.ok || evidence.value === null) return evidence
      const waiting = await findWaiting(db, actor, id)
      const given = {
        reference,
        version: Number(version),
        retestId: waiting?.id ?? '',
        result,
        found,
        evidence: evidence.value,
      }
      return recordRetest(db, actor, { ...given, moment: momentOf(clock) })
    },
    done: ({ result }) => `retest-${result}`,
  })

  itemForm(app, services, {
    path: trackerPaths.end,
    permission,
    heading: 'Supersede it, or open it again',
    schema: z.object({
      way: requiredChoice(['supersede', 'reopen'], 'Select what should happen'),
      byReference: optionalText(60),
      reason: reasonText,
      ...versionShape,
    }),
    view: async (_actor, item) => {
      const ways = [
        ...(canMove('supersede', item.state)
          ? [choice('supersede', 'Something else took its place', 'It is closed; nothing more is owed')]
          : []),
        ...(canMove('reopen', item.state)
          ? [choice('reopen', 'Open it again', 'Every part is owed once more, within three months')]
          : []),
      ]
      return {
        ...(ways.length > 0 ? {} : { closed: 'This is closed and stays so.' }),
        fields: [
          field('choice', 'way', 'What should happen?', { items: ways }),
          field('text', 'byReference', 'Reference of what took its place (optional)', {
            hint: 'Such as LSCP-REC-2026-004',
          }),
          field('lines', 'reason', 'Reason', { hint: noChild }),
        ],
        button: 'Save',
      }
    },
    run: (actor, { reference }, { way, byReference, reason, version }) =>
      endItem(db, actor, { reference, version: Number(version), way, byReference, reason, moment: momentOf(clock) }),
    done: ({ way }) => way,
  })
}
