import type { FastifyInstance } from 'fastify'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { daysBetween, howFar, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { readDate } from '#platform/forms.ts'
import { scanWords } from '#platform/uploads/scan.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { listEvidence, isImpact } from '../evidence-store.ts'
import { listExtensions } from '../extension.ts'
import { findItem, type Item } from '../item-store.ts'
import { evidenceKinds, measureKinds, priorities, standingWords, strengths } from '../kinds.ts'
import { canMove, moveWords } from '../moves.ts'
import { listParts, type Part } from '../part-store.ts'
import { trackerPaths } from '../paths.ts'
import { listMoves, listProgress } from '../progress-store.ts'
import { listRetestsOf, type Retest } from '../retests/retest-store.ts'
import { listRepeats, listSimilar } from '../similar-store.ts'
import type { ChartMark, TrackerServices } from '../services.ts'
import { findStateWords, type StateWords } from '../state-word-store.ts'
import { wholeRule, type State } from '../states.ts'
import { isTeam, mayVerify, partsOf } from '../who.ts'
import { becameWords, dueWords, isOwed, lateWords, sourceWords } from '../words.ts'

const doneWords: Record<string, string> = {
  raised: 'It was written down.',
  updated: 'Your update was saved. Thank you.',
  asked: 'You have asked for a later date. The business team decides.',
  delivered: 'It is reported as delivered. Somebody of another agency verifies it.',
  verified: 'The delivery is verified.',
  'sent-back': 'It was sent back to its owner.',
  evidence: 'The evidence was saved.',
  accepted: 'It is accepted. Say next who owes it.',
  declined: 'It is declined, with your reason.',
  assigned: 'It was assigned.',
  granted: 'The later date is granted.',
  refused: 'The later date is refused.',
  evidenced: 'Impact is evidenced. Its first re-test is planned.',
  'retest-holds': 'The re-test was saved.',
  'retest-partly': 'The re-test was saved. It is tested again in three months.',
  'retest-failed': 'The re-test was saved, and the recommendation is open again.',
  supersede: 'It is closed as superseded.',
  reopen: 'It is open again.',
}

/** The states on the way, those after 'delivered' visible while they are still empty. */
const way: readonly State[] = [
  'proposed',
  'accepted',
  'assigned',
  'in-progress',
  'delivered',
  'evidenced',
  'embedded',
  'sustained',
]
const place: Partial<Record<State, State>> = { 'accepted-in-part': 'accepted', 'extension-requested': 'in-progress' }

/** The line of states: what lies behind, where it stands, what is still empty. */
function wayOf(state: State, words: StateWords) {
  const at = words(place[state] ?? state).state
  const steps = [...new Set(way.map((each) => words(each).state))]
  const index = steps.indexOf(at)
  const isOff = index === -1
  return {
    steps: steps.map((step, number) => ({
      words: words(step).words,
      standing: isOff ? '' : number < index ? 'done' : number === index ? 'now' : 'not yet',
    })),
    off: isOff ? `${words(state).words}: ${words(state).meaning.toLowerCase()}.` : '',
  }
}

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

type Act = { text: string; href: string }

/** What this actor can do now, the likeliest first. */
function actsOf(actor: Actor, item: Item, parts: readonly Part[], waiting: Retest | undefined): Act[] {
  const { reference } = item
  const own = partsOf(actor, parts)
  const begun = own.filter((part) => part.state !== 'delivered')
  const acts: Act[] = []
  const add = (is: boolean, text: string, href: string) => void (is && acts.push({ text, href }))
  const team = isTeam(actor)
  add(team && item.state === 'proposed', 'Answer it', trackerPaths.answer(reference))
  add(
    team && (item.state === 'accepted' || item.state === 'accepted-in-part'),
    'Say who owes it',
    trackerPaths.assign(reference),
  )
  add(team && item.state === 'extension-requested', 'Decide on the later date', trackerPaths.decideExtension(reference))
  add(isOwed(item) && begun.length > 0, 'Give an update', trackerPaths.update(reference))
  add(
    isOwed(item) && begun.some((part) => part.state !== 'extension-requested'),
    'Report it as delivered',
    trackerPaths.deliver(reference),
  )
  add(
    isOwed(item) && begun.some((part) => part.state !== 'extension-requested'),
    'Ask for a later date',
    trackerPaths.extend(reference),
  )
  add(
    parts.some((part) => part.state === 'delivered' && part.verifiedOn === null && mayVerify(actor, part)),
    'Verify the delivery',
    trackerPaths.verify(reference),
  )
  add(team && item.state === 'delivered', 'Say that impact is evidenced', trackerPaths.judge(reference))
  add(team && waiting !== undefined, 'Record the re-test', trackerPaths.retest(reference))
  add(
    own.length > 0 || (team && item.state !== 'declined' && item.state !== 'superseded'),
    'Add evidence',
    trackerPaths.evidence(reference),
  )
  add(team && isOwed(item), 'Add another agency’s part', trackerPaths.assign(reference))
  add(
    team && (canMove('supersede', item.state) || canMove('reopen', item.state)),
    'Supersede it, or open it again',
    trackerPaths.end(reference),
  )
  return acts
}

/** The days on which the whole was delivered and evidenced, for the chart of its measure. */
const marksOf = (
  moves: readonly { partId: string | null; toState: string; fromState: string | null; movedOn: string }[],
): ChartMark[] =>
  moves.flatMap(({ partId, toState, fromState, movedOn: on }) => {
    if (partId !== null || toState === fromState) return []
    if (toState === 'delivered') return [{ on, label: 'Delivered' }]
    return toState === 'evidenced' ? [{ on, label: 'Evidenced' }] : []
  })

const resultWords: Record<string, string> = {
  holds: 'It holds',
  partly: 'It holds in part',
  failed: 'It does not hold',
  missed: 'Not done in time',
  withdrawn: 'No longer needed',
}

export function showItemPage(app: FastifyInstance, { db, clock, measureChart }: TrackerServices): void {
  app.get<{ Params: { reference: string }; Querystring: { done?: string; asAt?: string } }>(
    trackerPaths.show(':reference'),
    { config: { permission: 'tracker.read' } },
    async ({ actor, params, query }, reply) => {
      const item = await findItem(db, actor, params.reference)
      if (item === undefined) throw notFound('Recommendation or action')
      const today = clock.today()
      const asked = typeof query.asAt === 'string' ? readDate(query.asAt) : null
      const until = asked !== null && asked < today ? asked : today
      const isNow = until === today
      const [words, parts, evidence, progress, moves, extensions, retests, repeats, similar] = await Promise.all([
        findStateWords(db, actor.partnershipId),
        listParts(db, item.id),
        listEvidence(db, item.id, until),
        listProgress(db, item.id, until),
        listMoves(db, item.id, until),
        listExtensions(db, item.id),
        listRetestsOf(db, actor, item.id),
        listRepeats(db, actor, item.recordId),
        listSimilar(db, actor, item.title, item.id),
      ])
      const last = moves.filter((move) => move.partId === null).at(-1)
      const state = isNow ? item.state : ((last?.toState as State | undefined) ?? 'proposed')
      const waiting = retests.find((retest) => retest.result === null)
      const marks = marksOf(moves)
      const chart =
        item.measureKind === 'indicator' && item.measure !== null
          ? await measureChart?.(actor, item.measure, marks)
          : undefined
      const acts = isNow ? actsOf(actor, item, parts, waiting) : []
      const said = new Map([...repeats, ...similar].map((each) => [each.reference, each]))
      const who = (office: string | null, organisation: string | null) =>
        office === null ? (organisation ?? 'Goldenthread') : `${office}, ${organisation ?? 'an organisation'}`
      return reply.page('tracker/pages/show-item.njk', {
        heading: item.title,
        marking: item.marking === 'OFFICIAL' ? '' : item.marking,
        done: wordsFor(doneWords, query.done),
        breadcrumbs: [
          { text: 'Recommendations and actions', href: trackerPaths.list() },
          { text: item.reference, href: trackerPaths.show(item.reference) },
        ],
        kind: item.kind === 'action' ? 'Action' : 'Recommendation',
        reference: item.reference,
        isInvented: item.isInvented,
        threadHref: may(actor, 'thread.read') ? threadPaths.show(item.reference) : '',
        arrows: isNow ? await threadOf(db, actor, item.recordId, today) : null,
        showAction: trackerPaths.show(item.reference),
        asAt: isNow ? '' : inWords(until),
        asAtTyped: query.asAt ?? '',
        asAtError:
          query.asAt !== undefined && query.asAt !== '' && asked === null
            ? 'Date must be a real date, like 27/3/2027'
            : '',
        isThere: moves.length > 0,
        state: words(state).words,
        tag: words(state).tag,
        stateReason: isNow ? (item.stateReason ?? '') : (last?.reason ?? ''),
        ...wayOf(state, words),
        late: isNow ? lateWords(item, today) : '',
        due: dueWords(item, today),
        firstDue: item.firstDueOn === null || item.firstDueOn === item.dueOn ? '' : inWords(item.firstDueOn),
        age:
          isOwed(item) && item.firstDueOn !== null && item.firstDueOn < today
            ? `${plural(daysBetween(item.firstDueOn, today), 'day')} after its first date`
            : '',
        source: sourceWords(item),
        sharedBy:
          item.partnershipId === actor.partnershipId
            ? ''
            : `${item.partnershipName} wrote this down. You see it because ${item.groupName ?? 'the group'} is owned jointly.`,
        sourceHref: item.sourceHref ?? '',
        raised: inWords(item.raisedOn),
        group: item.groupName ?? '',
        theme: item.theme ?? '',
        themeHref: item.theme === null ? '' : trackerPaths.list({ theme: item.theme, state: 'all' }),
        priority: priorities[item.priority],
        strength: item.strength === null ? '' : `${strengths[item.strength].words}. ${strengths[item.strength].hint}`,
        childWouldNotice: item.childWouldNotice ?? '',
        measure: item.measureKind === null ? '' : `${measureKinds[item.measureKind]}: ${item.measure ?? ''}`,
        chart:
          chart === undefined
            ? null
            : {
                ...chart,
                marked: marks
                  .filter((mark) => !chart.outside.includes(mark))
                  .map(({ label, on }) => `${label} on ${inWords(on)}`),
                outside: chart.outside.map(({ label, on }) => `${label} on ${inWords(on)}`),
              },
        parts: parts.map((part) => ({
          who: who(part.office, part.organisation),
          what: part.what ?? 'All of it',
          state: words(part.state).words,
          tag: words(part.state).tag,
          due:
            part.state === 'delivered' ? inWords(part.dueOn) : `${inWords(part.dueOn)} (${howFar(today, part.dueOn)})`,
          firstDue: part.firstDueOn === part.dueOn ? '' : inWords(part.firstDueOn),
          delivered: part.deliveredOn === null ? '' : inWords(part.deliveredOn),
          verified:
            part.verifiedOn === null ? '' : `${part.verifiedBy ?? 'another agency'}, ${inWords(part.verifiedOn)}`,
        })),
        wholeRule: parts.length > 1 ? wholeRule : '',
        extensions: extensions
          .filter((each) => each.askedOn <= until)
          .map((each) => ({
            words: `${inWords(each.toDueOn)} in place of ${inWords(each.fromDueOn)}, asked for on ${inWords(each.askedOn)}: ${each.reason}`,
            decision:
              each.decision === null || each.decidedOn === null || each.decidedOn > until
                ? 'Not decided yet'
                : `${each.decision === 'granted' ? 'Granted' : 'Refused'} on ${inWords(each.decidedOn)}: ${each.decisionReason ?? ''}`,
          })),
        evidence: evidence.map((each) => ({
          kind: evidenceKinds[each.kind].words,
          isImpact: isImpact(each),
          what: each.what,
          trueOn: inWords(each.trueOn),
          receivedOn: inWords(each.receivedOn),
          by: who(each.office, each.organisation),
          verified:
            each.verifiedOn === null ? '' : `${each.verifiedBy ?? 'another agency'}, ${inWords(each.verifiedOn)}`,
          link: each.link ?? '',
          linkHref: each.link !== null && /^https?:\/\//i.test(each.link) ? each.link : '',
          body: (each.body ?? '').split(/\n{2,}/).filter((text) => text.trim() !== ''),
          file:
            each.fileId === null
              ? null
              : {
                  name: each.fileName ?? 'A file',
                  href:
                    each.scanState === 'clean' || each.scanState === 'not-scanned'
                      ? trackerPaths.evidenceFile(item.reference, each.id)
                      : '',
                  about: [size(each.fileBytes ?? 0), scanWords(each.scanState ?? '')].join(', '),
                },
          about: each.aboutReference === null ? '' : `${each.aboutReference}: ${each.aboutTitle ?? ''}`,
          aboutHref: each.aboutHref ?? '',
        })),
        hasImpact: evidence.some(isImpact),
        retests: retests
          .filter((each) => isNow || (each.doneOn !== null && each.doneOn <= until))
          .map((each) => ({
            due: inWords(each.dueOn),
            result:
              each.result === null ? `Planned (${howFar(today, each.dueOn)})` : wordsFor(resultWords, each.result),
            done: each.doneOn === null ? '' : inWords(each.doneOn),
            found: each.found ?? '',
          })),
        progress: progress.map((each) => ({
          on: inWords(each.givenOn),
          standing: standingWords(each.standing),
          words: each.words,
          by: who(each.office, each.organisation),
        })),
        history: moves.map((each) => ({
          what: `${moveWords(each.name)}${each.owner === null ? '' : ` (part of ${each.owner})`}`,
          change:
            each.fromState === null || words(each.fromState).words === words(each.toState).words
              ? ''
              : `${words(each.fromState).words} → ${words(each.toState).words}`,
          reason: each.reason ?? '',
          on: inWords(each.movedOn),
          by: who(each.office, each.organisation),
        })),
        said: [...said.values()].map((each) => ({
          href: trackerPaths.show(each.reference),
          reference: each.reference,
          title: each.title,
          became: becameWords(each, words),
          isRepeat: repeats.some((repeat) => repeat.reference === each.reference),
        })),
        acts: acts.slice(1),
        first: acts[0] ?? { text: '', href: '' },
      })
    },
  )
}
