import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { addDays, daysBetween, inWords } from '#platform/dates.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { countGaps, listGaps, listGroupRecords, type GapFilter } from '../gap-list-store.ts'
import { gapRuleOf, gapRules } from '../gap-rules.ts'
import { pageOf } from '../page-of.ts'
import { threadPaths } from '../paths.ts'
import { kindWords, stateWords } from '../thread-view.ts'

const onAPage = 25
const ages = [
  { value: '28', text: 'Open for four weeks or longer' },
  { value: '91', text: 'Open for three months or longer' },
  { value: '182', text: 'Open for six months or longer' },
] as const

type Query = Record<'rule' | 'age' | 'group' | 'aside' | 'page' | 'done', unknown>

/** The filter that an address asks for; what is not among the choices is left out. */
function readFilter(query: Query, today: string): { filter: GapFilter; chosen: Record<string, string> } {
  const rule = typeof query.rule === 'string' && gapRuleOf(query.rule) !== undefined ? query.rule : null
  const age = ages.find(({ value }) => value === query.age)?.value ?? null
  const group = typeof query.group === 'string' && isId(query.group) ? query.group : null
  const isSetAside = query.aside === 'yes'
  return {
    filter: { rule, foundBy: age === null ? null : addDays(today, -Number(age)), groupId: group, isSetAside },
    chosen: { rule: rule ?? '', age: age ?? '', group: group ?? '', aside: isSetAside ? 'yes' : '' },
  }
}

/** What is missing in the thread: each gap with what it is about, since when, and what to do. */
export function listGapsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: Query }>(
    threadPaths.gaps(),
    { config: { permission: 'thread.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const { filter, chosen } = readFilter(query, today)
      const page = pageOf(query.page)
      const counts = await countGaps(db, actor, today, { ...filter, rule: null })
      const all = counts.reduce((sum, { count }) => sum + count, 0)
      const total = filter.rule === null ? all : (counts.find(({ rule }) => rule === filter.rule)?.count ?? 0)
      const gaps = await listGaps(db, actor, today, filter, onAPage, (page - 1) * onAPage)
      const groups = await listGroupRecords(db, actor)
      return reply.page('thread/pages/list-gaps.njk', {
        heading: 'Gaps in the golden thread',
        done: query.done === 'aside' ? 'The gap was set aside' : '',
        action: threadPaths.gaps(),
        isSetAside: filter.isSetAside,
        isFiltered: filter.rule !== null || filter.foundBy !== null || filter.groupId !== null,
        allHref: threadPaths.gaps({ aside: chosen['aside'] }),
        otherHref: threadPaths.gaps({ aside: filter.isSetAside ? '' : 'yes' }),
        rules: gapRules
          .map(({ key, kind, words }) => ({
            value: key,
            text: `${kindWords(kind)}: ${words} (${counts.find(({ rule }) => rule === key)?.count ?? 0})`,
            selected: key === filter.rule,
          }))
          .toSorted((a, b) => a.text.localeCompare(b.text)),
        ages: ages.map((age) => ({ ...age, selected: age.value === chosen['age'] })),
        groups: groups.map(({ id, title }) => ({ value: id, text: title, selected: id === filter.groupId })),
        summary: `${plural(total, 'gap')}${total > onAPage ? `, ${(page - 1) * onAPage + 1} to ${Math.min(page * onAPage, total)} shown` : ''}`,
        gaps: gaps.map((gap) => {
          const rule = gapRuleOf(gap.rule)
          return {
            words: rule?.words ?? gap.rule,
            remedy: rule?.remedy ?? '',
            title: gap.title,
            href: threadPaths.show(gap.reference),
            note: `${kindWords(gap.kind)} · ${gap.reference} · ${stateWords(gap.state)}`,
            since: `${inWords(gap.foundOn)}, ${plural(daysBetween(gap.foundOn, today), 'day')} ago`,
            aside: gap.setAsideUntil === null ? '' : `until ${inWords(gap.setAsideUntil)}: ${gap.setAsideReason ?? ''}`,
            setAsideHref: may(actor, 'thread.set-aside') && !filter.isSetAside ? threadPaths.setAside(gap.gapId) : '',
          }
        }),
        earlierHref: page > 1 ? threadPaths.gaps({ ...chosen, page: String(page - 1) }) : '',
        laterHref: page * onAPage < total ? threadPaths.gaps({ ...chosen, page: String(page + 1) }) : '',
      })
    },
  )
}
