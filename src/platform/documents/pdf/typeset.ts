import { setPdf } from './typst.ts'

/** A stretch of a document: what is written is data to the template, never markup. */
export type PdfBlock =
  | { type: 'heading'; level: 1 | 2 | 3; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'list'; items: readonly string[] }

export type PdfSection = {
  /** Begins a page of its own, with its title as a bookmark. */
  title: string
  /** Stands in the contents with its page; '' is left out. */
  listed: string
  blocks: readonly PdfBlock[]
  /** Pages that are put in right after this section: they move the numbers of those that follow. */
  insertedAfter: number
}

export type PdfSpec = {
  title: string
  subtitle: string
  author: string
  marking: string
  facts: readonly { label: string; value: string }[]
  /** Heading over the contents. */
  contents: string
  sections: readonly PdfSection[]
}

const template = `
#let spec = json(bytes(sys.inputs.spec))
#set document(title: spec.title, author: spec.author)
#set text(lang: "en", region: "gb", size: 11pt, hyphenate: false)
#set page(paper: "a4", margin: (x: 22mm, top: 26mm, bottom: 26mm))
#set par(leading: 0.7em, spacing: 1.1em)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading: set block(above: 1.4em, below: 0.8em, sticky: true)
#set list(marker: [•])
#heading(level: 1, spec.title)
#if spec.subtitle != "" [#text(size: 13pt, spec.subtitle)]
#for fact in spec.facts [#par[#strong(fact.label + ": ")#fact.value]]
#let before(index) = spec.sections.slice(0, index).map(each => each.insertedAfter).sum(default: 0)
#let listed = spec.sections.enumerate().filter(((index, each)) => each.listed != "")
#if listed.len() > 0 {
  heading(level: 2, outlined: false, spec.contents)
  list(..listed.map(((index, each)) => {
    let target = label("section-" + str(index))
    link(target, context [#each.listed, page #(counter(page).at(target).first() + before(index))])
  }))
}
#for (index, each) in spec.sections.enumerate() {
  pagebreak(weak: true)
  [#heading(level: 1, each.title)#label("section-" + str(index))]
  for block in each.blocks {
    if block.type == "heading" { heading(level: block.level, block.text) }
    else if block.type == "list" { list(..block.items.map(item => text(item))) }
    else { par(text(block.text)) }
  }
  context [#metadata((index: index, page: here().page()))<end-of-section>]
}
`

/**
 * Sets a pack with its sections, each on pages of its own.
 *
 * @returns the file, and for each section the number of its last page (from 1), before anything is put in
 */
export function typeset(spec: PdfSpec): { pdf: Buffer; lastPages: number[] } {
  const { pdf, found } = setPdf(template, spec, '<end-of-section>')
  const ends = found as { index: number; page: number }[]
  return {
    pdf,
    lastPages: spec.sections.map((_section, index) => ends.find((each) => each.index === index)?.page ?? 1),
  }
}

/** Plain text as blocks: an empty line begins a paragraph, a line that starts with # is a heading, lines that start with - are a list. */
export function textBlocks(text: string): PdfBlock[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .flatMap((part): PdfBlock[] => {
      const lines = part.split('\n').filter((line) => line.trim() !== '')
      const [first] = lines
      if (first === undefined) return []
      if (first.startsWith('#')) {
        const rest = lines.slice(1).join('\n')
        return [
          { type: 'heading', level: 2, text: first.replace(/^#+\s*/, '') || 'Untitled' },
          ...(rest === '' ? [] : textBlocks(rest)),
        ]
      }
      if (lines.every((line) => /^[-*•]\s/.test(line))) {
        return [{ type: 'list', items: lines.map((line) => line.replace(/^[-*•]\s+/, '')) }]
      }
      return [{ type: 'paragraph', text: lines.join('\n') }]
    })
}
