import { command } from '#platform/command.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { shipped } from './shipped.ts'

const saidBefore = () => conflict('Somebody else has changed this. Open it again; nothing of yours was saved.')

type Processing = {
  kind: string
  version: number
  controllers: string | null
  processors: string | null
  recipients: string | null
  note: string | null
  today: string
}

/** Keeps what a partnership says of one kind of processing; null: as shipped. It counts as reviewed today. */
export const changeProcessing = command<Processing, { kind: string }>({
  name: 'data-protection.processing-changed',
  permission: 'data-protection.handle',
  subject: ({ kind }) => kind,
  details: (_output, { kind, today }) => ({ kind, reviewedOn: today }),
  async run(tx, actor, { kind, version, today, ...words }) {
    const { processing } = await shipped()
    if (!processing.some((each) => each.kind === kind)) throw notFound('Kind of processing')
    const values = { ...words, reviewed_on: today, version: version + 1 }
    const saved = await tx
      .insertInto('data_protection.processing')
      .values({ partnership_id: actor.partnershipId, kind, ...values })
      .onConflict((on) =>
        on
          .columns(['partnership_id', 'kind'])
          .doUpdateSet(values)
          .where('data_protection.processing.version', '=', version),
      )
      .returning('version')
      .executeTakeFirst()
    if (!saved) throw saidBefore()
    return { kind }
  },
})

type Words = {
  version: number
  controller: string | null
  contact: string | null
  officer: string | null
  accessibilityContact: string | null
  accessibilityKnown: string | null
  today: string
}

/** Keeps a partnership's own words in its notices; null: as shipped. They count as reviewed today. */
export const changeNotice = command<Words, null>({
  name: 'data-protection.notice-changed',
  permission: 'data-protection.handle',
  subject: () => 'notices',
  details: (_output, { today }) => ({ reviewedOn: today }),
  async run(tx, actor, { version, controller, contact, officer, accessibilityContact, accessibilityKnown, today }) {
    const values = {
      controller,
      contact,
      officer,
      reviewed_on: today,
      version: version + 1,
      accessibility_contact: accessibilityContact,
      accessibility_known: accessibilityKnown,
    }
    const saved = await tx
      .insertInto('data_protection.notice')
      .values({ partnership_id: actor.partnershipId, ...values })
      .onConflict((on) =>
        on.column('partnership_id').doUpdateSet(values).where('data_protection.notice.version', '=', version),
      )
      .returning('version')
      .executeTakeFirst()
    if (!saved) throw saidBefore()
    return null
  },
})
