import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { requiredChoice } from '#platform/forms.ts'
import { sendKeptFile } from '#platform/files/send-kept-file.ts'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { wordsFor } from '#platform/words.ts'
import { documentKinds } from '../document.ts'
import { findDocument, listVersions } from '../document-store.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { askSignOff, recordSignature, signDocument } from '../sign-off.ts'
import { findSignature, listSignatures, type Signature } from '../sign-off-store.ts'
import { chosen, optionsOf, whenWords } from '../words.ts'
import { doneWords } from './documents.page.ts'
import { anyDate, anyLine, anyParagraph, dateHint, line, neededDate, someTicked } from './fields.ts'
import { cell, pageOf, registerView, tagCell } from './register.ts'
import { taskPage } from './task.ts'

const waitingOptions = [
  { value: '', text: 'Signed and waited for' },
  { value: 'waiting', text: 'Waited for' },
  { value: 'signed', text: 'Signed' },
] as const

/** Who is first asked to sign key documents off: the offices in which the safeguarding partners act. */
const usualSigners = ['lead-partner', 'delegated-partner', 'executive-member', 'scrutineer', 'business-manager']

/** The one register of what was signed off, and the forms that ask for a signature, give one and record one. */
export function signOffPages(app: FastifyInstance, { db, clock, scan }: Services & { scan: Scan }): void {
  const home = { text: 'Governance', href: paths.home() }

  app.get<{ Querystring: Record<string, string | undefined> }>(
    paths.signOffs(),
    { config: { permission: 'governance.read' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const asked = query['state']
      const waiting = asked === 'waiting' ? true : asked === 'signed' ? false : undefined
      const items = await listSignatures(
        db,
        actor,
        { waiting, kind: chosen(documentKinds, query['kind']) },
        pageOf(query),
      )
      return reply.page(
        'governance/pages/register.njk',
        registerView({
          heading: 'Who signed what off',
          lead: 'Every document version that an office signed off or is asked to: which version, who, under what authority, when.',
          path: paths.signOffs(),
          query,
          items,
          columns: ['Document and version', 'Office', 'State', 'How'],
          what: 'Those waited for first, then the newest',
          breadcrumbs: [home],
          done: wordsFor(doneWords, query['done']),
          links: [{ text: 'All documents', href: paths.documents() }],
          filters: [
            { id: 'state', label: 'State', options: waitingOptions },
            { id: 'kind', label: 'Kind', options: [{ value: '', text: 'Any kind' }, ...optionsOf(documentKinds)] },
          ],
          empty: 'No signature fits. Open a document’s newest version and ask the offices that must sign it off.',
          row: (signature: Signature) => ({
            href: paths.version(signature.reference, signature.number),
            title: `${signature.title}, ${signature.label}`,
            under: `${documentKinds[signature.kind]}. ${signature.reference}${signature.isInvented ? '. Invented' : ''}`,
            cells: [
              cell(signature.office, `${signature.organisation}, as ${signature.capacity}`),
              signature.signedOn === null
                ? tagCell(
                    signature.dueOn !== null && signature.dueOn < today ? 'Overdue' : 'Waited for',
                    signature.dueOn !== null && signature.dueOn < today ? 'govuk-tag--red' : 'govuk-tag--yellow',
                    signature.dueOn === null ? 'No date set' : whenWords(signature.dueOn, today),
                  )
                : tagCell(
                    'Signed',
                    'govuk-tag--green',
                    `${inWords(signature.signedOn)}, ${signature.signerName ?? ''}`,
                  ),
              signature.signedOn === null
                ? cell('Not yet')
                : signature.way === 'self'
                  ? cell('By themself', signature.note ?? '')
                  : cell('Given elsewhere, recorded', signature.evidence ?? ''),
            ],
          }),
        }),
      )
    },
  )

  taskPage(app, {
    path: paths.askSignOff(':reference', ':number'),
    about: async (actor, params) => {
      const document = await findDocument(db, actor, params['reference'] ?? '')
      const versions = document ? await listVersions(db, document.id) : []
      const version = versions.find(({ number }) => String(number) === params['number'])
      if (!document || !version) throw notFound('Version')
      return { document, version }
    },
    action: ({ document, version }) => paths.askSignOff(document.reference, version.number),
    permission: 'governance.write',
    schema: z.object({
      offices: someTicked('Select the offices that must sign it off'),
      capacity: line('Enter under what authority they sign'),
      dueOn: anyDate('Date for the signatures'),
    }),
    view: async (actor, { document, version }) => ({
      heading: 'Ask offices to sign it off',
      caption: `${document.title}: ${version.label}`,
      breadcrumbs: [home, { text: document.title, href: paths.document(document.reference) }],
      fields: [
        {
          name: 'offices',
          kind: 'checkboxes',
          label: 'Which offices must sign?',
          hint: 'Each signs by itself. An office whose seat carries the authority signs here; for others the business team records the signature.',
          options: await officeOptions(db, actor, clock.today(), usualSigners),
        },
        {
          name: 'capacity',
          kind: 'text',
          label: 'Under what authority',
          hint: 'For example, lead safeguarding partner, or delegated safeguarding partner',
        },
        { name: 'dueOn', kind: 'date', label: 'Signatures due by', hint: `Optional. ${dateHint}` },
      ],
      button: 'Ask for sign-off',
    }),
    save: (actor, { document, version }, value) =>
      askSignOff(db, actor, {
        reference: document.reference,
        number: version.number,
        officeIds: value.offices,
        capacity: value.capacity,
        dueOn: value.dueOn,
        today: clock.today(),
      }),
    next: ({ document, version }) => `${paths.version(document.reference, version.number)}?done=asked`,
  })

  const open = async (actor: Actor, params: Record<string, string>) => {
    const signature = await findSignature(db, actor, params['id'] ?? '')
    if (!signature) throw notFound('Signature')
    return signature
  }
  const crumbs = (signature: Signature) => [
    home,
    { text: signature.title, href: paths.version(signature.reference, signature.number) },
  ]

  app.get<{ Params: { id: string } }>(
    paths.evidence(':id'),
    { config: { permission: 'governance.read' } },
    async ({ actor, params }, reply) => {
      const { evidenceFileId } = await open(actor, params)
      if (evidenceFileId === null) throw notFound('File')
      return sendKeptFile(reply, db, evidenceFileId)
    },
  )

  taskPage(app, {
    path: paths.sign(':id'),
    about: async (actor, params) => {
      const signature = await open(actor, params)
      if (signature.officeId !== actor.officeId || !actor.authorities.has('sign-off'))
        throw forbidden(
          `Only the holder of the office ${signature.office}, ${signature.organisation}, in a seat that carries the authority to sign off, signs here.`,
        )
      return signature
    },
    action: ({ id }) => paths.sign(id),
    permission: 'governance.sign',
    schema: z.object({
      agreed: requiredChoice(['yes'], 'Confirm that you have read this version and sign it off'),
      note: anyParagraph(1_000),
    }),
    view: async (_actor, signature) => ({
      heading: 'Sign this version off',
      caption: `${signature.title}: ${signature.label}`,
      lead: `You sign for ${signature.office}, ${signature.organisation}, as ${signature.capacity}.`,
      breadcrumbs: crumbs(signature),
      fields: [
        {
          name: 'agreed',
          kind: 'checkboxes',
          label: 'Your signature',
          options: [{ value: 'yes', text: 'I have read this version and sign it off' }],
        },
        { name: 'note', kind: 'long', label: 'Note', hint: 'Optional: anything to be read with your signature' },
      ],
      warning: 'A signature is not taken back. A changed document is a new version, which is signed anew.',
      button: 'Sign off',
    }),
    save: (actor, { id }, { note }) => signDocument(db, actor, { id, note, today: clock.today(), now: clock.now() }),
    next: ({ reference, number }) => `${paths.version(reference, number)}?done=signed`,
  })

  taskPage(app, {
    path: paths.recordSignature(':id'),
    about: open,
    action: ({ id }) => paths.recordSignature(id),
    permission: 'governance.write',
    schema: z.object({
      signerName: line('Enter who signed'),
      signedOn: neededDate('Date of the signature'),
      evidence: anyLine(500),
      note: anyParagraph(1_000),
    }),
    view: async (_actor, signature) => ({
      heading: 'Record a signature given elsewhere',
      caption: `${signature.title}: ${signature.label}`,
      lead: `For ${signature.office}, ${signature.organisation}, as ${signature.capacity}. The register says that it was given elsewhere and recorded by you.`,
      breadcrumbs: crumbs(signature),
      fields: [
        { name: 'signerName', kind: 'text', label: 'Who signed', hint: 'The holder of the office on that day' },
        { name: 'signedOn', kind: 'date', label: 'Date of the signature', hint: dateHint },
        {
          name: 'evidence',
          kind: 'text',
          label: 'Evidence',
          hint: 'The minute or letter that shows it, such as Executive minutes of 12 June 2026, item 4',
        },
        { name: 'file', kind: 'file', label: 'Or its file', hint: 'A PDF, a Word document or a picture' },
        { name: 'note', kind: 'long', label: 'Note', hint: 'Optional' },
      ],
      button: 'Record the signature',
    }),
    upload: { kinds: ['pdf', 'docx', 'png', 'jpg'], scan },
    save: (actor, { id }, value, file) =>
      recordSignature(db, actor, { ...value, id, file, today: clock.today(), now: clock.now() }),
    next: ({ reference, number }) => `${paths.version(reference, number)}?done=recorded`,
  })
}
