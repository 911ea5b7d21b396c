import type { FastifyInstance } from 'fastify'
import { auditModule } from '#modules/audit/module.ts'
import { auditPaths, auditPermissions } from '#modules/audit/public.ts'
import { dataProtectionModule } from '#modules/data-protection/module.ts'
import {
  dataProtectionPaths,
  dataProtectionPermissions,
  mailDisposable,
  ownHeldOn,
} from '#modules/data-protection/public.ts'
import { dutiesModule } from '#modules/duties/module.ts'
import { dutiesHeldOn, dutiesPermissions } from '#modules/duties/public.ts'
import { earlyWarningModule } from '#modules/early-warning/module.ts'
import {
  earlyWarningHeldOn,
  earlyWarningPermissions,
  lookForSignals,
  warningLines,
  warningPaths,
  warningsOfGroup,
  warningsOfIndicator,
  warningsOwnedBy,
  warningTasks,
} from '#modules/early-warning/public.ts'
import { fundingModule } from '#modules/funding/module.ts'
import { fundingPermissions } from '#modules/funding/public.ts'
import { identityModule } from '#modules/identity/module.ts'
import {
  executive,
  findSignedIn,
  heldForms,
  identityDisposables,
  identityHeldOn,
  identityPermissions,
  permissionsByRole,
  type Provider,
} from '#modules/identity/public.ts'
import { indicatorsModule } from '#modules/indicators/module.ts'
import { indicatorPaths, indicatorsPermissions } from '#modules/indicators/public.ts'
import { partnershipsModule } from '#modules/partnerships/module.ts'
import { partnershipPaths, partnershipsPermissions } from '#modules/partnerships/public.ts'
import { peopleModule } from '#modules/people/module.ts'
import { peopleHeldOn, peopleLines, peoplePermissions } from '#modules/people/public.ts'
import { reportsModule } from '#modules/reports/module.ts'
import { reportPaths, reportsHeldOn, reportsPermissions, tasksFor as reportTasks } from '#modules/reports/public.ts'
import { returnsModule } from '#modules/returns/module.ts'
import {
  owedBy,
  returnPaths,
  returnsDisposables,
  returnsHeldOn,
  returnsPermissions,
  silentLines,
} from '#modules/returns/public.ts'
import { reviewsModule } from '#modules/reviews/module.ts'
import { reviewPaths, reviewsHeldOn, reviewsPermissions } from '#modules/reviews/public.ts'
import { threadModule } from '#modules/thread/module.ts'
import { threadPermissions } from '#modules/thread/public.ts'
import { todayModule } from '#modules/today/module.ts'
import { todayPaths } from '#modules/today/paths.ts'
import { trainingModule } from '#modules/training/module.ts'
import { trainingPermissions } from '#modules/training/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { stylesheet } from '#platform/assets.ts'
import { webServer, type Door } from '#platform/http.ts'
import type { Disposable, HeldOn } from '#platform/holding.ts'
import type { Services } from '#platform/services.ts'
import { noScan, type Scan } from '#platform/uploads/scan.ts'
import { templates } from '#platform/views.ts'

export type Deps = Services & {
  production: boolean
  /** Whose accounts sign people in; none when not given. */
  providers?: readonly Provider[]
  /** Looks at uploads for viruses; they are not looked at, and say so, when not given. */
  scan?: Scan
  /** How many proxies stand in front, whose word on where a request came from counts; none when not given. */
  trustProxy?: number
  say?: (line: string) => void
  report?: (error: unknown, requestId: string) => void
}

/** Which roles carry which permission: every module's own table. */
const permissionTables = [
  identityPermissions,
  partnershipsPermissions,
  threadPermissions,
  dutiesPermissions,
  auditPermissions,
  indicatorsPermissions,
  returnsPermissions,
  fundingPermissions,
  trainingPermissions,
  reviewsPermissions,
  earlyWarningPermissions,
  reportsPermissions,
  peoplePermissions,
  dataProtectionPermissions,
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
  {
    text: 'Reviews',
    href: reviewPaths.cases(),
    permission: 'reviews.cases',
    roles: ['review-officer', 'safeguarding-lead'],
  },
  { text: 'Warnings', href: warningPaths.list(), permission: 'early-warning.read' },
  { text: 'Reports', href: reportPaths.list(), permission: 'reports.read' },
  { text: 'Partnership', href: partnershipPaths.list(), permission: 'partnerships.read' },
]

/** The rights of every role, for the guard, for set-up and for tests. */
export const rolePermissions = permissionsByRole(permissionTables)
export const everyPermission: ReadonlySet<string> = new Set(permissionTables.flatMap((table) => Object.keys(table)))

/** What each module can dispose of once its time has come, for the dry run and the command line. */
export const disposables: readonly Disposable[] = [...identityDisposables, ...returnsDisposables, mailDisposable]

/** What each module holds on a person; a test finds every column of the database that names one in here. */
export const holders: readonly HeldOn[] = [
  ...identityHeldOn,
  ...peopleHeldOn,
  ...returnsHeldOn,
  ...earlyWarningHeldOn,
  ...reportsHeldOn,
  ...reviewsHeldOn,
  ...dutiesHeldOn,
  ...ownHeldOn,
]

/** At the foot of every page: what a partnership must publish, and the way into data protection for those who have it. */
const footerLinks = (actor: Actor | null): { text: string; href: string }[] =>
  actor === null
    ? [{ text: 'Privacy and accessibility', href: dataProtectionPaths.notices() }]
    : [
        { text: 'Privacy', href: dataProtectionPaths.privacy(actor.partnershipSlug) },
        { text: 'Accessibility', href: dataProtectionPaths.accessibility(actor.partnershipSlug) },
        ...(may(actor, 'audit.read') ? [{ text: 'Audit trail', href: auditPaths.search() }] : []),
        ...(may(actor, 'data-protection.read') ? [{ text: 'Data protection', href: dataProtectionPaths.home() }] : []),
      ]

/** The application: every module registered, in the order in which people meet them. It does not listen yet. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { db, clock, production, isDemonstration } = deps
  const app = await webServer({
    templates: templates(),
    stylesheet: await stylesheet(deps.say),
    whoIs: (token) => findSignedIn(db, token, clock, rolePermissions, { withSamplePeople: !production }),
    chrome: (actor) => ({
      serviceName: actor ? `Goldenthread for ${actor.partnershipName}` : 'Goldenthread',
      colour: '#1d3557',
      isDemonstration,
      footerLinks: footerLinks(actor),
    }),
    doors,
    permissions: everyPermission,
    production,
    trustProxy: deps.trustProxy ?? 0,
    now: () => clock.now(),
    heldForms: heldForms({ db, clock, production }),
    ...(deps.report ? { report: deps.report } : {}),
  })
  await app.register(identityModule, { ...deps, providers: deps.providers ?? [] })
  await app.register(todayModule, {
    ...deps,
    ownLines: (actor: Actor) => peopleLines(db, actor, clock.today()),
  })
  await app.register(partnershipsModule, {
    ...deps,
    groupExtras: (actor: Actor, groupId: string) => warningsOfGroup(db, actor, groupId, clock.today()),
  })
  await app.register(threadModule, {
    ...deps,
    trailOf: (actor: Actor, reference: string) =>
      may(actor, 'audit.read') ? auditPaths.search({ record: reference }) : null,
  })
  await app.register(dutiesModule, deps)
  await app.register(auditModule, deps)
  await app.register(indicatorsModule, {
    ...deps,
    indicatorExtras: async (actor: Actor, indicatorId: string) => [
      await warningsOfIndicator(db, actor, indicatorId, clock.today()),
    ],
    lineExtras: (actor: Actor, indicatorIds: readonly string[]) => warningLines(db, actor, indicatorIds, clock.today()),
    silent: async (actor: Actor) => {
      const lines = await silentLines(db, actor, clock.today())
      return may(actor, 'returns.read') ? lines : lines.map(({ text, tag }) => ({ text, tag }))
    },
  })
  await app.register(returnsModule, {
    ...deps,
    scan: deps.scan ?? noScan,
    // The figures are accepted by now: a look that fails is found again at the next one and takes nothing back.
    whenAccepted: (actor: Actor) =>
      lookForSignals(db, actor, clock).catch((error: unknown) => deps.report?.(error, 'look for signals')),
  })
  await app.register(fundingModule, deps)
  await app.register(trainingModule, deps)
  await app.register(reviewsModule, deps)
  await app.register(earlyWarningModule, deps)
  await app.register(reportsModule, deps)
  await app.register(peopleModule, {
    ...deps,
    owed: async (actor: Actor) => [
      ...(await owedBy(db, actor, clock.today())),
      ...(await warningTasks(db, actor)),
      ...(await reportTasks(db, actor, clock.today())),
    ],
    warnings: (actor: Actor, officeId: string) => warningsOwnedBy(db, actor, officeId, clock.today()),
    rightsOf: (role: string) => rolePermissions.get(role) ?? new Set<string>(),
  })
  await app.register(dataProtectionModule, { ...deps, disposables, holders })
  return app
}
