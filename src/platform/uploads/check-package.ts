import { DamagedZip, type Zip } from '../sheets/zip.ts'

const breakLinks =
  'In Excel choose Data, then Edit links (or Workbook links), break every link, save the workbook and send it again'

/** A file that unpacks to more than this for each byte of it, and to more than ten megabytes, is made to be too large. */
const highestRatio = 250
const smallEnough = 10 * 1_024 * 1_024

const hasControl = /\p{Cc}/u

/** A name that would leave the folder into which somebody unpacks it. */
const isTraversal = (name: string): boolean =>
  name.startsWith('/') ||
  name.includes('\\') ||
  /^[a-z]:/i.test(name) ||
  hasControl.test(name) ||
  name.split('/').includes('..')

/**
 * Why an Office file that is sound as a zip is not taken in, or undefined when it is. Only its directory and its short lists of relations
 * are looked at: nothing is unpacked that has not said how large it is.
 *
 * @throws DamagedZip
 */
export function refusedContent(zip: Zip, packedBytes: number): string | undefined {
  if (zip.names.some(isTraversal)) throw new DamagedZip('a name that leaves its folder')
  if (zip.packedBytes > packedBytes) throw new DamagedZip('parts that overlap')
  if (zip.unpackedBytes > smallEnough && zip.unpackedBytes / packedBytes > highestRatio) {
    return 'This file is too large when unpacked to be read. Send only the sheet that is asked for'
  }
  if (zip.names.some((name) => /vbaProject\.bin$|vbaData\.xml$|\/(macrosheets|activeX)\//i.test(name))) {
    return 'This file has macros. Save it without them (in Excel: Save as, Excel Workbook .xlsx; in Word: Word Document .docx) and send that file'
  }
  if (zip.names.some((name) => /\/embeddings\/.*\.(bin|exe|ole)$/i.test(name))) {
    return 'This file has another file inside it. Take it out, save the file and send it again'
  }
  // Links to other workbooks and to other programs (DDE) are both kept here.
  if (zip.names.some((name) => /\/externalLinks\//i.test(name))) {
    return `This workbook is linked to other files. ${breakLinks}`
  }
  if (zip.names.some((name) => name.toLowerCase() === 'xl/connections.xml')) {
    return 'This workbook fetches data from elsewhere. In Excel choose Data, then Queries and connections, delete every connection, save the workbook and send it again'
  }
  if (zip.names.some((name) => /\.rels$/i.test(name) && fetchesFromElsewhere(zip.read(name)))) {
    return 'This file loads a template or picture from elsewhere when it is opened. Copy its content into a new file and send that'
  }
  return undefined
}

/** A relation to an outside address that a program follows by itself; a hyperlink, which a person would follow, is none. */
function fetchesFromElsewhere(part: Buffer | undefined): boolean {
  const relations = part?.toString('utf8').match(/<[^>]*\bTargetMode\s*=\s*["']External["'][^>]*>/gi) ?? []
  return relations.some((relation) => !/\bType\s*=\s*["'][^"']*\/hyperlink["']/i.test(relation))
}
