import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'

export async function returnsModule(_app: FastifyInstance, _services: Services): Promise<void> {}
