import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listMissing } from './gap-store.ts'
import { listNearest, type Neighbour } from './link-store.ts'
import { threadPaths } from './paths.ts'
import { findRecordsById, visibleTo } from './record-store.ts'
import { kindWords, stateWords } from './thread-view.ts'

type ArrowItem = { words: string; title: string; reference: string; href: string; kind: string; state: string }

/** What stands directly above and below a record, for the macro `threadArrows` on any page. */
export type ThreadArrows = {
  up: ArrowItem[]
  down: ArrowItem[]
  hasMoreUp: boolean
  hasMoreDown: boolean
  missingUp: string[]
  missingDown: string[]
  href: string
}

/** As many are named beside a page's own matter; the rest are behind the link to the whole thread. */
const mostNamed = 4

const item = ({ words, title, reference, kind, state }: Neighbour): ArrowItem => ({
  words,
  title,
  reference,
  href: threadPaths.show(reference),
  kind: kindWords(kind),
  state: stateWords(state),
})

/**
 * The two arrows of a record, serves ↑ and rests on ↓, as the actor may see them.
 *
 * @param today for gaps that are set aside until a day
 * @returns null when the actor may not know of the record or not follow the thread; the macro then shows nothing
 */
export async function threadOf(db: Db, actor: Actor, recordId: string, today: string): Promise<ThreadArrows | null> {
  if (!may(actor, 'thread.read')) return null
  const [record] = await findRecordsById(db, actor, [recordId])
  if (record === undefined) return null
  const near = await listNearest(db, actor, record, mostNamed + 1)
  const missing = await listMissing(db, record, today)
  const [up, down] = [near.filter((each) => each.up), near.filter((each) => !each.up)]
  const wordsOf = (side: 'above' | 'below') => missing.filter((rule) => rule.side === side).map(({ words }) => words)
  return {
    up: up.slice(0, mostNamed).map(item),
    down: down.slice(0, mostNamed).map(item),
    hasMoreUp: up.length > mostNamed,
    hasMoreDown: down.length > mostNamed,
    missingUp: wordsOf('above'),
    missingDown: wordsOf('below'),
    href: threadPaths.show(record.reference),
  }
}

/** The two arrows of the record of the actor's own partnership that has this page, such as an indicator's; null where none is registered. */
export async function threadOfPage(db: Db, actor: Actor, page: string, today: string): Promise<ThreadArrows | null> {
  const record = await visibleTo(db, actor)
    .where('record.partnership_id', '=', actor.partnershipId)
    .where('record.page', '=', page)
    .select('record.id')
    .executeTakeFirst()
  return record === undefined ? null : threadOf(db, actor, record.id, today)
}

/** The same as a short list under a heading, for a page of a module below this one: it is handed over where the application is put together. */
export async function threadLines(db: Db, actor: Actor, page: string, today: string) {
  const arrows = await threadOfPage(db, actor, page, today)
  if (arrows === null) return []
  const line = (arrow: string) => (each: ArrowItem) => ({
    text: `${arrow} ${each.words} ${each.title}`,
    href: each.href,
    tag: each.state,
  })
  return [
    {
      heading: 'Golden thread',
      items: [
        ...arrows.up.map(line('↑')),
        ...arrows.down.map(line('↓')),
        { text: 'Whole thread, links and history', href: arrows.href, tag: '' },
      ],
      empty: '',
    },
  ]
}
