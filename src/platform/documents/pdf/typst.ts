import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

let compiler: NodeCompiler | undefined

/**
 * Sets a Typst template as a tagged PDF that conforms to PDF/UA-1: headings, lists, tables and links for screen readers, language, title,
 * bookmarks. The texts are handed over as data (`spec` in the template), so nothing in them can be markup.
 *
 * @param selector of what the template says of itself, such as '<end-of-section>'
 * @returns the file, and the values of what was selected
 */
export function setPdf(template: string, spec: unknown, selector?: string): { pdf: Buffer; found: unknown[] } {
  compiler ??= NodeCompiler.create()
  const source = { mainFileContent: template, inputs: { spec: JSON.stringify(spec) } }
  const pdf = compiler.pdf(source, { pdfStandard: 'ua-1' })
  const found = selector === undefined ? [] : (compiler.query(source, { selector }) as { value: unknown }[])
  compiler.evictCache(10)
  return { pdf, found: found.map(({ value }) => value) }
}
