import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { everyPermission, rolePermissions } from '#src/app.ts'
import { everyRole, roles } from '#modules/identity/public.ts'

const modules = join(import.meta.dirname, '../../src/modules')

/** What each permission is for: the sentence above it in its module's permissions.ts. */
async function sentences(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of await readdir(modules)) {
    const text = await readFile(join(modules, folder, 'permissions.ts'), 'utf8').catch(() => '')
    for (const [, sentence = '', name = ''] of text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*'([a-z-]+\.[a-z-]+)'/g,
    )) {
      found.set(
        name,
        sentence
          .replaceAll(/\s*\n\s*\*?\s*/g, ' ')
          .trim()
          .replaceAll('|', '\\|'),
      )
    }
  }
  return found
}

const reachWords = {
  partnership: 'every agency’s records of its partnership',
  organisation: 'its own organisation’s, and what belongs to the partnership as a whole',
  nothing: 'no record of anybody',
} as const

/** The part of docs/pages.md on what each role may do. Throws when a permission has no sentence. */
export async function rolesDocument(): Promise<string> {
  const what = await sentences()
  const rows = [...everyPermission].map((permission) => {
    const sentence = what.get(permission)
    if (sentence === undefined) throw new Error(`${permission} has no sentence above it in its permissions.ts`)
    const marks = everyRole.map((role) => (rolePermissions.get(role)?.has(permission) === true ? '●' : ''))
    return `| \`${permission}\` | ${sentence} | ${marks.join(' | ')} |`
  })
  return `## What each role may do

How far a role sees is held by the database itself (row-level security). A module that a partnership has switched off takes its
permissions with it, an inspector has only the chosen pack, and a session begun by an e-mailed link alone has only what is harmless.
What a seat lets its holder decide is not here: that authority sits on the seat.

| role | name | what it sees |
| --- | --- | --- |
${everyRole.map((role) => `| ${role} | ${roles[role].title} | ${reachWords[roles[role].reach]} |`).join('\n')}

A dot: the role carries the permission. Without any dot: only the installation itself, from a job or the command line.

| permission | what for | ${everyRole.join(' | ')} |
| --- | --- | ${everyRole.map(() => ':-:').join(' | ')} |
${rows.join('\n')}
`
}
