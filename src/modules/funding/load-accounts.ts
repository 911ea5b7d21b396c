import { createHash } from 'node:crypto'
import { citing, type Pack } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { findFingerprint, replaceAccount, type NewAccount } from './account-store.ts'

type PackAccount = Pack['accounts'][number]

/** The right to load any part of a pack; the installation alone has it. */
const permission = 'partnerships.load-pack'

const loadOne = command<{ partnershipId: string; account: NewAccount }, { id: string }>({
  name: 'funding.account-loaded',
  permission,
  subject: ({ id }) => id,
  details: (_value, { account }) => ({
    startsOn: account.startsOn,
    endsOn: account.endsOn,
    lines: account.lines.length,
  }),
  run: async (tx, _actor, { partnershipId, account }) => ({ id: await replaceAccount(tx, partnershipId, account) }),
})

function accountOf(pack: Pack, account: PackAccount): NewAccount {
  const { cite } = citing(pack.documents)
  const { period, income, expenditure, contributions } = account
  const line = (kind: 'income' | 'expenditure') => (each: PackAccount['income'][number]) => ({
    kind,
    label: each.label,
    heading: each.kind,
    organisationSlug: null,
    unitPence: null,
    quantity: 1,
    totalPence: each.amountPence,
    printedPence: each.amountPence,
    isPrintedPerBody: false,
    printedPercent: null,
    mark: each.mark,
    note: each.note,
  })
  return {
    periodWords: period.words,
    startsOn: period.start,
    endsOn: period.end,
    printed: account.printedTotals.map(({ of, label, amountPence, source }) => ({
      of,
      label,
      pence: amountPence,
      source: cite(source),
    })),
    notes: {
      period: period.note,
      flags: account.flags.map(({ about, text, source }) => ({ about, text, source: cite(source) })),
      footnotes: account.footnotes,
      inKind: account.inKind.map(({ text, source }) => ({ text, source: cite(source) })),
      sources: {
        income: cite(account.incomeSource),
        expenditure: account.expenditureSource && cite(account.expenditureSource),
        contributions: cite(account.contributionsSource),
      },
    },
    fingerprint: createHash('sha256')
      .update(JSON.stringify([account, pack.documents]))
      .digest('hex'),
    lines: [
      ...income.map(line('income')),
      ...expenditure.map(line('expenditure')),
      ...contributions.map((each) => ({
        kind: 'contribution' as const,
        label: each.label,
        heading: each.group,
        organisationSlug: each.organisation,
        unitPence: each.unitPence,
        quantity: each.quantity,
        totalPence: each.totalPence,
        printedPence: each.printedPence,
        isPrintedPerBody: each.printedBasis === 'per-body',
        printedPercent: each.printedPercent,
        mark: null,
        note: each.note,
      })),
    ],
  }
}

/**
 * Loads the accounts of a partnership's pack, each year in the place of what was there; an unchanged year changes nothing.
 *
 * @returns how many years were loaded
 */
export async function loadAccounts(
  db: Db,
  partnership: { id: string; slug: string; name: string },
  pack: Pack,
): Promise<number> {
  const actor = installation(partnership, [permission])
  let loaded = 0
  for (const each of pack.accounts) {
    const account = accountOf(pack, each)
    if ((await findFingerprint(db, partnership.id, account.startsOn)) === account.fingerprint) continue
    must(await loadOne(db, actor, { partnershipId: partnership.id, account }))
    loaded += 1
  }
  return loaded
}
