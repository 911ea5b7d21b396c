import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { registers } from '../register.ts'
import { listSchedules } from '../schedule-store.ts'
import { bullets, heading, inset, link, readConfig as config, readable, readablePage } from './frame.ts'

/** The way into data protection: what there is, and what nobody has signed off yet. */
export function homePage(app: FastifyInstance, { db }: Services): void {
  app.get(paths.home(), { config }, async ({ actor }, reply) => {
    const schedules = await listSchedules(db, actor.partnershipId)
    const unsigned = schedules.filter(({ signedOff }) => signedOff === null).length
    const blocks = [
      ...(unsigned === 0
        ? []
        : [
            inset(
              `${plural(unsigned, 'retention schedule')} of ${schedules.length} ${unsigned === 1 ? 'is' : 'are'} not signed off by a data protection officer. Nothing is destroyed under an unsigned schedule.`,
            ),
          ]),
      heading('What is kept, and for how long'),
      bullets([
        link('Retention schedules', paths.retention()),
        link('Record of processing', paths.processing()),
        link('Privacy notice', paths.privacy(actor.partnershipSlug)),
        link('Accessibility statement', paths.accessibility(actor.partnershipSlug)),
      ]),
      ...(may(actor, 'data-protection.handle')
        ? [
            heading('Disposal'),
            bullets([
              link('What is past its time, and destroying it', paths.disposal()),
              link('Legal holds', paths.holds()),
              link('Certificates of destruction', paths.certificates()),
            ]),
            heading('Requests, breaches and disclosures'),
            bullets([
              ...Object.entries(registers).map(([name, { title }]) => link(title, paths.register(name))),
              link('All that is held on a person', paths.people()),
            ]),
          ]
        : []),
    ]
    return reply.page(readable, { heading: 'Data protection', ...readablePage({ blocks }) })
  })
}
