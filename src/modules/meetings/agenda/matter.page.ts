import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredChoice, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { londonDate } from '#platform/london-time.ts'
import { optionsOf, versionField } from '../form-parts.ts'
import { listMeetingsOfMatter, listReferrals, type Matter } from '../matter-store.ts'
import { outcomes, purposeWords, referralWays, type ItemOutcome, type ReferralWay } from '../meeting.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { closeMatter, giveMatter } from './change-forward-plan.ts'
import { forwardPlanCrumbs, forwardPlanFrame, groupOf, type MatterParams } from './forward-plan-frame.ts'

const wayKeys = Object.keys(referralWays) as [ReferralWay, ...ReferralWay[]]
const referring = z.object({
  toGroup: requiredText('Select the group', 100),
  way: requiredChoice(wayKeys, 'Select how it goes there'),
  reason: requiredText('Enter the reason', 4_000, 'Reason must be 4,000 characters or fewer'),
})
const closing = z.object({
  reason: requiredText('Enter why it is closed', 1_000, 'Reason must be 1,000 characters or fewer'),
  version: versionField,
})

/** A matter with its history across meetings; giving it to another group, and closing it. */
export function matterPage(app: FastifyInstance, { db, clock, matterLinks }: MeetingServices): void {
  const config = { permission: 'meetings.agenda' }
  const read = { permission: 'meetings.read' }
  const { openMatter, toChange } = forwardPlanFrame(db, clock)

  const showView = async (actor: Actor, matter: Matter, form: Form = blankForm()) => {
    const [meetings, referrals, mayChange, groups] = await Promise.all([
      listMeetingsOfMatter(db, matter.id),
      listReferrals(db, matter.id),
      mayChangeAgenda(db, actor, matter.groupId, clock.today()),
      listGroups(db, actor.partnershipId),
    ])
    const history = [
      ...meetings.map((each) => ({
        at: each.startsAt,
        what: `On the agenda of ${each.groupName}: ${outcomes[each.outcome as ItemOutcome] ?? each.outcome}`,
        href: meetingPaths.item(each.reference, each.itemId),
        when: inWords(londonDate(each.startsAt)),
        reason: '',
      })),
      ...referrals.map((each) => ({
        at: each.at,
        what: `${referralWays[each.way].words} from ${each.fromGroup} to ${each.toGroup}`,
        href: '',
        when: instantInWords(each.at),
        reason: each.reason,
      })),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
    return {
      heading: matter.title,
      form,
      marking: matter.marking === 'OFFICIAL-SENSITIVE' ? matter.marking : '',
      breadcrumbs: forwardPlanCrumbs(groupOf(matter)),
      reference: matter.reference,
      threadHref: threadPaths.show(matter.reference),
      arrows: await threadOf(db, actor, matter.recordId, clock.today()),
      links: matterLinks(actor, matter.reference),
      inventedWords: matter.isInvented ? 'Invented for the demonstration.' : '',
      isOpen: matter.state === 'open',
      state: matter.state === 'open' ? 'Open' : `Closed: ${matter.closedReason ?? ''}`,
      group: matter.groupName,
      purpose: purposeWords(matter.purpose),
      due:
        matter.dueOn !== null
          ? inWords(matter.dueOn)
          : matter.comesNext
            ? 'At the next meeting, by itself'
            : 'No date yet',
      presenter:
        matter.presenterOffice === null
          ? 'Nobody yet'
          : `${matter.presenterOffice}, ${matter.presenterOrganisation ?? ''}`,
      summary: matter.summary,
      source: matter.sourceWords,
      sourceHref: matter.sourceHref ?? '',
      history: history.map(({ what, href, when, reason }) => ({ what, href, when, reason })),
      changeHref: mayChange && matter.state === 'open' ? meetingPaths.changeMatter(matter.reference) : '',
      referAction: mayChange && matter.state === 'open' ? meetingPaths.referMatter(matter.reference) : '',
      closeAction: mayChange && matter.state === 'open' ? meetingPaths.closeMatter(matter.reference) : '',
      reopenAction: mayChange && matter.state === 'closed' ? meetingPaths.reopenMatter(matter.reference) : '',
      groups: groups.filter((each) => each.id !== matter.groupId).map(({ id, name }) => ({ value: id, text: name })),
      ways: optionsOf(referralWays),
      version: String(matter.version),
    }
  }
  const showTemplate = 'meetings/agenda/matter.njk'
  app.get<MatterParams>(meetingPaths.matter(':reference'), { config: read }, async ({ actor, params }, reply) =>
    reply.page(showTemplate, await showView(actor, await openMatter(actor, params.reference))),
  )
  app.post<MatterParams>(meetingPaths.referMatter(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const matter = await openMatter(actor, params.reference)
    await toChange(actor, matter.groupId)
    const parsed = parseForm(referring, body)
    if (!parsed.ok) return reply.page(showTemplate, await showView(actor, matter, parsed.form), 400)
    const { toGroup, way, reason } = parsed.value
    const done = isId(toGroup)
      ? await giveMatter(db, actor, {
          reference: matter.reference,
          toGroupId: toGroup,
          way,
          reason,
          today: clock.today(),
        })
      : { ok: false as const, problems: [{ field: 'toGroup', text: 'Select the group' }] }
    if (!done.ok)
      return reply.page(showTemplate, await showView(actor, matter, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(meetingPaths.matter(matter.reference), 303)
  })
  app.post<MatterParams>(meetingPaths.closeMatter(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const matter = await openMatter(actor, params.reference)
    await toChange(actor, matter.groupId)
    const parsed = parseForm(closing, body)
    // The page has two reasons: what was typed into this one is kept in this one.
    const again = async (typed: Form['values'], problems: readonly { text: string }[]) => {
      const form = formWithErrors(
        { closeReason: typed['reason'] },
        problems.map(({ text }) => ({ field: 'closeReason', text })),
      )
      return reply.page(showTemplate, await showView(actor, matter, form), 400)
    }
    if (!parsed.ok) return again(parsed.form.values, parsed.form.summary)
    const done = await closeMatter(db, actor, { reference: matter.reference, ...parsed.value, today: clock.today() })
    if (!done.ok) return again(parsed.values, done.problems)
    return reply.redirect(meetingPaths.matter(matter.reference), 303)
  })
  app.post<MatterParams>(
    meetingPaths.reopenMatter(':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const matter = await openMatter(actor, params.reference)
      await toChange(actor, matter.groupId)
      const parsed = parseForm(z.object({ version: versionField }), body)
      if (!parsed.ok) throw notFound('Matter')
      const { version } = parsed.value
      // Opened twice it is open once: who was slower finds it so.
      if (matter.state === 'closed') {
        const opening = { reference: matter.reference, version, reason: null, today: clock.today() }
        const done = await closeMatter(db, actor, opening)
        if (!done.ok)
          return reply.page(showTemplate, await showView(actor, matter, formWithErrors({}, done.problems)), 400)
      }
      return reply.redirect(meetingPaths.matter(matter.reference), 303)
    },
  )
}
