import { Agent, request } from 'node:http'
import { JSDOM } from 'jsdom'

export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  location: string
  text: string
}
export type Sent = {
  fields?: readonly (readonly [name: string, value: string | { fileName: string; bytes: Buffer }])[]
  headers?: Record<string, string>
  /** A body as it stands, with its own content type in `headers`. */
  body?: string | Buffer
  /** On a connection of its own: the server may hang up on what it will not read. */
  alone?: boolean
}

/** As many requests are under way at a time: the application and its database have a processor each to themselves. */
const atOnce = 6
const agent = new Agent({ keepAlive: true, maxSockets: atOnce })

/** Does `work` for each, several at a time. Answers come in the order of the items. */
export async function forEach<Item, Result = void>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const left = items.entries()
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

/** A form of a page as a browser would send it: its address, its method and what its fields hold now. */
export type Form = {
  action: string
  method: 'GET' | 'POST'
  fields: { name: string; kind: string; value: string }[]
}

/** Somebody who speaks HTTP to the started application over a socket, with a jar of cookies and no manners. */
export type Client = {
  readonly cookies: Map<string, string>
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  get(path: string): Promise<Answer>
  /** Posts fields with the token of the form that stands on `from`. */
  post(path: string, fields: Record<string, string>, from?: string): Promise<Answer>
  /** The token that this person's forms carry, read from a page. */
  token(from?: string): Promise<string>
}

const boundary = 'goldenthread-attack-boundary'

function encode(fields: NonNullable<Sent['fields']>): { body: Buffer; type: string } {
  const typed = fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  if (typed.length === fields.length) {
    const text = new URLSearchParams(typed).toString()
    return { body: Buffer.from(text), type: 'application/x-www-form-urlencoded' }
  }
  const parts = fields.flatMap(([name, value]) => {
    const file =
      typeof value === 'string' ? '' : `; filename="${value.fileName}"\r\ncontent-type: application/octet-stream`
    return [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`),
      typeof value === 'string' ? Buffer.from(value) : value.bytes,
      Buffer.from('\r\n'),
    ]
  })
  return {
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

export function client(base: string): Client {
  const { hostname, port } = new URL(base)
  const cookies = new Map<string, string>()

  const send = (
    method: string,
    path: string,
    { fields, headers = {}, body, alone = false }: Sent = {},
  ): Promise<Answer> => {
    const encoded = fields ? encode(fields) : null
    const payload = encoded?.body ?? (body === undefined ? undefined : Buffer.from(body))
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          hostname,
          port,
          path,
          method,
          agent: alone ? false : agent,
          headers: {
            ...(jar ? { cookie: jar } : {}),
            ...(encoded ? { 'content-type': encoded.type } : {}),
            ...(payload ? { 'content-length': String(payload.length) } : {}),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            for (const set of response.headers['set-cookie'] ?? []) {
              const [pair = '', ...attributes] = set.split(';')
              const name = pair.slice(0, pair.indexOf('='))
              const gone = attributes.some((each) => /max-age=0|expires=thu, 01 jan 1970/i.test(each.trim()))
              if (gone) cookies.delete(name)
              else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
            }
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              location: response.headers.location ?? '',
              text: Buffer.concat(chunks).toString(),
            })
          })
        },
      )
      // A server that refuses a body hangs up while it is being written; its answer, if any, has been read by then.
      asked.on('error', reject)
      asked.end(payload)
    })
  }
  const token = async (from = '/acting') =>
    /name="_csrf" value="([^"]*)"/.exec((await send('GET', from)).text)?.[1] ?? ''
  return {
    cookies,
    send,
    token,
    get: (path) => send('GET', path),
    async post(path, fields, from) {
      return send('POST', path, { fields: [['_csrf', await token(from)], ...Object.entries(fields)] })
    },
  }
}

/** Every form of a page with what a browser would send of it untouched. Read form by form: most of a page is none. */
export function formsOf(html: string, path: string): Form[] {
  return [...html.matchAll(/<form[\s>].*?<\/form>/gs)].flatMap(([text]) => {
    const form = JSDOM.fragment(text).querySelector('form')
    if (!form) return []
    const method = form.getAttribute('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET'
    const seen = new Set<string>()
    const fields = [...form.querySelectorAll<HTMLInputElement>('input[name], textarea[name], select[name]')].flatMap(
      (field) => {
        const tag = field.tagName.toLowerCase()
        const kind = tag === 'input' ? field.type : tag
        if ((kind === 'radio' || kind === 'checkbox') && seen.has(field.name)) return []
        seen.add(field.name)
        const chosen = tag === 'select' ? [...field.querySelectorAll('option')].map(({ value }) => value) : []
        const value = chosen.length > 0 ? (chosen.find((each) => each !== '') ?? '') : (field.value ?? '')
        return [{ name: field.name, kind, value }]
      },
    )
    for (const button of form.querySelectorAll<HTMLButtonElement>('button[name]')) {
      if (!seen.has(button.name)) fields.push({ name: button.name, kind: 'button', value: button.value })
      seen.add(button.name)
    }
    return { action: form.getAttribute('action') || path, method, fields }
  })
}

/** The addresses of our own that a page links to. */
export const linksOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))),
]
