import { listHoldings } from '#modules/identity/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { listChecks, noteReminder, openCheck, type ListCheck } from './list-check-store.ts'
import { listMail, overdueMail } from './mails.ts'

const permission = 'people.keep-watch'

type Told = {
  organisationId: string
  organisation: string
  addresses: readonly string[]
  today: string
  publicUrl: string
}

const openList = command<Told, { id: string }>({
  name: 'people.list-opened',
  permission,
  subject: ({ id }) => id,
  details: (_output, { organisationId }) => ({ organisation: organisationId }),
  async run(tx, actor, { organisationId, organisation, addresses, today, publicUrl }) {
    const opened = await openCheck(tx, actor.partnershipId, organisationId, today)
    if (!opened) return { id: '' }
    const about = {
      partnership: actor.partnershipName,
      organisation,
      organisationId,
      dueOn: opened.dueOn,
      again: false,
    }
    for (const to of addresses) await queueMail(tx, listMail(to, about, publicUrl))
    return { id: opened.id }
  },
})

const remind = command<Told & { check: ListCheck }, void>({
  name: 'people.list-reminded',
  permission,
  subject: (_output, { check }) => check.id,
  async run(tx, actor, { check, organisationId, organisation, addresses, today, publicUrl }) {
    await noteReminder(tx, [check.id], 'reminded', today)
    const about = { partnership: actor.partnershipName, organisation, organisationId, dueOn: check.dueOn, again: true }
    for (const to of addresses) await queueMail(tx, listMail(to, about, publicUrl))
  },
})

type Overdue = { checks: readonly ListCheck[]; addresses: readonly string[]; today: string; publicUrl: string }

const tellOverdue = command<Overdue, void>({
  name: 'people.lists-overdue',
  permission,
  subject: (_output, { checks }) => checks[0]?.quarterOn ?? '',
  details: (_output, { checks }) => ({ lists: checks.map(({ id }) => id) }),
  async run(tx, actor, { checks, addresses, today, publicUrl }) {
    await noteReminder(
      tx,
      checks.map(({ id }) => id),
      'overdue',
      today,
    )
    const organisations = checks.map(({ organisation }) => organisation)
    const about = { partnership: actor.partnershipName, organisations }
    for (const to of addresses) await queueMail(tx, overdueMail(to, about, publicUrl))
  },
})

/** Days before a list is due on which its agency is reminded. */
const reminderDays = 14

async function remindPartnership(db: Db, actor: Actor, today: string, publicUrl: string) {
  const holdings = (await listHoldings(db, actor.partnershipId, today)).filter(
    ({ personId, state }) => personId !== null && state !== 'to-come',
  )
  const mailed = (role: string, organisationId?: string) =>
    holdings
      .filter((each) => each.role === role && (organisationId === undefined || each.organisationId === organisationId))
      .flatMap(({ email }) => (email === null ? [] : [email]))
  const done = { opened: 0, reminded: 0, overdue: 0 }
  const known = new Map((await listChecks(db, actor.partnershipId, today)).map((each) => [each.organisationId, each]))
  const overdue: ListCheck[] = []
  for (const [organisationId, [line]] of Map.groupBy(holdings, (each) => each.organisationId)) {
    const addresses = mailed('agency-administrator', organisationId)
    const told = { organisationId, organisation: line?.organisation ?? '', addresses, today, publicUrl }
    const check = known.get(organisationId)
    if (!check) {
      must(await openList(db, actor, told))
      done.opened += 1
    } else if (check.confirmedAt === null) {
      if (check.dueOn < today && check.overdueToldOn === null) overdue.push(check)
      else if (check.dueOn >= today && check.remindedOn === null && addDays(check.dueOn, -reminderDays) <= today) {
        must(await remind(db, actor, { ...told, check }))
        done.reminded += 1
      }
    }
  }
  if (overdue.length > 0) {
    must(await tellOverdue(db, actor, { checks: overdue, addresses: mailed('business-manager'), today, publicUrl }))
    done.overdue = overdue.length
  }
  return done
}

/**
 * Opens each agency's list of people once a quarter, reminds its administrators fourteen days before it is due, and tells the business
 * managers once of the lists that are overdue. Running it again on the same day does nothing more.
 *
 * @param db the owner's connection: it looks through every partnership
 */
export async function remindLists(
  db: Db,
  clock: Clock,
  { publicUrl }: { publicUrl: string },
): Promise<{ opened: number; reminded: number; overdue: number }> {
  const total = { opened: 0, reminded: 0, overdue: 0 }
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor = installation({ id, slug, name: shortName }, [permission])
    const done = await remindPartnership(db, actor, clock.today(), publicUrl)
    total.opened += done.opened
    total.reminded += done.reminded
    total.overdue += done.overdue
  }
  return total
}
