import type { FastifyReply } from 'fastify'
import { attachment } from '#platform/marking.ts'
import { csvOf, xlsxOf, type FigureTable } from '../figure-table.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Sends a table as a file to keep, named after what it holds. */
export async function sendTable(reply: FastifyReply, table: FigureTable, kind: 'csv' | 'xlsx'): Promise<FastifyReply> {
  const bytes = kind === 'csv' ? csvOf(table) : await xlsxOf(table)
  return reply
    .type(types[kind])
    .header('content-disposition', attachment(table.fileName, table.marking, kind))
    .send(bytes)
}
