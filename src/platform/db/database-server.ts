import { Client } from 'pg'

const oldestVersion = 180_000

/**
 * Makes sure that DATABASE_URL leads to a PostgreSQL 18 that lets us in. Throws a sentence that says what to do; the
 * password is never part of it.
 */
export async function ensureDatabaseServer(url: string): Promise<void> {
  const { host, database, user } = parts(url)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A server may drop us between two queries; the query itself will say so.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ number: string; name: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
    )
    if (Number(rows[0]?.number) >= oldestVersion) return
    throw new Error(
      `The database server at ${host} is PostgreSQL ${rows[0]?.name}, and Goldenthread needs PostgreSQL 18 or later.`,
    )
  } catch (error) {
    throw problem(error, host, database, user)
  } finally {
    await client.end().catch(() => {})
  }
}

function problem(thrown: unknown, host: string, database: string, user: string): unknown {
  // Several addresses tried in turn come as one error that holds the others.
  const error = thrown instanceof AggregateError ? (thrown.errors[0] as unknown) : thrown
  const { code = '', message } = error as Error & { code?: string }
  const at = `the database at ${host}`
  const look = 'look at DATABASE_URL'
  const sentences: Readonly<Record<string, string>> = {
    ECONNREFUSED: `Nothing answers at ${host}: start the PostgreSQL server, or ${look}.`,
    ENOENT: `Nothing answers at ${host}: start the PostgreSQL server, or ${look}.`,
    ENOTFOUND: `No machine named ${host} is known: ${look}.`,
    EAI_AGAIN: `No machine named ${host} could be found: ${look}, or at the network.`,
    ETIMEDOUT: `No answer came from ${host} in time: ${look}, or at the firewall between.`,
    EHOSTUNREACH: `No way leads to ${host}: ${look}, or at the network.`,
    ENETUNREACH: `No way leads to ${host}: ${look}, or at the network.`,
    ECONNRESET: `What answers at ${host} hung up, so it may not be PostgreSQL: ${look}.`,
    '28P01': `${upper(at)} refuses the password of user ${user}: ${look}.`,
    '28000': `${upper(at)} does not let user ${user} in (${message}): ${look}, or at the server's pg_hba.conf.`,
    '3D000': `${upper(at)} is there, and it has no database named ${database}: create it, or ${look}.`,
    '53300': `${upper(at)} has no connection free: raise its max_connections, or try again later.`,
    '57P03': `${upper(at)} is just starting or stopping: try again in a moment.`,
  }
  const sentence = sentences[code] ?? unspoken(message, host)
  if (message.includes('Goldenthread needs PostgreSQL')) return error
  return new Error(sentence, { cause: error })
}

function unspoken(message: string, host: string): string {
  if (/timeout/i.test(message))
    return `No answer came from ${host} in time: look at DATABASE_URL, or at the firewall between.`
  if (/password must be a string/i.test(message))
    return `The database at ${host} asks for a password: put it into DATABASE_URL.`
  if (/terminated unexpectedly|unknown message/i.test(message)) {
    return `What answers at ${host} is not PostgreSQL: look at DATABASE_URL.`
  }
  return `The database at ${host} cannot be used (${message}): look at DATABASE_URL.`
}

/** Host with port (or socket folder), database and user as pg understands them, with nothing secret. */
function parts(url: string): { host: string; database: string; user: string } {
  const client = new Client({ connectionString: url })
  const { host, port, database, user } = client
  return { host: host.startsWith('/') ? host : `${host}:${port}`, database: database ?? '', user: user ?? '' }
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
