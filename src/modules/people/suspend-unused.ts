import { listHoldings, noteNotice, suspendUse, type Holding, type Role } from '#modules/identity/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { fixedClock, type Clock } from '#platform/clock.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { dormancyStep, type Step } from './dormancy.ts'
import { unusedMail } from './mails.ts'
import { rhythms } from './role-rules.ts'

type Watched = { holding: Holding & { personId: string }; step: Step; today: string; at: Date; publicUrl: string }

const permission = 'people.keep-watch'
const subject = (_output: void, { holding }: Watched) => holding.officeId
const details = (_output: void, { holding, step }: Watched) => ({
  person: holding.personId,
  suspendsOn: step.suspendsOn,
})

const giveNotice = command<Watched, void>({
  name: 'people.unused-notice-sent',
  permission,
  subject,
  details,
  async run(tx, actor, { holding, step, today, publicUrl }) {
    await noteNotice(tx, holding, step.kind === 'first' ? 'first' : 'second', today)
    if (holding.email === null) return
    const { title, organisation } = holding
    const office = { partnership: actor.partnershipName, title, organisation }
    await queueMail(tx, unusedMail(holding.email, office, step.suspendsOn, publicUrl))
  },
})

const suspend = command<Watched, void>({
  name: 'people.office-suspended',
  permission,
  subject,
  details,
  run: (tx, _actor, { holding, at }) => suspendUse(tx, holding, at),
})

const londonDay = (instant: Date): string => fixedClock(instant.toISOString()).today()

const isWatched = (holding: Holding): holding is Holding & { personId: string; startsOn: string } =>
  holding.personId !== null &&
  holding.startsOn !== null &&
  holding.isSample === false &&
  holding.state !== 'to-come' &&
  holding.state !== 'suspended'

/**
 * Sends notices to those whose office lies unused for longer than its role's rhythm, and suspends it after both. Running it again on the
 * same day does nothing more.
 *
 * @param db the owner's connection: it looks through every partnership
 */
export async function suspendUnused(
  db: Db,
  clock: Clock,
  { publicUrl }: { publicUrl: string },
): Promise<{ notices: number; suspended: number }> {
  const today = clock.today()
  const done = { notices: 0, suspended: 0 }
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor = installation({ id, slug, name: shortName }, [permission])
    for (const holding of (await listHoldings(db, id, today)).filter(isWatched)) {
      const { startsOn, lastUsedAt, firstNoticeOn, secondNoticeOn } = holding
      const usedOn = lastUsedAt === null ? null : londonDay(lastUsedAt)
      const rhythm = rhythms[holding.role as Role].days
      const step = dormancyStep({ usedOn, startsOn, rhythm, firstNoticeOn, secondNoticeOn }, today)
      if (step.kind === 'none') continue
      const watched = { holding, step, today, at: clock.now(), publicUrl }
      must(await (step.kind === 'suspend' ? suspend : giveNotice)(db, actor, watched))
      if (step.kind === 'suspend') done.suspended += 1
      else done.notices += 1
    }
  }
  return done
}
