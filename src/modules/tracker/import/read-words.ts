import { addDays, addMonths, inWords } from '#platform/dates.ts'
import { parseDate } from '#platform/sheets/parse-date.ts'
import type { Priority, SourceKind } from '../kinds.ts'

/** What a cell was read as, with the reason where that is not plain; or what is wrong and how to mend it. */
export type Read<T> = { ok: true; value: T; note: string | null } | { ok: false; problem: string; mend: string }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const noDate = /^(tbc|tba|n\/?a|asap|on-?going|rolling|continuous|immediate(ly)?|-|–|\?|to be confirmed|none)\.?$/i

/** A date as trackers write it: '30/9/2022', '30.09.22', 'end of June 2022', 'Sept 2022'. Null for none. */
export function readTrackerDate(text: string): Read<string | null> {
  const typed = text.trim()
  if (typed === '') return { ok: true, value: null, note: null }
  if (noDate.test(typed)) return { ok: true, value: null, note: `‘${typed}’ is no date` }
  const short = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2})$/.exec(typed)
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?[ -]'?(\d{2})$/i.exec(typed)
  const whole = short
    ? `${short[1] ?? ''}/${short[3] ?? ''}/20${short[4] ?? ''}`
    : named
      ? `${named[1] ?? ''} ${named[2] ?? ''} 20${named[3] ?? ''}`
      : typed
  // A serial number with a time of day: '45930.5'.
  const serial = /^\d{5}(\.\d+)?$/.test(typed)
  const parsed = parseDate(serial ? typed.slice(0, 5) : whole)
  if (parsed.ok)
    return {
      ok: true,
      value: parsed.date,
      note: whole === typed && !serial ? null : `‘${typed}’ was read as ${inWords(parsed.date)}`,
    }
  const month = /^(?:(?:by )?(?:the )?(?:end|mid|early|late)(?: of)? |by )?([a-z]{3,9})\.? '?(\d{4}|\d{2})$/i.exec(
    typed,
  )
  const number = month ? months.indexOf((month[1] ?? '').slice(0, 3).toLowerCase()) + 1 : 0
  if (month && number > 0) {
    const year = (month[2] ?? '').length === 2 ? `20${month[2] ?? ''}` : (month[2] ?? '')
    const date = addDays(addMonths(`${year}-${String(number).padStart(2, '0')}-01`, 1), -1)
    return { ok: true, value: date, note: `‘${typed}’ was read as ${inWords(date)}` }
  }
  return { ok: false, problem: parsed.problem, mend: 'Write a date that exists, such as 28/02/2022' }
}

export type TrackerState = 'assigned' | 'in-progress' | 'delivered' | 'declined' | 'superseded'
type StateRead = { state: TrackerState; standing: string }

const stateWords: readonly (readonly [RegExp, TrackerState, string])[] = [
  [/^(not (yet )?(started|begun|due)|grey|gray|white|to do|outstanding|no progress)/, 'assigned', 'not-started'],
  [/(not accepted|declined|rejected|not agreed)/, 'declined', 'not-stated'],
  [/(superseded|merged|duplicate|no longer (needed|required)|withdrawn)/, 'superseded', 'not-stated'],
  [
    /^(b(lue)?|bl?u?e?)$|(complete|closed|done|finished|implemented|achieved|actioned|discharged|delivered)/,
    'delivered',
    'complete',
  ],
  [/^r(ed)?$|(overdue|off track|delayed|slipp|behind|stuck)/, 'in-progress', 'off-track'],
  [/^a(mber)?$|^(yellow|orange)$|(at risk|some concern|partial)/, 'in-progress', 'at-risk'],
  [
    /^g(reen)?$|(on track|in progress|ongoing|on-going|underway|under way|open|started|live|active)/,
    'in-progress',
    'on-track',
  ],
]

/** A state or a colour as trackers write it. A colour says how it goes, not how far it is; 'complete' is delivered, not evidenced. */
export function readTrackerState(text: string): { value: StateRead; note: string | null } {
  const typed = text.trim()
  if (typed === '') return { value: { state: 'assigned', standing: 'not-stated' }, note: null }
  const plain = typed
    .toLowerCase()
    .replaceAll(/[^a-z -]+/g, ' ')
    .trim()
  const isNot = /\b(in|not)[ -]?complete/.test(plain)
  const found = isNot ? undefined : stateWords.find(([pattern]) => pattern.test(plain))
  if (found === undefined)
    return {
      value: { state: 'in-progress', standing: 'not-stated' },
      note: `‘${typed.slice(0, 60)}’ was read as in progress`,
    }
  const [, state, standing] = found
  const words: Record<TrackerState, string> = {
    assigned: 'assigned, not started',
    'in-progress': `in progress, ${standing.replaceAll('-', ' ')}`,
    delivered: 'delivered; that it changed anything is still to be evidenced',
    declined: 'declined',
    superseded: 'superseded',
  }
  return { value: { state, standing }, note: `‘${typed.slice(0, 60)}’ was read as ${words[state]}` }
}

export function readPriority(text: string): { value: Priority; note: string | null } {
  const plain = text.trim().toLowerCase()
  if (plain === '') return { value: 'medium', note: null }
  if (/^(h|1|high|urgent|critical|must)/.test(plain)) return { value: 'high', note: null }
  if (/^(l|3|low)/.test(plain)) return { value: 'low', note: null }
  if (/^(m|2|med)/.test(plain)) return { value: 'medium', note: null }
  return { value: 'medium', note: `Priority ‘${text.trim().slice(0, 40)}’ was read as medium` }
}

const sources: readonly (readonly [RegExp, SourceKind])[] = [
  [/section ?11|\bs ?11\b/i, 'section-11'],
  [/rapid review|\brr\b/i, 'rapid-review'],
  [/national (review|panel)/i, 'national-review'],
  [/audit/i, 'audit'],
  [/cdop|child death/i, 'cdop'],
  [/ofsted|jtai|inspect|cqc|hmic/i, 'inspection'],
  [/scrutin/i, 'scrutineer'],
  [/lcspr|\bscr\b|practice review|serious case|review/i, 'review'],
  [/survey/i, 'survey'],
  [/escalat/i, 'escalation'],
  [/meeting|executive|board|group|minutes/i, 'meeting'],
  [/plan/i, 'plan'],
]
export const readSourceKind = (text: string): SourceKind =>
  sources.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
