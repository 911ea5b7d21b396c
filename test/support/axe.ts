import axe from 'axe-core'
import { JSDOM } from 'jsdom'

/** What axe finds on a page, as 'rule: the first element that breaks it'. Colour contrast needs a real browser: the journeys test it there. */
export async function axeViolations(html: string): Promise<string[]> {
  const dom = new JSDOM(html, { runScripts: 'outside-only' })
  dom.window.eval(axe.source)
  const result = (await dom.window.eval(
    `axe.run(document, { rules: { 'color-contrast': { enabled: false } } })`,
  )) as axe.AxeResults
  dom.window.close()
  return Array.from(result.violations, (violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)
}
