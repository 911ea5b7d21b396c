/** Writes docs/pages.md: every address with the right it needs and the module it lives in. `npm run docs:pages`. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pagesDocument } from '#test/support/pages-document.ts'

await writeFile(join(import.meta.dirname, '../docs/pages.md'), await pagesDocument())
