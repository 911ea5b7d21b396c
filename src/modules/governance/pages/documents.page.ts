import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { documentKinds, signOffState, versionState, versionStates } from '../document.ts'
import {
  findDocument,
  findDocumentById,
  listDocuments,
  listVersions,
  type Document,
  type Version,
} from '../document-store.ts'
import { governancePaths as paths } from '../paths.ts'
import { mayReview } from '../record-review.ts'
import { reviewCards } from '../review-store.ts'
import { listSignaturesOf, type Signature } from '../sign-off-store.ts'
import { chosen, dateOr, optionsOf, reviewTag, whenWords } from '../words.ts'
import { card, fact, itemView, placeFact } from './item.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'

const template = 'governance/pages/register.njk'
const home = { text: 'Governance', href: paths.home() }

export const doneWords = {
  added: 'The document is on the register.',
  changed: 'Your changes were saved.',
  version: 'The new version was added. Its approval and sign-off start anew.',
  approved: 'The approval was recorded.',
  attached: 'The file was attached.',
  published: 'The publication was recorded. This version is now the current one.',
  asked: 'The offices were asked. Each owes its signature until it is given.',
  signed: 'You have signed this version off.',
  recorded: 'The signature was recorded.',
  reviewed: 'The review was recorded.',
  withdrawn: 'The document was withdrawn. Its history stays.',
  tied: 'The two records are tied in the golden thread.',
}

const stateOptions = [
  { value: 'in-use', text: 'In use' },
  { value: 'withdrawn', text: 'Withdrawn' },
  { value: 'all', text: 'All' },
] as const

type Query = Record<string, string | undefined>

export function documentPages(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'governance.read' }

  app.get<{ Querystring: Query }>(paths.documents(), { config }, async ({ actor, query }, reply) => {
    const today = clock.today()
    const mayWrite = may(actor, 'governance.write')
    const state = stateOptions.find(({ value }) => value === query['state'])?.value ?? 'in-use'
    const items = await listDocuments(
      db,
      actor,
      { kind: chosen(documentKinds, query['kind']), state: state === 'all' ? undefined : state },
      pageOf(query),
    )
    return reply.page(
      template,
      registerView({
        heading: 'Policies, procedures and published arrangements',
        lead: 'Each document with its owner, its versions, who approved and signed it off, where it is published and when it is reviewed next.',
        path: paths.documents(),
        query,
        items,
        columns: ['Document', 'Current version', 'Owner', 'Next review'],
        what: 'The most overdue review first',
        breadcrumbs: [home],
        links: [
          ...(mayWrite ? [{ text: 'Add a document', href: paths.addDocument() }] : []),
          { text: 'Who signed what off', href: paths.signOffs() },
        ],
        filters: [
          { id: 'kind', label: 'Kind', options: [{ value: '', text: 'Any kind' }, ...optionsOf(documentKinds)] },
          { id: 'state', label: 'State', options: stateOptions },
        ],
        empty: mayWrite
          ? 'No document fits. Begin with the published arrangements (Children Act 2004 section 16G), then the levels of support and need, then the procedures that are reviewed each year.'
          : 'No document fits. The business team adds the partnership’s documents.',
        row: (document: Document) => {
          const review = reviewTag(document.reviewOn, today)
          return {
            href: paths.document(document.reference),
            title: document.title,
            under: `${documentKinds[document.kind]}. ${document.reference}${document.isInvented ? '. Invented' : ''}`,
            cells: [
              document.currentLabel === null
                ? cell('Not published yet', `Newest: ${document.newestLabel ?? 'none'}`)
                : cell(
                    document.currentLabel,
                    document.currentLabel === document.newestLabel ? '' : `Newest: ${document.newestLabel ?? ''}`,
                  ),
              cell(document.owner, document.ownerOrganisation),
              document.state === 'withdrawn'
                ? tagCell('Withdrawn', 'govuk-tag--grey', dateOr(document.withdrawnOn, ''))
                : tagCell(
                    review.words,
                    review.tag,
                    document.reviewOn === null ? '' : whenWords(document.reviewOn, today),
                  ),
            ],
          }
        },
      }),
    )
  })

  app.get<{ Params: { reference: string }; Querystring: Query }>(
    paths.document(':reference'),
    { config },
    async ({ actor, params, query }, reply) => {
      const today = clock.today()
      const document = await findDocument(db, actor, params.reference)
      if (!document) throw notFound('Document')
      const versions = await listVersions(db, document.id)
      const signatures = await listSignaturesOf(
        db,
        actor,
        versions.map(({ id }) => id),
      )
      const replacement =
        document.replacedById === null ? undefined : await findDocumentById(db, actor, document.replacedById)
      const [newest, before] = versions
      const canChange = may(actor, 'governance.write') && document.state === 'in-use'
      const review = reviewTag(document.reviewOn, today)
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: document.title,
          reference: document.reference,
          recordId: document.recordId,
          invented: document.isInvented,
          breadcrumbs: [home, { text: 'Documents', href: paths.documents() }],
          done: wordsFor(doneWords, query['done']),
          tag:
            document.state === 'withdrawn'
              ? { words: 'Withdrawn', tag: 'govuk-tag--grey' }
              : document.currentLabel === null
                ? { words: 'Not published yet', tag: 'govuk-tag--yellow' }
                : { words: `Current: ${document.currentLabel}`, tag: 'govuk-tag--green' },
          actions: [
            mayReview(actor, document.ownerOfficeId) &&
              document.state === 'in-use' && { text: 'Record a review', href: paths.recordReview(document.reference) },
            canChange && { text: 'Add a new version', href: paths.addVersion(document.reference) },
            canChange && { text: 'Change title, owner or review date', href: paths.changeDocument(document.reference) },
            canChange && { text: 'Tie to another record', href: paths.tie(document.reference) },
            canChange && { text: 'Withdraw or replace', href: paths.withdrawDocument(document.reference) },
          ],
          facts: [
            fact('Kind', documentKinds[document.kind]),
            fact('Owner', `${document.owner}, ${document.ownerOrganisation}`),
            fact(
              'Next review',
              document.reviewOn === null ? 'No date set' : `${review.words}: ${whenWords(document.reviewOn, today)}`,
            ),
            ...(document.state === 'withdrawn'
              ? [
                  fact('Withdrawn', `${dateOr(document.withdrawnOn, '')}: ${document.withdrawnWhy ?? ''}`),
                  fact(
                    'Replaced by',
                    replacement?.title ?? 'No other document',
                    replacement ? paths.document(replacement.reference) : '',
                  ),
                ]
              : []),
          ],
          sections: [
            {
              heading: 'Newest version',
              empty: '',
              items: newest ? [versionCard(document, newest, versions, signatures)] : [],
            },
            {
              heading: 'Earlier versions',
              empty: 'This is the first version.',
              items: before ? versions.slice(1).map((each) => versionCard(document, each, versions, signatures)) : [],
            },
            {
              heading: 'Reviews',
              empty: 'No review has been recorded.',
              items: await reviewCards(db, document.recordId),
            },
          ],
        }),
      )
    },
  )

  app.get<{ Params: { reference: string; number: string }; Querystring: Query }>(
    paths.version(':reference', ':number'),
    { config },
    async ({ actor, params, query }, reply) => {
      const document = await findDocument(db, actor, params.reference)
      const versions = document ? await listVersions(db, document.id) : []
      const version = versions.find((each) => String(each.number) === params.number)
      if (!document || !version) throw notFound('Version')
      const signatures = await listSignaturesOf(db, actor, [version.id])
      const state = versionState(version, versions)
      const isNewest = version.number === versions[0]?.number
      const canChange = may(actor, 'governance.write') && document.state === 'in-use' && isNewest
      const number = version.number
      return reply.page(
        'governance/pages/item.njk',
        await itemView(db, actor, clock.today(), {
          heading: `${document.title}: ${version.label}`,
          reference: document.reference,
          recordId: document.recordId,
          invented: document.isInvented,
          breadcrumbs: [
            home,
            { text: 'Documents', href: paths.documents() },
            { text: document.title, href: paths.document(document.reference) },
          ],
          done: wordsFor(doneWords, query['done']),
          tag: versionStates[state],
          actions: [
            canChange &&
              version.approvedOn === null && {
                text: 'Record its approval',
                href: paths.approve(document.reference, number),
              },
            canChange &&
              version.approvedOn === null &&
              version.fileId === null && {
                text: 'Attach its file',
                href: paths.attachFile(document.reference, number),
              },
            canChange &&
              version.approvedOn !== null &&
              version.publishedOn === null && {
                text: 'Record its publication',
                href: paths.publish(document.reference, number),
              },
            canChange && { text: 'Ask offices to sign it off', href: paths.askSignOff(document.reference, number) },
          ],
          facts: [
            fact('What changed', version.whatChanged),
            fact('Made on', inWords(version.madeOn)),
            fact(
              'File',
              version.fileId === null ? 'None attached' : 'Download this version',
              version.fileId === null ? '' : paths.file(document.reference, number),
            ),
            fact(
              'Approved',
              version.approvedOn === null
                ? 'Not yet'
                : `${inWords(version.approvedOn)} by ${version.approvedBy ?? ''}${version.approvalReference === null ? '' : ` (${version.approvalReference})`}`,
            ),
            fact('To be published by', dateOr(version.publishBy, 'No date set')),
            fact('Published', dateOr(version.publishedOn, 'Not yet')),
            placeFact('Where', version.publishedAt ?? (version.publishedOn === null ? 'Not published yet' : null)),
            ...(version.body === null ? [] : [fact('Text', version.body)]),
          ],
          sections: [
            {
              heading: `Sign-off: ${signOffState(signatures).words.toLowerCase()}`,
              empty: 'No office has been asked to sign this version off.',
              items: signatures.map((signature) =>
                card(`${signature.office}, ${signature.organisation}`, {
                  tag: signature.signedOn === null ? 'govuk-tag--yellow' : 'govuk-tag--green',
                  tagWords: signature.signedOn === null ? 'Waited for' : 'Signed',
                  lines: signatureLines(signature),
                  links:
                    signature.signedOn !== null || !signature.isLive
                      ? signature.evidenceFileId === null
                        ? []
                        : [{ text: 'Download the evidence', href: paths.evidence(signature.id) }]
                      : [
                          ...(signature.officeId === actor.officeId && actor.authorities.has('sign-off')
                            ? [{ text: 'Sign it off', href: paths.sign(signature.id) }]
                            : []),
                          ...(canChange
                            ? [
                                {
                                  text: 'Record a signature given elsewhere',
                                  href: paths.recordSignature(signature.id),
                                },
                              ]
                            : []),
                        ],
                }),
              ),
            },
          ],
        }),
      )
    },
  )
}

/** Who signed, how, when and under what authority; or by when the signature is due. */
export function signatureLines(signature: Signature): string[] {
  if (signature.signedOn === null) {
    return [
      `As ${signature.capacity}.`,
      signature.dueOn === null ? 'No date set.' : `Due by ${inWords(signature.dueOn)}.`,
    ]
  }
  const how =
    signature.way === 'self'
      ? 'Signed here by the holder of the office.'
      : `Given elsewhere and recorded by the business team. Evidence: ${signature.evidence ?? 'a file'}.`
  return [
    `As ${signature.capacity}: ${signature.signerName ?? ''} on ${inWords(signature.signedOn)}.`,
    how,
    ...(signature.note === null ? [] : [`Note: ${signature.note}`]),
  ]
}

function versionCard(document: Document, version: Version, all: readonly Version[], signatures: readonly Signature[]) {
  const state = document.state === 'withdrawn' ? 'superseded' : versionState(version, all)
  const own = signatures.filter(({ versionId }) => versionId === version.id)
  return card(version.label, {
    href: paths.version(document.reference, version.number),
    tag: versionStates[state].tag,
    tagWords: versionStates[state].words,
    lines: [
      `What changed: ${version.whatChanged}`,
      version.approvedOn === null
        ? 'Not approved yet.'
        : `Approved on ${inWords(version.approvedOn)} by ${version.approvedBy ?? ''}.`,
      version.publishedOn !== null
        ? `Published on ${inWords(version.publishedOn)}.`
        : version.publishBy === null
          ? 'Not published.'
          : `To be published by ${inWords(version.publishBy)}.`,
      `Sign-off: ${signOffState(own).words.toLowerCase()}.`,
    ],
  })
}
