import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { howFar, inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { listEverythingDue } from '../due.ts'
import { governancePaths as paths } from '../paths.ts'
import { listCounts } from '../count-store.ts'

/** So many lines say where to begin; the registers have the rest. */
const mostLines = 25

/** What is due in the registers, and the way to each of them. */
export function homePage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(paths.home(), { config: { permission: 'governance.read' } }, async ({ actor }, reply) => {
    const today = clock.today()
    const [due, counts] = await Promise.all([listEverythingDue(db, actor, today), listCounts(db, actor)])
    const mayWrite = may(actor, 'governance.write')
    const nothing = Object.values(counts).every((count) => count === 0)
    return reply.page('governance/pages/home.njk', {
      heading: 'Governance',
      overdue: due.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
      more: due.length > mostLines ? `${plural(due.length - mostLines, 'more line')} in the registers below.` : '',
      lines: due.slice(0, mostLines).map((duty) => ({
        what: duty.what,
        href: duty.href,
        office: duty.office,
        due: duty.dueOn === null ? 'No date' : `${inWords(duty.dueOn)}, ${howFar(today, duty.dueOn)}`,
        late: duty.dueOn !== null && duty.dueOn < today,
      })),
      first:
        nothing && mayWrite
          ? [
              { text: '1. Add the published arrangements', href: paths.addDocument() },
              { text: '2. Ask the safeguarding partners to sign them off', href: paths.documents() },
              { text: '3. Set how often delegates assure their chief officers', href: paths.addRhythm() },
              { text: '4. Add the links with other boards that the arrangements name', href: paths.protocols() },
              { text: '5. Take in the national guidance and reforms', href: paths.takeNational() },
            ]
          : [],
      registers: [
        {
          text: 'Policies, procedures and published arrangements',
          href: paths.documents(),
          under: `${plural(counts.documents, 'document')} with versions, approval and yearly review`,
        },
        {
          text: 'Who signed what off',
          href: paths.signOffs(),
          under: `${plural(counts.signatures, 'signature')} asked for or given`,
        },
        {
          text: 'Assurance to chief officers',
          href: paths.assurances(),
          under: `${plural(counts.assurances, 'assurance')} given by delegates`,
        },
        {
          text: 'Links with other boards and joint protocols',
          href: paths.protocols(),
          under: plural(counts.protocols, 'link or protocol', 'links and protocols'),
        },
        {
          text: 'Guidance and reform',
          href: paths.guidance(),
          under: `${plural(counts.guidance, 'item')}, from new to implemented`,
        },
        {
          text: 'Information-sharing agreements',
          href: paths.agreements(),
          under: `${plural(counts.agreements, 'agreement')} and the approval of each party`,
        },
        ...(may(actor, 'governance.disputes')
          ? [
              {
                text: 'Disputes between partners',
                href: paths.disputes(),
                under: 'Seen only by those concerned',
              },
            ]
          : []),
      ],
    })
  })
}
