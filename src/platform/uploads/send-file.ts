import type { FastifyReply } from 'fastify'

const types: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
}

/** 'attachment' with the name in both forms of RFC 6266; no character of it can end the header or the quotes. */
export function attachment(fileName: string): string {
  const plain = fileName.normalize('NFKD').replaceAll(/[^A-Za-z0-9 ._()-]/g, '')
  const exact = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain.trim() || 'file'}"; filename*=UTF-8''${exact}`
}

/**
 * Answers with a file that somebody sent, so that no browser shows it or runs anything in it: saved, under a type that its content was
 * judged to be, in a sandbox without scripts.
 */
export function sendFile(
  reply: FastifyReply,
  { fileName, content }: { fileName: string; content: Buffer },
): FastifyReply {
  const extension = fileName.split('.').at(-1)?.toLowerCase() ?? ''
  return reply
    .headers({
      'content-type': types[extension] ?? 'application/octet-stream',
      'content-disposition': attachment(fileName),
      'content-security-policy':
        "sandbox; default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    .send(content)
}
