import assert from 'node:assert/strict'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../../..')

test('every file that the impact assessment names as a measure or its proof is there', async () => {
  const text = await readFile(join(root, 'docs/data-protection-impact-assessment.md'), 'utf8')
  const named = [...text.matchAll(/`((?:src|test|db|packs)\/[^`]+)`/g)].map((match) => match[1] ?? '')
  const own = [...text.matchAll(/`(pages\/[^`]+)`/g)].map((match) => `src/modules/data-protection/${match[1] ?? ''}`)
  assert.ok(named.length > 15)
  for (const path of [...named, ...own]) await assert.doesNotReject(access(join(root, path)), path)
})

test('the assessment leaves the sign-off to the partnership, and says so', async () => {
  const text = await readFile(join(root, 'docs/data-protection-impact-assessment.md'), 'utf8')
  assert.match(text, /Measures approved by\s*\|\s*\*\*partnership:\*\* not signed/)
  for (let step = 1; step <= 7; step += 1) assert.match(text, new RegExp(`^## Steps? .*\\b${step}\\b`, 'm'))
})
