// Runs mutation testing for one part of src/statistics and src/statute: npm run mutation -- statute
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}mutation`
const [part = '', ...more] = process.argv.slice(2)

/** Runs a program and ends with its exit code when it fails. */
function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    // Stryker starts `node`, which must be the project's own
    env: { ...process.env, MUTATION_PART: part, PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}` },
  })
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync(`${folder}/node_modules`)) run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
const stryker = `${folder}/node_modules/@stryker-mutator/core/bin/stryker.js`
run(process.execPath, [stryker, 'run', `${folder}/stryker.config.mjs`, ...more], root)
