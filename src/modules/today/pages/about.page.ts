import type { FastifyInstance } from 'fastify'
import { todayPaths } from '../paths.ts'

export function aboutPage(app: FastifyInstance): void {
  app.get(todayPaths.about(), { config: { open: true } }, (_request, reply) =>
    reply.page('today/pages/about.njk', { heading: 'About this service' }),
  )
}
