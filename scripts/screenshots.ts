/** Takes the pictures in docs/images from a running demonstration: `npm start` in one window, `npm run screenshots` in another. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromiumPath, launch, signIn } from '#test/journeys/browser.ts'

const address = process.env['GOLDENTHREAD_ADDRESS'] ?? 'http://localhost:3000'
const folder = join(import.meta.dirname, '../docs/images')

const pictures = [
  { name: 'indicator', path: '/indicators/re-referral-rate', height: 1150 },
  { name: 'executive', path: '/executive', height: 1000 },
] as const

if (chromiumPath() === undefined) {
  console.error('The pictures need Chromium (Debian: apt-get install chromium, or CHROMIUM=/path/to/it).')
  process.exit(1)
}
if ((await fetch(`${address}/sign-in`).catch(() => null))?.status !== 200) {
  console.error(`Nothing answers at ${address}. Start the demonstration first: npm start`)
  process.exit(1)
}
await mkdir(folder, { recursive: true })
const browser = await launch()
const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 1000 } })
const page = await context.newPage()
await signIn(page, 'Analyst', 'KSCMP')
for (const { name, path, height } of pictures) {
  await page.setViewportSize({ width: 1280, height })
  const answer = await page.goto(path)
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status() ?? 'nothing'}`)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.error(`docs/images/${name}.png`)
}
await browser.close()
