import { sql } from 'kysely'
import type { Db } from './connect.ts'

type Column = { schema: string; table: string; column: string; type: string; nullable: boolean; generated: string }

/** What the driver gives for a column of each PostgreSQL type, with the parsers of `connect.ts`. */
const typeOf: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  numeric: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  bytea: 'Buffer',
  tsvector: 'string',
  _int2: 'number[]',
  _text: 'string[]',
  _uuid: 'string[]',
}

function columnType({ type, nullable, generated, table, column }: Column): string {
  const orNull = nullable ? ' | null' : ''
  const optional = generated !== '' || nullable
  if (type === 'timestamptz') {
    const inner = `Date | string${orNull}`
    return `ColumnType<Date${orNull}, ${inner}${optional ? ' | undefined' : ''}, ${inner}>`
  }
  if (type === 'numeric') {
    const inner = `string | number${orNull}`
    return `ColumnType<string${orNull}, ${inner}${optional ? ' | undefined' : ''}, ${inner}>`
  }
  if (type === 'jsonb') {
    return `ColumnType<unknown, string${orNull}${optional ? ' | undefined' : ''}, string${orNull}>`
  }
  const base = typeOf[type]
  if (base === undefined)
    throw new Error(`${table}.${column} has the type ${type}, which schema-types.ts does not know`)
  if (generated === 'always') return `GeneratedAlways<${base}>`
  return generated === '' ? `${base}${orNull}` : `Generated<${base}${orNull}>`
}

const interfaceName = (schema: string, table: string): string =>
  `${schema}_${table}`.replaceAll(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())

/** The text of db/schema.gen.ts for the database as it stands. */
export async function schemaTypes(db: Db): Promise<string> {
  const { rows } = await sql<Column>`
    select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
           case when a.attidentity = 'a' or a.attgenerated <> '' then 'always' when a.attidentity <> '' or a.atthasdef then 'default' else '' end as generated
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped
      and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pg_toast')
    order by n.nspname, c.relname, a.attnum`.execute(db)
  const tables = Map.groupBy(rows, (row) => `${row.schema}.${row.table}`)
  const bodies = [...tables].map(([, columns]) => {
    const [{ schema, table } = { schema: '', table: '' }] = columns
    const fields = columns.map((column) => `  ${column.column}: ${columnType(column)}`).join('\n')
    return `export interface ${interfaceName(schema, table)} {\n${fields}\n}\n`
  })
  const index = [...tables].map(([name]) => {
    const [schema = '', table = ''] = name.split('.')
    return `  '${name}': ${interfaceName(schema, table)}`
  })
  return `// Generated from the migrations by scripts/generate-schema.ts. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

${bodies.join('\n')}
export interface DB {
${index.join('\n')}
}
`
}
