import type { FastifyInstance } from 'fastify'
import { auditModule } from '#modules/audit/module.ts'
import { auditPaths, auditPermissions, noteRefusals } from '#modules/audit/public.ts'
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
  warningsAnswered,
  warningsOfGroup,
  warningsOfIndicator,
  warningsOwnedBy,
} from '#modules/early-warning/public.ts'
import { fundingModule } from '#modules/funding/module.ts'
import { fundingPermissions } from '#modules/funding/public.ts'
import { governanceModule } from '#modules/governance/module.ts'
import { governanceHeldOn, governancePermissions } from '#modules/governance/public.ts'
import { groupsModule } from '#modules/groups/module.ts'
import { groupsPermissions, linesOfGroup } from '#modules/groups/public.ts'
import { identityModule } from '#modules/identity/module.ts'
import {
  findSignedIn,
  heldForms,
  identityDisposables,
  identityHeldOn,
  identityPermissions,
  permissionsByRole,
  type Provider,
} from '#modules/identity/public.ts'
import { indicatorsModule } from '#modules/indicators/module.ts'
import { indicatorsPermissions } from '#modules/indicators/public.ts'
import { meetingsModule } from '#modules/meetings/module.ts'
import { agendaSource } from './agenda-source.ts'
import { meetingsHeldOn, meetingsOfGroup, meetingsPermissions } from '#modules/meetings/public.ts'
import { minutesModule } from '#modules/minutes/module.ts'
import {
  escalatedLines,
  itemExtras,
  matterLinks,
  minuteLinks,
  minutesHeldOn,
  minutesPermissions,
} from '#modules/minutes/public.ts'
import { partnershipsModule } from '#modules/partnerships/module.ts'
import { findGroupById, partnershipPaths, partnershipsPermissions } from '#modules/partnerships/public.ts'
import { peopleModule } from '#modules/people/module.ts'
import { peopleHeldOn, peopleLines, peoplePermissions } from '#modules/people/public.ts'
import { planModule } from '#modules/plan/module.ts'
import { planHeldOn, planPermissions } from '#modules/plan/public.ts'
import { reportsModule } from '#modules/reports/module.ts'
import { reportsHeldOn, reportsPermissions } from '#modules/reports/public.ts'
import { returnsModule } from '#modules/returns/module.ts'
import { returnsDisposables, returnsHeldOn, returnsPermissions, silentLines } from '#modules/returns/public.ts'
import { reviewsModule } from '#modules/reviews/module.ts'
import { reviewsHeldOn, reviewsPermissions } from '#modules/reviews/public.ts'
import { threadModule } from '#modules/thread/module.ts'
import { threadHeldOn, threadLines, threadPermissions } from '#modules/thread/public.ts'
import { todayModule } from '#modules/today/module.ts'
import { owedOf, todayHeldOn, todayPermissions } from '#modules/today/public.ts'
import { trackerModule } from '#modules/tracker/module.ts'
import { raiseAction, trackerHeldOn, trackerPermissions } from '#modules/tracker/public.ts'
import { trainingModule } from '#modules/training/module.ts'
import { trainingPermissions } from '#modules/training/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { stylesheet } from '#platform/assets.ts'
import type { Db } from '#platform/db/connect.ts'
import { webServer } from '#platform/http.ts'
import type { Say } from '#platform/log.ts'
import type { Disposable, HeldOn } from '#platform/holding.ts'
import type { Services } from '#platform/services.ts'
import { noScan, type Scan } from '#platform/uploads/scan.ts'
import { templates } from '#platform/views.ts'
import { calendarSources, owedSources } from './owed-sources.ts'
import { measureChart } from './measure-chart.ts'
import { menu } from './menu.ts'

export type Deps = Services & {
  production: boolean
  /** Whose accounts sign people in; none when not given. */
  providers?: readonly Provider[]
  /** Looks at uploads for viruses; they are not looked at, and say so, when not given. */
  scan?: Scan
  /** How many proxies stand in front, whose word on where a request came from counts; none when not given. */
  trustProxy?: number
  say?: Say
  report?: (error: unknown, requestId: string) => void
}

/** Which roles carry which permission: every module's own table. */
const permissionTables = [
  identityPermissions,
  partnershipsPermissions,
  groupsPermissions,
  threadPermissions,
  dutiesPermissions,
  trackerPermissions,
  governancePermissions,
  auditPermissions,
  indicatorsPermissions,
  returnsPermissions,
  fundingPermissions,
  trainingPermissions,
  reviewsPermissions,
  earlyWarningPermissions,
  reportsPermissions,
  planPermissions,
  meetingsPermissions,
  minutesPermissions,
  peoplePermissions,
  todayPermissions,
  dataProtectionPermissions,
]

/** The rights of every role, for the guard, for set-up and for tests. */
export const rolePermissions = permissionsByRole(permissionTables)
export const everyPermission: ReadonlySet<string> = new Set(permissionTables.flatMap((table) => Object.keys(table)))

/** What each module can dispose of once its time has come, for the dry run and the command line. */
export const disposables: readonly Disposable[] = [...identityDisposables, ...returnsDisposables, mailDisposable]

/** What each module holds on a person; a test finds every column of the database that names one in here. */
export const holders: readonly HeldOn[] = [
  ...identityHeldOn,
  ...threadHeldOn,
  ...peopleHeldOn,
  ...todayHeldOn,
  ...returnsHeldOn,
  ...meetingsHeldOn,
  ...earlyWarningHeldOn,
  ...reportsHeldOn,
  ...planHeldOn,
  ...reviewsHeldOn,
  ...dutiesHeldOn,
  ...trackerHeldOn,
  ...governanceHeldOn,
  ...minutesHeldOn,
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

/** The thread of a group, for its page: partnerships stand below the thread. */
async function threadOfGroup(db: Db, actor: Actor, groupId: string, today: string) {
  const group = await findGroupById(db, actor.partnershipId, groupId)
  return group ? threadLines(db, actor, partnershipPaths.group(actor.partnershipSlug, group.slug), today) : []
}

/** The application: every module registered, in the order in which people meet them. It does not listen yet. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { db, clock, production, isDemonstration } = deps
  const noteRefusal = noteRefusals(db, clock)
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
    doors: menu,
    permissions: everyPermission,
    production,
    trustProxy: deps.trustProxy ?? 0,
    now: () => clock.now(),
    heldForms: heldForms({ db, clock, production }),
    // What cannot be kept is reported: the refusal stands all the same.
    refused: (refusal) => noteRefusal(refusal).catch((error: unknown) => deps.report?.(error, 'note a refusal')),
    ...(deps.report ? { report: deps.report } : {}),
    answered: ({ id, method, route, status, milliseconds }) =>
      deps.say?.(`${method} ${route}: ${status}`, {
        level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
        event: 'request',
        request: id,
        method,
        route,
        status,
        milliseconds,
      }),
  })
  await app.register(identityModule, { ...deps, providers: deps.providers ?? [] })
  await app.register(todayModule, {
    ...deps,
    ownLines: (actor: Actor) => peopleLines(db, actor, clock.today()),
    sources: owedSources,
    calendarSources,
    rights: rolePermissions,
  })
  await app.register(partnershipsModule, {
    ...deps,
    groupExtras: async (actor: Actor, groupId: string) => [
      ...(await meetingsOfGroup(db, actor, groupId, clock.today())),
      ...(await warningsOfGroup(db, actor, groupId, clock.today())),
      ...(await linesOfGroup(db, actor, groupId, clock.today())),
      ...(await escalatedLines(db, actor, groupId)),
      ...(await threadOfGroup(db, actor, groupId, clock.today())),
    ],
  })
  await app.register(groupsModule, deps)
  await app.register(threadModule, {
    ...deps,
    trailOf: (actor: Actor, reference: string) =>
      may(actor, 'audit.read') ? auditPaths.search({ record: reference }) : null,
  })
  await app.register(dutiesModule, deps)
  await app.register(auditModule, deps)
  await app.register(trackerModule, { ...deps, scan: deps.scan ?? noScan, measureChart: measureChart(db) })
  await app.register(governanceModule, {
    ...deps,
    scan: deps.scan ?? noScan,
    raiseAction: (tx, actor, action) => raiseAction(tx, actor, { ...action, sourceKind: 'other', at: clock.now() }),
  })
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
  await app.register(meetingsModule, {
    ...deps,
    scan: deps.scan ?? noScan,
    agendaSources: agendaSource(db, clock),
    itemExtras: (actor: Actor, { reference }: { reference: string }) => itemExtras(db, actor, reference),
    meetingLinks: (actor: Actor, { reference }: { reference: string }) =>
      minuteLinks(db, actor, reference, clock.today()),
    matterLinks,
  })
  await app.register(earlyWarningModule, deps)
  await app.register(reportsModule, deps)
  await app.register(planModule, deps)
  await app.register(minutesModule, {
    ...deps,
    warningsAnswered: (actor: Actor, groupId: string, from: string, to: string) =>
      warningsAnswered(db, actor, groupId, from, to),
  })
  await app.register(peopleModule, {
    ...deps,
    owed: (actor: Actor) => owedOf(db, actor, owedSources, clock),
    warnings: (actor: Actor, officeId: string) => warningsOwnedBy(db, actor, officeId, clock.today()),
    rightsOf: (role: string) => rolePermissions.get(role) ?? new Set<string>(),
  })
  await app.register(dataProtectionModule, { ...deps, disposables, holders })
  return app
}
