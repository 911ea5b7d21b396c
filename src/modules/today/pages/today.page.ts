import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dutyPaths, findCalendar } from '#modules/duties/public.ts'
import { actorsOfSession, businessTeam, identityPaths, type PersonInOffice } from '#modules/identity/public.ts'
import { listRecentChanges } from '#modules/thread/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { actingAs } from '#platform/db/acting.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { sessionCookie } from '#platform/http.ts'
import { plural } from '#platform/words.ts'
import type { TodayServices } from '../module.ts'
import { nextInWords } from '../next-date.ts'
import { each, groupOf, linesOf, type Group, type Line } from '../owed-lines.ts'
import { todayPaths } from '../paths.ts'
import { noteVisit } from '../visit-store.ts'
import { daysOf, untilInWords, type Days } from '../working-days.ts'

type Query = { partnership?: unknown; kind?: unknown; page?: unknown }

const perPage = 100
const mostChanges = 12
/** Whoever serves more partnerships sees the changes of these first ones here, and all of each where they act. */
const mostPartnerships = 10
const headings = { late: 'Late', week: 'This week', later: 'Later' } as const satisfies Record<Group, string>
/** How near something is, as a word beside the colour. */
function tagOf({ dueOn }: Line, today: string): { words: string; tag: string } | null {
  if (dueOn === null || dueOn > today) return null
  return dueOn < today ? { words: 'Late', tag: 'govuk-tag--red' } : { words: 'Today', tag: 'govuk-tag--yellow' }
}

/** The offices of the person behind a request, the one in which they act now first. */
async function officesOf(services: TodayServices, request: FastifyRequest): Promise<PersonInOffice[]> {
  const { db, clock, production, rights } = services
  const token = request.cookies[sessionCookie(production)] ?? ''
  const all = await actorsOfSession(db, token, clock.today(), rights)
  const isHere = ({ actor }: PersonInOffice) => isSame(actor, request.actor)
  return [...all.filter(isHere), ...all.filter((person) => !isHere(person))]
}

const isSame = (a: Actor, b: Actor): boolean => a.officeId === b.officeId && a.partnershipId === b.partnershipId

/** What changed in each partnership that the person serves, since they were last here; lately, when they never were. */
async function changesSince({ db }: TodayServices, people: readonly PersonInOffice[], since: Date | null) {
  const ofPartnership = new Map<string, Actor>()
  for (const { actor, isSuspended } of people) {
    if (!isSuspended && !ofPartnership.has(actor.partnershipId)) ofPartnership.set(actor.partnershipId, actor)
  }
  const found = await each([...ofPartnership.values()].slice(0, mostPartnerships), (actor) =>
    actingAs(actor, async () =>
      (await listRecentChanges(db, actor, mostChanges)).map((change) => ({ ...change, of: actor.partnershipName })),
    ),
  )
  return found
    .flat()
    .filter(({ at }) => since === null || at >= since)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, mostChanges)
}

const forWhom = ({ actor }: Line): string => `${actor.partnershipName}, as ${actor.officeTitle}`

const taskView = (line: Line, actor: Actor, today: string, days: Days) => ({
  what: line.what,
  href: line.href,
  action: line.action,
  forWhom: forWhom(line),
  due:
    line.dueOn === null
      ? 'No date: as soon as you can'
      : `Due ${inWords(line.dueOn)}, ${untilInWords(days, today, line.dueOn)}`,
  urgency: tagOf(line, today),
  // Done in another office, the button changes to it first.
  access: isSame(line.actor, actor) ? '' : line.accessId,
})

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** One page a person: what is due from all their offices in every partnership, then what changed since they were last here. */
export function todayPage(app: FastifyInstance, services: TodayServices): void {
  const { db, clock, ownLines, sources } = services
  for (const address of [todayPaths.front(), todayPaths.show()]) {
    app.get<{ Querystring: Query }>(address, { config: { permission: 'identity.use' } }, async (request, reply) => {
      const { actor, query } = request
      if (request.signedIn?.isSuspended === true) return reply.redirect('/start-again', 303)
      const today = clock.today()
      const people = await officesOf(services, request)
      const [lines, calendar, own, since] = await Promise.all([
        linesOf(db, people, sources, clock),
        findCalendar(db),
        ownLines(actor),
        actor.personId === null ? null : noteVisit(db, actor.personId, clock),
      ])
      const changes = await changesSince(services, people, since)
      const days = daysOf(calendar, today)
      const partnerships = new Map(
        lines.map(({ actor: { partnershipSlug, partnershipName } }) => [partnershipSlug, partnershipName]),
      )
      const kinds = new Map(lines.map(({ module, kind }) => [module, kind]))
      const chosen = {
        partnership: isText(query.partnership) && partnerships.has(query.partnership) ? query.partnership : '',
        kind: isText(query.kind) && kinds.has(query.kind) ? query.kind : '',
      }
      const shown = lines.filter(
        (line) =>
          (chosen.partnership === '' || line.actor.partnershipSlug === chosen.partnership) &&
          (chosen.kind === '' || line.module === chosen.kind),
      )
      const ordered = (Object.keys(headings) as Group[]).flatMap((group) =>
        shown.filter((line) => groupOf(line, today) === group),
      )
      const pages = Math.max(1, Math.ceil(ordered.length / perPage))
      const page = Math.min(pages, Math.max(1, Number.parseInt(String(query.page), 10) || 1))
      const onPage = Map.groupBy(ordered.slice((page - 1) * perPage, page * perPage), (line) => groupOf(line, today))
      const pageHref = (number: number) =>
        `${todayPaths.show()}?${new URLSearchParams({ ...chosen, page: String(number) }).toString()}`
      const options = (all: Map<string, string>, of: string) =>
        [...all]
          .toSorted(([, a], [, b]) => a.localeCompare(b))
          .map(([value, text]) => ({ value, text, chosen: value === of }))
      return reply.page('today/pages/today.njk', {
        heading: 'Today',
        today: inWords(today),
        action: todayPaths.show(),
        actingAction: identityPaths.acting(),
        partnerships: partnerships.size > 1 ? options(partnerships, chosen.partnership) : [],
        kinds: kinds.size > 1 ? options(kinds, chosen.kind) : [],
        total:
          pages > 1
            ? `${plural(ordered.length, 'thing')} due from you. Page ${page} of ${pages}`
            : `${plural(ordered.length, 'thing')} due from you`,
        previousHref: page > 1 ? pageHref(page - 1) : '',
        nextHref: page < pages ? pageHref(page + 1) : '',
        isFiltered: chosen.partnership !== '' || chosen.kind !== '',
        // Said once, where it would be the same under every line.
        forAll: new Set(lines.map(({ accessId }) => accessId)).size === 1 && lines[0] ? forWhom(lines[0]) : '',
        groups: [...onPage].map(([group, tasks]) => ({
          heading: headings[group],
          count: plural(shown.filter((line) => groupOf(line, today) === group).length, 'thing'),
          tasks: tasks.map((line) => taskView(line, actor, today, days)),
        })),
        nothing: lines.length === 0 ? await nextInWords(services, people, today) : '',
        ended:
          businessTeam.some((role) => role === actor.role) && today > days.endsOn
            ? `The calendar of working days ended on ${inWords(days.endsOn)}. Until the bank holidays after it are added, reminders count every weekday.`
            : '',
        calendarHref: may(actor, 'duties.read') ? dutyPaths.calendar() : '',
        sinceWords:
          since === null
            ? 'What has changed lately'
            : `What has changed since you were last here, on ${instantInWords(since)}`,
        changes: changes.map((change) => ({
          what: change.words,
          title: change.title,
          href: change.of === actor.partnershipName ? change.page : '',
          who: change.person,
          of: change.of,
          at: instantInWords(change.at),
        })),
        own: [
          ...own,
          ...(may(actor, 'today.choose-reminders')
            ? [{ text: 'How often you are reminded', href: todayPaths.reminders() }]
            : []),
          ...(may(actor, 'today.subscribe')
            ? [{ text: 'Your dates in your own calendar', href: todayPaths.calendar() }]
            : []),
          ...(may(actor, 'duties.read') ? [{ text: 'Statutory deadlines', href: dutyPaths.list() }] : []),
        ],
      })
    })
  }
}
