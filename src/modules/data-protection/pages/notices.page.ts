import type { FastifyInstance } from 'fastify'
import { findPartnership, listPartnerships } from '#modules/partnerships/public.ts'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { list } from '#platform/words.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { findNotice, listProcessing, type Notice } from '../processing-store.ts'
import { periodInWords } from '../schedule.ts'
import { listSchedules } from '../schedule-store.ts'
import { bullets, heading, inset, link, paragraph, readable, readablePage, table } from './frame.ts'

/** Open to everybody: the law makes a partnership say this before anybody signs in. */
const config = { open: true as const }

const reviewed = ({ reviewedOn, preparedOn }: Notice): string =>
  `Prepared on ${inWords(preparedOn)}. ${reviewedOn === null ? 'Not yet reviewed by the partnership: these are the words that the service comes with.' : `Last reviewed on ${inWords(reviewedOn)}.`}`

const ico = [
  { text: 'You may complain to the Information Commissioner: ' },
  { text: 'ico.org.uk/make-a-complaint', href: 'https://ico.org.uk/make-a-complaint/' },
  { text: ', telephone 0303 123 1113.' },
]

/** The privacy notice and the accessibility statement of each partnership. */
export function noticesPage(app: FastifyInstance, { db }: Services): void {
  const find = async (slug: string) => {
    const partnership = await findPartnership(db, slug)
    // An id is no address of a public page.
    if (partnership?.slug !== slug) throw notFound('Partnership')
    return partnership
  }

  app.get(paths.notices(), { config }, async (_request, reply) => {
    const partnerships = await listPartnerships(db)
    return reply.page(readable, {
      heading: 'Privacy and accessibility',
      ...readablePage({
        blocks:
          partnerships.length === 0
            ? [inset('No partnership uses this service yet. Load one from its pack.')]
            : partnerships.flatMap(({ slug, name }) => [
                heading(name),
                bullets([
                  link(`Privacy notice of ${name}`, paths.privacy(slug)),
                  link(`Accessibility statement of ${name}`, paths.accessibility(slug)),
                ]),
              ]),
      }),
    })
  })

  app.get<{ Params: { slug: string } }>(paths.privacy(':slug'), { config }, async ({ params, signedIn }, reply) => {
    const { id, slug, name } = await find(params.slug)
    const [notice, records] = [await findNotice(db, id), await listProcessing(db, id)]
    const schedules = await listSchedules(db, id)
    const mayChange = signedIn?.actor.partnershipId === id && may(signedIn.actor, 'data-protection.handle')
    const kept = (kinds: readonly string[]) =>
      schedules
        .filter(({ kind }) => kinds.includes(kind))
        .map((schedule) => [
          schedule.title,
          schedule.keeps === 'months' ? `${periodInWords(schedule)} after ${schedule.starts}` : periodInWords(schedule),
        ])
    const about = records.flatMap((each): Block[] => [
      heading(each.title, 2),
      paragraph(`${each.purpose}.`),
      bullets([
        `About: ${list(each.subjects)}.`,
        `What: ${list(each.categories)}.`,
        `Controllers: ${each.controllers}.`,
        `Lawful basis: ${each.lawfulBases.join('; ')}.`,
        `Special category and criminal data: ${each.specialCategories}.`,
        `Who gets it: ${list(each.recipients)}.`,
        `Transfers: ${each.transfers}.`,
        ...(each.note === '' ? [] : [each.note]),
      ]),
      table(`How long we keep it: ${each.title.toLowerCase()}`, ['Kind of record', 'How long'], kept(each.retention)),
    ])
    return reply.page(readable, {
      heading: 'Privacy notice',
      ...readablePage({
        caption: name,
        links: mayChange ? [{ text: 'Change the public notices', href: paths.changeNotice() }] : [],
        blocks: [
          heading('Who is responsible'),
          paragraph(notice.controller),
          paragraph(`Contact: ${notice.contact}`),
          paragraph(`Data protection officer: ${notice.officer}`),
          heading('What we hold, why, and who gets it'),
          paragraph('We do not rely on consent for this work: the law gives the partnership its tasks.'),
          ...about,
          heading('Your rights'),
          paragraph('You have the right to:'),
          bullets(notice.rights),
          paragraph(
            'We answer within one calendar month. Where a request is complex it may take up to two months longer, and we tell you so.',
          ),
          paragraph(ico),
          heading('This notice'),
          paragraph(reviewed(notice)),
          paragraph(link('Accessibility statement', paths.accessibility(slug))),
        ],
      }),
    })
  })

  app.get<{ Params: { slug: string } }>(
    paths.accessibility(':slug'),
    { config },
    async ({ params, signedIn }, reply) => {
      const { id, name, slug } = await find(params.slug)
      const notice = await findNotice(db, id)
      const mayChange = signedIn?.actor.partnershipId === id && may(signedIn.actor, 'data-protection.handle')
      return reply.page(readable, {
        heading: 'Accessibility statement',
        ...readablePage({
          caption: name,
          links: mayChange ? [{ text: 'Change the public notices', href: paths.changeNotice() }] : [],
          blocks: [
            paragraph(
              `This statement is about Goldenthread as ${name} uses it. You should be able to use it by keyboard alone, with a screen reader, at 400% zoom and without JavaScript.`,
            ),
            heading('How accessible it is'),
            paragraph(
              'Compliance status: this service is partially compliant with the Web Content Accessibility Guidelines (WCAG) version 2.2, level AA, because of what is listed below.',
            ),
            heading('What is known not to be accessible'),
            bullets(notice.accessibilityKnown),
            heading('How it was tested'),
            paragraph(notice.accessibilityTested),
            heading('Tell us about a problem, or ask for another format'),
            paragraph(notice.accessibilityContact),
            heading('Enforcement'),
            paragraph([
              {
                text: 'The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with our answer, contact the ',
              },
              { text: 'Equality Advisory and Support Service', href: 'https://www.equalityadvisoryservice.com/' },
              { text: '.' },
            ]),
            heading('This statement'),
            paragraph(reviewed(notice)),
            paragraph(link('Privacy notice', paths.privacy(slug))),
          ],
        }),
      })
    },
  )
}
