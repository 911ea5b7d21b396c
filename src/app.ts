import type { FastifyInstance } from 'fastify'
import { earlyWarningModule } from '#modules/early-warning/module.ts'
import { earlyWarningPermissions, warningPaths } from '#modules/early-warning/public.ts'
import { fundingModule } from '#modules/funding/module.ts'
import { fundingPermissions } from '#modules/funding/public.ts'
import { identityModule } from '#modules/identity/module.ts'
import { findSignedIn, identityPermissions, permissionsByRole } from '#modules/identity/public.ts'
import { indicatorsModule } from '#modules/indicators/module.ts'
import { indicatorPaths, indicatorsPermissions } from '#modules/indicators/public.ts'
import { partnershipsModule } from '#modules/partnerships/module.ts'
import { partnershipPaths, partnershipsPermissions } from '#modules/partnerships/public.ts'
import { reportsModule } from '#modules/reports/module.ts'
import { reportPaths, reportsPermissions } from '#modules/reports/public.ts'
import { returnsModule } from '#modules/returns/module.ts'
import { returnPaths, returnsPermissions } from '#modules/returns/public.ts'
import { reviewsModule } from '#modules/reviews/module.ts'
import { reviewsPermissions } from '#modules/reviews/public.ts'
import { threadModule } from '#modules/thread/module.ts'
import { threadPermissions } from '#modules/thread/public.ts'
import { todayModule } from '#modules/today/module.ts'
import { todayPaths } from '#modules/today/paths.ts'
import { trainingModule } from '#modules/training/module.ts'
import { trainingPermissions } from '#modules/training/public.ts'
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
  indicatorsPermissions,
  returnsPermissions,
  fundingPermissions,
  trainingPermissions,
  reviewsPermissions,
  earlyWarningPermissions,
  reportsPermissions,
]

/** The doors of the main menu, by what a person may do. */
const doors: Door[] = [
  { text: 'Today', href: todayPaths.show(), permission: 'identity.use' },
  { text: 'Executive', href: indicatorPaths.executive(), permission: 'indicators.read' },
  { text: 'Data', href: indicatorPaths.dashboard(), permission: 'indicators.read' },
  { text: 'Returns', href: returnPaths.list(), permission: 'returns.read' },
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
    whoIs: (token) => findSignedIn(db, token, clock.today(), rolePermissions),
    chrome: (actor) => ({
      serviceName: actor ? `Goldenthread for ${actor.partnershipName}` : 'Goldenthread',
      colour: '#1d3557',
      isDemonstration,
    }),
    doors,
    permissions: everyPermission,
    production,
    ...(deps.report ? { report: deps.report } : {}),
  })
  await app.register(identityModule, { db, clock, production })
  await app.register(todayModule, deps)
  await app.register(partnershipsModule, deps)
  await app.register(threadModule, deps)
  await app.register(indicatorsModule, deps)
  await app.register(returnsModule, deps)
  await app.register(fundingModule, deps)
  await app.register(trainingModule, deps)
  await app.register(reviewsModule, deps)
  await app.register(earlyWarningModule, deps)
  await app.register(reportsModule, deps)
  return app
}
