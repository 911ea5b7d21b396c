import { resolve } from 'node:path'
import { z } from 'zod'
import type { MailSettings } from '#platform/mail/deliver.ts'
import type { LogForm } from '#platform/log.ts'
import { clamdAddress, type ClamdAddress } from '#platform/uploads/clamd-address.ts'

/** The folder of this checkout, ending in no slash. */
export const checkoutFolder = resolve(import.meta.dirname, '..')

/** What the application runs with. Everything a process may know from its environment is here, read once. */
export type Config = {
  /** 0 asks the system for any free port. */
  readonly port: number
  readonly host: string
  /** Absolute path of the folder for the embedded database and uploaded files. */
  readonly dataFolder: string
  /** A PostgreSQL 18 that is running. May hold a password: never print it. */
  readonly databaseUrl: string
  /** The application's own login on the same database, which owns nothing; null: the owner's login steps down to that role. */
  readonly databaseAppUrl: string | null
  readonly production: boolean
  /** Whether invented people and history are loaded into an empty database. Never true in production. */
  readonly demonstration: boolean
  /** Where people reach the service, for addresses in mails and at other services; no slash at the end. */
  readonly publicUrl: string
  /** Absolute path of the JSON file of providers whose accounts sign people in; null: none. */
  readonly signInProvidersFile: string | null
  /** The mail server with the sender's address, or GOV.UK Notify; null: mails wait in the outbox. */
  readonly mail: MailSettings | null
  /** Whether this process does the work that has its time (src/jobs.ts). */
  readonly jobs: boolean
  /** How many proxies stand in front of the service, whose word on where a request came from counts. */
  readonly trustProxy: number
  /** Where the virus scanner clamd listens; null: uploads are not scanned, and say so. */
  readonly clamd: ClamdAddress | null
  /** Absolute path of the file of keys that seal what identifies a child; null: outside production, one beside the database. */
  readonly keysFile: string | null
  /** Absolute path of the file to which the heads of the audit chains are signed out every day; null: they are not. */
  readonly auditHeadsFile: string | null
  /** Absolute path of the private key that signs them. */
  readonly auditKeyFile: string | null
}

/** What the environment says; the database's address is null when the embedded PostgreSQL is to be started. */
export type Settings = Omit<Config, 'databaseUrl'> & { readonly databaseUrl: string | null }

type Environment = Readonly<Record<string, string | undefined>>

const portSentence = (found: unknown): string =>
  `PORT must be a whole number from 0 to 65535, and it is '${String(found)}'. For example: PORT=3001 npm start`

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: ({ input }) => portSentence(input) })
    .refine((text) => Number(text) <= 65535, { error: ({ input }) => portSentence(input) })
    .default('3000'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'HOST must be a host name or address to listen on, such as localhost or 0.0.0.0')
    .default('localhost'),
  GOLDENTHREAD_DATA: z
    .string()
    .refine((path) => !path.includes('\0'), 'GOLDENTHREAD_DATA must be the path of a folder')
    .default('.data'),
  DATABASE_URL: z
    .string()
    // The value is never repeated: it may hold a password.
    .refine(isPostgresUrl, 'DATABASE_URL must look like postgres://user:password@host:5432/database')
    .optional(),
  DATABASE_APP_URL: z
    .string()
    .refine(isPostgresUrl, 'DATABASE_APP_URL must look like postgres://user:password@host:5432/database')
    .optional(),
  GOLDENTHREAD_DEMONSTRATION: z
    .enum(['yes', 'no'], 'GOLDENTHREAD_DEMONSTRATION must be yes or no, or not set')
    .optional(),
  GOLDENTHREAD_URL: z
    .string()
    .refine(
      isOwnAddress,
      'GOLDENTHREAD_URL must be the address at which people reach the service, with nothing after its name, such as https://goldenthread.example',
    )
    .optional(),
  GOLDENTHREAD_SIGN_IN_PROVIDERS: z
    .string()
    .refine((path) => !path.includes('\0'), 'GOLDENTHREAD_SIGN_IN_PROVIDERS must be the path of a JSON file')
    .optional(),
  GOLDENTHREAD_KEYS: z
    .string()
    .refine((path) => !path.includes('\0'), 'GOLDENTHREAD_KEYS must be the path of a JSON file')
    .optional(),
  GOLDENTHREAD_AUDIT_HEADS: z
    .string()
    .refine((path) => !path.includes('\0'), 'GOLDENTHREAD_AUDIT_HEADS must be the path of a file')
    .optional(),
  GOLDENTHREAD_AUDIT_KEY: z
    .string()
    .refine((path) => !path.includes('\0'), 'GOLDENTHREAD_AUDIT_KEY must be the path of a file')
    .optional(),
  GOLDENTHREAD_SMTP_URL: z
    .string()
    // The value is never repeated: it may hold a password.
    .refine(
      (url) => /^smtps?:\/\/[^/]/.test(url) && URL.canParse(url),
      'GOLDENTHREAD_SMTP_URL must look like smtp://user:password@mail.example:587',
    )
    .optional(),
  GOLDENTHREAD_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\p{C}]* <)?[^<>@\s\p{C},]+@[^<>@\s\p{C},]+>?$/u,
      'GOLDENTHREAD_MAIL_FROM must be an address, such as Goldenthread <no-reply@partnership.example>',
    )
    .optional(),
  GOLDENTHREAD_NOTIFY_KEY: z
    .string()
    // The value is never repeated: it is a secret.
    .regex(
      /^(?:[\w-]+-)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
      'GOLDENTHREAD_NOTIFY_KEY must be an API key of GOV.UK Notify: a name and two long numbers, joined by hyphens',
    )
    .optional(),
  GOLDENTHREAD_NOTIFY_TEMPLATE: z
    .uuid('GOLDENTHREAD_NOTIFY_TEMPLATE must be the ID of an e-mail template of GOV.UK Notify')
    .optional(),
  GOLDENTHREAD_JOBS: z.enum(['yes', 'no'], 'GOLDENTHREAD_JOBS must be yes or no, or not set').optional(),
  GOLDENTHREAD_TRUST_PROXY: z
    .string()
    .regex(/^\d$/, 'GOLDENTHREAD_TRUST_PROXY must be how many proxies stand in front of the service, 0 to 9')
    .default('0'),
  GOLDENTHREAD_CLAMD: z
    .string()
    .refine(
      (text) => clamdAddress(text) !== null,
      'GOLDENTHREAD_CLAMD must be where clamd listens: unix:/run/clamav/clamd.ctl or tcp:host:3310',
    )
    .optional(),
  GOLDENTHREAD_LOG: z.enum(['json', 'words'], 'GOLDENTHREAD_LOG must be json or words, or not set').optional(),
  NODE_ENV: z.string().optional(),
})

/** In which form the service says what happens; known before the rest, so that also a wrong setting is said in it. */
export function logForm({ GOLDENTHREAD_LOG: asked = '', NODE_ENV: kind = '' }: Environment): LogForm {
  const form = asked.trim()
  return form === 'json' || (form !== 'words' && kind.trim() === 'production') ? 'json' : 'words'
}

/**
 * Reads the environment into frozen settings. An empty variable counts as not set. A relative GOLDENTHREAD_DATA is taken
 * from the checkout, so that every way of starting means the same folder. Throws an Error whose message is a sentence for
 * the person who set the variable.
 */
export function readConfig(environment: Environment): Settings {
  const parsed = schema.safeParse(
    Object.fromEntries(
      Object.keys(schema.shape).flatMap((name) => {
        const value = environment[name]?.trim()
        return value === undefined || value === '' ? [] : [[name, value]]
      }),
    ),
  )
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The environment could not be read')
  const values = parsed.data
  const production = values.NODE_ENV === 'production'
  if (production && values.GOLDENTHREAD_DEMONSTRATION === 'yes') {
    throw new Error(
      'GOLDENTHREAD_DEMONSTRATION=yes loads invented people, so it cannot be used with NODE_ENV=production',
    )
  }
  if (production && values.GOLDENTHREAD_URL?.startsWith('http:')) {
    throw new Error(
      'GOLDENTHREAD_URL must begin with https:// with NODE_ENV=production: cookies are sent over no other',
    )
  }
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL'] as const) {
    if (production && values[name] !== undefined && !isSafelyReached(values[name])) {
      throw new Error(
        `${name} must ask for TLS with NODE_ENV=production, such as …/database?sslmode=verify-full, unless the database is on this machine`,
      )
    }
  }
  const { GOLDENTHREAD_SMTP_URL: smtpUrl, GOLDENTHREAD_MAIL_FROM: from } = values
  if ((smtpUrl === undefined) !== (from === undefined)) {
    throw new Error('GOLDENTHREAD_SMTP_URL and GOLDENTHREAD_MAIL_FROM go together: set both, or neither')
  }
  const { GOLDENTHREAD_NOTIFY_KEY: notifyKey, GOLDENTHREAD_NOTIFY_TEMPLATE: templateId } = values
  if ((notifyKey === undefined) !== (templateId === undefined)) {
    throw new Error('GOLDENTHREAD_NOTIFY_KEY and GOLDENTHREAD_NOTIFY_TEMPLATE go together: set both, or neither')
  }
  if (smtpUrl !== undefined && notifyKey !== undefined) {
    throw new Error('Mails go out one way: set GOLDENTHREAD_SMTP_URL or GOLDENTHREAD_NOTIFY_KEY, not both')
  }
  const publicUrl = new URL(values.GOLDENTHREAD_URL ?? `http://localhost:${values.PORT}`).origin
  const asked = values.GOLDENTHREAD_DEMONSTRATION ?? (values.DATABASE_URL === undefined ? 'yes' : 'no')
  return Object.freeze({
    port: Number(values.PORT),
    host: values.HOST,
    dataFolder: resolve(checkoutFolder, values.GOLDENTHREAD_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    databaseAppUrl: values.DATABASE_APP_URL ?? null,
    production,
    demonstration: !production && asked === 'yes',
    publicUrl,
    signInProvidersFile:
      values.GOLDENTHREAD_SIGN_IN_PROVIDERS === undefined
        ? null
        : resolve(checkoutFolder, values.GOLDENTHREAD_SIGN_IN_PROVIDERS),
    mail:
      smtpUrl !== undefined && from !== undefined
        ? { smtpUrl, from }
        : notifyKey !== undefined && templateId !== undefined
          ? { notifyKey, templateId, calendarUrl: `${publicUrl}/today/calendar` }
          : null,
    jobs: values.GOLDENTHREAD_JOBS !== 'no',
    trustProxy: Number(values.GOLDENTHREAD_TRUST_PROXY),
    clamd: values.GOLDENTHREAD_CLAMD === undefined ? null : clamdAddress(values.GOLDENTHREAD_CLAMD),
    keysFile: values.GOLDENTHREAD_KEYS === undefined ? null : resolve(checkoutFolder, values.GOLDENTHREAD_KEYS),
    auditHeadsFile:
      values.GOLDENTHREAD_AUDIT_HEADS === undefined ? null : resolve(checkoutFolder, values.GOLDENTHREAD_AUDIT_HEADS),
    auditKeyFile:
      values.GOLDENTHREAD_AUDIT_KEY === undefined ? null : resolve(checkoutFolder, values.GOLDENTHREAD_AUDIT_KEY),
  })
}

function isOwnAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href
}

/**
 * Whether nobody between here and the database can read or change what passes: it is reached by a local socket or on this machine, or by
 * TLS with its certificate and name checked. The driver's other modes are weaker, or will be with its next version.
 */
function isSafelyReached(address: string): boolean {
  const url = URL.parse(address) ?? URL.parse(address.replace('@/', '@localhost/'))
  const host = decodeURIComponent(url?.searchParams.getAll('host').at(-1) ?? url?.hostname ?? '')
  const isHere = host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/.test(host)
  return isHere || url?.searchParams.getAll('sslmode').at(-1) === 'verify-full'
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && (URL.canParse(text) || URL.canParse(text.replace('@/', '@localhost/')))
}
