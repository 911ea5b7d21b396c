import type { FastifyInstance } from 'fastify'
import { inWords, instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { number } from '#platform/words.ts'
import { findCertificate, listCertificates } from '../certificate-store.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { facts, handleConfig as config, home, inset, link, paragraph, readable, readablePage, table } from './frame.ts'

/** Certificates of destruction: the list, and one to print. */
export function certificatesPage(app: FastifyInstance, { db }: Services): void {
  app.get(paths.certificates(), { config }, async ({ actor }, reply) => {
    const certificates = await listCertificates(db, actor)
    return reply.page(readable, {
      heading: 'Certificates of destruction',
      breadcrumbs: [home],
      ...readablePage({
        blocks: [
          certificates.length === 0
            ? inset('Nothing was destroyed yet. A certificate is made by itself when something is.')
            : table(
                'Certificates, newest first',
                ['Certificate', 'Destroyed', 'Authorised by'],
                certificates.map((each) => [
                  link(each.reference, paths.certificate(each.reference)),
                  instantInWords(each.destroyedAt),
                  `${each.authorisedName}, ${each.authorisedOffice}`,
                ]),
              ),
        ],
      }),
    })
  })

  app.get<{ Params: { reference: string } }>(
    paths.certificate(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const certificate = await findCertificate(db, actor, params.reference)
      if (!certificate) throw notFound('Certificate')
      const { reference, authorisedName, authorisedOffice, dryRunAt, destroyedAt, lines } = certificate
      return reply.page(readable, {
        heading: `Certificate of destruction ${reference}`,
        breadcrumbs: [home, { text: 'Certificates of destruction', href: paths.certificates() }],
        ...readablePage({
          caption: actor.partnershipName,
          blocks: [
            facts('Who and when', [
              ['Authorised by', `${authorisedName}, ${authorisedOffice}`],
              ['Listed by a dry run on', instantInWords(dryRunAt)],
              ['Destroyed on', instantInWords(destroyedAt)],
            ]),
            table(
              'What was destroyed',
              ['Kind of record', 'How many', 'Clock started', 'Schedule', 'SHA-256 of the ids'],
              lines.map((line) => [
                line.title,
                number(line.count),
                line.oldestOn === line.newestOn
                  ? inWords(line.oldestOn)
                  : `${inWords(line.oldestOn)} to ${inWords(line.newestOn)}`,
                line.schedule,
                line.idsSha256,
              ]),
            ),
            paragraph(
              'The hash is of the ids in order, one a line. It shows later whether a record was among them, and names none. This certificate is kept permanently and cannot be changed.',
            ),
          ],
        }),
      })
    },
  )
}
