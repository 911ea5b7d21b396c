import type { FastifyInstance } from 'fastify'
import { dutiesModule } from '#modules/duties/module.ts'
import { dutiesPermissions } from '#modules/duties/public.ts'
import { earlyWarningModule } from '#modules/early-warning/module.ts'
import {
  earlyWarningPermissions,
  lookForSignals,
  warningLines,
  warningPaths,
  warningsOfGroup,
  warningsOfIndicator,
} from '#modules/early-warning/public.ts'
import { fundingModule } from '#modules/funding/module.ts'
import { fundingPermissions } from '#modules/funding/public.ts'
import { identityModule } from '#modules/identity/module.ts'
import { executive, findSignedIn, identityPermissions, permissionsByRole } from '#modules/identity/public.ts'
import { indicatorsModule } from '#modules/indicators/module.ts'
import { indicatorPaths, indicatorsPermissions } from '#modules/indicators/public.ts'
import { partnershipsModule } from '#modules/partnerships/module.ts'
import { partnershipPaths, partnershipsPermissions } from '#modules/partnerships/public.ts'
import { reportsModule } from '#modules/reports/module.ts'
import { reportPaths, reportsPermissions } from '#modules/reports/public.ts'
import { returnsModule } from '#modules/returns/module.ts'
import { returnPaths, returnsPermissions, silentLines } from '#modules/returns/public.ts'
import { reviewsModule } from '#modules/reviews/module.ts'
import { reviewsPermissions } from '#modules/reviews/public.ts'
import { threadModule } from '#modules/thread/module.ts'
import { threadPermissions } from '#modules/thread/public.ts'
import { todayModule } from '#modules/today/module.ts'
import { todayPaths } from '#modules/today/paths.ts'
import { trainingModule } from '#modules/training/module.ts'
import { trainingPermissions } from '#modules/training/public.ts'
import type { Actor } from '#platform/actor.ts'
import { stylesheet } from '#platform/assets.ts'
import { webServer, type Door } from '#platform/http.ts'
import type { Services } from '#platform/services.ts'
import { templates } from '#platform/views.ts'

export type Deps = Services & {
  production: boolean
  say?: (line: string) => void
  report?: (error: unknown, requestId: string) => void
}

/** Which roles carry which permission: every module's own table. */
const permissionTables = [
  identityPermissions,
  partnershipsPermissions,
  threadPermissions,
  dutiesPermissions,
  indicatorsPermissions,
  returnsPermissions,
  fundingPermissions,
  trainingPermissions,
  reviewsPermissions,
  earlyWarningPermissions,
  reportsPermissions,
]

/** The doors of the main menu, by what a person may do: six at most for anybody. */
const doors: Door[] = [
  { text: 'Today', href: todayPaths.show(), permission: 'identity.use' },
  {
    text: 'Executive',
    href: indicatorPaths.executive(),
    permission: 'indicators.read-executive',
    roles: executive,
  },
  { text: 'Data', href: indicatorPaths.dashboard(), permission: 'indicators.read' },
  {
    text: 'Returns',
    href: returnPaths.list(),
    permission: 'returns.read',
    roles: ['analyst', 'business-manager', 'data-lead', 'signing-officer', 'inspector'],
  },
  { text: 'Warnings', href: warningPaths.list(), permission: 'early-warning.read' },
  { text: 'Reports', href: reportPaths.list(), permission: 'reports.read' },
  { text: 'Partnership', href: partnershipPaths.list(), permission: 'partnerships.read' },
]

/** The rights of every role, for the guard, for set-up and for tests. */
export const rolePermissions = permissionsByRole(permissionTables)
export const everyPermission: ReadonlySet<string> = new Set(permissionTables.flatMap((table) => Object.keys(table)))

/** The application: every module registered, in the order in which people meet them. It does not listen yet. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { db, clock, production, isDemonstration } = deps
  const app = await webServer({
    templates: templates(),
    stylesheet: await stylesheet(deps.say),
    whoIs: (token) => findSignedIn(db, token, clock.today(), rolePermissions, { withSamplePeople: !production }),
    chrome: (actor) => ({
      serviceName: actor ? `Goldenthread for ${actor.partnershipName}` : 'Goldenthread',
      colour: '#1d3557',
      isDemonstration,
    }),
    doors,
    permissions: everyPermission,
    production,
    now: () => clock.now(),
    ...(deps.report ? { report: deps.report } : {}),
  })
  await app.register(identityModule, { db, clock, production })
  await app.register(todayModule, deps)
  await app.register(partnershipsModule, {
    ...deps,
    groupExtras: (actor: Actor, groupId: string) => warningsOfGroup(db, actor, groupId, clock.today()),
  })
  await app.register(threadModule, deps)
  await app.register(dutiesModule, deps)
  await app.register(indicatorsModule, {
    ...deps,
    indicatorExtras: async (actor: Actor, indicatorId: string) => [
      await warningsOfIndicator(db, actor, indicatorId, clock.today()),
    ],
    lineExtras: (actor: Actor, indicatorIds: readonly string[]) => warningLines(db, actor, indicatorIds, clock.today()),
    silent: (actor: Actor) => silentLines(db, actor, clock.today()),
  })
  await app.register(returnsModule, {
    ...deps,
    // The figures are accepted by now: a look that fails is found again at the next one and takes nothing back.
    whenAccepted: (actor: Actor) =>
      lookForSignals(db, actor, clock).catch((error: unknown) => deps.report?.(error, 'look for signals')),
  })
  await app.register(fundingModule, deps)
  await app.register(trainingModule, deps)
  await app.register(reviewsModule, deps)
  await app.register(earlyWarningModule, deps)
  await app.register(reportsModule, deps)
  return app
}
