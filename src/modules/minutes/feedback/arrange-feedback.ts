import { command, refuse } from '#platform/command.ts'
import {
  listDestinations,
  listHeadings,
  putDestination,
  putHeading,
  putSetting,
  type DestinationKind,
  type Drawn,
} from './arrangements-store.ts'

type Heading = { name: string; drawsOn: readonly Drawn[]; isUsed: boolean }
type Destination = { name: string; kind: DestinationKind; groupId: string | null; isUsed: boolean }
type Input = {
  headings: readonly Heading[]
  destinations: readonly Destination[]
  feedbackDays: number
  circularDays: number
  source: string
  version: number
}

/** The partnership’s own headings, destinations and days. What is taken out of use stays with the feedback that was given under it. */
export const arrangeFeedback = command<Input, { partnershipId: string }>({
  name: 'minutes.feedback-arranged',
  permission: 'minutes.arrange-feedback',
  subject: ({ partnershipId }) => partnershipId,
  details: (_output, { headings, destinations, feedbackDays, circularDays }) => ({
    headings: headings.length,
    destinations: destinations.length,
    feedbackDays,
    circularDays,
  }),
  async run(tx, actor, { headings, destinations, feedbackDays, circularDays, source, version }) {
    const { partnershipId } = actor
    if (destinations.some(({ kind, groupId }) => kind === 'group' && groupId === null))
      refuse('newDestinationGroup', 'Select which group a destination of that kind is')
    await putSetting(tx, partnershipId, { feedbackDays, circularDays, source, version })
    const [known, places] = await Promise.all([listHeadings(tx, actor, true), listDestinations(tx, actor, true)])
    for (const [position, heading] of headings.entries()) {
      const own = known.find(({ name }) => name === heading.name)
      await putHeading(tx, partnershipId, { ...heading, position, source: own?.source ?? source })
    }
    for (const [position, destination] of destinations.entries()) {
      const own = places.find(({ name }) => name === destination.name)
      await putDestination(tx, partnershipId, { ...destination, position, source: own?.source ?? source })
    }
    return { partnershipId }
  },
})
