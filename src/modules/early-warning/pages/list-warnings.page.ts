import type { FastifyInstance } from 'fastify'
import { listGroups } from '#modules/partnerships/public.ts'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { lookForSignals } from '../look-for-signals.ts'
import { warningPaths } from '../paths.ts'
import { warningStates, type WarningState } from '../warning.ts'
import { listWarnings, type WarningFilter } from '../warning-store.ts'
import { dueWords, kindWords, stateTag } from '../words.ts'

type Query = { state?: string; group?: string; looked?: string; opened?: string }

const isState = (text: unknown): text is WarningState => typeof text === 'string' && Object.hasOwn(warningStates, text)

export function listWarningsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: Query }>(
    warningPaths.list(),
    { config: { permission: 'early-warning.read' } },
    async ({ actor, query }, reply) => {
      const groups = await listGroups(db, actor.partnershipId)
      const group = groups.find((each) => each.slug === query.group)
      const states: readonly WarningState[] | undefined =
        query.state === 'all' ? undefined : isState(query.state) ? [query.state] : ['new', 'with-group']
      const filter: WarningFilter = { ...(states ? { states } : {}), ...(group ? { groupId: group.id } : {}) }
      const warnings = await listWarnings(db, actor, filter)
      const opened = Number(query.opened ?? 0)
      return reply.page('early-warning/pages/list-warnings.njk', {
        heading: 'Early warnings',
        invented: warnings.some((warning) => warning.isInvented),
        ...(query.looked === undefined
          ? {}
          : { done: opened > 0 ? `${plural(opened, 'new warning')} opened.` : 'No new signal was found.' }),
        mayLook: may(actor, 'early-warning.triage'),
        lookAction: warningPaths.look(),
        chosenState: query.state ?? 'open',
        chosenGroup: group?.slug ?? '',
        groups: groups.map(({ slug, name }) => ({ slug, name })),
        states: [
          { value: 'open', words: 'Open: new or with a group' },
          ...Object.entries(warningStates).map(([value, { words }]) => ({ value, words })),
          { value: 'all', words: 'All, closed ones too' },
        ],
        warnings: warnings.map((warning) => ({
          href: warningPaths.show(warning.reference),
          reference: warning.reference,
          title: warning.title,
          kind: kindWords(warning),
          since: inWords(warning.onsetOn),
          state: stateTag(warning).words,
          tag: stateTag(warning).tag,
          group: warning.groupName ?? '',
          owner: warning.ownerOffice === null ? '' : `${warning.ownerOffice}, ${warning.ownerOrganisation ?? ''}`,
          due: dueWords(warning, clock.today()),
        })),
      })
    },
  )

  app.post(warningPaths.look(), { config: { permission: 'early-warning.triage' } }, async ({ actor }, reply) => {
    const look = await lookForSignals(db, actor, clock)
    return reply.redirect(`${warningPaths.list()}?looked=yes&opened=${look.opened.length}`, 303)
  })
}
