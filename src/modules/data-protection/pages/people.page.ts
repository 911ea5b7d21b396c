import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, parseForm, requiredText } from '#platform/forms.ts'
import { attachment } from '#platform/marking.ts'
import { heldOnPerson, noteLook, searchPeople, type HeldOnPerson } from '../held-on-person.ts'
import type { DataProtectionServices } from '../module.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import {
  field,
  handleConfig,
  home,
  inset,
  link,
  partsOf,
  readable,
  readablePage,
  sensitive,
  table,
  task,
  taskView,
} from './frame.ts'

const schema = z.object({ text: requiredText('Enter a name or an e-mail address', 200) })
const trail = { text: 'All that is held on a person', href: paths.people() }

const blocksOf = ({ tables }: HeldOnPerson): Block[] =>
  tables.map(({ title, columns, rows }) =>
    rows.length === 0 ? table(title, [columns[0] ?? ''], [['Nothing is held']]) : table(title, columns, rows),
  )

/** Everything that is held on somebody who works in the partnership: to read, and to take away as HTML or JSON. */
export function peoplePage(app: FastifyInstance, { db, clock, holders }: DataProtectionServices): void {
  const search = (form = blankForm()) =>
    taskView({
      heading: 'All that is held on a person',
      lines: [
        'For a subject-access request of somebody who works in the partnership or did. Children and families are named in reviews alone: ask their controllers.',
      ],
      form,
      action: paths.people(),
      cancelHref: paths.home(),
      button: 'Search',
      fields: [field('text', 'text', 'Name or e-mail address', { hint: 'A part of it is enough' })],
    })

  app.get(paths.people(), { config: handleConfig }, (_request, reply) => reply.page(task, search()))

  // By POST: what is typed here is about a person and must not stand in an address.
  app.post(paths.people(), { config: handleConfig }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(task, search(parsed.form), 400)
    const people = await searchPeople(db, actor, parsed.value.text)
    return reply.page(readable, {
      heading: 'People found',
      marking: sensitive,
      breadcrumbs: [home, trail],
      ...readablePage({
        links: [{ text: 'Search again', href: paths.people() }],
        blocks: [
          people.length === 0
            ? inset('Nobody of this partnership fits. Try a part of the name, or the address they signed in with.')
            : table(
                people.length === 50 ? 'The first 50: type more to narrow it down' : 'People',
                ['Name', 'E-mail'],
                people.map(({ id, name, email }) => [link(name, paths.person(id)), email ?? 'none']),
              ),
        ],
      }),
    })
  })

  const config = { ...handleConfig, stepUp: true as const }
  async function look(actor: Actor, id: string, as: 'page' | 'html' | 'json'): Promise<HeldOnPerson> {
    const held = await heldOnPerson(db, actor, id, holders)
    if (!held) throw notFound('Person')
    await noteLook(db, actor, { personId: held.id, as })
    return held
  }
  const lead = (actor: Actor): string =>
    `What ${actor.partnershipName} holds, as it stood on ${instantInWords(clock.now())}. Other people’s names are withheld. What somebody wrote in free text is not repeated here: read it before you give it.`
  const download = (reply: FastifyReply, id: string, format: string): FastifyReply =>
    reply.header('content-disposition', attachment(`held-on-${id}`, 'OFFICIAL-SENSITIVE', format))

  app.get<{ Params: { id: string } }>(paths.person(':id'), { config }, async ({ actor, params }, reply) => {
    const held = await look(actor, params.id, 'page')
    return reply.page(readable, {
      heading: `Held on ${held.name}`,
      marking: sensitive,
      breadcrumbs: [home, trail],
      ...readablePage({
        lead: lead(actor),
        links: [
          { text: 'Take it away as a page (HTML)', href: paths.personFile(held.id, 'html') },
          { text: 'Take it away as data (JSON)', href: paths.personFile(held.id, 'json') },
        ],
        blocks: blocksOf(held),
      }),
    })
  })

  app.get<{ Params: { id: string } }>(paths.personFile(':id', 'html'), { config }, async ({ actor, params }, reply) => {
    const held = await look(actor, params.id, 'html')
    return download(reply, held.id, 'html').page('data-protection/pages/held-file.njk', {
      heading: `Held on ${held.name}`,
      marking: sensitive,
      lead: lead(actor),
      parts: partsOf(blocksOf(held)),
    })
  })

  app.get<{ Params: { id: string } }>(paths.personFile(':id', 'json'), { config }, async ({ actor, params }, reply) => {
    const held = await look(actor, params.id, 'json')
    const { name, tables } = held
    const document = {
      marking: sensitive,
      partnership: actor.partnershipName,
      asAt: clock.now().toISOString(),
      person: name,
      held: tables.map(({ title, columns, rows }) => ({ title, columns, rows })),
    }
    return download(reply, held.id, 'json')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(document, null, 2)}\n`)
  })
}
