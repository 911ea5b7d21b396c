import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const patience = 60_000

/**
 * A Word document as PDF, made by LibreOffice where the machine has it (`soffice`); null where it has not, or when the document cannot be
 * converted in a minute. The document was judged before: it holds no macros and fetches nothing.
 */
export async function docxToPdf(docx: Buffer): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-docx-'))
  try {
    const source = join(folder, 'paper.docx')
    await writeFile(source, docx)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const options = [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      source,
    ]
    const isDone = await new Promise<boolean>((resolve) => {
      execFile('soffice', options, { timeout: patience, killSignal: 'SIGKILL' }, (error) => resolve(error === null))
    })
    return isDone ? await readFile(join(folder, 'paper.pdf')) : null
  } catch {
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
