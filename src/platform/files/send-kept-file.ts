import type { FastifyReply } from 'fastify'
import { sendFile } from '../uploads/send-file.ts'
import type { Db } from '../db/connect.ts'
import { notFound } from '../errors.ts'
import { readFile } from './file-store.ts'

/**
 * Answers with a kept file as an attachment that no browser shows or runs.
 *
 * @throws notFound when the acting office may not see it, it waits for the virus check, or it held a virus
 */
export async function sendKeptFile(reply: FastifyReply, db: Db, id: string): Promise<FastifyReply> {
  const file = await readFile(db, id)
  if (!file) throw notFound('File')
  return sendFile(reply, file)
}
