import { warningPaths } from '#modules/early-warning/public.ts'
import { governancePaths } from '#modules/governance/public.ts'
import { executive } from '#modules/identity/public.ts'
import { indicatorPaths } from '#modules/indicators/public.ts'
import { meetingPaths } from '#modules/meetings/public.ts'
import { cascadePaths, circularPaths, decisionPaths, feedbackPaths } from '#modules/minutes/public.ts'
import { partnershipPaths } from '#modules/partnerships/public.ts'
import { planPaths, projectPaths } from '#modules/plan/public.ts'
import { reportPaths } from '#modules/reports/public.ts'
import { returnPaths } from '#modules/returns/public.ts'
import { reviewPaths } from '#modules/reviews/public.ts'
import { threadPaths } from '#modules/thread/public.ts'
import { todayPaths } from '#modules/today/paths.ts'
import { trackerPaths } from '#modules/tracker/public.ts'
import type { DoorGroup } from '#platform/menu.ts'

/** The main menu: six entries at most for anybody, each with the pages inside that a person's office may open. */
export const menu: readonly DoorGroup[] = [
  {
    text: 'Today',
    inside: [{ text: 'Today', href: todayPaths.show(), permission: 'identity.use', covers: [todayPaths.front()] }],
  },
  {
    text: 'Meetings',
    inside: [
      { text: 'Meetings', href: meetingPaths.list(), permission: 'meetings.read' },
      { text: 'Decisions', href: decisionPaths.list(), permission: 'minutes.read' },
      { text: 'Feedback', href: feedbackPaths.list(), permission: 'minutes.read' },
      { text: 'Circulars', href: circularPaths.list(), permission: 'minutes.read' },
      { text: 'Cascades', href: cascadePaths.list(), permission: 'minutes.read' },
    ],
  },
  {
    text: 'Data',
    inside: [
      {
        text: 'Executive page',
        href: indicatorPaths.executive(),
        permission: 'indicators.read-executive',
        roles: executive,
      },
      {
        text: 'Indicators',
        href: indicatorPaths.dashboard(),
        permission: 'indicators.read',
        covers: ['/indicators', '/areas'],
      },
      {
        text: 'Returns',
        href: returnPaths.list(),
        permission: 'returns.read',
        roles: ['analyst', 'business-manager', 'data-lead', 'signing-officer', 'inspector'],
      },
    ],
  },
  {
    text: 'Assurance',
    inside: [
      { text: 'Actions', href: trackerPaths.list(), permission: 'tracker.read' },
      { text: 'Early warnings', href: warningPaths.list(), permission: 'early-warning.read' },
      { text: 'Plan', href: planPaths.list(), permission: 'plan.read', covers: [projectPaths.list()] },
      { text: 'Missing links', href: threadPaths.gaps(), permission: 'thread.read' },
      {
        text: 'Reviews',
        href: reviewPaths.cases(),
        permission: 'reviews.cases',
        roles: ['review-officer', 'safeguarding-lead'],
      },
    ],
  },
  { text: 'Reports', inside: [{ text: 'Reports', href: reportPaths.list(), permission: 'reports.read' }] },
  {
    text: 'Partnership',
    inside: [
      { text: 'Arrangements', href: partnershipPaths.list(), permission: 'partnerships.read' },
      { text: 'Governance', href: governancePaths.home(), permission: 'governance.read' },
    ],
  },
]
