import { createHash } from 'node:crypto'
import { citing, type Pack } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { findFingerprint, replaceTrainingYear, type NewTrainingYear } from './training-store.ts'
import type { Delivery } from './training-year.ts'

type PackTraining = Pack['training'][number]

/** The right to load any part of a pack; the installation alone has it. */
const permission = 'partnerships.load-pack'

const loadOne = command<{ partnershipId: string; year: NewTrainingYear }, { id: string }>({
  name: 'training.year-loaded',
  permission,
  subject: ({ id }) => id,
  details: (_value, { year }) => ({ startsOn: year.startsOn, endsOn: year.endsOn, deliveries: year.deliveries.length }),
  run: async (tx, _actor, { partnershipId, year }) => ({ id: await replaceTrainingYear(tx, partnershipId, year) }),
})

/** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' in words, no more exact than it is. */
function heldInWords(when: string): string {
  if (when.length === 4) return when
  return when.length === 10 ? inWords(when) : inWords(`${when}-01`).slice(2)
}

function yearOf(pack: Pack, training: PackTraining): NewTrainingYear {
  const { cite } = citing(pack.documents)
  const { period, eLearning } = training
  const held =
    (kind: 'event' | 'associate-trainers') =>
    (each: PackTraining['events'][number]): Delivery => ({
      kind,
      name: each.name,
      held: heldInWords(each.when),
      courses: null,
      attendees: each.attendees,
      isRegisterMissing: false,
      source: cite(each.source),
    })
  return {
    periodWords: period.words,
    startsOn: period.start,
    endsOn: period.end,
    printed: { courses: training.printedTotals.coursesDelivered, attendees: training.printedTotals.attendees },
    notes: {
      register: training.registerNote,
      headlines: training.headlines.map(({ text, source }) => ({ text, source: cite(source) })),
      flags: training.flags.map(({ about, text, source }) => ({ about, text, source: cite(source) })),
      source: cite(training.coursesSource),
    },
    deliveries: [
      ...training.courses.map((each) => ({
        kind: 'course' as const,
        name: each.name,
        held: null,
        courses: each.coursesDelivered,
        attendees: each.attendees,
        isRegisterMissing: each.registerMissing,
        source: cite(training.coursesSource),
      })),
      ...training.events.map(held('event')),
      ...training.associateTrainers.map(held('associate-trainers')),
    ],
    eLearning: {
      completions: eLearning.completions,
      previousCompletions: eLearning.previousCompletions,
      changePercent: eLearning.changePercent,
      topTen: training.topTen
        .toSorted((a, b) => a.period.end.localeCompare(b.period.end))
        .map((each) => ({
          words: each.period.words,
          endsOn: each.period.end,
          courses: each.courses,
          source: cite(each.source),
        })),
      note: eLearning.note,
      source: cite(eLearning.source),
    },
    fingerprint: createHash('sha256')
      .update(JSON.stringify([training, pack.documents]))
      .digest('hex'),
  }
}

/**
 * Loads the years of training of a partnership's pack, each in the place of what was there; an unchanged year changes nothing.
 *
 * @returns how many years were loaded
 */
export async function loadTraining(
  db: Db,
  partnership: { id: string; slug: string; name: string },
  pack: Pack,
): Promise<number> {
  const actor = installation(partnership, [permission])
  let loaded = 0
  for (const each of pack.training) {
    const year = yearOf(pack, each)
    if ((await findFingerprint(db, partnership.id, year.startsOn)) === year.fingerprint) continue
    must(await loadOne(db, actor, { partnershipId: partnership.id, year }))
    loaded += 1
  }
  return loaded
}
