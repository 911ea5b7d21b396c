import assert from 'node:assert/strict'
import { JSDOM } from 'jsdom'

const { DOMParser } = new JSDOM('').window

/** The drawing read as strict XML; fails when it is not well formed, or holds what a strict content security policy forbids. */
export function readDrawing(svg: string): Element {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml')
  assert.equal(document.querySelector('parsererror'), null, svg.slice(0, 300))
  const root = document.documentElement
  assert.equal(root.namespaceURI, 'http://www.w3.org/2000/svg')
  assert.equal(root.querySelector('[style], style, script'), null)
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
  return root
}

/** What the drawing is and what it says, found by way of aria-labelledby. */
export function namesOf(root: Element): { title: string; description: string } {
  const [title, description] = (root.getAttribute('aria-labelledby') ?? '')
    .split(' ')
    .map((id) => root.querySelector(`[id="${id}"]`)?.textContent)
  assert.ok(title !== undefined && description !== undefined)
  return { title: title ?? '', description: description ?? '' }
}

/** Every text in the drawing with its place. */
export function textsOf(root: Element): { words: string; x: number; y: number }[] {
  return [...root.querySelectorAll('text')].map((one) => ({
    words: one.textContent ?? '',
    x: Number(one.getAttribute('x')),
    y: Number(one.getAttribute('y')),
  }))
}
