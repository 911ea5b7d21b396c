/** The sheets of a workbook in their order, read from its directory without opening any of them. */

import type { Zip } from './zip.ts'

export type SheetPart = {
  name: string
  /** The place among all sheets of the workbook, chart sheets included, counted from 0. */
  index: number
  hidden: boolean
  /** The file inside the zip. */
  path: string
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

function elements(xml: string, name: string): Map<string, string>[] {
  const found = xml.matchAll(new RegExp(`<(?:[A-Za-z][\\w.-]*:)?${name}\\s([^>]*)>`, 'g'))
  return [...found].map(([, attributes = '']) => {
    const pairs = [...attributes.matchAll(/(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
    return new Map(pairs.map(([, key = '', double, single]) => [key, unescaped(double ?? single ?? '')]))
  })
}

/** 'worksheets/sheet1.xml' and '/xl/worksheets/sheet1.xml' are the same file. */
const inPackage = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`

/** Every worksheet of the workbook; a sheet whose file is missing is left out. */
export function listSheets(zip: Zip): SheetPart[] {
  const targets = new Map(
    elements(zip.read('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '', 'Relationship')
      .filter((relation) => relation.get('Type')?.endsWith('/worksheet'))
      .map((relation) => [relation.get('Id'), inPackage(relation.get('Target') ?? '')]),
  )
  const sheets = elements(zip.read('xl/workbook.xml')?.toString('utf8') ?? '', 'sheet')
  return sheets.flatMap((sheet, index) => {
    const path = targets.get(sheet.get('id') ?? '')
    if (path === undefined || !zip.names.includes(path)) return []
    return [{ name: sheet.get('name') ?? '', index, hidden: (sheet.get('state') ?? 'visible') !== 'visible', path }]
  })
}
