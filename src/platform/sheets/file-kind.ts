/** Says what a file is by its content; its name is only what somebody called it. */

export type FileKind = 'empty' | 'zip' | 'text' | { refused: string }

const saveAsXlsx = 'Open it in your spreadsheet program, choose Save as, Excel Workbook (.xlsx), and send that file'

const startsWith = (bytes: Buffer, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

function compoundFile(bytes: Buffer): string {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) {
    return 'This workbook is protected with a password. Save it without the password and send it again'
  }
  if (holds('WordDocument')) return 'This is a Word document, not a workbook. Send a workbook (.xlsx) or a CSV file'
  if (holds('Workbook') || holds('Book')) return `This workbook is in the old Excel format (.xls). ${saveAsXlsx}`
  return 'This is not a workbook or a CSV file that we can read. Send a workbook (.xlsx) or a CSV file'
}

function markup(bytes: Buffer): string | undefined {
  const start = bytes
    .subarray(0, 4_096)
    .toString('latin1')
    .replace(/^[^<{]*?(?=[<{])/, '')
    .trimStart()
    .toLowerCase()
  const isAtStart = /^[\s\u00EF\u00BB\u00BF]*[<{]/.test(bytes.subarray(0, 64).toString('latin1'))
  if (!isAtStart) return undefined
  if (start.startsWith('{\\rtf'))
    return 'This is a text document (RTF), not a workbook. Send a workbook (.xlsx) or a CSV file'
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') || start.includes('progid="excel.sheet"')) {
    return `This is a workbook saved as XML. ${saveAsXlsx}`
  }
  if (/<(!doctype html|html|head|body|table|meta|style|div)\b/.test(start)) {
    return `This is a web page saved under the name of a workbook. ${saveAsXlsx}`
  }
  return start.startsWith('<?xml') ? `This is an XML file, not a workbook. ${saveAsXlsx}` : undefined
}

/** The kind of a file's content, or the sentence that says why it cannot be read. */
export function fileKind(bytes: Buffer): FileKind {
  if (bytes.length === 0) return 'empty'
  if (startsWith(bytes, 0x50, 0x4b)) return 'zip'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { refused: compoundFile(bytes) }
  if (bytes.subarray(0, 1_024).includes('%PDF-')) {
    return { refused: 'This is a PDF, not a workbook. Send the workbook (.xlsx) or CSV file that it was made from' }
  }
  const isPicture =
    startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(bytes, 0xff, 0xd8, 0xff) ||
    startsWith(bytes, 0x47, 0x49, 0x46, 0x38)
  if (isPicture) return { refused: 'This is a picture, not a workbook. Send a workbook (.xlsx) or a CSV file' }
  const isArchive =
    startsWith(bytes, 0x1f, 0x8b) ||
    startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf) ||
    startsWith(bytes, 0x52, 0x61, 0x72, 0x21)
  if (isArchive)
    return { refused: 'This is a compressed folder. Take the workbook out of it and send only the workbook' }
  const refused = markup(bytes)
  return refused === undefined ? 'text' : { refused }
}

/** Why a zip is not a workbook that can be read, or undefined when it is one. `names` are the files in it. */
export function refusedPackage(names: readonly string[]): string | undefined {
  const has = (name: string) => names.includes(name)
  if (has('xl/workbook.xml')) return undefined
  if (has('xl/workbook.bin')) return `This workbook is in Excel's binary format (.xlsb). ${saveAsXlsx}`
  if (names.some((name) => name.startsWith('word/'))) {
    return 'This is a Word document, not a workbook. Send a workbook (.xlsx) or a CSV file'
  }
  if (names.some((name) => name.startsWith('ppt/'))) {
    return 'This is a PowerPoint presentation, not a workbook. Send a workbook (.xlsx) or a CSV file'
  }
  if (has('mimetype') && has('content.xml')) return `This is an OpenDocument file. ${saveAsXlsx}`
  if (names.some((name) => name.startsWith('Index/'))) return `This is an Apple Numbers file. ${saveAsXlsx}`
  if (names.some((name) => /\.(xlsx|csv)$/i.test(name))) {
    return 'This is a compressed folder. Take the workbook out of it and send only the workbook'
  }
  return 'This is a zip file, but there is no workbook in it. Send a workbook (.xlsx) or a CSV file'
}
