import type { FastifyInstance } from 'fastify'
import { JSDOM } from 'jsdom'
import { getQueriesForElement, type BoundFunctions, type queries } from '@testing-library/dom'

export type Seen = {
  status: number
  location: string
  html: string
  text: string
  page: BoundFunctions<typeof queries> & { document: Document }
}

/** Somebody with a browser of their own: it keeps cookies, and sends a form with the token of the page that it last saw. */
export type Browser = {
  cookies: Map<string, string>
  get: (url: string, method?: 'GET' | 'HEAD') => Promise<Seen>
  post: (url: string, fields?: Record<string, string>) => Promise<Seen>
  /** What the passkeys' script does: asks for JSON with the token of the page. */
  ask: (url: string) => Promise<{ challenge: string; rpId: string; allowCredentials?: { id: string }[] }>
}

export function browserOf(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>()
  let token = ''
  async function send(method: 'GET' | 'HEAD' | 'POST', url: string, fields?: Record<string, string>) {
    const response = await app.inject({
      method,
      url,
      remoteAddress: '127.0.0.1',
      headers: {
        host: 'localhost',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(fields ? { payload: new URLSearchParams({ _csrf: token, ...fields }).toString() } : {}),
    })
    for (const { name, value, expires, maxAge } of response.cookies) {
      if (maxAge === 0 || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  function seen(response: Awaited<ReturnType<typeof send>>): Seen {
    const { document } = new JSDOM(response.body).window
    const found = document.querySelector('input[name="_csrf"]')?.getAttribute('value')
    if (found) token = found
    return {
      status: response.statusCode,
      location: response.headers['location'] ?? '',
      html: response.body,
      text: (document.body.textContent ?? '').replaceAll(/\s+/g, ' '),
      page: Object.assign(getQueriesForElement(document.body), { document }),
    }
  }
  return {
    cookies,
    get: async (url, method = 'GET') => seen(await send(method, url)),
    post: async (url, fields = {}) => seen(await send('POST', url, fields)),
    ask: async (url) => (await send('POST', url, {})).json(),
  }
}
