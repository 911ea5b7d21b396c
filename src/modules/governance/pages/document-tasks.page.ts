import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { optionalText, requiredChoice } from '#platform/forms.ts'
import { sendKeptFile } from '#platform/files/send-kept-file.ts'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { documentKinds, type DocumentKind } from '../document.ts'
import { findDocument, listDocuments, listVersions } from '../document-store.ts'
import { officeOptions } from '../offices.ts'
import { governancePaths as paths } from '../paths.ts'
import { keysOf, optionsOf } from '../words.ts'
import {
  addDocument,
  addVersion,
  approveVersion,
  attachFile,
  changeDocument,
  publishVersion,
  withdrawDocument,
} from '../write-document.ts'
import { anyDate, anyLine, dateHint, line, neededDate, paragraph, versionField } from './fields.ts'
import { taskPage, type Field } from './task.ts'

const described = {
  kind: requiredChoice(keysOf(documentKinds), 'Select what kind of document it is'),
  title: line('Enter the title of the document'),
  owner: line('Select the office that owns the document'),
  reviewOn: anyDate('Date of the next review'),
}
const versionAsked = {
  label: line('Enter what this version is called', 60),
  whatChanged: paragraph('Enter what changed, in a sentence', 1_000),
  body: optionalText(200_000, 'Text must be 200,000 characters or fewer'),
  publishBy: anyDate('Date by which it is to be published'),
}

const versionFields: Field[] = [
  { name: 'label', kind: 'text', label: 'Name of the version', hint: 'For example, Version 2 or 2026-27' },
  {
    name: 'whatChanged',
    kind: 'long',
    label: 'What changed since the version before',
    hint: 'One sentence that a reader of the yearly report understands. For a first version, what it is for.',
  },
  {
    name: 'body',
    kind: 'long',
    label: 'Text of the document',
    hint: 'Optional, where there is no published copy to point to',
  },
  {
    name: 'publishBy',
    kind: 'date',
    label: 'To be published by',
    hint: `Optional. The yearly report states it for changes to the arrangements. ${dateHint}`,
  },
]

/** The forms by which documents and their versions are kept. */
export function documentTaskPages(app: FastifyInstance, { db, clock, scan }: Services & { scan: Scan }): void {
  const permission = 'governance.write'
  const crumbs = (document?: { title: string; reference: string }) => [
    { text: 'Governance', href: paths.home() },
    { text: 'Documents', href: paths.documents() },
    ...(document ? [{ text: document.title, href: paths.document(document.reference) }] : []),
  ]
  const descriptionFields = async (actor: Actor): Promise<Field[]> => [
    { name: 'kind', kind: 'select', label: 'Kind', any: 'Choose a kind', options: optionsOf(documentKinds) },
    { name: 'title', kind: 'text', label: 'Title' },
    {
      name: 'owner',
      kind: 'select',
      label: 'Owner',
      hint: 'An office, so that it stays with the post when people change',
      any: 'Choose an office',
      options: await officeOptions(db, actor, clock.today()),
    },
    { name: 'reviewOn', kind: 'date', label: 'Next review', hint: dateHint },
  ]
  const open = async (actor: Actor, params: Record<string, string>) => {
    const document = await findDocument(db, actor, params['reference'] ?? '')
    if (!document) throw notFound('Document')
    return document
  }
  const openVersion = async (actor: Actor, params: Record<string, string>) => {
    const document = await open(actor, params)
    const version = (await listVersions(db, document.id)).find(({ number }) => String(number) === params['number'])
    if (!version) throw notFound('Version')
    return { document, version }
  }

  taskPage(app, {
    path: paths.addDocument(),
    about: async () => undefined,
    action: paths.addDocument,
    permission,
    schema: z.object({ ...described, ...versionAsked }),
    view: async (actor) => ({
      heading: 'Add a document',
      breadcrumbs: crumbs(),
      fields: [...(await descriptionFields(actor)), ...versionFields],
      button: 'Add the document',
    }),
    start: () => ({ label: 'Version 1' }),
    save: (actor, _about, { owner, ...value }) =>
      addDocument(db, actor, { ...value, ownerOfficeId: owner, today: clock.today() }),
    next: (_about, value) => `${paths.document(value.reference)}?done=added`,
  })

  taskPage(app, {
    path: paths.changeDocument(':reference'),
    about: open,
    action: ({ reference }) => paths.changeDocument(reference),
    permission,
    schema: z.object({ ...described, version: versionField }),
    view: async (actor, document) => ({
      heading: 'Change title, owner or review date',
      caption: document.title,
      breadcrumbs: crumbs(document),
      fields: await descriptionFields(actor),
      button: 'Save changes',
    }),
    start: (document) => ({
      kind: document.kind,
      title: document.title,
      owner: document.ownerOfficeId,
      reviewOn: document.reviewOn === null ? '' : inWords(document.reviewOn),
      version: String(document.version),
    }),
    save: (actor, { reference }, { owner, version, ...value }) =>
      changeDocument(db, actor, {
        ...value,
        kind: value.kind satisfies DocumentKind,
        reference,
        ownerOfficeId: owner,
        version: Number(version),
        today: clock.today(),
      }),
    next: ({ reference }) => `${paths.document(reference)}?done=changed`,
  })

  taskPage(app, {
    path: paths.addVersion(':reference'),
    about: open,
    action: ({ reference }) => paths.addVersion(reference),
    permission,
    schema: z.object({ ...versionAsked, version: versionField }),
    view: async (_actor, document) => ({
      heading: 'Add a new version',
      caption: document.title,
      lead: `The newest version is ${document.newestLabel ?? 'not there yet'}. The new one has to be approved, signed off and published anew.`,
      breadcrumbs: crumbs(document),
      fields: versionFields,
      button: 'Add the version',
    }),
    start: (document) => ({ version: String(document.version) }),
    save: (actor, { reference }, { version, ...value }) =>
      addVersion(db, actor, { ...value, reference, version: Number(version), today: clock.today() }),
    next: ({ reference }, value) => `${paths.version(reference, value.number)}?done=version`,
  })

  taskPage(app, {
    path: paths.attachFile(':reference', ':number'),
    about: openVersion,
    action: ({ document, version }) => paths.attachFile(document.reference, version.number),
    permission,
    schema: z.object({}),
    upload: { kinds: ['pdf', 'docx', 'xlsx'], scan },
    view: async (_actor, { document, version }) => ({
      heading: 'Attach its file',
      caption: `${document.title}: ${version.label}`,
      breadcrumbs: crumbs(document),
      fields: [
        { name: 'file', kind: 'file', label: 'File of this version', hint: 'A PDF, a Word document or a workbook' },
      ],
      warning: 'It cannot be exchanged afterwards: a changed file is a new version.',
      button: 'Attach the file',
    }),
    save: (actor, { document, version }, _value, file) =>
      attachFile(db, actor, {
        reference: document.reference,
        number: version.number,
        file,
        today: clock.today(),
        now: clock.now(),
      }),
    next: ({ document, version }) => `${paths.version(document.reference, version.number)}?done=attached`,
  })

  app.get<{ Params: { reference: string; number: string } }>(
    paths.file(':reference', ':number'),
    { config: { permission: 'governance.read' } },
    async ({ actor, params }, reply) => {
      const { version } = await openVersion(actor, params)
      if (version.fileId === null) throw notFound('File')
      return sendKeptFile(reply, db, version.fileId)
    },
  )

  taskPage(app, {
    path: paths.approve(':reference', ':number'),
    about: openVersion,
    action: ({ document, version }) => paths.approve(document.reference, version.number),
    permission,
    schema: z.object({
      approvedOn: neededDate('Date of approval'),
      approvedBy: line('Enter which group or office approved it'),
      approvalReference: anyLine(200),
    }),
    view: async (_actor, { document, version }) => ({
      heading: 'Record its approval',
      caption: `${document.title}: ${version.label}`,
      breadcrumbs: crumbs(document),
      fields: [
        { name: 'approvedOn', kind: 'date', label: 'Date of approval', hint: dateHint },
        {
          name: 'approvedBy',
          kind: 'text',
          label: 'Approved by',
          hint: 'The group or office, such as the Policy and Procedures Group',
        },
        { name: 'approvalReference', kind: 'text', label: 'Minute or reference', hint: 'Optional' },
      ],
      button: 'Record the approval',
    }),
    save: (actor, { document, version }, value) =>
      approveVersion(db, actor, {
        ...value,
        reference: document.reference,
        number: version.number,
        today: clock.today(),
      }),
    next: ({ document, version }) => `${paths.version(document.reference, version.number)}?done=approved`,
  })

  taskPage(app, {
    path: paths.publish(':reference', ':number'),
    about: openVersion,
    action: ({ document, version }) => paths.publish(document.reference, version.number),
    permission,
    schema: z.object({
      publishedOn: neededDate('Date of publication'),
      publishedAt: line('Enter where it is published', 1_000),
    }),
    view: async (_actor, { document, version }) => ({
      heading: 'Record its publication',
      caption: `${document.title}: ${version.label}`,
      lead: 'From then on this version is the current one, and those before it are superseded.',
      breadcrumbs: crumbs(document),
      fields: [
        { name: 'publishedOn', kind: 'date', label: 'Date of publication', hint: dateHint },
        {
          name: 'publishedAt',
          kind: 'text',
          label: 'Where it is published',
          hint: 'The address of the page, or where else it can be read',
        },
      ],
      button: 'Record the publication',
    }),
    save: (actor, { document, version }, value) =>
      publishVersion(db, actor, {
        ...value,
        reference: document.reference,
        number: version.number,
        today: clock.today(),
      }),
    next: ({ document, version }) => `${paths.version(document.reference, version.number)}?done=published`,
  })

  taskPage(app, {
    path: paths.withdrawDocument(':reference'),
    about: open,
    action: ({ reference }) => paths.withdrawDocument(reference),
    permission,
    schema: z.object({
      why: paragraph('Enter why it is withdrawn', 1_000),
      replacedBy: anyLine(100),
      version: versionField,
    }),
    view: async (actor, document) => ({
      heading: 'Withdraw or replace this document',
      caption: document.title,
      breadcrumbs: crumbs(document),
      fields: [
        { name: 'why', kind: 'long', label: 'Why it is withdrawn' },
        {
          name: 'replacedBy',
          kind: 'select',
          label: 'Which document replaces it',
          any: 'No other document',
          options: (await listDocuments(db, actor, { state: 'in-use' }))
            .filter(({ id }) => id !== document.id)
            .map(({ reference, title }) => ({ value: reference, text: `${title} (${reference})` })),
        },
      ],
      warning: 'It can no longer be changed, reviewed or signed off afterwards. Its versions and history stay.',
      button: 'Withdraw the document',
    }),
    start: (document) => ({ version: String(document.version) }),
    save: (actor, { reference }, { version, ...value }) =>
      withdrawDocument(db, actor, { ...value, reference, version: Number(version), today: clock.today() }),
    next: ({ reference }) => `${paths.document(reference)}?done=withdrawn`,
  })
}
