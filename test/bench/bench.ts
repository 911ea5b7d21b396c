/**
 * `npm run bench`: how fast it is on this machine, in one run; `npm run bench -- statistics` measures that section only. Read the
 * ratios; absolute times on a shared machine say little. What it writes goes to the system's temporary folder, and away again.
 */
import { benchRowLevel } from './row-level.ts'
import { benchService } from './service.ts'
import { benchStatistics } from './statistics.ts'
import { benchThread } from './thread.ts'

const sections = { service: benchService, statistics: benchStatistics, 'row-level': benchRowLevel, thread: benchThread }
const isSection = (word: string): word is keyof typeof sections => Object.hasOwn(sections, word)

const words = process.argv.slice(2)
const unknown = words.find((word) => !isSection(word))
if (unknown !== undefined) {
  console.error(`There is no section '${unknown}': npm run bench -- ${Object.keys(sections).join(' | ')}`)
  process.exit(2)
}
const chosen = words.length === 0 ? Object.keys(sections) : words
for (const section of chosen.filter(isSection)) await sections[section]()
