import { createHash, randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Environment } from 'nunjucks'
import type { Actor } from './actor.ts'
import { may } from './actor.ts'
import { actingAs, actingAsNobody } from './db/acting.ts'
import { registerAssets, type Stylesheet } from './assets.ts'
import { AppError, badRequest, forbidden, notFound } from './errors.ts'
import type { Form } from './forms.ts'
import { checkUploadLength, fixedHeaders, serverLimits, type ServerLimits } from './http-hardening.ts'
import { menuOf, type DoorGroup } from './menu.ts'
import { strict } from './views.ts'

/** The signed-in person behind a request: who acts, and the token that their forms must carry. */
export type SignedIn = {
  actor: Actor
  csrfToken: string
  /** When the person last proved a second factor in this session; null: not yet. */
  steppedUpAt: Date | null
  /** When the session ends unless it is used before. */
  endsAt: Date
  /** The office lay unused for too long: it does nothing until its holder takes it up again. */
  isSuspended?: boolean
  /** Rights of the office that are held back until a second factor is proved. */
  withheld?: ReadonlySet<string>
}

/** How long a second factor counts as fresh, in milliseconds. */
export const stepUpLasts = 15 * 60_000

/** What every page shows around its content. */
export type Chrome = {
  serviceName: string
  colour: string
  isDemonstration: boolean
  /** Set where a page is about another partnership's or the public's view. */
  footerLinks?: { text: string; href: string }[]
}

/** What a page gives to its template; `heading` is the h1 and the title. */
export type View = {
  heading: string
  form?: Form
  /** Marking shown top and bottom, such as OFFICIAL-SENSITIVE. */
  marking?: string
  breadcrumbs?: { text: string; href: string }[]
  /** Something that has just been done, shown once as a banner. */
  done?: string
  /** The page shows figures that the demonstration invented. */
  invented?: boolean
  [name: string]: unknown
}

/** An answer that refused something, for the trail: never the address itself, which may name a record or carry a token. */
export type Refusal = {
  actor: Actor | null
  status: number
  method: string
  /** The route's pattern, such as '/warnings/:reference'. */
  route: string
  why: 'no right' | 'not to be known' | 'forged form' | 'too often'
}

/** An answer that was sent; `route` is the route's pattern, or 'none'. */
type Answered = { id: string; method: string; route: string; status: number; milliseconds: number }

/** One address of the application, for the generated list of pages and for tests that visit them all. */
export type Route = { method: string; url: string; permission: string; module: string }

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that was registered, in order. */
    routes: Route[]
  }
  interface FastifyContextConfig {
    /** The right that a person needs; checked before the page runs. */
    permission?: string
    /** Open to everybody, signed in or not. */
    open?: true
    /** Needs a second factor proved within the last fifteen minutes: what is about a real child. */
    stepUp?: true
  }
  interface FastifyRequest {
    signedIn: SignedIn | null
    /** Who acts. Only on routes that need a permission: others throw. */
    actor: Actor
  }
  interface FastifyReply {
    /** Renders a template with its view inside the layout. */
    page(template: string, view: View, status?: number): FastifyReply
  }
}

/** Whose form cannot be taken now, and the token that it must carry to be theirs. */
export type FormOwner = { personId: string; csrfToken: string }

/** What becomes of a form that cannot be taken now because its session has ended or a second factor is asked for first. */
export type FormHolding = {
  /** Whose session a token was that ended by itself; null: none, or too long ago. */
  ended: (token: string) => Promise<FormOwner | null>
  /** Keeps what was typed for this person and this browser. */
  hold: (
    reply: FastifyReply,
    personId: string,
    form: { address: string; fields: unknown; stepUp: boolean },
  ) => Promise<void>
  /** Lets go of what was kept: it has been sent again, with the field `_held`. */
  sent: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** The page that offers to send it again. */
  address: string
}

export type WebOptions = {
  templates: Environment
  stylesheet: Stylesheet
  /** Finds the person behind a session token. */
  whoIs: (token: string) => Promise<SignedIn | null>
  chrome: (actor: Actor | null) => Chrome
  doors: readonly DoorGroup[]
  /** Every permission that exists; a route that names another one stops the application from starting. */
  permissions: ReadonlySet<string>
  production: boolean
  /** How many proxies stand in front, whose X-Forwarded-For counts; 0: nobody's word does. */
  trustProxy?: number
  /** Other limits than the usual ones, for tests. */
  limits?: Partial<ServerLimits>
  /** The time now, for what must be fresh. */
  now: () => Date
  heldForms?: FormHolding
  /** Called for each refusal that may be somebody trying doors. */
  refused?: (refusal: Refusal) => Promise<void>
  /** Called for each answer that was sent, for the log; with the route's pattern and never the address. */
  answered?: (answer: Answered) => void
  /** Called for each failure that is ours, with the request's id; never with personal data. */
  report?: (error: unknown, requestId: string) => void
}

export const sessionCookie = (production: boolean): string => (production ? '__Host-goldenthread' : 'goldenthread')

/** Every cookie: for this host alone, out of reach of scripts, not sent with another site's forms. Taken back with the same words. */
export const cookieOptions = (production: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: production }) as const

/** Ties the forms of somebody who is not signed in to their browser, so that nobody else's page signs them in as somebody else. */
export const visitorCookie = (production: boolean): string => `${sessionCookie(production)}-visitor`
export const visitorToken = (cookie: string): string =>
  createHash('sha256').update(`form ${cookie}`).digest('base64url')

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500

/** The reader of uploads ends a body that is cut off or not what its header says with an error that carries no status. */
const isBrokenUpload = ({ headers }: FastifyRequest, error: unknown): boolean =>
  (headers['content-type'] ?? '').startsWith('multipart/') &&
  error instanceof Error &&
  /^(Multipart: |Unexpected end of |Malformed )/.test(error.message)

const wordsOf: Record<number, string> = {
  400: 'The service did not understand that request',
  401: 'Sign in to see this page',
  403: 'You do not have access to this page',
  404: 'Page not found',
  409: 'This has changed since you opened it',
  413: 'The file is too large',
  415: 'The service did not understand that request',
  429: 'Too many requests',
}

/** The address of the sign-in page that comes back to where the person was going. */
const signInFor = (request: FastifyRequest): string =>
  request.method === 'GET' && request.url !== '/' ? `/sign-in?next=${encodeURIComponent(request.url)}` : '/sign-in'

/** Whether a second factor was proved lately enough for what is about a real child. */
export const isFresh = ({ steppedUpAt }: SignedIn, now: Date): boolean =>
  steppedUpAt !== null && now.getTime() - steppedUpAt.getTime() < stepUpLasts

/** The page of ours that a form was sent from, or the front page. */
function ownReferer({ headers }: FastifyRequest): string {
  const url = URL.parse(headers.referer ?? '')
  return url !== null && url.host === headers.host ? `${url.pathname}${url.search}` : '/'
}

/** A form sent from another site carries another origin; one from our own carries ours, or none from an old browser. */
function sentFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  if (origin === undefined) return false
  return URL.parse(origin)?.host !== request.headers.host
}

/** Whether any text of a form or an address holds the character that no text in the database may hold. */
function holdsNul(fields: unknown): boolean {
  if (typeof fields === 'string') return fields.includes('\0')
  if (typeof fields !== 'object' || fields === null || Buffer.isBuffer(fields)) return false
  return Object.values(fields).some(holdsNul)
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
}

/**
 * The web server with everything that pages share: sessions, the permission guard, form tokens, security headers, rendering and
 * the one error handler. A route that names neither a permission nor `open: true` stops the application from starting.
 */
export async function webServer(options: WebOptions): Promise<FastifyInstance> {
  const limits = { ...serverLimits, ...options.limits }
  const app = fastify({
    logger: false,
    trustProxy: (_address, hop) => hop < (options.trustProxy ?? 0),
    bodyLimit: 1_048_576,
    requestTimeout: limits.requestTimeout,
    connectionTimeout: limits.connectionTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    http: {
      headersTimeout: limits.headersTimeout,
      connectionsCheckingInterval: limits.connectionsCheckingInterval,
      maxHeaderSize: limits.maxHeaderSize,
    },
    genReqId: () => randomBytes(6).toString('hex'),
  })
  app.server.maxConnections = limits.maxConnections
  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { fileSize: 10_485_760, files: 1, fields: 500, fieldSize: 262_144, headerPairs: 50 },
    onFile,
  })
  await registerAssets(app, options.stylesheet)

  app.decorateRequest('signedIn', null)
  app.decorateRequest('actor', {
    getter(this: FastifyRequest) {
      if (!this.signedIn) throw new Error('this page runs without a signed-in person')
      return this.signedIn.actor
    },
  })

  const heldBack = new WeakMap<FastifyRequest, FormOwner & { next: string }>()
  const ended = async (request: FastifyRequest): Promise<FormOwner | null> => {
    const token = request.cookies[sessionCookie(options.production)]
    return token === undefined ? null : ((await options.heldForms?.ended(token)) ?? null)
  }
  /** The token for forms of a visitor who is not signed in; the cookie is set with the first page that has such a form. */
  const visitors = new WeakMap<FastifyRequest, string>()
  function visitorFormToken(request: FastifyRequest, reply: FastifyReply): string {
    const name = visitorCookie(options.production)
    const known = request.cookies[name] ?? visitors.get(request)
    if (known !== undefined) return visitorToken(known)
    const made = randomBytes(24).toString('base64url')
    visitors.set(request, made)
    reply.setCookie(name, made, cookieOptions(options.production))
    return visitorToken(made)
  }
  async function carriesToken(request: FastifyRequest): Promise<boolean> {
    const given = fieldOf(request.body, '_csrf')
    if (typeof given !== 'string') return false
    if (request.signedIn) return given === request.signedIn.csrfToken
    const visitor = request.cookies[visitorCookie(options.production)]
    if (visitor !== undefined && given === visitorToken(visitor)) return true
    return given === (await ended(request))?.csrfToken
  }

  const routes: Route[] = []
  app.decorate('routes', routes)
  app.addHook('onRoute', function guard(this: FastifyInstance, route) {
    const { permission, open } = route.config ?? {}
    const name = `${String(route.method)} ${route.url}`
    if (permission === undefined && open !== true) throw new Error(`${name} names no permission`)
    if (permission !== undefined && !options.permissions.has(permission)) {
      throw new Error(`${name} names the permission ${permission}, which no module declares`)
    }
    for (const method of [route.method].flat()) {
      if (method !== 'HEAD')
        routes.push({ method, url: route.url, permission: permission ?? 'open to all', module: this.pluginName })
    }
  })

  const everyAnswer = fixedHeaders(options.production)
  app.addHook('onRequest', async (request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    nonces.set(request, nonce)
    reply.headers({
      'content-security-policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      ...everyAnswer,
    })
    checkUploadLength(request, limits.uploadBytes)
    const token = request.cookies[sessionCookie(options.production)]
    if (token !== undefined && !request.url.startsWith('/assets/')) request.signedIn = await options.whoIs(token)
    // Before any body is read: nobody makes the server take in ten megabytes for a form that they may not send.
    const { permission } = request.routeOptions.config
    if (permission === undefined) return undefined
    if (!request.signedIn) {
      const owner = request.method === 'POST' ? await ended(request) : null
      if (owner === null) return reply.redirect(signInFor(request), 303)
      heldBack.set(request, { ...owner, next: '/sign-in' })
      return undefined
    }
    const module = permission.split('.')[0] ?? ''
    if (request.signedIn.isSuspended === true && (module !== 'identity' || request.routeOptions.url === '/')) {
      return reply.redirect('/start-again', 303)
    }
    // A module that the partnership has switched off is not there at all.
    if (request.signedIn.actor.modulesOff.has(module)) throw notFound()
    if (request.method === 'GET' && request.signedIn.withheld?.has(permission) === true) {
      return reply.redirect(`/step-up?next=${encodeURIComponent(request.url)}`, 303)
    }
    if (!may(request.signedIn.actor, permission)) {
      throw forbidden(`Your office (${request.signedIn.actor.officeTitle}) does not carry the right to see this page.`)
    }
    const { stepUp } = request.routeOptions.config
    if (stepUp === true && !isFresh(request.signedIn, options.now())) {
      const { csrfToken, actor } = request.signedIn
      if (request.method === 'POST' && options.heldForms && actor.personId !== null) {
        heldBack.set(request, { personId: actor.personId, csrfToken, next: '/step-up' })
        return undefined
      }
      const back = request.method === 'GET' ? request.url : ownReferer(request)
      return reply.redirect(`/step-up?next=${encodeURIComponent(back)}`, 303)
    }
    return undefined
  })

  // From here on every query runs in the scope of whoever asked; this must stay the first of these hooks.
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.signedIn) actingAs(request.signedIn.actor, done)
    else actingAsNobody(done)
  })

  app.addHook('preHandler', async (request, reply) => {
    // PostgreSQL keeps every character but this one; no keyboard types it.
    if (holdsNul(request.params) || holdsNul(request.query)) throw notFound()
    if (request.method === 'GET' || request.method === 'HEAD') return undefined
    if (sentFromElsewhere(request)) {
      forged.add(request)
      throw badRequest('This form was sent from another site.')
    }
    if (!request.is404 && !(await carriesToken(request))) {
      forged.add(request)
      throw badRequest('This form has expired. Go back, reload the page and send it again.')
    }
    if (holdsNul(request.body)) {
      throw badRequest('What you sent holds a character that cannot be kept (NUL). Go back, type it again and send it.')
    }
    const owner = heldBack.get(request)
    if (options.heldForms === undefined) return undefined
    if (owner === undefined) {
      if (fieldOf(request.body, '_held') !== undefined) await options.heldForms.sent(request, reply)
      return undefined
    }
    const { hold, address } = options.heldForms
    await hold(reply, owner.personId, {
      address: request.url,
      fields: request.body,
      stepUp: request.routeOptions.config.stepUp === true,
    })
    return reply.redirect(`${owner.next}?next=${encodeURIComponent(address)}`, 303)
  })

  app.addHook('onResponse', async (request, reply) => {
    const { id, method, routeOptions } = request
    if (request.url.startsWith('/assets/')) return
    const milliseconds = Math.round(reply.elapsedTime)
    options.answered?.({ id, method, route: routeOptions.url ?? 'none', status: reply.statusCode, milliseconds })
  })

  const doorsOf = (actor: Actor | null, url: string) => menuOf(options.doors, actor, url)

  app.decorateReply('page', function page(this: FastifyReply, template: string, view: View, status = 200) {
    const { request } = this
    const formToken = () => request.signedIn?.csrfToken ?? visitorFormToken(request, this)
    const actor = request.signedIn?.actor ?? null
    const failed = (view.form?.summary.length ?? 0) > 0
    const chrome = options.chrome(actor)
    const html = options.templates.render(template, {
      cspNonce: nonces.get(request) ?? '',
      view: strict(view),
      page: {
        title: `${failed ? 'Error: ' : ''}${view.heading} - ${chrome.serviceName}`,
        errors: view.form?.summary ?? [],
        marking: view.marking ?? '',
        breadcrumbs: view.breadcrumbs ?? [],
        done: view.done ?? '',
        invented: view.invented ?? false,
        // Asked for by forms alone: a page without one sets no cookie.
        get csrf() {
          return formToken()
        },
        session: request.signedIn && {
          endsAt: request.signedIn.endsAt,
          seconds: Math.round((request.signedIn.endsAt.getTime() - options.now().getTime()) / 1000),
          isLimited: (request.signedIn.withheld?.size ?? 0) > 0,
        },
        actor,
        url: request.url,
        doors: doorsOf(actor, request.url.split('?')[0] ?? '/'),
        stylesheet: options.stylesheet.href,
        chrome,
      },
    })
    return this.status(status).type('text/html; charset=utf-8').send(html)
  })

  app.setNotFoundHandler({ preHandler: [] }, (_request, reply) => showError(reply, 404, 'Page not found', undefined))

  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof AppError) {
      const why = refusalOf(error, request)
      if (why !== null) {
        const { method, signedIn, routeOptions } = request
        const actor = signedIn?.actor ?? null
        await options.refused?.({ actor, status: error.status, method, route: routeOptions.url ?? '', why })
      }
      if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter))
      return showError(reply, error.status, error.message, error.whoCanHelp)
    }
    const status = isBrokenUpload(request, error) ? 400 : statusOf(error)
    if (status < 500)
      return showError(reply, status, wordsOf[status] ?? 'The service did not understand that request', undefined)
    options.report?.(error, request.id)
    return showError(reply, 500, 'Sorry, there is a problem with the service', undefined)
  })

  return app
}

const nonces = new WeakMap<FastifyRequest, string>()
/** Requests whose form did not come from a page of ours. */
const forged = new WeakSet<FastifyRequest>()

/** Why an answer refused something; null for what is no refusal: a mistake, or an address that names nothing. */
function refusalOf({ status }: AppError, request: FastifyRequest): Refusal['why'] | null {
  if (forged.has(request)) return 'forged form'
  if (status === 403) return 'no right'
  if (status === 429) return 'too often'
  return status === 404 && request.signedIn !== null && (request.routeOptions.url ?? '').includes(':')
    ? 'not to be known'
    : null
}

/** An uploaded file becomes `{ fileName, bytes }` in the body under its field's name. */
export type UploadedFile = { fileName: string; bytes: Buffer }

async function onFile(this: FastifyRequest, part: { filename: string; toBuffer(): Promise<Buffer>; value?: unknown }) {
  part.value = { fileName: part.filename, bytes: await part.toBuffer() } satisfies UploadedFile
}

/** The file that a form sent in a field, or null when none was chosen. */
export function uploadedFile(body: unknown, field: string): UploadedFile | null {
  if (typeof body !== 'object' || body === null) return null
  const value = (body as Record<string, unknown>)[field]
  if (typeof value !== 'object' || value === null || !('bytes' in value) || !Buffer.isBuffer(value.bytes)) return null
  const { fileName, bytes } = value as UploadedFile
  return fileName === '' && bytes.length === 0 ? null : { fileName, bytes }
}

function showError(reply: FastifyReply, status: number, message: string, whoCanHelp: string | undefined): FastifyReply {
  const heading = wordsOf[status] ?? 'Sorry, there is a problem with the service'
  return reply.page(
    'errors/error.njk',
    { heading, message, whoCanHelp: whoCanHelp ?? '', status, reference: status >= 500 ? reply.request.id : '' },
    status,
  )
}
