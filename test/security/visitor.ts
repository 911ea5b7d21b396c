import { listSamplePeople } from '#modules/identity/session-store.ts'
import { signInAsSample } from '#modules/identity/sign-in.ts'
import { sessionCookie, visitorCookie, visitorToken } from '#platform/http.ts'
import type { Site, Upload, Who } from '#test/support/site.ts'

export type Reply = { status: number; location: string; text: string; headers: Record<string, unknown> }

/** What is sent: form fields (one of a name, or several), or a body as it stands. */
export type Sent = { fields?: [string, string | Upload][]; multipart?: boolean; headers?: Record<string, string> }

/** Somebody who speaks to the application without a browser's manners: any method, any header, with or without the form's token. */
export type Visitor = {
  csrf: string
  send: (method: Method, url: string, sent?: Sent) => Promise<Reply>
  post: (url: string, fields: Record<string, string | Upload>) => Promise<Reply>
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'OPTIONS' | 'PUT' | 'DELETE' | 'PATCH'

const boundary = 'goldenthread-test-boundary'

function multipart(fields: readonly [string, string | Upload][]): Buffer {
  const parts = fields.flatMap(([name, value]) => {
    const file =
      typeof value === 'string' ? '' : `; filename="${value.fileName}"\r\ncontent-type: application/octet-stream`
    return [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`),
      typeof value === 'string' ? Buffer.from(value) : value.bytes,
      Buffer.from('\r\n'),
    ]
  })
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
}

/** Signs a sample person in, or nobody, and speaks in their name. */
export async function visitor(
  { app, db, clock }: Pick<Site, 'app' | 'db' | 'clock'>,
  who: Who | null,
): Promise<Visitor> {
  let cookie = `${visitorCookie(false)}=somebody`
  let csrf = visitorToken('somebody')
  if (who) {
    const { role, partnership = 'kent', organisation = '' } = who
    const person = (await listSamplePeople(db, clock.today())).find(
      (each) =>
        each.role === role && each.partnershipSlug === partnership && each.organisationName.includes(organisation),
    )
    if (!person) throw new Error(`the demonstration has no ${role} of ${partnership} ${organisation}`)
    cookie = `${sessionCookie(false)}=${(await signInAsSample(db, person.accessId, clock)) ?? ''}`
    const sessions = db.selectFrom('identity.session').where('access_id', '=', person.accessId)
    const newest = await sessions.orderBy('created_at', 'desc').select('csrf_token').executeTakeFirstOrThrow()
    csrf = newest.csrf_token
  }
  const send = async (method: Method, url: string, sent: Sent = {}): Promise<Reply> => {
    const { fields, headers = {} } = sent
    const isMultipart = sent.multipart ?? fields?.some(([, value]) => typeof value !== 'string') ?? false
    const type = isMultipart ? `multipart/form-data; boundary=${boundary}` : 'application/x-www-form-urlencoded'
    const response = await app.inject({
      method,
      url,
      remoteAddress: '127.0.0.1',
      headers: {
        host: 'localhost',
        ...(cookie ? { cookie } : {}),
        ...(fields ? { 'content-type': type } : {}),
        ...headers,
      },
      ...(fields
        ? { payload: isMultipart ? multipart(fields) : new URLSearchParams(fields as [string, string][]).toString() }
        : {}),
    })
    const location = response.headers['location'] ?? ''
    return { status: response.statusCode, location, text: response.body, headers: response.headers }
  }
  return {
    csrf,
    send,
    post: (url, fields) => send('POST', url, { fields: [['_csrf', csrf], ...Object.entries(fields)] }),
  }
}
