import type { FastifyReply } from 'fastify'
import { sendFile } from '../uploads/send-file.ts'
import type { Db } from '../db/connect.ts'
import { notFound } from '../errors.ts'
import { markedName, type Marking } from '../marking.ts'
import { readFile } from './file-store.ts'

/**
 * Answers with a kept file as an attachment that no browser shows or runs.
 *
 * @param marking stands in the name under which it is saved, where it is said
 * @throws notFound when the acting office may not see it, it waits for the virus check, or it held a virus
 */
export async function sendKeptFile(reply: FastifyReply, db: Db, id: string, marking?: Marking): Promise<FastifyReply> {
  const file = await readFile(db, id)
  if (!file) throw notFound('File')
  if (marking === undefined) return sendFile(reply, file)
  const ending = file.fileName.split('.').at(-1) ?? ''
  const name = file.fileName.slice(0, -(ending.length + 1))
  return sendFile(reply, { ...file, fileName: markedName(name, marking, ending) })
}
