import type { FastifyInstance } from 'fastify'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import { notFound } from '#platform/errors.ts'
import { attachment, published } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeCsv } from '#platform/sheets/write-csv.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { accountCsv, accountWorkbook } from '../account-files.ts'
import { accountTitle, accountTotals, flagsOf, totalInWords, type Account } from '../account.ts'
import { checksOf, reconciliation, verdicts } from '../account-checks.ts'
import { contributionsTable, expenditureTable, incomeTable } from '../account-tables.ts'
import { listAccounts } from '../account-store.ts'
import { fundingPaths } from '../paths.ts'

const config = { permission: 'funding.read' }
const heading = 'Funding'

function lead(account: Account): string {
  const { income, expenditure, contributions } = accountTotals(account)
  const spend = expenditure === null ? 'What was spent is not published.' : `Spend was ${totalInWords(expenditure)}.`
  return `Contributions were ${totalInWords(contributions)} and income in all ${totalInWords(income)}. ${spend}`
}

function accountView(account: Account, accounts: readonly Account[]) {
  const flag = reconciliation(account)
  const spend = expenditureTable(account)
  const { sources, inKind, period } = account.notes
  return {
    heading,
    title: accountTitle(account),
    lead: lead(account),
    period: period ?? '',
    flag: flag === null ? null : { text: flag.text, isWrong: flag.verdict === 'differs' },
    tables: [
      { label: 'Contributions', html: blocksToHtml([contributionsTable(account)]), source: sources.contributions },
      { label: 'Income', html: blocksToHtml([incomeTable(account)]), source: sources.income },
      ...(spend === null
        ? []
        : [{ label: 'Spend', html: blocksToHtml([spend]), source: sources.expenditure ?? sources.income }]),
    ],
    checks: checksOf(account).map((check) => ({ ...check, ...verdicts[check.verdict] })),
    flags: flagsOf(account),
    inKind,
    years: accounts.map((each) => ({
      text: each.periodWords,
      href: fundingPaths.show(each.startsOn),
      isShown: each.id === account.id,
    })),
    files: [
      { text: 'Everything as a workbook (XLSX)', href: fundingPaths.workbook(account.startsOn) },
      { text: 'Contributions (CSV)', href: fundingPaths.csv(account.startsOn, 'contributions') },
      { text: 'Income and spend (CSV)', href: fundingPaths.csv(account.startsOn, 'account') },
    ],
  }
}

export function showAccountPage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Querystring: { year?: string } }>(fundingPaths.show(), { config }, async ({ actor, query }, reply) => {
    const accounts = await listAccounts(db, actor.partnershipId)
    const account = query.year === undefined ? accounts[0] : accounts.find((each) => each.startsOn === query.year)
    if (account) return reply.page('funding/pages/show-account.njk', accountView(account, accounts))
    if (query.year !== undefined) throw notFound('Account')
    return reply.page('funding/pages/no-account.njk', { heading, partnership: actor.partnershipName })
  })

  const one = async (partnershipId: string, startsOn: string): Promise<Account> => {
    const account = (await listAccounts(db, partnershipId)).find((each) => each.startsOn === startsOn)
    if (!account) throw notFound('Account')
    return account
  }

  app.get<{ Params: { startsOn: string; which: string } }>(
    fundingPaths.csv(':startsOn', ':which'),
    { config },
    async ({ actor, params }, reply) => {
      const { startsOn, which } = params
      if (which !== 'contributions' && which !== 'account') throw notFound('File')
      const rows = accountCsv(await one(actor.partnershipId, startsOn), which)
      return reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          attachment(`${actor.partnershipSlug}-${which}-${startsOn.slice(0, 4)}`, published, 'csv'),
        )
        .send(writeCsv(rows))
    },
  )

  app.get<{ Params: { startsOn: string } }>(
    fundingPaths.workbook(':startsOn'),
    { config },
    async ({ actor, params }, reply) => {
      const account = await one(actor.partnershipId, params.startsOn)
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          attachment(`${actor.partnershipSlug}-account-${params.startsOn.slice(0, 4)}`, published, 'xlsx'),
        )
        .send(await writeWorkbook(accountWorkbook(account, actor.partnershipName)))
    },
  )
}
