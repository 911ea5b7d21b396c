import { resolve } from 'node:path'
import { z } from 'zod'

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
  NODE_ENV: z.string().optional(),
})

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
  const asked = values.GOLDENTHREAD_DEMONSTRATION ?? (values.DATABASE_URL === undefined ? 'yes' : 'no')
  return Object.freeze({
    port: Number(values.PORT),
    host: values.HOST,
    dataFolder: resolve(checkoutFolder, values.GOLDENTHREAD_DATA),
    databaseUrl: values.DATABASE_URL ?? null,
    databaseAppUrl: values.DATABASE_APP_URL ?? null,
    production,
    demonstration: !production && asked === 'yes',
  })
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && (URL.canParse(text) || URL.canParse(text.replace('@/', '@localhost/')))
}
