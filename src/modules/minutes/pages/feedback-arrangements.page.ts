import type { FastifyInstance } from 'fastify'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Problem } from '#platform/command.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { arrangeFeedback } from '../feedback/arrange-feedback.ts'
import {
  destinationKinds,
  drawn,
  findSetting,
  listDestinations,
  listHeadings,
  type DestinationKind,
  type Drawn,
} from '../feedback/arrangements-store.ts'
import { feedbackPaths } from '../paths.ts'

const template = 'minutes/pages/feedback-arrangements.njk'
const isDrawn = (text: string): text is Drawn => Object.hasOwn(drawn, text)
const isKind = (text: string): text is DestinationKind => Object.hasOwn(destinationKinds, text)

/** The partnership's own headings of feedback, where it goes, and by when; what a source says stays beside each. */
export function feedbackArrangementsPage(app: FastifyInstance, { db }: Services): void {
  const config = { permission: 'minutes.arrange-feedback' }

  async function view(actor: Actor, form: Form, typed?: Typed) {
    const [headings, destinations, setting, groups] = await Promise.all([
      listHeadings(db, actor, true),
      listDestinations(db, actor, true),
      findSetting(db, actor.partnershipId),
      listGroups(db, actor.partnershipId),
    ])
    const checked = (name: string, saved: boolean) => (typed ? typed.has(name) : saved)
    return {
      heading: 'Headings, destinations and days of feedback',
      breadcrumbs: [{ text: 'Feedback of groups', href: feedbackPaths.list() }],
      form,
      action: feedbackPaths.arrange(),
      headings: headings.map(({ id, name, source, isUsed, drawsOn }) => ({
        id,
        name,
        source,
        isUsed: checked(`use-${id}`, isUsed),
        draws: Object.entries(drawn).map(([value, text]) => ({
          value,
          text,
          isChecked: typed ? typed.all(`draws-${id}`).includes(value) : drawsOn.some((each) => each === value),
        })),
      })),
      destinations: destinations.map(({ id, name, kind, source, isUsed }) => ({
        id,
        name,
        kind: destinationKinds[kind],
        source,
        isUsed: checked(`use-${id}`, isUsed),
      })),
      kinds: Object.entries(destinationKinds).map(([value, text]) => ({ value, text })),
      groups: groups.map(({ id, name }) => ({ value: id, text: name })),
      settingSource: setting.source,
    }
  }

  app.get(feedbackPaths.arrange(), { config }, async ({ actor }, reply) => {
    const { feedbackDays, circularDays, version } = await findSetting(db, actor.partnershipId)
    const values = { feedbackDays: String(feedbackDays), circularDays: String(circularDays), version: String(version) }
    return reply.page(template, await view(actor, blankForm(values)))
  })

  app.post(feedbackPaths.arrange(), { config }, async ({ actor, body }, reply) => {
    const typed = new Typed(body)
    const problems: Problem[] = []
    const days = (field: string, what: string): number => {
      const text = typed.one(field)
      if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 90) return Number(text)
      problems.push({ field, text: `Days for ${what} must be a whole number from 1 to 90` })
      return 0
    }
    const [feedbackDays, circularDays] = [days('feedbackDays', 'feedback'), days('circularDays', 'the Circular')]
    const [newHeading, newDestination, kind] = [
      typed.one('newHeading'),
      typed.one('newDestination'),
      typed.one('newKind'),
    ]
    const groups = await listGroups(db, actor.partnershipId)
    const group = groups.find(({ id }) => id === typed.one('newDestinationGroup'))
    for (const [field, text] of [
      ['newHeading', newHeading],
      ['newDestination', newDestination],
    ] as const)
      if (text.length > 200) problems.push({ field, text: 'A name must be 200 characters or fewer' })
    if (newDestination !== '' && !isKind(kind))
      problems.push({ field: 'newKind', text: 'Select what kind of destination it is' })
    const source = typed.one('source')
    if (source === '' || source.length > 300)
      problems.push({ field: 'source', text: 'Enter where this is laid down, in 300 characters or fewer' })
    if (problems.length > 0)
      return reply.page(template, await view(actor, formWithErrors(typed.values, problems), typed), 400)
    const [headings, destinations] = await Promise.all([
      listHeadings(db, actor, true),
      listDestinations(db, actor, true),
    ])
    const saved = await arrangeFeedback(db, actor, {
      headings: [
        ...headings.map(({ id, name }) => ({
          name,
          isUsed: typed.has(`use-${id}`),
          drawsOn: typed.all(`draws-${id}`).filter(isDrawn),
        })),
        ...(newHeading === '' ? [] : [{ name: newHeading, isUsed: true, drawsOn: [] }]),
      ],
      destinations: [
        ...destinations.map(({ id, name, kind: own, groupId }) => ({
          name,
          kind: own,
          groupId,
          isUsed: typed.has(`use-${id}`),
        })),
        ...(newDestination === '' || !isKind(kind)
          ? []
          : [{ name: newDestination, kind, groupId: kind === 'group' ? (group?.id ?? null) : null, isUsed: true }]),
      ],
      feedbackDays,
      circularDays,
      source,
      version: /^\d{1,9}$/.test(typed.one('version')) ? Number(typed.one('version')) : 0,
    })
    if (!saved.ok)
      return reply.page(template, await view(actor, formWithErrors(typed.values, saved.problems), typed), 400)
    return reply.redirect(feedbackPaths.list(), 303)
  })
}

/** What was sent: single fields, and boxes of which several may be ticked. */
class Typed {
  readonly values: Form['values'] = {}
  constructor(body: unknown) {
    for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {}))
      this.values[name] = Array.isArray(value) ? value.map(String) : String(value).trim()
  }
  one = (name: string): string => {
    const value = this.values[name]
    return typeof value === 'string' ? value : (value?.[0] ?? '')
  }
  all = (name: string): string[] => [this.values[name] ?? []].flat()
  has = (name: string): boolean => this.values[name] !== undefined
}
